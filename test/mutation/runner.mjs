// A test runner for Stryker: all tests of the scanner in one process, from one bundle that is evaluated anew for a mutant of
// what modules keep. With one run of vitest per mutant, twenty thousand mutants take more than a day.
import { existsSync, globSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { Script } from "node:vm";
import { rolldown } from "rolldown";
import * as vitest from "./vitest.mjs";

/** Modules whose results others keep for longer than one file: a mutant of theirs is not to be met again in the next run. */
const kept = /\/(?:lexer|languages|patterns)\/|\/lines-alone/;
const bundle = "bundle.cjs";
/** How often each test reaches each mutant, noted for the process that follows one that had to be ended. */
const reached = "reached.json";
/** A test that reaches a mutant so many times as often as without it does not end, or takes all memory before it does. */
const derailed = 100;
const enter = "enter:";

/** What the mutated code reads and writes. */
const namespace = {};
globalThis.__stryker__ = namespace;

class InProcessRunner {
  #evaluate;
  #tests = [];
  #isStale = true;
  #reached;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    if (!existsSync(bundle)) await writeBundle(testFiles());
    const code = `(function (require, module, exports) {${readFileSync(bundle, "utf8")}\n})`;
    this.#evaluate = new Script(code, { filename: bundle }).runInThisContext();
  }

  async dryRun() {
    namespace.activeMutant = undefined;
    this.#load();
    const tests = [];
    for (const test of this.#tests) {
      namespace.currentTestId = test.id;
      const start = performance.now();
      const failure = await failureOf(test);
      const result = { id: test.id, name: test.id, fileName: test.file, timeSpentMs: performance.now() - start };
      tests.push(failure === undefined ? { ...result, status: 0 } : { ...result, status: 1, failureMessage: failure });
    }
    namespace.currentTestId = undefined;
    writeFileSync(reached, JSON.stringify(namespace.mutantCoverage?.perTest ?? {}));
    return { status: "complete", tests, mutantCoverage: namespace.mutantCoverage };
  }

  async mutantRun({ activeMutant, mutantActivation, testFilter, reloadEnvironment }) {
    const isStatic = mutantActivation === "static";
    Object.assign(namespace, { hitCount: undefined, activeMutant: isStatic ? activeMutant.id : undefined });
    try {
      if (reloadEnvironment || this.#isStale || kept.test(activeMutant.fileName)) this.#load();
    } catch (error) {
      return { status: "killed", killedBy: [], failureMessage: String(error), nrOfTests: 0 };
    }
    this.#isStale = kept.test(activeMutant.fileName);
    namespace.activeMutant = activeMutant.id;
    const wanted = testFilter && new Set(testFilter);
    const path = relative(process.cwd(), activeMutant.fileName).replace("src/", "test/");
    const tests = this.#tests
      .filter(({ id }) => !wanted || wanted.has(id))
      .sort((one, other) => nearness(other.file, path) - nearness(one.file, path));
    return this.#firstFailure(tests, activeMutant.id);
  }

  async #firstFailure(tests, mutant) {
    this.#reached ??= JSON.parse(readFileSync(reached, "utf8"));
    let nrOfTests = 0;
    for (const test of tests) {
      nrOfTests += 1;
      Object.assign(namespace, { hitCount: 0, hitLimit: derailed * (this.#reached[test.id]?.[mutant] ?? 1) });
      const failureMessage = await failureOf(test);
      if (namespace.hitCount > namespace.hitLimit) return { status: "timeout", reason: "too many hits" };
      if (failureMessage !== undefined) return { status: "killed", killedBy: [test.id], failureMessage, nrOfTests };
    }
    return { status: "survived", nrOfTests };
  }

  #load() {
    const fromRoot = createRequire(join(process.cwd(), "package.json"));
    vitest.forget();
    this.#tests = [];
    this.#evaluate((name) => (name === "vitest" ? vitest : fromRoot(name)), { exports: {} }, {});
    this.#tests = vitest.noted();
  }
}

/** All but those that measure, and those that read the modules or other files themselves. */
function testFiles() {
  const apart = ["linear", "collect", "robust", "labelled", "rules/patterns"].map(
    (name) => `test/scanner/${name}.test.ts`,
  );
  return globSync("test/scanner/**/*.test.ts", { exclude: apart }).sort();
}

async function failureOf(test) {
  try {
    await test.run();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** How many folders of their paths two files share; tests that are near a mutant most often notice it. */
function nearness(one, other) {
  const [own, others] = [one.split("/"), other.split("/")];
  const differing = own.findIndex((name, index) => name !== others[index]);
  return differing === -1 ? own.length : differing;
}

async function writeBundle(files) {
  const inputs = files.flatMap((file) => [`${enter}${file}`, join(process.cwd(), file)]);
  const entry = inputs.map((input) => `import ${JSON.stringify(input)};`).join("\n");
  const plugin = {
    name: "tests",
    resolveId: (id) => (id === "all-tests" || id.startsWith(enter) ? { id, moduleSideEffects: true } : undefined),
    load: (id) => {
      if (id === "all-tests") return entry;
      if (!id.startsWith(enter)) return undefined;
      return `import { enter } from "vitest"; enter(${JSON.stringify(id.slice(enter.length))});`;
    },
  };
  const build = await rolldown({
    input: "all-tests",
    external: /^[a-z@][^:]*$|^node:/,
    platform: "node",
    treeshake: false,
    plugins: [plugin],
  });
  await build.write({ file: `${process.pid}.cjs`, format: "cjs" });
  renameSync(`${process.pid}.cjs`, bundle);
}

export const strykerPlugins = [{ kind: "TestRunner", name: "in-process", injectableClass: InProcessRunner }];
