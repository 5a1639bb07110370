import { escapeRegExp, type Form } from "./syntax.ts";

const patterns = new WeakMap<Form, Map<string, RegExp>>();
/** Openers of one form that are kept; heredocs may have a new one each. */
const KEPT = 64;

/**
 * Everything that matters within a form that `opener` opened; group 1 is what closes it. What escapes comes first, so
 * that it hides what it escapes; the end of a line, of old Macs, too, ends what may not span lines.
 */
export function insidePattern(form: Form, opener: string): RegExp {
  const key = typeof form.close === "function" ? opener : "";
  const known = patterns.get(form) ?? new Map<string, RegExp>();
  patterns.set(form, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = new RegExp(partsOf(form, opener).join("|"), "gm");
  if (known.size < KEPT) known.set(key, made);
  return made;
}

function partsOf(form: Form, opener: string): string[] {
  const close = typeof form.close === "function" ? form.close(opener) : form.close;
  const parts = (form.interpolation ?? []).map(escapeRegExp);
  if (form.escape === "doubled") parts.push(`${close}${close}`);
  else if (form.escape !== undefined) parts.push(`${escapeRegExp(form.escape)}(?:\\r\\n|[^])`);
  if (form.skip !== undefined) parts.push(form.skip);
  if (close !== undefined) parts.push(`(${close})`);
  if (form.nested) parts.push(form.open);
  if (!form.multiline) parts.push("\\n|\\r(?!\\n)");
  return parts;
}
