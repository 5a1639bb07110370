import { expect, test } from "vitest";
import { scan } from "../../src/scanner/scan.ts";

test.for([
  ["a.sh", "curl --silent \\\n  --insecure \\\n  https://api.initech.io/v1\n", 2],
  ["a.sh", "curl \\\n  -fsSLk \\\n  https://api.initech.io/v1\n", 2],
  ["a.js", "await client.access({\n  host: 'files.initech.io',\n  secure: false,\n});\n", 3],
  ["a.go", 'minio.New("s3.initech.io", &minio.Options{\n\tCreds:  creds,\n\tSecure: false,\n})\n', 3],
] as const)("an option added to a call over lines → found in its line: %s: %s", ([path, text, line]) => {
  const added = [{ line, text: text.split("\n")[line - 1] ?? "" }];
  expect(scan({ path, lines: added, text }).map((finding) => [finding.line, finding.severity])).toEqual([
    [line, "error"],
  ]);
});
