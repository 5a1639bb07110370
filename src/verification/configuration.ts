import { createHash } from "node:crypto";
import { z } from "zod";
import { canonical } from "./canonical.ts";
import { type Held, heldIn } from "./intervals.ts";
import type { Manifest } from "./manifest.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { at, type Records } from "./records.ts";
import { Table, type Value } from "./rows.ts";

const interval = "valid_from_utc,valid_to_utc";
const columns = {
  policy: `repo,scope,${interval},source,loads,digest,blob_sha,previous_digest,tightened,loosened,changed,seq`,
  protection: `repo,ref,${interval},required_approvals,dismiss_stale,codeowners,last_push,required_checks,force_push_blocked,deletion_blocked,bypass_actors,changed_by,source,digest,drift,check_required,check_pinned,pull_request_required,seq`,
  access: `${interval},two_factor_required,drift,weaker,seq`,
} as const;

const text = z.string();
const policySchema = z.object({
  repo: z.object({ name: text }),
  scope: text,
  source: text,
  loads: z.boolean(),
  digest: text.nullable(),
  blob: text.nullable(),
  before: text.nullable(),
  effects: z.object({ tightened: z.int(), loosened: z.int(), changed: z.int() }),
});
const protectionSchema = z.object({
  repo: z.object({ name: text }),
  ref: text,
  drift: z.boolean(),
  gate: z.object({
    check: text,
    required: z.boolean(),
    pinned: z.boolean(),
    pull_request: z.boolean(),
    bypass: z.array(text).or(z.literal("unavailable")),
  }),
});
const accessSchema = z.object({ two_factor_required: z.boolean(), drift: z.boolean(), weaker: z.array(text) });

/** How many snapshots tell who can get past the gate, how many let somebody, and how many could not be read. */
export interface Access {
  snapshots: number;
  open: number;
  unread: number;
}

/** The histories of policies, protection and access are those of the log, and the policies' texts are the ones that it names. */
export async function checkConfiguration(
  bundle: Bundle,
  { period, profile }: Manifest,
  records: Records,
  problems: Problems,
): Promise<Access> {
  const given = { bundle, period, records, problems };
  const policies = await checkHistory(given, "policy", policySchema, (body) => ({
    ...{ repo: body.repo.name, scope: body.scope, source: body.source, loads: body.loads, digest: body.digest },
    ...{ blob_sha: body.blob, previous_digest: body.before },
    ...{ tightened: body.effects.tightened, loosened: body.effects.loosened, changed: body.effects.changed },
  }));
  const protections = await checkHistory(given, "protection", protectionSchema, protectionRow);
  const access = await checkHistory(given, "access", accessSchema, (body) => ({
    ...{ two_factor_required: body.two_factor_required, drift: body.drift, weaker: body.weaker.join(";") },
  }));
  const digests = profile === "public" ? [] : policies.flatMap(({ digest }) => digest ?? []);
  await checkBlobs(bundle, new Set(digests), problems);
  const bypasses = protections.map(({ gate }) => gate.bypass);
  return {
    snapshots: protections.length + access.length,
    open:
      bypasses.filter((bypass) => Array.isArray(bypass) && bypass.length > 0).length +
      access.filter((one) => !one.two_factor_required).length,
    unread: bypasses.filter((bypass) => bypass === "unavailable").length,
  };
}

async function checkHistory<Body>(
  {
    bundle,
    period,
    records,
    problems,
  }: { bundle: Bundle; period: Manifest["period"]; records: Records; problems: Problems },
  name: keyof typeof columns,
  schema: z.ZodType<Body>,
  rowOf: (body: Body, held: Held) => Record<string, Value>,
): Promise<Body[]> {
  const file = `config/${name}_history.csv`;
  const table = new Table(bundle, { file, columns: columns[name].split(","), keys: ["seq"] }, problems);
  const bodies: Body[] = [];
  for (const held of heldIn(period, records.of(`${name}.snapshot`))) {
    const { seq, occurredAt, body } = held.leaf;
    const read = schema.safeParse(body);
    if (!read.success) {
      problems.add("LEAF_MALFORMED", "log/leaves.jsonl", `record ${seq} is no ${name}.snapshot as it is published`);
      continue;
    }
    bodies.push(read.data);
    await table.skipBefore("seq", seq);
    await table.expect({ seq, valid_from_utc: occurredAt, valid_to_utc: held.until, ...rowOf(read.data, held) });
  }
  await table.end();
  return bodies;
}

/** What the app does not read of a branch's rules is an empty cell. */
function protectionRow({ repo, ref, drift, gate }: z.output<typeof protectionSchema>, { leaf }: Held) {
  const state = canonical(at(leaf.body, "gate") ?? null);
  return {
    ...{ repo: repo.name, ref, required_approvals: "", dismiss_stale: "", codeowners: "", last_push: "" },
    ...{ required_checks: gate.required ? gate.check : "", force_push_blocked: "", deletion_blocked: "" },
    ...{ bypass_actors: gate.bypass === "unavailable" ? gate.bypass : gate.bypass.join(";"), changed_by: "" },
    ...{ source: "rules", digest: `sha256:${createHash("sha256").update(state).digest("hex")}`, drift },
    ...{ check_required: gate.required, check_pinned: gate.pinned, pull_request_required: gate.pull_request },
  };
}

/** Every policy that held has its text, each is what its name says, and there is no other. */
async function checkBlobs(bundle: Bundle, digests: ReadonlySet<string>, problems: Problems): Promise<void> {
  const wanted = new Set([...digests].map((digest) => `config/blobs/${digest.replace("sha256:", "")}.yml`));
  for (const name of bundle.names.filter((one) => one.startsWith("config/blobs/"))) {
    await problems.guard(async () => {
      const digest = createHash("sha256")
        .update(await bundle.read(name))
        .digest("hex");
      if (name === `config/blobs/${digest}.yml` && wanted.delete(name)) return;
      problems.add("DOCUMENT_WRONG", name, "it is no policy that held in the period, by the digest that the log names");
      wanted.delete(name);
    });
  }
  for (const name of wanted) problems.add("DOCUMENT_MISSING", name, "the text of a policy that held is not there");
}
