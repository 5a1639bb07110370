import { expect, test } from "vitest";
import { contributors } from "../../src/review/contributors.ts";
import { ada, approval, bob, commit, facts, webFlow } from "../support/facts.ts";
import { gated, outcomeOf } from "../support/judged.ts";

const robotPolicy = `version: 1
roles: { senior: { users: [bob] } }
controls: { senior-review: {} }
rules:
  - when: { authors: ["renovate[bot]"] }
    controls: { senior-review: { enforcement: off } }
`;
const email = `${ada.id}+renovate[bot]@users.noreply.github.com`;

test.for([
  { when: "in a trailer", changes: { coAuthors: [{ name: "Renovate", email, actor: null }] } },
  {
    when: "in a trailer that was resolved",
    changes: {
      coAuthors: [{ name: "Renovate", email, actor: { id: ada.id, login: "renovate[bot]", type: "Bot" as const } }],
    },
  },
  { when: "as the author's address", changes: { author: null, authorEmail: email } },
])(
  "A09 ada's own id under a robot's login $when → she is no robot, and the rule for robots does not hold",
  ({ changes }) => {
    const given = facts({ commits: [commit(changes)], pushers: { actors: [], complete: false } });
    expect([...contributors(given).people.values()]).toEqual([ada]);
    expect(outcomeOf(gated(given, robotPolicy), "senior-review")).toBe("pending");
  },
);

test("A12 somebody known by an address only → is a contributor under the login that it gives", () => {
  const coAuthors = [{ name: "Bob", email: `${bob.id}+bob@users.noreply.github.com`, actor: null }];
  expect([...contributors(facts({ commits: [commit({ coAuthors })] })).people.values()]).toEqual([ada, bob]);
});

test("A16 an author whom only GitHub's own address names → nobody knows who it is", () => {
  const authorEmail = `${webFlow.id}+web-flow@users.noreply.github.com`;
  const { unidentified } = contributors(facts({ commits: [commit({ author: null, authorEmail })] }));
  expect(unidentified).toEqual([expect.stringContaining("an author whom GitHub does not know")]);
});

test("A10 an unknown author whose address could not be read → whoever approves may be that author", () => {
  const ignoring = `version: 1
roles: { senior: { users: [bob] } }
controls: { senior-review: { unknown-authors: ignore } }
`;
  const authorEmail = { unavailable: "500" };
  const given = facts({ commits: [commit({ author: null, authorEmail })], reviews: [approval(bob)] });
  expect(outcomeOf(gated(given, ignoring), "senior-review")).toBe("unknown");
});
