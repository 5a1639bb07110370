import type { Severity } from "../../finding.ts";
import { codeAround } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Place } from "../../patterns/place.ts";

/** A host by its key, or as the first argument that a client of mail is made with. */
const host =
  /(?:\b(?:host(?:name)?|address|relay|server)["']?\s*(?:=>|[=:](?![=:]))\s*|\{relay,\s*|\b(?:SmtpClient|mail\.New\w+|Net::SMTP\.(?:new|start))["']?\s*\(\s*(?=[\w"'$]))((?:[^,;(){}\n]|\([^()\n]{0,120}\)){1,160})/gi;

/** What the host weighs that is named nearest to an option by which a client does not encrypt. */
export function judgeNearest(place: Place): Severity | null {
  const { before, after } = codeAround(place, 400, 300);
  const above = [...before.matchAll(host)].at(-1);
  const [below] = after.matchAll(host);
  const distance = above === undefined ? Number.POSITIVE_INFINITY : before.length - above.index - above[0].length;
  const value = (below === undefined || distance <= below.index ? above : below)?.[1]?.trim();
  if (value === undefined) return "error";
  const isBare = place.part.language.name === "yaml" && !/["']/.test(value);
  return judgeValue(place, isBare ? `"${value}"` : value);
}
