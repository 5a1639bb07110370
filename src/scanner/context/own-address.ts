import type { Source } from "../source.ts";
import type { Address } from "../urls/address.ts";
import type { Surroundings } from "./surroundings.ts";

const parser = /(?:^|[.\s])URL(?:\.parse)?$/;
/** A request's path, or another where it has none, before the comma. */
const ownPath = /\.(?:url|originalUrl)\s*!?\s*(?:(?:\?\?|\|\|)[^,()]{0,20})?(?:as\s+string\s*)?,\s*$/;
/** The name that the request says it was sent to. */
const ownHost =
  /^(?:\$\{|["']\s*\+\s*)[\w$.?!]{0,60}(?:\bheaders\s*(?:\??\.\s*host\b|\[\s*["']host["'])|\.get\(\s*["']host["'])/i;

/** Whether a server makes the address that it was asked by whole, to read it: `new URL(req.url, "http://" + req.headers.host)`. */
export function isOwnAddress({ text }: Source, { start }: Address, { code, frames: [frame] }: Surroundings): boolean {
  if (frame?.bracket !== "(" || frame.commas !== 1 || !parser.test(frame.name)) return false;
  const [scheme = ""] = /^https?:\/\//i.exec(text.slice(start, start + 8)) ?? [];
  return (
    scheme !== "" && ownPath.test(code.slice(-120)) && ownHost.test(text.slice(start + scheme.length, start + 120))
  );
}
