import type { Context } from "hono";
import { html } from "hono/html";
import { atLeast, roleOf } from "../auth/roles.ts";
import type { Account, Organization } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../world.ts";
import { avatar, type Html, page, userLink } from "./layout.ts";
import { pathOf } from "./pull-frame.ts";
import { viewerOf } from "./viewer.ts";

function visible(world: World, viewer: Account | null): Repository[] {
  return [...world.state.repositories.values()].filter(
    (repository) => !repository.private || (viewer && atLeast(roleOf(world.state, repository, viewer), "read")),
  );
}

function repositoryRow(repository: Repository): Html {
  const open = [...repository.pulls.values()].filter(({ issue }) => issue.state === "open").length;
  return html`<div class="row"><span class="grow"><a class="user" href="${pathOf(repository)}">${repository.owner.login}/${repository.name}</a>
    <span class="tag">${repository.private ? "private" : "public"}</span> ${repository.parent ? html`<span class="tag">fork</span>` : ""}
    <br><span class="muted">${repository.description ?? ""}</span></span><a href="${pathOf(repository)}/pulls">Open pull requests: ${open}</a></div>`;
}

/** Everything there is. */
export function homePage(world: World, context: Context): Response | Promise<Response> {
  const repositories = visible(world, viewerOf(world, context));
  const organizations = [...world.state.organizations.values()];
  const installations = [...world.state.installations.values()];
  const body = html`<h1>Repositories</h1><div class="box">${repositories.map(repositoryRow)}</div>
    <h1>Organizations</h1><div class="box">${organizations.map(
      ({
        account,
        members,
        teams,
      }) => html`<div class="row">${avatar(account)} <a class="user" href="/${account.login}">${account.login}</a>
      <span class="muted">people: ${members.size}, teams: ${teams.size}</span></div>`,
    )}</div>
    <h1>Apps</h1><div class="box">${installations.map(
      ({ app, account, suspendedAt }) => html`<div class="row">${avatar(app.bot)} <b>${app.name}</b>
      <span class="muted">installed on ${account.login}${suspendedAt ? ", suspended" : ""}</span></div>`,
    )}</div>
    <p class="seeded">Alerts of scanners and changes of dependencies are data that a scenario set; the lab analyses nothing.</p>`;
  return page(world, context, "Home", body);
}

function teamsOf(world: World, organization: Organization): Html[] {
  const account = (id: number) => [...world.state.accounts.values()].find((one) => one.id === id) ?? null;
  return [...organization.teams.values()].map(
    ({
      name,
      slug,
      members,
      parentId,
    }) => html`<div class="row" id="${slug}"><span class="grow"><b>${name}</b> <span class="muted">@${organization.account.login}/${slug}
      ${parentId === null ? "" : "· child team"}</span></span>${[...members.keys()].map((id) => html`${avatar(account(id))} ${userLink(account(id))} `)}</div>`,
  );
}

/** A person, or an organization with its people and teams. */
export function accountPage(world: World, context: Context, account: Account): Response | Promise<Response> {
  const repositories = visible(world, viewerOf(world, context)).filter(({ owner }) => owner === account);
  const organization = world.state.organizations.get(account.login.toLowerCase());
  const byId = (id: number) => [...world.state.accounts.values()].find((one) => one.id === id) ?? null;
  const members = [...(organization?.members ?? [])].map(
    ([id, role]) =>
      html`<div class="row">${avatar(byId(id))} ${userLink(byId(id))} <span class="tag">${role === "admin" ? "owner" : "member"}</span></div>`,
  );
  const people = organization
    ? html`<h2>Teams</h2><div class="box">${teamsOf(world, organization)}</div><h2>People</h2><div class="box">${members}</div>`
    : "";
  const body = html`<h1>${avatar(account, 32)} ${account.login}</h1><h2>Repositories</h2>
    <div class="box">${repositories.map(repositoryRow)}</div>${people}`;
  return page(world, context, account.login, body);
}
