/** What the service needs to know of its surroundings. */
export interface Settings {
  port: number;
  providerUrl: string;
  providerKey: string;
  webhookSecret: string;
}

/** Reads the environment. Throws with the name of a variable that is missing. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const required = (name: string): string => {
    const value = environment[name];
    if (!value) throw new Error(`${name} is not set`);
    return value;
  };
  return {
    port: Number(environment.PORT ?? 8080),
    providerUrl: environment.PROVIDER_URL ?? "https://api.payfast.example/v2",
    providerKey: required("PROVIDER_KEY"),
    webhookSecret: required("PROVIDER_WEBHOOK_SECRET"),
  };
}
