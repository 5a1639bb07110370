import { isKnownPath, plainNameOf } from "./languages/language-of.ts";

/** In lower case. */
const testFolders = new Set([
  "t",
  "test",
  "tests",
  "__tests__",
  "spec",
  "specs",
  "fixtures",
  "__fixtures__",
  "testdata",
  "__snapshots__",
  "__mocks__",
  "e2e",
  "androidtest",
  "cypress",
  "integrationtest",
  "functionaltest",
  "testfixtures",
  "integration-test",
  "integration-tests",
  "integration_test",
  "integration_tests",
  "unittest",
  "unittests",
  "unit-tests",
  "e2e-tests",
  "test-data",
  "test_data",
  "testutil",
  "testutils",
  "test-utils",
  "__test__",
  "testsuite",
  "mocks",
  "bench",
  "benches",
  "benchmark",
  "benchmarks",
  "microbench",
]);
/** Folders of .NET and Xcode projects that are tests. */
const testProject = /(?:\.(?:\w*Tests?|Specs?)|^[A-Z]\w*(?:UI|Unit)?Tests)$/;
const testFile = new RegExp(
  [
    "_test\\.(?:go|py|rb|dart|exs|cc|cpp)$",
    "^test_[^/]*\\.py$",
    "^conftest\\.py$",
    "_spec\\.rb$",
    "\\.(?:test|spec|e2e|cy)\\.[^.]+$",
    "(?:Tests?|TestCase|(?:[a-z0-9]|^[A-Z])IT)\\.(?:java|kt|scala|groovy|cs|fs|vb|swift|php|m|mm)$",
    "^Test[A-Z]\\w*\\.(?:java|kt|scala|groovy|php)$",
    "^tests?\\.(?:py|rs|js|ts|go|rb|ex|jl)$",
    "_tests?\\.(?:rs|js|ts|jsx|tsx|erl|lua|jl|php|c|hs|ml|clj|R|r)$",
    "\\.t$",
    "Spec\\.(?:scala|groovy|kt)$",
    "\\.snap$",
  ].join("|"),
);
/** Names that files for people have in every project. */
const titled =
  /^(?:(?:un)?licen[cs]e|copyright|copying|notice|changelog|changes|authors|contributors|contributing|readme|history|news|credits|patents|third[-_]party[-_]?\w*)(?:[-.].*)?$/i;
/** Forms of text for people, and of translations, `README.pl`; what else is known is code, by whatever name. */
const readable = /\.(?:x?html?(?:\.\w{2})?|xml)$|^readme\.(?:cs|pl|ru|ml|mk|hs|tr)$/i;
const documentation =
  /\.(?:md|mdx|markdown|[rq]md|rd|rnw|notice|pdf|e?ps|rst|txt|patch|diff|apt|news|license|pod\.in|adoc|asciidoc|org|pod|rdoc|textile|tex|po|pot|xliff|[1-8])$/i;
/** Names in capitals alone, such as INSTALL and ROADMAP, but for those of builds. */
const shouted =
  /^(?!(?:BUILD|BUCK|WORKSPACE|MODULE|TARGETS|PKGBUILD|APKBUILD|SConscript)$)[A-Z][A-Z0-9_-]{2,}$|(?:^|\.)(?:README|NEWS)\.Debian$/;
/** What tells of code that stands elsewhere. */
const sourceMap = /\.(?:[cm]?[jt]s|css|html)\.map$/;
/** Folders that hold nothing but documentation, whatever the form of its text. */
const documentationFolder = /(?:^|\/)(?:docs?|documentation|man|manual|changelogs?|xdocs|docbkx)\//i;
/** Pages of a manual are written in XML; a site or its data may be published from such a folder as it is. */
const manualPage = /\.(?:xml|dita|dbk|docbook|ent|texi|texinfo)$/i;
/** Text files that programs read. */
const machineText = /^(?:requirements|constraints|cmakelists|conanfile|runtime|packages?|sources)[\w.-]*\.txt$/i;
const markdown = /\.(?:md|mdx|markdown)$/i;

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Whether a path is a test by one of its folders or the form of its name, never by a part of a word. */
export function isTestPath(path: string): boolean {
  const segments = path.split("/");
  const name = segments.pop() ?? "";
  return (
    segments.some((segment) => testFolders.has(segment.toLowerCase()) || testProject.test(segment)) ||
    testFile.test(name)
  );
}

/** Whether a file is prose for people: documentation, licences, translations. */
export function isDocumentationPath(path: string): boolean {
  const name = nameOf(path);
  if (sourceMap.test(name) || shouted.test(name)) return true;
  if (documentationFolder.test(path) && (manualPage.test(plainNameOf(name)) || !isKnownPath(path))) return true;
  if (titled.test(name) && !/\.txt$/i.test(name)) return !isKnownPath(path) || readable.test(name);
  return documentation.test(name) && !machineText.test(name) && !/(?:^|\/)requirements\/[^/]+$/.test(path);
}

/** Whether a file is Markdown, whose blocks of shell commands are run by people. */
export function isMarkdownPath(path: string): boolean {
  return markdown.test(path);
}

/** Whether a file lies in a folder of examples. */
export function isExamplePath(path: string): boolean {
  return /(?:^|\/)(?:examples?|samples?)\//.test(path);
}
