/** Everybody at acme, and what they are there. `teams` decide who may approve; all of them write code. */
export const people = {
  "olga-haugen": { name: "Olga Haugen", teams: [] },
  "priya-raman": { name: "Priya Raman", teams: ["senior-engineers"] },
  "tomasz-wilk": { name: "Tomasz Wilk", teams: ["senior-engineers"] },
  "grace-adeyemi": { name: "Grace Adeyemi", teams: ["senior-engineers"] },
  "ines-duarte": { name: "Inês Duarte", teams: ["security-officers"] },
  "samuel-okoro": { name: "Samuel Okoro", teams: ["security-officers"] },
  "leo-martin": { name: "Leo Martin", teams: [] },
  "mia-tanaka": { name: "Mia Tanaka", teams: [] },
  "jonas-keller": { name: "Jonas Keller", teams: [] },
} as const satisfies Record<string, { name: string; teams: readonly string[] }>;

/** Somebody at acme. */
export type Login = keyof typeof people;

/** Owns the organization. */
export const owner: Login = "olga-haugen";

/** All logins. */
export const logins = Object.keys(people) as Login[];

/** The members of a team. */
export function membersOf(team: string): Login[] {
  return logins.filter((login) => people[login].teams.some((slug) => slug === team));
}
