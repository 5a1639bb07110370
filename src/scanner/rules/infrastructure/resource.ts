import { ancestorsOf, childOf, childValue, type Entry } from "../../entries/entry.ts";

/** A declared piece of infrastructure: what it is, and its settings. */
export interface Resource {
  /** As its format names it, without a version: `aws_lb`, `AWS::S3::Bucket`, `Microsoft.Web/sites`, `Ingress`. */
  readonly type: string;
  readonly settings: Entry;
}

/** The resource that an entry is a part of, or the head of; of modules, variables and the like there is none. */
export function resourceOf(entry: Entry): Resource | undefined {
  for (const block of [entry, ...ancestorsOf(entry)]) {
    const found = resourceAt(block);
    if (found !== undefined) return found;
  }
  return undefined;
}

function resourceAt(block: Entry): Resource | undefined {
  const { key, labels, parent } = block;
  if (key === "resource" && labels.length > 0) {
    const type = labels.find((label) => label.includes("@")) ?? labels[0] ?? "";
    return { type: type.replace(/@.*/, ""), settings: childOf(block, "properties") ?? block };
  }
  if (parent?.parent?.key === "resource" && parent.parent.labels.length === 0)
    return { type: parent.key, settings: block };
  const type = childValue(block, "type");
  if (type !== undefined && /^\w+(?:::|[.:]\w[\w.]*[/:])\w/.test(type))
    return { type: type.replace(/@.*/, ""), settings: childOf(block, "properties") ?? block };
  const kind = childValue(block, "kind");
  return kind !== undefined && childOf(block, "apiVersion") ? { type: kind, settings: block } : undefined;
}

/** Whether an entry is a part of a resource of one type, or of a type that matches. */
export function isPartOf(entry: Entry, type: RegExp | string): boolean {
  const own = resourceOf(entry)?.type ?? "";
  return typeof type === "string" ? own === type : type.test(own);
}
