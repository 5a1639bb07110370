import { csvRows } from "./csv.ts";
import { isBoundBy } from "./disclosures.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { type Records, textAt } from "./records.ts";

const FILE = "identities/identities.csv";
const columns = "pseudonym,provider_id,login,type,bound_seq,salt".split(",");

/** Every pseudonym stands for the account that the log bound it to. Returns how many are told. */
export async function checkIdentities(bundle: Bundle, records: Records, problems: Problems): Promise<number> {
  if (!bundle.has(FILE)) return 0;
  const bound = new Map(records.of("identity.bound").map((leaf) => [textAt(leaf.body, "pseudonym"), leaf]));
  let count = 0;
  for await (const row of csvRows(bundle, FILE, columns)) {
    count++;
    const { pseudonym = "", salt = "", login = "", type = "" } = row;
    const leaf = bound.get(pseudonym);
    const account = { id: Number(row.provider_id), login: login.replace(/^'(?=[=+\-@\t\r])/, ""), type };
    if (leaf !== undefined && String(leaf.seq) === row.bound_seq && isBoundBy(leaf, { pseudonym, salt, account }))
      continue;
    problems.add("IDENTITY_MISMATCH", FILE, `${pseudonym.slice(0, 20)} is not the account that the log bound it to`);
  }
  return count;
}
