import { expect, test } from "vitest";
import { exported, requestOf, rowsOf, unzipped } from "../support/bundle.ts";
import { playedLog } from "../support/played-log.ts";

const log = playedLog();
async function filesOf(profile: "full" | "pseudonymous" | "public") {
  return unzipped(await exported(await requestOf(log, { profile })));
}
const [full, pseudonymous, open] = [await filesOf("full"), await filesOf("pseudonymous"), await filesOf("public")];
const redactionOf = (files: Map<string, Buffer>) => JSON.parse(files.get("manifest.json")?.toString() ?? "").redaction;

test("full tells who everybody is and opens every commitment", () => {
  const rows = rowsOf(full.get("identities/identities.csv"));
  expect(rows.map(({ login }) => login)).toContain("bob-senior");
  expect(redactionOf(full)).toMatchObject({
    profile: "full",
    withheld: 0,
    identities_withheld: 0,
    identities: rows.length,
  });
});

test("pseudonymous names nobody, but keeps titles and tickets", () => {
  const everything = [...pseudonymous.values()].map(String).join("\n");
  for (const name of ["alice", "bob-senior", "carol-officer", "dave-officer"]) expect(everything).not.toContain(name);
  expect(pseudonymous.has("identities/identities.csv")).toBe(false);
  expect(rowsOf(pseudonymous.get("population/population.csv"))[0]).toMatchObject({
    title: "Change 1",
    tickets: "API-1",
  });
  expect(rowsOf(pseudonymous.get("exceptions/exceptions.csv"))[1]).toMatchObject({ reason: "(withheld)" });
  expect(redactionOf(pseudonymous)).toMatchObject({ identities: 0, identities_withheld: 4 });
  expect(redactionOf(pseudonymous).withheld).toBeGreaterThan(0);
});

test("public tells no title, no ticket, no path and no policy", () => {
  const everything = [...open.values()].map(String).join("\n");
  for (const text of ["alice", "Change 1", "API-1", "INC-123", "src/a.ts", "calc"])
    expect(everything).not.toContain(text);
  expect([...open.keys()].filter((name) => name.startsWith("identities/") || name.startsWith("config/blobs/"))).toEqual(
    [],
  );
  expect(rowsOf(open.get("population/population.csv"))[0]).toMatchObject({
    title: "(withheld)",
    tickets: "(withheld)",
  });
});

test.for([...full.keys()].filter((name) => /^(population\/changes|exceptions\/.*jsonl|log\/|attestations)/.test(name)))(
  "%s is the same in every profile",
  (name) => {
    expect(pseudonymous.get(name)).toEqual(full.get(name));
    expect(open.get(name)).toEqual(full.get(name));
  },
);

test("a title that is a formula, markup, turned text and ten thousand characters long harms nobody", () => {
  const [, row] = rowsOf(full.get("population/population.csv"));
  expect(row?.title).toMatch(/^'=cmd\|' \/C calc'!A0 <script>/);
  expect(row?.title?.length).toBeGreaterThan(10_000);
  for (const [name, bytes] of full) {
    if (!name.endsWith(".html")) continue;
    const text = bytes.toString("utf8");
    expect(text).not.toMatch(/<script|‮|javascript:|<[^>]* on\w+=/);
    expect(text).toContain("default-src 'none'");
    expect(text.length).toBeLessThan(50_000);
  }
});
