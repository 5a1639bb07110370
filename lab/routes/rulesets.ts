import { hasPermission } from "../auth/access.ts";
import { type Actor, accountOf } from "../auth/actor.ts";
import { atLeast, roleOf } from "../auth/roles.ts";
import type { Api, OrganizationCall, RepositoryCall } from "../http/api.ts";
import { notFound } from "../http/errors.ts";
import { created, noContent, ok, paged } from "../http/reply.ts";
import { fullName } from "../rest/repository.ts";
import { rulesetJson } from "../rest/ruleset.ts";
import { rulesetsOf, rulesOf } from "../rules/applicable.ts";
import { bypassMode } from "../rules/bypass.ts";
import { emitRuleset } from "../rules/emit.ts";
import { editRuleset, newRuleset } from "../rules/write-ruleset.ts";
import type { Ruleset } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../world.ts";

/** Who may bypass is shown to those who may edit the ruleset. https://docs.github.com/en/rest/repos/rules#get-a-repository-ruleset */
function mayEdit(world: World, actor: Actor, repository: Repository, ruleset: Ruleset): boolean {
  if (actor.kind === "installation") {
    const permission =
      ruleset.sourceType === "Repository" ? "administration:write" : "organization_administration:write";
    return hasPermission(actor.token.permissions, permission);
  }
  if (actor.kind !== "user") return false;
  if (ruleset.sourceType === "Repository") return atLeast(roleOf(world.state, repository, actor.user), "admin");
  return world.state.organizations.get(repository.owner.login.toLowerCase())?.members.get(actor.user.id) === "admin";
}

function detailed({ world, repository, actor }: RepositoryCall, ruleset: Ruleset) {
  const canBypass = bypassMode(world.state, repository, actor, ruleset);
  return rulesetJson(world, ruleset, {
    detailed: true,
    bypassActors: mayEdit(world, actor, repository, ruleset),
    canBypass,
  });
}

function ownRuleset(list: Ruleset[], id: string | undefined): Ruleset {
  const ruleset = list.find((candidate) => String(candidate.id) === id);
  if (!ruleset) throw notFound();
  return ruleset;
}

function repositoryRulesets(api: Api): void {
  const read = { app: ["metadata:read"], user: "read" } as const;
  const write = { app: ["administration:write"], user: "admin" } as const;
  api.repository("get", "/rules/branches/:branch{.+}", read, (call) => {
    const applied = rulesOf(call.world.state, call.repository, `refs/heads/${call.params.branch}`);
    return paged(call, applied, ({ rule, ruleset }) => ({
      ...rule,
      ruleset_source_type: ruleset.sourceType,
      ruleset_source: ruleset.source,
      ruleset_id: ruleset.id,
    }));
  });
  api.repository("get", "/rulesets", read, (call) => {
    const list = rulesetsOf(call.world.state, call.repository, call.query.get("includes_parents") !== "false");
    return paged(call, list, (ruleset) => rulesetJson(call.world, ruleset, { detailed: false, bypassActors: false }));
  });
  api.repository("get", "/rulesets/:id", read, (call) => {
    const list = rulesetsOf(call.world.state, call.repository, call.query.get("includes_parents") !== "false");
    return ok(detailed(call, ownRuleset(list, call.params.id)));
  });
  api.repository("post", "/rulesets", write, (call) => {
    const { world, repository, body, actor } = call;
    const ruleset = newRuleset(world, { sourceType: "Repository", source: fullName(repository) }, body);
    repository.rulesets.push(ruleset);
    emitRuleset(world, { repository }, ruleset, "created", accountOf(actor));
    return created(detailed(call, ruleset));
  });
  api.repository("put", "/rulesets/:id", write, (call) => {
    const { world, repository, body, actor, params } = call;
    const ruleset = ownRuleset(repository.rulesets, params.id);
    emitRuleset(world, { repository }, ruleset, "edited", accountOf(actor), editRuleset(world, ruleset, body));
    return ok(detailed(call, ruleset));
  });
  api.repository("delete", "/rulesets/:id", write, ({ world, repository, actor, params }) => {
    const ruleset = ownRuleset(repository.rulesets, params.id);
    repository.rulesets.splice(repository.rulesets.indexOf(ruleset), 1);
    emitRuleset(world, { repository }, ruleset, "deleted", accountOf(actor));
    return noContent();
  });
}

function shown({ world }: OrganizationCall, ruleset: Ruleset) {
  return rulesetJson(world, ruleset, { detailed: true, bypassActors: true });
}

/** https://docs.github.com/en/rest/repos/rules and https://docs.github.com/en/rest/orgs/rules */
export function rulesetRoutes(api: Api): void {
  repositoryRulesets(api);
  const owner = { app: ["organization_administration:write"], user: "admin" } as const;
  api.organization("get", "/rulesets", owner, (call) =>
    paged(call, call.organization.rulesets, (ruleset) =>
      rulesetJson(call.world, ruleset, { detailed: false, bypassActors: false }),
    ),
  );
  api.organization("get", "/rulesets/:id", owner, (call) =>
    ok(shown(call, ownRuleset(call.organization.rulesets, call.params.id))),
  );
  api.organization("post", "/rulesets", owner, (call) => {
    const { world, organization, body, actor } = call;
    const ruleset = newRuleset(world, { sourceType: "Organization", source: organization.account.login }, body);
    organization.rulesets.push(ruleset);
    emitRuleset(world, { organization }, ruleset, "created", accountOf(actor));
    return created(shown(call, ruleset));
  });
  api.organization("put", "/rulesets/:id", owner, (call) => {
    const { world, organization, body, actor, params } = call;
    const ruleset = ownRuleset(organization.rulesets, params.id);
    emitRuleset(world, { organization }, ruleset, "edited", accountOf(actor), editRuleset(world, ruleset, body));
    return ok(shown(call, ruleset));
  });
  api.organization("delete", "/rulesets/:id", owner, ({ world, organization, actor, params }) => {
    const ruleset = ownRuleset(organization.rulesets, params.id);
    organization.rulesets.splice(organization.rulesets.indexOf(ruleset), 1);
    emitRuleset(world, { organization }, ruleset, "deleted", accountOf(actor));
    return noContent();
  });
}
