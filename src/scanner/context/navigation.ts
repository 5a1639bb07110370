import type { Surroundings } from "./surroundings.ts";

const links = new Set(["a", "area", "nuxt-link", "router-link"]);
const relations =
  /\brel\s*=\s*\{?\s*\\?["'`]?(?![^"'`>]{0,60}\bstylesheet)(?:canonical|alternate|author|license|self|via|related|me|help|next|prev|profile|bookmark|search|pingback|dns-prefetch|nofollow|EditURI|wlwmanifest)\b/i;

/** Whether an address is a link that a person may follow, and no connection of ours. */
export function isNavigation({ tag }: Surroundings): boolean {
  if (tag === undefined) return false;
  const isLink = links.has(tag.name) || /^<(?:Nav)?Link\b/.test(tag.text);
  if (isLink && /^(?::|v-bind:|xlink:)?(?:href|to)$/.test(tag.attribute)) return true;
  // Links of DocBook.
  if (tag.name === "ulink" || (tag.name === "link" && tag.attribute === "xlink:href")) return true;
  if (tag.name === "link") return relations.test(tag.text) || relations.test(tag.rest.split(">")[0] ?? "");
  return tag.name === "blockquote" || tag.name === "q";
}
