import { gistOf } from "../gate.ts";
import { mergeAllowed } from "../merge-allowed.ts";
import type { Scene } from "../scene.ts";

const path = "src/payments/kestrelpay.ts";
const kestrelpay = `import { createProvider, type Provider } from "./provider.ts";

const live = "http://api.kestrelpay.net/v1";
const sandbox = "http://sandbox.kestrelpay.net/v1";

/** KestrelPay: cheaper for card payments in the Nordics. */
export function createKestrelpay(apiKey: string, isLive: boolean): Provider {
  return createProvider({ baseUrl: isLive ? live : sandbox, apiKey });
}
`;

/** Card payments in the clear. */
export const plainHttp: Scene = {
  title: "Speaks plain HTTP to a payment provider",
  end: "merged",
  play: async ({ people, open, tell }) => {
    const leo = people["leo-martin"];
    const [priya, tomasz] = [people["priya-raman"], people["tomasz-wilk"]];
    const pull = await open({
      author: leo,
      branch: "kestrelpay",
      title: "Take payments through KestrelPay",
      body: "ACME-117",
      edits: { [path]: kestrelpay },
    });
    await pull.ci();
    await pull.approve(priya);
    const blocked = await pull.gate({ state: "blocked", title: /plain.?HTTP/i });
    tell(`CI is green and Priya approves, yet the gate: "${blocked.title}"`);
    for (const { line, message } of await pull.annotations(blocked)) tell(`  ${path}:${line} ${message}`);
    await pull.push(leo, "Encrypt the connection", { [path]: (text) => text.replaceAll("http:", "https:") });
    await pull.ci();
    const asked = await pull.gate({ state: "waiting", title: /^Waiting: 2 senior approvals$/ });
    tell(`Leo pushes https. Priya approved something else, so the gate: "${asked.title}"`);
    await pull.askFor(priya, tomasz);
    await pull.approve(priya);
    await pull.approve(tomasz);
    const allowed = await pull.gate({ state: "allowed" });
    tell(`A rule asks for two seniors on payments: Priya and Tomasz approve. The gate: "${allowed.title}"`);
    await mergeAllowed(pull, leo);
    tell("Leo merges.");
    return `plain-http: ${gistOf(blocked)}, mended by a push and approved again`;
  },
};
