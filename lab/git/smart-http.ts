import { gunzipSync } from "node:zlib";
import type { Context, Hono } from "hono";
import { afterPush } from "../actions/push.ts";
import { judgePush } from "../actions/push-rules.ts";
import { hasPermission, reaches } from "../auth/access.ts";
import { type Actor, accountOf, appOf, authenticate } from "../auth/actor.ts";
import { atLeast, roleOf } from "../auth/roles.ts";
import { ApiError } from "../http/errors.ts";
import { advanceQueues } from "../queue/advance.ts";
import type { Repository } from "../state/repository.ts";
import { findRepository } from "../state/state.ts";
import type { World } from "../world.ts";
import { pktLine, readRefCommands } from "./pkt-line.ts";
import { tryGit } from "./run.ts";

type Service = "git-upload-pack" | "git-receive-pack";

function may(world: World, actor: Actor, repository: Repository, service: Service): boolean {
  const level = service === "git-receive-pack" ? "write" : "read";
  if (level === "read" && !repository.private) return true;
  if (actor.kind === "user") return atLeast(roleOf(world.state, repository, actor.user), level);
  if (actor.kind !== "installation") return false;
  return reaches(actor, repository) && hasPermission(actor.token.permissions, `contents:${level}`);
}

/** The repository and caller of a git request, or the answer that refuses it. */
function admit(world: World, context: Context, service: Service): { repository: Repository; actor: Actor } | Response {
  let actor: Actor;
  try {
    actor = authenticate(world, context.req.header("authorization"));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return context.text("remote: Invalid username or token.", 401, { "www-authenticate": 'Basic realm="GitHub"' });
  }
  const name = (context.req.param("repo") ?? "").replace(/\.git$/, "");
  const repository = findRepository(world.state, context.req.param("owner") ?? "", name);
  if (repository && may(world, actor, repository, service)) return { repository, actor };
  // GitHub asks strangers to sign in, and hides what a known caller may not see.
  if (actor.kind === "anonymous")
    return context.text("Authentication required", 401, { "www-authenticate": 'Basic realm="GitHub"' });
  if (!repository || !may(world, actor, repository, "git-upload-pack"))
    return context.text("Repository not found.", 404);
  const who = actor.kind === "app" ? actor.app.slug : actor.user.login;
  return context.text(`Permission to ${repository.owner.login}/${repository.name}.git denied to ${who}.`, 403);
}

function protocol(context: Context): Record<string, string> {
  const version = context.req.header("git-protocol");
  return version ? { GIT_PROTOCOL: version } : {};
}

async function requestBody(context: Context): Promise<Buffer> {
  const body = Buffer.from(await context.req.arrayBuffer());
  return context.req.header("content-encoding") === "gzip" ? gunzipSync(body) : body;
}

function gitAnswer(body: Buffer | string, type: string): Response {
  const bytes = typeof body === "string" ? body : new Uint8Array(body);
  return new Response(bytes, { headers: { "content-type": type, "cache-control": "no-cache" } });
}

/** Clone, fetch and push over HTTP. https://git-scm.com/docs/http-protocol#_smart_clients */
export function smartHttpRoutes(hono: Hono, world: World): void {
  hono.get("/:owner/:repo/info/refs", async (context) => {
    const service = context.req.query("service");
    if (service !== "git-upload-pack" && service !== "git-receive-pack")
      return context.text("Please upgrade your git client.", 403);
    const admitted = admit(world, context, service);
    if (admitted instanceof Response) return admitted;
    const args = [service.slice(4), "--stateless-rpc", "--advertise-refs", "."];
    const { stdout } = await tryGit(args, { cwd: admitted.repository.git.directory, env: protocol(context) });
    const body = Buffer.concat([Buffer.from(`${pktLine(`# service=${service}\n`)}0000`), stdout]);
    return gitAnswer(body, `application/x-${service}-advertisement`);
  });
  hono.post("/:owner/:repo/git-upload-pack", async (context) => {
    const admitted = admit(world, context, "git-upload-pack");
    if (admitted instanceof Response) return admitted;
    const options = {
      cwd: admitted.repository.git.directory,
      env: protocol(context),
      input: await requestBody(context),
    };
    const { stdout } = await tryGit(["upload-pack", "--stateless-rpc", "."], options);
    return gitAnswer(stdout, "application/x-git-upload-pack-result");
  });
  hono.post("/:owner/:repo/git-receive-pack", async (context) => {
    const admitted = admit(world, context, "git-receive-pack");
    if (admitted instanceof Response) return admitted;
    const body = await requestBody(context);
    const stdout = await receivePack(world, admitted.repository, admitted.actor, body, protocol(context));
    await advanceQueues(world);
    return gitAnswer(stdout, "application/x-git-receive-pack-result");
  });
}

async function receivePack(
  world: World,
  repository: Repository,
  actor: Actor,
  body: Buffer,
  protocolEnv: Record<string, string>,
): Promise<Buffer> {
  const pusher = accountOf(actor);
  const { git } = repository;
  return git.exclusive(async () => {
    const commands = readRefCommands(body);
    const verdict = await judgePush(world, repository, actor, commands);
    const before = new Map(git.refs);
    const env = { ...protocolEnv, LAB_PUSH_REFUSAL: verdict.refusal ?? "", LAB_NO_FORCE: verdict.noForce.join(" ") };
    const { stdout } = await tryGit(["receive-pack", "--stateless-rpc", "."], { cwd: git.directory, env, input: body });
    if (commands.length === 0) return stdout;
    await git.reloadRefs();
    const moved = commands.filter(({ ref }) => before.get(ref) !== git.refs.get(ref));
    // The client hears of success when GitHub knows of the push, pull requests included.
    for (const { ref } of moved) {
      await afterPush(world, {
        repository,
        ref,
        before: before.get(ref) ?? null,
        after: git.refs.get(ref) ?? null,
        pusher,
        app: appOf(actor),
      });
    }
    return stdout;
  });
}
