import { expect, test } from "vitest";
import { statusOf } from "../../src/doctor/examination.ts";
import { type AppState, examineApp } from "../../src/doctor/examine-app.ts";

const wanted = { permissions: { checks: "write", contents: "read" }, events: ["push"] };
const url = "https://gate.acme.test/api/github/webhooks";
const delivery = { guid: "a", event: "push", status: "OK", at: "2026-11-23T12:00:00Z" };
const acme = { account: "acme", isSuspended: false, permissions: wanted.permissions };
const sound: AppState = {
  slug: "gate",
  ...wanted,
  hook: { url, contentType: "json", insecureSsl: false, hasSecret: true },
  deliveries: [delivery],
  installations: [acme],
};

function examine(changes: Partial<AppState>, publicUrl: string | null = "https://gate.acme.test") {
  const all = examineApp({ ...sound, ...changes }, wanted, publicUrl);
  return { status: statusOf(all), told: all.filter(({ state }) => state !== "fine") };
}

test("an app as it should be → fine", () => {
  expect(examine({})).toEqual({ status: 0, told: [] });
  expect(
    examine({ permissions: { ...wanted.permissions, contents: "write", issues: "read" }, installations: [] }).status,
  ).toBe(1);
});

const hook = (changes: object) => ({
  hook: { url, contentType: "json", insecureSsl: false, hasSecret: true, ...changes },
});
test.for<[string, Partial<AppState>, 1 | 3, string, RegExp]>([
  [
    "a permission lower than needed",
    { permissions: { checks: "read", contents: "read" } },
    1,
    "It lacks checks: write",
    /app\.yml/,
  ],
  ["an event that is not heard of", { events: [] }, 1, "It does not hear of push", /Subscribe/],
  ["no address", hook({ url: null }), 1, "It has no address", /gate\.acme\.test/],
  [
    "another address",
    hook({ url: "https://x.test/" }),
    1,
    "It goes to https://x.test/, not to this server",
    /MERGEWARDEN_URL/,
  ],
  ["no secret", hook({ hasSecret: false }), 1, "It has no secret", /WEBHOOK_SECRET/],
  ["a form", hook({ contentType: "form" }), 1, "Its content type is not JSON", /application\/json/],
  ["certificates that nobody looks at", hook({ insecureSsl: true }), 1, "It does not verify certificates", /SSL/],
  ["a webhook that cannot be read", { hook: { unavailable: "500" } }, 3, "Could not read the webhook: 500", /^$/],
  ["no delivery yet", { deliveries: [] }, 3, "Nothing was delivered yet", /pull request/],
  [
    "a delivery that was lost",
    { deliveries: [{ ...delivery, guid: "b", status: "timed out" }, delivery] },
    1,
    "1 of the last deliveries did not arrive, as of push at 2026-11-23T12:00:00Z: timed out",
    /reaches the server/,
  ],
  ["no installation", { installations: [] }, 1, "It is installed nowhere", /Install App/],
  [
    "a suspended one",
    { installations: [{ ...acme, isSuspended: true }] },
    1,
    "The app is suspended",
    /settings of acme/,
  ],
  [
    "permissions that were not accepted",
    { installations: [{ ...acme, permissions: {} }] },
    1,
    "It lacks checks: write, contents: read",
    /accept/,
  ],
])("%s → status %s", ([, changes, status, found, remedy]) => {
  const examined = examine(changes);
  expect(examined.status).toBe(status);
  expect(examined.told.map((one) => one.found)).toContain(found);
  expect(examined.told.find((one) => one.found === found)?.remedy ?? "").toMatch(remedy);
});

test("a delivery that arrived when it came again is not lost", () => {
  expect(examine({ deliveries: [delivery, { ...delivery, status: "500" }] }).status).toBe(0);
});

test("an address that no server's is known to be → only its end counts", () => {
  expect(examine({}, null).status).toBe(0);
  expect(examine(hook({ url: "https://gate.acme.test/" }), null).told).toMatchObject([
    { found: "It goes to https://gate.acme.test/" },
  ]);
});
