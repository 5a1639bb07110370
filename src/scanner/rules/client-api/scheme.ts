import type { Severity } from "../../finding.ts";
import { groupAround, positional } from "../../patterns/call.ts";
import { judgeText } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions, type Place } from "../../patterns/place.ts";
import { isChosen } from "./scheme-choice.ts";
import { isSignature, judgeHostBeside, judgeHostNearby } from "./scheme-context.ts";

const languages =
  "javascript c java kotlin scala groovy csharp go rust swift dart fsharp python ruby elixir julia perl r lua php powershell c-like visual-basic erlang haskell ocaml lisp".split(
    " ",
  );
const words = ["http", "ws", "http:", "ws:"].flatMap((scheme) => [`"${scheme}"`, `'${scheme}'`]);
const why = "The scheme is set to one without TLS.";
const name = "(?:[Uu][Rr][LlIi]_?)?(?:[Ss]cheme|[Pp]rotocol|SCHEME|PROTOCOL)";
/** The scheme as a literal, perhaps in the macro or the call that makes a string of the right type. */
const value = String.raw`(?:[\w:]{0,20}\(|@|L|U|&)?["'](?:http|ws):?["']`;
/** Languages that write a named argument with an equals sign. */
const equalsNames = /^(?:python|kotlin|scala|r|groovy|julia|lua)$/;

function weighProperty(place: Place): Severity | null {
  return isChosen(place) ? null : judgeHostNearby(place);
}

function weighKey(place: Place): Severity | null {
  const group = groupAround(place);
  const { name: language } = place.part.language;
  if (group === undefined || isSignature(group, language) || isChosen(place)) return null;
  if (place.match[2] === "=" && !equalsNames.test(language) && !/\bnew\b[\s\w.()]*$/.test(group.before)) return null;
  const isNamed =
    language === "javascript" || language === "php" ? /(?:\bur[il]|Client\()\s*$/i : /(?<!\b(?:if|in|return))[\w>]\s*$/;
  const isUpdate = /\w\s*\|/.test(positional(group, 0) ?? "");
  const standsAlone = /scheme/i.test(place.match[1] ?? "") && (isNamed.test(group.before) || isUpdate);
  return judgeHostBeside(place, standsAlone ? "error" : null);
}

const joined =
  /\b(?:ur[li]_?)?(?:scheme|protocol)\b\s*[})]{0,2}["'`]?\s*(?:\+|\.{1,2}|<>|<<)?\s*["'`]?:?\/\/([\w.-]{0,200})/i;
/** The same kind of variable, or what a function answers, is the encrypted scheme. */
const encrypted =
  /(?:(?:scheme|protocol|proto)\b["']?\s{0,4}(?::=|\|\|=|=(?!=)|<-|:)|\breturn\b)[^\n;]{0,80}["'](?:https:?|wss:?)["']/i;

/** A variable that is joined to a host elsewhere in the file, and is never the encrypted one. */
function weighVariable(place: Place): Severity | null {
  if (isChosen(place) || mentions(place.source, encrypted) || !mentions(place.source, joined)) return null;
  const host = joined.exec(place.source.text)?.[1] ?? "";
  return host.includes(".") || host === "localhost" ? judgeText(place, host) : "error";
}

/** A scheme that is set as a property, as a key or named argument, or by a call, in any language. */
export const scheme: readonly Pattern[] = [
  {
    words,
    languages,
    match: new RegExp(
      String.raw`[\w)\]](?<!\b(?:self|this|cls))\s*(?:\.|->|\?\.|\$|\[\s*[:"']?)\s*${name}["'\]]{0,2}\s*(?:=(?![=>~])|<-|:=)\s*${value}`,
    ),
    when: weighProperty,
    why,
  },
  {
    words,
    languages,
    match: new RegExp(String.raw`(?<![\w$.>-])['":]{0,2}(${name})["']?\s*(=>|=(?![=>~])|:(?![:=]))\s*${value}`),
    when: weighKey,
    why,
  },
  {
    words,
    languages,
    match: new RegExp(
      String.raw`(?:\.|->|::|\s|\()(?:set_?|with_?|force_?|Set|With)?${name}(?:s)?\s*\(\s*(?:\[\](?:string)?\{|\[)?${value}[)\]}]*\s*\)`,
    ),
    when: weighProperty,
    why,
  },
  {
    words,
    languages,
    match: new RegExp(String.raw`(?:\bput|\bset\w*|\bassoc|\breplace)!?\s*\(?[^()\n]{0,60}:scheme,?\s+${value}`),
    when: weighProperty,
    why,
  },
  {
    words,
    languages: ["c"],
    match: /\bsetScheme:\s*@"http"|\binitWithScheme:\s*@"http"/,
    why,
  },
  {
    words,
    languages,
    match: new RegExp(
      String.raw`(?<![\w.>@-])(?:\$|my \$)?(?:DEFAULT_)?${name}\s*(?::=|<-|=(?![=>~]))\s*${value}\s*(?:;|\r?\n|$)`,
    ),
    in: "string",
    when: weighVariable,
    why: "The scheme is one without TLS, and put before a host.",
  },
];
