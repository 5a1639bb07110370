import type { Address } from "../urls/address.ts";
import { connecting } from "./connection.ts";
import type { Frame, Surroundings } from "./surroundings.ts";

const comparingCall = new RegExp(
  `(?:^|[.:>])(?:${[
    "starts_?with",
    "start_with\\?",
    "starts_with\\?",
    "has_?prefix",
    "ends_?with",
    "str_starts_with",
    "str_contains",
    "(?:last)?index_?of",
    "contains",
    "includes?\\??",
    "split",
    "[lr]?strip",
    "l?trim_?(?:start|left|prefix)?(?:_matches)?",
    "strip_prefix",
    "remove_?prefix",
    "delete_prefix",
    "strn?(?:case)?cmp",
    "strn?i?cmp",
    "memcmp",
    "str(?:case)?i?str",
    "stri?pos",
    "r?partition",
    "equals(?:ignorecase)?",
    "eql\\??",
    "case_?equal",
    "match(?:es|er|all)?[?!]?",
    "regexp?",
    "must_?compile",
    "preg_\\w+",
    "grepl?",
    "re\\.\\w+",
    "(?:re|pattern|regex)\\.compile",
    "nsregularexpression",
    "assert\\w*!?",
    "assert(?:\\.|::)\\w+",
    "(?:expect|assert|check(?!_(?:call|output)$)|require)_\\w+",
    "(?:check|require)",
    "is_?(?:not_?)?equal(?:_?to)?(?:ignoring\\w+)?",
    "expect",
    "to_?(?:be|equal|contain)\\w*",
    "have_\\w+",
    "is(?:_?not)?",
    "sizeof",
    "strlen",
    "in",
  ].join("|")})$`,
  "i",
);
const replacingCall =
  /(?:^|[.:>])(?:replace(?:_?all|_?first|_?with)?|str_i?replace|g?sub|sub|translate|replace_?prefix|replacingOccurrences|stringByReplacingOccurrencesOfString|regexp_replace)!?$/i;
const operatorBefore =
  /(?:[=!]==?|=~|!~|~=|\b(?:eq|ne|like|ilike|case|when|in|is|regexp|rlike)\b|-(?:c|i)?(?:eq|ne|like|notlike|match|notmatch|replace|contains|in|split))\s*\(?\s*[rb@]?$/i;
const operatorAfter = /^\s*\)?\s*(?:[=!]==?(?!=)|=~|\bin\b|\.\s*(?:equals(?:IgnoreCase)?|matches|compareTo)\s*\()/;
/** Before an address outside of strings: what is taken off, searched for or compared. */
const shellBefore =
  /\$\{\w+(?:##?|%%?|\/\/?)\^?$|\bs([|#,!@~%])\^?$|\b(?:e|f|rg|z)?grep\b(?!.*[$<]\()[^|;&]*$|\bawk\b(?!.*[$<]\()[^|;&]*$|[=!]=\s*$|(?:^|\s)(?:\[|test)\s[^;|&\]]{0,120}\s=\s*$|=~\s*\^?$|\b(?:push)?insteadOf\b["']?\s*=?\s*["']?$|\bproxy_redirect\s+$|\bsub_filter\s+["']?$|(?:^|\s)(?:SetEnvIf|RewriteCond|if\s*\()[^;{]*$/;

const sqlCondition = /\b(?:where|and|or|on|having|when)\b[^;]{0,200}(?:[=<>]|\bin\s*\([^()]{0,200})\s*$/i;

/** Whether an address is only compared with, searched for, or taken off another one. */
export function isComparison(address: Address, around: Surroundings): boolean {
  const { before } = address;
  if (/[\^]$/.test(before) || /\bs([|#,!@~%])\^?$/.test(before) || /\$\{\w+(?:##?|\/\/?)\^?$/.test(before)) return true;
  if (address.strings === undefined || address.part.language.form === "text") {
    if (shellBefore.test(around.code.slice(-200) || before.slice(-200))) return true;
  }
  if (address.strings === undefined) return false;
  if (/stylesheet$/.test(address.part.language.name) && /\[\s*[\w-]+\s*[*^$~|]?=\s*$/.test(around.code)) return true;
  if (address.part.language.name === "sql" && sqlCondition.test(around.code.slice(-300))) return true;
  if (isKeyOrArm(around) || isPattern(around) || isTakenApart(around) || isRead(around) || isType(around)) return true;
  if (isCompared(around)) return !isChosen(around);
  const call = around.frames.find((frame, index) => index > 2 || frame.name !== "" || frame.bracket === "{");
  if (call === undefined || call.bracket !== "(") return false;
  if (comparingCall.test(call.name)) return true;
  return replacingCall.test(call.name) && isReplaced(call, around);
}

function isCompared({ code, following, frames: [frame] }: Surroundings): boolean {
  if (/\bfor\b[^\n;{}]{1,60}\bin\s*\(?\s*$/.test(code.slice(-80))) return false;
  if (operatorBefore.test(code.slice(-40))) return true;
  const isOpened = /^\s*\)/.test(following) && frame?.bracket === "(" && connecting.test(frame.name);
  return operatorAfter.test(following) && !isOpened;
}

/** A pattern of Elixir or Erlang that takes an address apart; a comparison in a Lisp. */
function isPattern({ code, following }: Surroundings): boolean {
  if (/\((?:=|not=|==|eq|equalp?\??|string=\??|case)\s[^()]*$/.test(code)) return true;
  return /^\s*(?:<>|\+\+)\s*\w+\s*(?:->|[,)][^\n;]{0,80}(?:->|\bdo\b|\bwhen\b))/.test(following);
}

/** Whether the address is a key of a map, or an arm of a match: looked up, not opened. */
function isKeyOrArm({ code, following }: Surroundings): boolean {
  if (/^\s*:(?![:=])/.test(following)) return /[{,]\s*$/.test(code) && !/[?]/.test(code.slice(code.lastIndexOf("{")));
  if (/^\s*(?:\|[^;=\n]{0,100})?(?:if\b[^\n=]{0,60})?\s*(?:=>|->)/.test(following))
    return /(?:[{,|(}]|^|\n)\s*$/.test(code);
  return false;
}

/** What reads an address into its parts, and the parts that can be taken from it without opening it. */
const parsing =
  /(?:^|[.:>\s])(?:UR[LI]|Ur[li]|parse_?ur[li]|ur[li]_?parse|urlsplit|(?:UR[LI]|Ur[li]|url|HttpUrl)\.(?:parse|create|get|of))$/i;
const partTaken =
  /^(?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\)){0,100}\)\s*!?\??(?:(?:\.|->|::)(?:get)?(?:host(?:_?name)?|port|netloc|path(?:name)?|search(?:params)?|query|hash|fragment|authority)\b|\[["'](?:host|port|path|query|authority|fragment)\b)/i;
/** WordPress puts the scheme of the site in (developer.wordpress.org/reference/functions/set_url_scheme). */
const rescheming = /^set_url_scheme$/;

/** Whether an address is put together to be read: `parse("http://" + host).port`. */
function isRead({ following, frames: [frame] }: Surroundings): boolean {
  if (frame?.bracket !== "(") return false;
  if (rescheming.test(frame.name)) return true;
  if (/^[^()]{0,80},\s*(?:FILTER_VALIDATE_URL|PHP_URL_(?!SCHEME)[A-Z]+)\b/.test(following)) return true;
  // Python's parser of addresses opens nothing.
  if (/(?:^|\.)url(?:parse|split)$/.test(frame.name)) return !/^[^\n]{0,60}\.geturl\b/.test(following);
  return parsing.test(frame.name) && partTaken.test(following);
}

/** `new URL(request.url, "http://base").pathname`: the host is not looked at. */
function isTakenApart({ code, following, frames }: Surroundings): boolean {
  if (!/(?:^|[.\s])(?:URL|URL\.parse|url\.parse|Url)$/.test(frames[0]?.name ?? "") || frames[0]?.bracket !== "(")
    return false;
  if (/^[^()]{0,60}\)\s*\??\.\s*(?:pathname|search|searchParams|hash)\b/.test(following)) return true;
  return /\{[\s,]*(?:(?:pathname|search|searchParams|hash)(?:\s*:\s*\w+)?[\s,]*){1,4}\}\s*=\s*(?:new\s+)?(?:URL|url)[\w.]*\([^()]*$/.test(
    code,
  );
}

/** A type of TypeScript that addresses have to match. */
function isType({ code }: Surroundings): boolean {
  return /\btype\s+\w+\s*(?:<[^<>]*>)?\s*=\s*(?:[^;={}()]*\|)?\s*$/.test(code) || /\)\s*:\s*\w+\s+is\s+$/.test(code);
}

/** In `x == y ? "http://…" : z` the value is chosen, not compared. */
function isChosen(around: Surroundings): boolean {
  return /\?\s*$/.test(around.code);
}

/** Whether the call replaces the address by something, and does not put it in. */
function isReplaced(call: Frame, around: Surroundings): boolean {
  if (!/^\s*[\])]?\s*,/.test(around.following)) return false;
  return call.commas === 0 || (call.commas === 1 && !/sub|str_i?replace|preg/i.test(call.name));
}
