import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserPath, launchBrowser } from "../testing/browser.ts";
import { createScene, type Scene } from "../testing/scene.ts";

// A machine without a browser may still run the other tests; CI may not.
const runs = browserPath !== null || process.env.CI !== undefined;
let scene: Scene;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  if (!runs) return;
  scene = await createScene();
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  await scene?.close();
});

async function actAs(login: string): Promise<void> {
  await page.getByLabel("Act as").selectOption(login);
  await page.getByRole("button", { name: "Switch" }).click();
}

test.runIf(runs)("a person approves a pull request and merges it, by clicking", async () => {
  const { number } = await scene.open("clicked", { "clicked.txt": "by hand\n" });
  await page.goto(`${scene.lab.url}/acme/shop/pull/${number}`);
  await actAs("ben");
  await page.getByRole("button", { name: "Approve" }).click();
  expect(await page.getByText("approved at").count()).toBe(1);
  await page.getByRole("button", { name: "Merge pull request" }).click();
  expect(await page.getByText("Pull request merged and closed").count()).toBe(1);
});

test.runIf(runs)("what a stranger writes stays text", async () => {
  const { number } = await scene.open("hostile", { "hostile.txt": "x\n" });
  const body =
    "<img src=x onerror=\"document.title='owned'\"> <script>document.title='owned'</script> [a](javascript:alert(1))";
  await scene.ada.client.post(`/repos/acme/shop/issues/${number}/comments`, { body });
  await page.goto(`${scene.lab.url}/acme/shop/pull/${number}`);
  expect(await page.title()).not.toContain("owned");
  expect(await page.locator("img[onerror], script, a[href^='javascript:']").count()).toBe(0);
});
