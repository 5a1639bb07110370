import { expect, test } from "vitest";
import { isDocumentationPath, isTestPath } from "../../src/scanner/path-role.ts";
import { found } from "./found.ts";

test.for([
  "Bundle/Tests/Fixtures/php/mailer.php",
  "lib/mocks/config.ts",
  "t/lib-httpd.sh",
  "server/testsuite/src/Echo.java",
  "benches/parse.rs",
  "microbench/src/main/java/A.java",
])("a test: %s", (path) => expect(isTestPath(path)).toBe(true));

test.for(["src/Contests/a.php", "src/latest/a.js", "src/t.js", "src/mockups/a.ts", "src/workbench/a.rs"])(
  "no test: %s",
  (path) => expect(isTestPath(path)).toBe(false),
);

test.for([
  "Documentation/CodingGuidelines",
  "changelog/1.2.0/issue-2656",
  "man/GET.Rd",
  "GET.Rd",
  "doc/manual.xml.in",
  "webapps/docs/realm-howto.xml",
  "META-INF/default.notice",
])("documentation: %s", (path) => expect(isDocumentationPath(path)).toBe(true));

test.for([
  "docs/index.html",
  "docs/conf.py",
  "docs/deploy.sh",
  "docs/compose.yaml",
  "src/pom.xml",
  "manifest/a",
  "Dockerfile.in",
])("no documentation: %s", (path) => expect(isDocumentationPath(path)).toBe(false));

const address = "http://api.initech.io";

test.for([
  ["site.xml.in", `<a href="${address}">Initech</a>`, ["HTTP001 notice 1"]],
  ["site.xml.in", `<endpoint>${address}</endpoint>`, ["HTTP001 error 1"]],
  ["config.php.dist", `<?php // ${address}`, []],
  ["config.php.dist", `<?php $config['url'] = '${address}';`, ["HTTP001 error 1"]],
  ["a.html.fr.utf8", `<code>${address}</code>`, []],
  ["a.html.fr.utf8", `<script src="${address}/a.js"></script>`, ["HTTP001 error 1"]],
] as const)("the form of %s: %s", ([path, text, expected]) => expect(found(path, text)).toEqual(expected));
