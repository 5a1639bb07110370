import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserPath, launchBrowser } from "../../lab/testing/browser.ts";
import { exported, requestOf, unzipped } from "../support/bundle.ts";
import { playedLog } from "../support/played-log.ts";

// A machine without a browser may still run the other tests; CI may not.
const runs = browserPath !== null || process.env.CI !== undefined;
const folder = mkdtempSync(join(tmpdir(), "mergewarden-pages-"));
const files = await unzipped(await exported(await requestOf(playedLog(), { profile: "full" })));
const pages = [...files.keys()].filter((name) => name.endsWith(".html"));
let browser: Browser;
let page: Page;
const asked: string[] = [];

beforeAll(async () => {
  for (const name of pages) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), files.get(name) ?? "");
  }
  if (!runs) return;
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on("request", (request) => asked.push(request.url()));
  page.on("dialog", (dialog) => asked.push(dialog.message()));
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** CSS pixels between the margins of an A4 page: 210 mm less 2 × 10 mm, at 96 a inch. */
const paper = { width: 718, height: 1047 };

test.runIf(runs).for(pages)("%s asks for nothing, runs nothing, and fits on paper", async (name) => {
  const url = pathToFileURL(join(folder, name)).href;
  asked.length = 0;
  await page.setViewportSize(paper);
  await page.emulateMedia({ media: "print" });
  await page.goto(url);
  expect(asked).toEqual([url]);
  expect(await page.locator("script, img, iframe, a[href^='javascript:'], [onerror], [onload]").count()).toBe(0);
  const width = await page.locator("html").evaluate(({ scrollWidth }) => scrollWidth);
  expect(width).toBeLessThanOrEqual(paper.width);
});

test.runIf(runs)("the report's first screen tells the period, how many changes landed, and what deviates", async () => {
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.emulateMedia({ media: "screen" });
  await page.goto(pathToFileURL(join(folder, "report.html")).href);
  for (const text of ["Change management", "changes landed on gated branches", "Deviations"]) {
    const box = await page.getByText(text).first().boundingBox();
    expect((box?.y ?? Number.NaN) + (box?.height ?? 0)).toBeLessThan(800);
  }
});
