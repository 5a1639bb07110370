import { Minimatch } from "minimatch";
import parse from "spdx-expression-parse";

type Expression = ReturnType<typeof parse>;

/**
 * Whether a licence is denied: an `OR` passes if one branch is allowed, an `AND` fails if one is denied
 * (https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/). What is no SPDX expression is taken as
 * an `AND` of the identifiers in it.
 */
export function isDenied(license: string, globs: readonly string[]): boolean {
  const matchers = globs.map(
    (glob) => new Minimatch(glob, { nocase: true, dot: true, nonegate: true, nocomment: true }),
  );
  const denies = (identifier: string) => matchers.some((matcher) => matcher.match(identifier));
  if (denies(license)) return true;
  try {
    return deniesExpression(parse(license), denies);
  } catch {
    return license.split(/[^\w.+-]+/).some((word) => word !== "" && denies(word));
  }
}

function deniesExpression(expression: Expression, denies: (identifier: string) => boolean): boolean {
  if ("conjunction" in expression) {
    const left = deniesExpression(expression.left, denies);
    const right = deniesExpression(expression.right, denies);
    return expression.conjunction === "or" ? left && right : left || right;
  }
  if ("plus" in expression && expression.plus) return denies(expression.license) || denies(`${expression.license}+`);
  return denies(expression.license);
}
