import { type RuleId, ruleIds } from "../scanner/finding.ts";
import type { Misread, WaiveCommand } from "./command.ts";
import { readText } from "./texts.ts";
import { takeWord, type Word } from "./words.ts";

/** `RULE PATH[:LINE] until YYYY-MM-DD REASON…` */
export function readWaive(line: string): WaiveCommand | Misread {
  const rule = takeWord(line);
  if ("problem" in rule) return rule;
  const known = ruleIds.find((id) => id === rule.text.toUpperCase());
  if (known === undefined || rule.suffix !== "") {
    const said = rule.text === "" ? "The rule is missing" : `There is no rule ${rule.text}${rule.suffix}`;
    return { problem: `${said}; the rules are ${ruleIds.join(", ")}.` };
  }
  const place = takeWord(rule.rest);
  return "problem" in place ? place : readPlace(known, place);
}

function readPlace(rule: RuleId, word: Word): WaiveCommand | Misread {
  const place = word.isQuoted ? quotedPlace(word) : plainPlace(word.text);
  if ("problem" in place) return place;
  const path = normalPath(place.path);
  if (typeof path !== "string") return path;
  const until = takeWord(word.rest);
  if ("problem" in until) return until;
  if (until.text !== "until" || until.isQuoted) {
    return { problem: "Behind the path `until` must follow; a path with spaces stands between quotes." };
  }
  const date = takeWord(until.rest);
  if ("problem" in date) return date;
  if (!isDate(date.text) || date.suffix !== "") return { problem: "The date must exist and be written YYYY-MM-DD." };
  const reason = readText(date.rest, "reason");
  if (typeof reason !== "string") return reason;
  return { name: "waive", rule, path, line: place.line, until: date.text, reason };
}

interface Place {
  path: string;
  line: number | null;
}

function quotedPlace({ text, suffix }: Word): Place | Misread {
  if (suffix === "") return { path: text, line: null };
  const line = /^:(\d+)$/.exec(suffix)?.[1];
  return line === undefined ? { problem: "Behind the quoted path only `:LINE` can stand." } : placeAt(text, line);
}

/** The last colon with nothing but digits behind it parts path and line. */
function plainPlace(text: string): Place | Misread {
  const colon = text.lastIndexOf(":");
  const line = text.slice(colon + 1);
  return colon > 0 && /^\d+$/.test(line) ? placeAt(text.slice(0, colon), line) : { path: text, line: null };
}

function placeAt(path: string, digits: string): Place | Misread {
  const line = Number(digits);
  if (line >= 1 && line <= 10_000_000) return { path, line };
  return { problem: "There is no such line: lines count from 1." };
}

/** Findings have the path that git has: one that differs would waive nothing, and nobody would notice. */
function normalPath(given: string): string | Misread {
  const parts = given.split("/").filter((part, index) => part !== "." && !(part === "" && index > 0));
  const path = parts.join("/");
  if (path === "") return { problem: "The path is missing." };
  const isOneFile =
    !given.startsWith("/") && !given.endsWith("/") && !parts.includes("..") && !/[*\\\p{Cc}]/u.test(path);
  return isOneFile
    ? path
    : { problem: "The path must name one file from the top of the repository, such as src/x.ts." };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
