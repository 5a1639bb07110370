import { expect, test } from "vitest";
import { scanText } from "../../../../src/scanner/scan.ts";
import { weightOf } from "../weight-of.ts";

const long = `\n#${"x".repeat(5000)}`;
const source = 'url = "http://pypi.initech.io/simple"';

test.for([
  // A line goes on after a backslash, a backtick or a circumflex at its end.
  ["a.sh", "pip install \\\n  http://pypi.initech.io/a.whl", "error"],
  ["a.sh", "pip install \\\n  --no-deps \\\n  http://pypi.initech.io/a.whl", "error"],
  ["a.ps1", "pip install `\r\n  http://pypi.initech.io/a.whl", "error"],
  ["a.cmd", "pip install ^\r\n  http://pypi.initech.io/a.whl", "error"],
  ["a.sh", "pip install a\\ b\nX=http://pypi.initech.io/a.whl", "nothing"],
  ["a.sh", "pip install a\nX=http://pypi.initech.io/a.whl", "nothing"],
  ["a.sh", "pip install a \\\nb\nX=http://pypi.initech.io/a.whl", "nothing"],
  // A place is where it is, however long the file.
  ["a.sh", `pip install http://pypi.initech.io/a.whl${long}`, "error"],
  ["pyproject.toml", `[[tool.uv.index]]\n${source}${long}`, "error"],
  ["a.repo", `[a]\nbaseurl=http://rpm.initech.io/${long}`, "error"],
  ["a.sources", `URIs: https://apt.initech.io\nTrusted: yes${long}`, "warning"],
  ["pyproject.toml", `${long}\n[[tool.uv.index]]\n${source}`, "error"],
  ["pyproject.toml", `[[tool.uv.index]]${long}\n${source}`, "nothing"],
  // The section is that of the last header above.
  ["pyproject.toml", `[ tool.uv ]\n${source}`, "error"],
  ["pyproject.toml", `[index]\n${source}`, "error"],
  ["pyproject.toml", `[ index ]\n${source}`, "error"],
  ["pyproject.toml", `a = [index]\n${source}`, "nothing"],
  ["pyproject.toml", `[tool.uv]\na = 1\n\n[tool.other]\n${source}`, "nothing"],
  ["pyproject.toml", `[tool.other]\n${source}\n\n[tool.uv]\n`, "nothing"],
  ["pyproject.toml", `[tool.other]\na = 1\n\n[tool.uv]\n${source}`, "error"],
  // A checksum says what has to come only where a person wrote it, and not where a tool noted what came.
  ["APKBUILD", 'source="http://initech.io/a.tgz"\nsha512sums="abc"', "warning"],
  ["APKBUILD", 'source="http://10.0.0.1/a.tgz"\nsha512sums="abc"', "warning"],
  ["APKBUILD", 'source="http://apt/a.tgz"\nsha512sums="abc"', "notice"],
  ["APKBUILD", 'source="http://initech.io/a.tgz"', "error"],
  ["package-lock.json", '{"a": {"resolved": "http://npm.initech.io/a.tgz", "integrity": "sha512-a"}}', "error"],
] as const)("%s: %j → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP050", path, text)).toBe(weight);
});

test("what comes from there is said", () => {
  const [finding] = scanText("a.sh", "pip install http://pypi.initech.io/a.whl");
  expect(finding?.message).toContain("What comes from there is installed or built.");
});
