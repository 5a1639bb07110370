/** A node of a JSON Schema, as far as policies need it. */
export interface SchemaNode {
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly SchemaNode[];
  items?: SchemaNode;
  minItems?: number;
  properties?: Readonly<Record<string, SchemaNode>>;
  additionalProperties?: SchemaNode | boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  format?: string;
  required?: readonly string[];
}

/** The parts of a schema that a path leads to. */
export function schemasAt(root: SchemaNode, path: readonly string[]): SchemaNode[] {
  const [key, ...rest] = path;
  if (key === undefined) return [root];
  const next: SchemaNode[] = [];
  if (root.properties !== undefined && Object.hasOwn(root.properties, key)) next.push(root.properties[key] ?? {});
  else if (typeof root.additionalProperties === "object") next.push(root.additionalProperties);
  if (root.items !== undefined && /^\d+$/.test(key)) next.push(root.items);
  const nested = root.anyOf ?? [];
  return [...next.flatMap((node) => schemasAt(node, rest)), ...nested.flatMap((node) => schemasAt(node, path))];
}

/** What a schema asks for, in words: `a whole number from 1 to 10`. */
export function describeSchema(node: SchemaNode): string {
  if (node.anyOf !== undefined) return describeChoice(node.anyOf);
  if (node.const !== undefined) return String(node.const);
  if (node.enum !== undefined) return joinWords(node.enum.map(String));
  if (node.type === "integer" || node.type === "number") return describeNumber(node);
  if (node.type === "string") return describeText(node);
  if (node.type === "boolean") return "true or false";
  if (node.type === "array") return describeList(node);
  if (node.type === "object") return "a map";
  return "another value";
}

function describeChoice(choices: readonly SchemaNode[]): string {
  const single = choices.filter((choice) => choice.type !== "array").map(describeSchema);
  const lists = choices.filter((choice) => choice.type === "array");
  if (single.length > 0 && lists.length > 0) {
    const least = lists.some(({ minItems = 0 }) => minItems > 0) ? "at least one such" : "such";
    return `${joinWords([...new Set(single)])}, or a list of ${least}`;
  }
  return [...new Set(choices.map(describeSchema))].join(" or ");
}

function describeNumber({ minimum, maximum = Number.MAX_SAFE_INTEGER }: SchemaNode): string {
  const hasMaximum = maximum < Number.MAX_SAFE_INTEGER;
  if (minimum === undefined) return hasMaximum ? `a whole number up to ${maximum}` : "a whole number";
  return hasMaximum ? `a whole number from ${minimum} to ${maximum}` : `a whole number from ${minimum}`;
}

function describeText({ minLength = 0, maxLength, format }: SchemaNode): string {
  if (format === "date") return "a date such as 2027-03-31";
  const limit = maxLength === undefined ? "" : ` of at most ${maxLength} characters`;
  return minLength > 0 ? `a text that is not empty${limit === "" ? "" : `,${limit}`}` : `a text${limit}`;
}

function describeList({ items, minItems = 0 }: SchemaNode): string {
  const many = minItems > 0 ? "a list of at least one item" : "a list";
  if (items?.enum !== undefined) return `${many}${minItems > 0 ? ":" : " of"} ${describeSchema(items)}`;
  return many;
}

/** `a, b or c`. */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
