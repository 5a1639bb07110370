// Takes the README's pictures anew, off a real pull request at the lab's pages: node scripts/screenshots.ts
// Wants a Chromium, and a font with emoji.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { playScenes } from "../demo/play.ts";
import type { Scene } from "../demo/scene.ts";
import { startWorld } from "../demo/world.ts";
import { launchBrowser } from "../lab/testing/browser.ts";

const folder = join(import.meta.dirname, "..", "docs", "images");
const source = `import { createProvider, type Provider } from "./provider.ts";

const live = "http://api.kestrelpay.net/v1";

/** KestrelPay: cheaper for card payments in the Nordics. */
export function createKestrelpay(apiKey: string): Provider {
  return createProvider({ baseUrl: live, apiKey });
}
`;

/** A pull request that is left as the gate blocks it. */
const blocked: Scene = {
  title: "Speaks plain HTTP to a payment provider",
  end: "blocked",
  async play({ people, open }) {
    const pull = await open({
      author: people["leo-martin"],
      branch: "kestrelpay",
      title: "Take payments through KestrelPay",
      body: "Cheaper for card payments in the Nordics. ACME-117",
      edits: { "src/payments/kestrelpay.ts": source },
    });
    await pull.ci();
    await pull.approve(people["priya-raman"]);
    await pull.gate({ state: "blocked", title: /plain.?HTTP/i });
    return "";
  },
};

async function picture(page: Page, heading: string, name: string): Promise<void> {
  const box = page.locator(".box", { hasText: heading }).last();
  await box.screenshot({ path: join(folder, `${name}.png`) });
}

mkdirSync(folder, { recursive: true });
const world = await startWorld();
const browser = await launchBrowser();
try {
  const [outcome] = await playScenes([blocked], world.company, { heading: () => {}, tell: () => {} });
  if (outcome?.isExpected !== true) throw new Error(outcome?.why);
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 }, deviceScaleFactor: 2 });
  await page.goto(world.lab.url);
  await page.getByLabel("Act as").selectOption("leo-martin");
  await page.getByRole("button", { name: "Switch" }).click();
  await page.goto(`${outcome.url}/checks`);
  await picture(page, "Blocked:", "check-run");
  await page.goto(outcome.url);
  await picture(page, "judges again", "comment");
} finally {
  await browser.close();
  await world.close();
}
