// What is not worth changing: nobody could notice, or nobody should have to.

/** What an index may answer for TypeScript's sake, and texts for people. */
function reasonToIgnore({ node, parent }) {
  if (parent?.type === "LogicalExpression" && parent.operator === "??" && parent.right === node && isEmpty(node))
    return "What stands after ?? is asked for by noUncheckedIndexedAccess, and is not reached.";
  if (parent?.type === "ObjectProperty" && parent.key.name === "why" && /^(?:String|Template)Literal$/.test(node.type))
    return "Why something is a finding is told to people; tests hold a few of the texts.";
  return undefined;
}

function isEmpty({ type, value, elements }) {
  return (type === "StringLiteral" && value === "") || (type === "ArrayExpression" && elements.length === 0);
}

export const strykerPlugins = [{ kind: "Ignore", name: "unnoticeable", value: { shouldIgnore: reasonToIgnore } }];
