import type { Context, Hono } from "hono";
import { html } from "hono/html";
import type { PullRequest } from "../state/pull-request.ts";
import type { Repository } from "../state/repository.ts";
import { findAccount } from "../state/state.ts";
import type { World } from "../world.ts";
import { formRoutes } from "./forms.ts";
import { accountPage, homePage } from "./home-pages.ts";
import { page } from "./layout.ts";
import { checksPage, commitsPage, conversationPage, filesPage } from "./pull-pages.ts";
import { queuePage } from "./queue.ts";
import { checkRunPage, commitPage, contentPage, issuePage, issuesPage, pullsPage } from "./repository-pages.ts";
import { repositoryOf, viewerOf } from "./viewer.ts";

type Answer = Response | Promise<Response>;

function lost(world: World, context: Context): Answer {
  const hint = viewerOf(world, context) ? "" : html`<p>It may be private: choose whom to act as, above.</p>`;
  const body = html`<h1>This is not the web page you are looking for.</h1>${hint}`;
  return page(world, context, "Not found", body, { status: 404 });
}

function repositoryRoutes(hono: Hono, world: World): void {
  function repositoryPage(
    path: string,
    show: (context: Context, repository: Repository) => Answer | null | Promise<Response | null>,
  ): void {
    hono.get(`/:owner/:repo${path}`, async (context) => {
      const repository = repositoryOf(world, context);
      return (repository && (await show(context, repository))) ?? lost(world, context);
    });
  }

  function pullPage(path: string, show: (world: World, context: Context, pull: PullRequest) => Answer): void {
    repositoryPage(`/pull/:number{[0-9]+}${path}`, (context, repository) => {
      const pull = repository.pulls.get(Number(context.req.param("number")));
      return pull ? show(world, context, pull) : null;
    });
  }

  pullPage("", conversationPage);
  pullPage("/commits", commitsPage);
  pullPage("/checks", checksPage);
  pullPage("/files", filesPage);
  repositoryPage("", (context, repository) => contentPage(world, context, repository));
  repositoryPage("/tree/:ref/:path{.*}", (context, repository) => contentPage(world, context, repository));
  repositoryPage("/blob/:ref/:path{.+}", (context, repository) => contentPage(world, context, repository));
  repositoryPage("/pulls", (context, repository) => pullsPage(world, context, repository));
  repositoryPage("/queue/:branch{.+}", (context, repository) => queuePage(world, context, repository));
  repositoryPage("/issues", (context, repository) => issuesPage(world, context, repository));
  repositoryPage("/issues/:number{[0-9]+}", (context, repository) => {
    const issue = repository.issues.get(Number(context.req.param("number")));
    return issue ? issuePage(world, context, repository, issue) : null;
  });
  repositoryPage("/commit/:sha{[0-9a-f]{40}}", async (context, repository) => {
    const commit = await repository.git.commit(context.req.param("sha") ?? "");
    return commit && commitPage(world, context, repository, commit);
  });
  repositoryPage("/runs/:id{[0-9]+}", (context, repository) => {
    const run = repository.checkRuns.find(({ id }) => String(id) === context.req.param("id"));
    return run ? checkRunPage(world, context, repository, run) : null;
  });
}

/** The pages of the lab, for people. */
export function webRoutes(hono: Hono, world: World): void {
  formRoutes(hono, world);
  hono.get("/", (context) => homePage(world, context));
  hono.get("/orgs/:org/teams/:slug", (context) => {
    const { org, slug } = context.req.param();
    return context.redirect(`/${encodeURIComponent(org)}#${encodeURIComponent(slug)}`);
  });
  hono.get("/apps/:slug", (context) => context.redirect("/"));
  hono.get("/:login", (context) => {
    const account = findAccount(world.state, context.req.param("login"));
    return account ? accountPage(world, context, account) : lost(world, context);
  });
  repositoryRoutes(hono, world);
}
