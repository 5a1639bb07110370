import { expect, test } from "vitest";
import { migrations } from "../../src/storage/migrations/migrate.ts";

test("migrations are listed in the order of their names, which are numbered without a gap", () => {
  const names = Object.keys(migrations);
  expect(names).toEqual(names.toSorted());
  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
});
