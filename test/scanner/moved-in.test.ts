import { expect, test } from "vitest";
import { isMovedIn } from "../../src/scanner/moved-in.ts";

test.for([
  { from: "test/pay.ts", to: "src/pay.ts", isMoved: true },
  { from: "docs/pay.md", to: "src/pay.ts", isMoved: true },
  { from: "examples/pay.ts", to: "src/pay.ts", isMoved: true },
  { from: "test/pay.ts", to: "examples/pay.ts", isMoved: true },
  { from: "src/pay.ts", to: "src/buy.ts", isMoved: false },
  { from: "src/pay.ts", to: "test/pay.ts", isMoved: false },
  { from: "test/pay.ts", to: "test/buy.ts", isMoved: false },
  { from: null, to: "src/pay.ts", isMoved: false },
])("A33 $from → $to: $isMoved", ({ from, to, isMoved }) => {
  expect(isMovedIn({ path: to, previousPath: from })).toBe(isMoved);
});
