import { defineControl } from "../domain/control.ts";
import { read } from "../domain/readable.ts";
import { fail, pass } from "../domain/verdict.ts";

export const twoFactor = defineControl({
  id: "two-factor",
  title: "Two-factor authentication",
  rationale: "A stolen password alone approves nothing.",
  satisfies: ["SOC2 CC6.1", "SOC2 CC6.2"],
  needs: ["organization"],
  settings: {},

  evaluate({ organization }) {
    const { twoFactorRequired } = read(organization, "the organisation");
    if (read(twoFactorRequired, "whether two-factor authentication is required"))
      return pass("The organisation requires it");
    return fail("The organisation does not require it", {
      gist: "two-factor authentication is not required",
      remedy: "Ask an owner of the organisation to require two-factor authentication.",
    });
  },
});
