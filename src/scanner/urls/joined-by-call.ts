import type { Surroundings } from "../context/surroundings.ts";
import type { Address } from "./address.ts";

const joiningCall =
  /(?:^|[.:>])(?:paste0?|str_c|concat\w*|join|append\w*|push_?str|f?sprintf|snprintf|fmt\.sprint(?:ln)?|sprint|str(?:n?cat|n?cpy|lcat|lcpy)|glue|string\.concat|stringbuilder|stringbuffer|stringstream|ostringstream|std::string|str|cat|format|write|string\.join|concat!|implode|string|builder|to_?string)$/i;
/** A call in an expression that is a value of JSON, as templates of Azure have them. */
const joiningInValue = /^\s*\[.*\bconcat\([^()]*'$/i;
const replacingCall = /(?:^|[.:>])(?:replace\w*|g?sub|str_i?replace)!?$/i;

/** Whether a scheme that stands alone in its string is made an address by what is around it. */
export function isJoinedByCall(address: Address, { code, following, frames }: Surroundings): boolean {
  if (joiningInValue.test(address.before) && /^'\s*,/.test(address.after)) return true;
  if (address.after.trim() !== "") return false;
  if (/(?:<<|\+=|\.=)\s*[@$rbfuL]{0,2}$/.test(code)) return address.before.trim() === "";
  if (/(?:\bappend(?:String|Format)?|\bstringBy\w+|WithString)\s*:\s*@?$/.test(code)) return true;
  if (/\((?:str|format|string-append|concat)\s[^()]*$/.test(code)) return true;
  if (/^[^)\]]{0,100}[)\]]\s*\.\s*(?:join\w*|concat|mkString|reduce)\b/.test(following)) return true;
  if (/^\s*\.(?:to_string|to_owned|into|clone)\(\)\s*\+/.test(following)) return true;
  const call = frames.find((frame) => frame.name !== "");
  if (call === undefined) return false;
  if (replacingCall.test(call.name)) return call.commas > 0 && /^\s*\)/.test(following);
  return joiningCall.test(call.name);
}
