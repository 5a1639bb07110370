import type { Source } from "../source.ts";
import type { Address } from "./address.ts";

/** How far apart the two may be. */
const REACH = 240;
/** What an address is joined with, up to where its branch ends. */
const tail = /^[^\n;]{0,80}?(?=;|\n|$|\s[:}]|\s(?:if|else)\b)/;
/** Between the two: another branch. */
const branches =
  /^(?:[^\n?]{0,40}\s:\s|[^\n]{0,80}\belse\b|[^{}]{0,40}\}[\s\S]{0,80}\n|\s*\n[\s\S]{0,40}\belse\b)[^;]{0,80}$/;
/** Trying the encrypted one first is no choice: whoever stands in between decides. */
const fallback = /\b(?:catch|except|rescue|on\s+error|or)\b|\|\|/i;
const condition = /\b(?:if|elif|elsif|unless|when)\b|\?/;

/** Whether a condition chooses between an address and the same one with the encrypted scheme. */
export function isChosenAddress({ text }: Source, { scheme, start }: Address): boolean {
  const rest = tail.exec(text.slice(start + scheme.length, start + 100))?.[0];
  if (rest === undefined) return false;
  const twin = `${scheme}s${rest}`;
  const from = Math.max(0, start - REACH);
  const before = text.slice(from, start).lastIndexOf(twin);
  if (before !== -1) return isChoice(text, from + before, twin.length, start);
  const after = text.slice(start, start + REACH).indexOf(twin);
  return after !== -1 && isChoice(text, start, scheme.length + rest.length, start + after);
}

function isChoice(text: string, first: number, length: number, second: number): boolean {
  const between = text.slice(first + length, second);
  if (fallback.test(between) || !branches.test(between)) return false;
  return /\bif\b[^\n]{1,80}\belse\b/.test(between) || condition.test(text.slice(Math.max(0, first - 120), first));
}
