import { expect, test } from "vitest";
import { shellBlocksOf } from "../../src/scanner/markdown.ts";

test.for<[name: string, rows: string[], kept: string[]]>([
  ["a block of a shell", ["a", "```sh", "curl a", "```", "b"], ["", "", "curl a", "", ""]],
  ["text between two blocks", ["```sh", "a", "```", "b", "```bash", "c", "```"], ["", "a", "", "", "", "c", ""]],
  ["a block of something else", ["```js", "a", "```", "b", "```sh", "c", "```"], ["", "", "", "", "", "c", ""]],
  ["a block without a name", ["```", "a", "```"], ["", "", ""]],
  ["tildes", ["~~~ console", "a", "```", "b", "~~~"], ["", "a", "```", "b", ""]],
  ["a longer fence", ["````sh", "a", "```", "b", "````", "c"], ["", "a", "```", "b", "", ""]],
  ["a fence that is closed by a longer one", ["```sh", "a", "`````", "b"], ["", "a", "", ""]],
  ["an indented block", ["   ```sh", "   a", "   ```", "b"], ["", "   a", "", ""]],
  ["a block that nothing closes", ["```sh", "a", "b"], ["", "a", "b"]],
  ["no block", ["a", "b"], ["", ""]],
])("%s", ([, rows, kept]) => {
  expect(shellBlocksOf(rows.join("\n")).split("\n")).toEqual(kept);
});
