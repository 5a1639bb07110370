import type { Company } from "./company.ts";
import type { Proposal, PullRequest } from "./pull-request.ts";

/** How a pull request ends; `open`: the gate has said nothing. */
export type End = "merged" | "blocked" | "waiting" | "open";

/** What a scene works with. */
type Stage = {
  people: Company["people"];
  dependabot: Company["dependabot"];
  open: (proposal: Proposal) => Promise<PullRequest>;
  /** Tells the audience what has happened. */
  tell: (sentence: string) => void;
};

/** The story of one pull request. */
export type Scene = {
  title: string;
  /** How it should end. */
  end: End;
  /** Plays it and answers in a few words why it ended so. Throws when something is not as the story says. */
  play: (stage: Stage) => Promise<string>;
};
