import type { Json } from "./json-schema.ts";
import { createScene, type Person, type Scene } from "./scene.ts";

/** What the lab tells of a queue. */
export type QueueRow = {
  position: number;
  number: number;
  state: string;
  enqueuer: string;
  head_ref: string | null;
  head_sha: string;
  base_sha: string;
};

/** A scene whose `main` merges through a queue, with a required check `gate` of the scene's app. */
export type QueueScene = Scene & {
  /** Sets the rules of `main` anew. */
  configure: (parameters?: Json, more?: { rules?: Json[]; bypass?: Json[] }) => Promise<void>;
  /** Opens a pull request that changes one file and passes its own check. */
  ready: (name: string, content?: string) => Promise<{ number: number; sha: string }>;
  enqueue: (number: number, options?: { by?: Person; body?: Json }) => Promise<{ status: number; message: string }>;
  queue: () => Promise<QueueRow[]>;
  /** Reports `gate` on a commit, as the app. */
  report: (sha: string | undefined, conclusion: string) => Promise<void>;
  /** Pull request and merge group events since the last call, as `event.action reason number`, sorted: they come in any order. */
  heard: () => Promise<string[]>;
  tip: () => string | undefined;
};

const repo = "/repos/acme/shop";

/** A queue that merges each entry as soon as it passes. */
const defaults = {
  merge_method: "MERGE",
  grouping_strategy: "ALLGREEN",
  max_entries_to_build: 5,
  min_entries_to_merge: 1,
  max_entries_to_merge: 5,
  min_entries_to_merge_wait_minutes: 5,
  check_response_timeout_minutes: 60,
};

async function configure(scene: Scene, parameters: Json = {}, more: { rules?: Json[]; bypass?: Json[] } = {}) {
  scene.repository.rulesets.length = 0;
  const checks = {
    required_status_checks: [{ context: "gate", integration_id: scene.app.id }],
    strict_required_status_checks_policy: true,
  };
  const rules = [
    { type: "merge_queue", parameters: { ...defaults, ...parameters } },
    { type: "required_status_checks", parameters: checks },
    ...(more.rules ?? []),
  ];
  const conditions = { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } };
  const body = { name: "main", enforcement: "active", conditions, rules, bypass_actors: more.bypass ?? [] };
  const { status } = await scene.olga.client.post(`${repo}/rulesets`, body);
  if (status !== 201) throw new Error(`ruleset: ${status}`);
}

function told({ event, action, payload }: Scene["receiver"]["received"][number]): string {
  const group = payload.merge_group as { head_ref: string } | undefined;
  const number = payload.number ?? /pr-(\d+)-/.exec(group?.head_ref ?? "")?.[1];
  return [action ? `${event}.${action}` : event, payload.reason, number && `#${number}`].filter(Boolean).join(" ");
}

/** Sets the scene; the rules are for the test to set, with `configure`. */
export async function createQueueScene(): Promise<QueueScene> {
  const scene = await createScene();
  const { lab, repository, receiver, bot, ada } = scene;
  const report = async (sha: string | undefined, conclusion: string) => {
    await bot.post(`${repo}/check-runs`, { name: "gate", head_sha: sha, status: "completed", conclusion });
  };
  let seen = 0;
  return {
    ...scene,
    configure: (parameters, more) => configure(scene, parameters, more),
    ready: async (name, content = `${name}\n`) => {
      await scene.work.git("fetch", "--quiet", "origin");
      const pull = await scene.open(name, { [`${name.replace(/-.*/, "")}.txt`]: content });
      await report(pull.sha, "success");
      return pull;
    },
    enqueue: async (number, { by = ada, body = {} } = {}) => {
      const answer = await by.client.put<{ message: string } | null>(`${repo}/_lab/pulls/${number}/queue`, body);
      return { status: answer.status, message: answer.body?.message ?? "" };
    },
    queue: async () => (await ada.client.get<QueueRow[]>(`${repo}/_lab/merge-queues/main`)).body,
    report,
    heard: async () => {
      await lab.webhooks.settled();
      const fresh = receiver.received.slice(seen);
      seen = receiver.received.length;
      const names = new Set(["pull_request", "merge_group"]);
      return fresh
        .filter(({ event }) => names.has(event))
        .map(told)
        .sort();
    },
    tip: () => repository.git.refs.get("refs/heads/main"),
  };
}
