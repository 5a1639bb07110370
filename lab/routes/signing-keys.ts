import { accountOf } from "../auth/actor.ts";
import type { Api } from "../http/api.ts";
import { notFound, validationFailed } from "../http/errors.ts";
import { optionalString, requiredString } from "../http/input.ts";
import { created, paged } from "../http/reply.ts";
import { findAccount, nextId, type SigningKey } from "../state/state.ts";
import { now } from "../world.ts";

function keyJson({ id, key, title, createdAt }: SigningKey): Record<string, unknown> {
  return { id, key, title, created_at: createdAt };
}

/** https://docs.github.com/en/rest/users/ssh-signing-keys */
export function signingKeyRoutes(api: Api): void {
  api.route("post", "/user/ssh_signing_keys", { app: "none", user: "read" }, ({ world, actor, body }) => {
    const key = requiredString(body, "key").trim();
    if (!/^(ssh|ecdsa|sk)-\S+ [A-Za-z0-9+/=]+( .*)?$/.test(key)) {
      throw validationFailed([{ resource: "PublicKey", field: "key", code: "invalid" }]);
    }
    const title = optionalString(body, "title") ?? "";
    const added = { id: nextId(world.state), account: accountOf(actor), title, key, createdAt: now() };
    world.state.signingKeys.push(added);
    return created(keyJson(added));
  });
  api.route("get", "/users/:login/ssh_signing_keys", { app: "any", user: "read" }, (call) => {
    const account = findAccount(call.world.state, call.params.login ?? "");
    if (!account) throw notFound();
    return paged(
      call,
      call.world.state.signingKeys.filter((key) => key.account === account),
      keyJson,
    );
  });
}
