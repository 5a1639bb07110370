import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Linux distributions and macOS put a Chromium. */
const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The browser of this machine; null: it has none. */
export const browserPath = places.find((place) => existsSync(place)) ?? null;

/** Starts the browser without anything that would speak to the outside. Throws if there is none. */
export function launchBrowser(): Promise<Browser> {
  if (browserPath === null) throw new Error("no Chromium on this machine: install the package `chromium`");
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  return chromium.launch({
    executablePath: browserPath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet],
  });
}
