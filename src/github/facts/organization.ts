import { readable } from "../readable.ts";
import type { Gatherer } from "./gatherer.ts";

/** What the organisation demands of its members. */
export const organization: Gatherer<"organization"> = {
  changedBy: ["organization"],
  permissions: { organization_administration: "read" },
  read(source) {
    return readable(async () => {
      const { owner } = (await source.pull()).base.repo;
      if (owner.type !== "Organization") return { unavailable: `${owner.login} is a person, not an organisation` };
      const { data } = await source.github.rest.orgs.get({ org: owner.login });
      const missing = { unavailable: "GitHub tells it to owners and apps with organization_administration only" };
      return { twoFactorRequired: data.two_factor_requirement_enabled ?? missing };
    }, source.onFailure);
  },
};
