import { spawnSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bundleFromJSON } from "@sigstore/bundle";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exported, requestOf, unzipped } from "../support/bundle.ts";
import { freshAttester } from "../support/log-keys.ts";
import { playedLog } from "../support/played-log.ts";

const root = join(import.meta.dirname, "../..");
const section = readFileSync(join(root, "docs/evidence.md"), "utf8").split("## With your own tools\n")[1] ?? "";
/** The shell commands that the section prints, by the words in bold above them. */
const commands = new Map(
  [...section.matchAll(/^\*\*(.+?)\*\*[\s\S]*?```sh\n([\s\S]*?)```/gm)].map(([, title = "", shell = ""]) => [
    title,
    shell,
  ]),
);
const hasGo =
  existsSync("/usr/share/gocode/src/golang.org/x/mod/sumdb/note") && spawnSync("go", ["version"]).status === 0;

const log = playedLog();
const bundle = unzipped(await exported(await requestOf(log)));
/** The record that has a folder of its own with an attestation in it; 23 in the section. */
const [, sample = ""] = [...bundle.keys()].join("\n").match(/^samples\/(\d+)\/change\.dsse\.json$/m) ?? [];

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "own-tools-"));
  for (const [path, content] of bundle) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(title: string): { status: number | null; output: string } {
  const shell = (commands.get(title) ?? "exit 99").replaceAll("samples/23", `samples/${sample}`);
  const env = { ...process.env, VKEY: log.vkey, CHECK: join(root, "test/fixtures/evidence/check.go") };
  const { status, stdout, stderr } = spawnSync("sh", ["-e", "-c", shell], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

/** Changes the first occurrence of a text in a file of the bundle. */
function spoil(path: string, from: string | RegExp, to: string): void {
  const text = readFileSync(join(folder, path), "utf8");
  expect(text).toMatch(from);
  writeFileSync(join(folder, path), text.replace(from, to));
}

const checks = [
  {
    title: "Nothing was changed since the bundle was made.",
    says: "Verified OK",
    spoilers: [
      () => spoil("manifest.json", '"v":1', '"v":2'),
      () => spoil("SHA256SUMS", /^./, "x"),
      () => appendFileSync(join(folder, "population/changes.jsonl"), "{}\n"),
    ],
  },
  {
    title: "The attestation key is the one that the log announced.",
    says: '"kind":"key.rotated"',
    spoilers: [() => writeFileSync(join(folder, "log/attest.pub.pem"), freshAttester().publicKey)],
  },
  {
    title: "The log signed this checkpoint.",
    says: "Signature Verified Successfully",
    spoilers: [() => spoil("log/checkpoint", /\n(\d+)\n/, "\n1$1\n")],
  },
  {
    title: "A record is in the log.",
    says: `record ${sample} is in the log`,
    spoilers: [
      () => appendFileSync(join(folder, `samples/${sample}/record.json`), " "),
      () => spoil(`samples/${sample}/record.tlog-proof`, /index \d+/, `index ${Number(sample) - 1}`),
      () => spoil(`samples/${sample}/record.tlog-proof`, /\n(\d+)\n/, "\n1$1\n"),
    ],
  },
  {
    title: "An attestation is signed, and speaks of this record.",
    says: "it names this record",
    spoilers: [
      () => spoil(`samples/${sample}/change.dsse.json`, '"payload":"e', '"payload":"f'),
      () => appendFileSync(join(folder, `samples/${sample}/record.json`), " "),
    ],
  },
];

test("every check of the section is run here", () => {
  expect([...commands.keys()]).toEqual([
    ...checks.map(({ title }) => title),
    "Last year's log is the beginning of this one",
  ]);
});

test.for(checks)("$title", ({ title, says }) => {
  const { status, output } = run(title);
  expect(output).toContain(says);
  expect(status).toBe(0);
});

test.for(checks.flatMap(({ title, spoilers }) => spoilers.map((alter) => ({ title, alter }))))(
  "where it is not so, the commands fail: $title",
  ({ title, alter }) => {
    alter();
    expect(run(title).status).not.toBe(0);
  },
);

test.skipIf(!hasGo)("Go's libraries agree", () => {
  const { status, output } = run("Last year's log is the beginning of this one");
  expect(output).toContain(`ok: leaf ${sample} of ${log.size} in ${log.origin}\n`);
  expect(output).toMatch(/ok: the \d+ leaves of .* begin with the \d+ of before\n/);
  expect(status).toBe(0);
});

test.skipIf(!hasGo).for([
  { when: "another record", alter: () => appendFileSync(join(folder, `samples/${sample}/record.json`), " ") },
  {
    when: "another index",
    alter: () => spoil(`samples/${sample}/record.tlog-proof`, /index \d+/, `index ${Number(sample) - 1}`),
  },
  { when: "a log that was not the beginning", alter: () => spoil("log/consistency.txt", /^./, "_") },
  { when: "another size", alter: () => spoil("log/checkpoint", /\n(\d+)\n/, "\n1$1\n") },
])("Go's libraries refuse $when", ({ alter }) => {
  alter();
  expect(run("Last year's log is the beginning of this one").status).not.toBe(0);
});

test("Sigstore's libraries verify the attestations, and refuse altered ones", () => {
  const attester = freshAttester();
  const material = toTrustMaterial(
    {
      mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
      tlogs: [],
      certificateAuthorities: [],
      ctlogs: [],
      timestampAuthorities: [],
    },
    () => ({ publicKey: createPublicKey(attester.publicKey), validFor: () => true }),
  );
  const verifier = new Verifier(material, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 });
  const entity = (dsseEnvelope: unknown) =>
    toSignedEntity(
      bundleFromJSON({
        mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        verificationMaterial: { publicKey: { hint: "attest" }, tlogEntries: [] },
        dsseEnvelope,
      }),
    );
  const envelope = attester.envelope('{"_type":"https://in-toto.io/Statement/v1"}');
  expect(() => verifier.verify(entity(envelope))).not.toThrow();
  expect(() => verifier.verify(entity({ ...envelope, payload: "e30=" }))).toThrow("signature verification failed");
  expect(() => verifier.verify(entity({ ...envelope, payloadType: "text/plain" }))).toThrow(
    "signature verification failed",
  );
  expect(() => verifier.verify(entity(freshAttester().envelope("{}")))).toThrow("signature verification failed");
});
