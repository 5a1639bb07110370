import type { AnyControl } from "../domain/control.ts";
import type { Position, Rule } from "../domain/policy.ts";
import type { Written } from "./fill-defaults.ts";
import { formatValue } from "./format-value.ts";
import { mergeSettings, type Overruled } from "./merge-settings.ts";
import type { ParsedPolicy } from "./parse.ts";
import { configurable, settingsOf } from "./settings.ts";

/** A place in a policy file. */
interface Place extends Position {
  file: string;
}

/** A line of the repository's policy that has no effect, since it asks for less than the organisation's. */
export interface FloorNote {
  path: string;
  repository: Place;
  organization: Place;
  sentence: string;
}

/** Lines of the repository's rules that ask for less than the floor's base, where no rule of the floor has a say. */
export function overruledInRules(
  floor: ParsedPolicy,
  repository: ParsedPolicy,
  controls: readonly AnyControl[],
): Overruled[] {
  return repository.written.rules.flatMap((rule, index) =>
    configurable(controls).flatMap((control) => {
      const [base, change] = [floor.written.controls[control.id], rule.controls[control.id]];
      if (base === undefined || change === undefined) return [];
      const path = `controls.${control.id}`;
      const paths = { repository: `rules.${index}.${path}`, floor: path };
      const { overruled } = mergeSettings(settingsOf(control), base, change, paths);
      return overruled.filter(({ floorPath }) => !floor.written.rules.some((other) => writes(other, floorPath)));
    }),
  );
}

function writes(rule: Rule, path: string): boolean {
  let value: unknown = rule;
  for (const key of path.split(".")) value = (value as Written | undefined)?.[key];
  return value !== undefined;
}

/** The overruled line with both places, in words. */
export function floorNote(
  { path, floorPath, asked, holds }: Overruled,
  floor: ParsedPolicy,
  repository: ParsedPolicy,
): FloorNote {
  const [here, there] = [placeOf(repository, path), placeOf(floor, floorPath)];
  const at = ({ file, line, column }: Place) => `(${file}:${line}:${column})`;
  const sentence = path.startsWith("roles.")
    ? `${path} ${at(here)} has no effect: the organisation defines this role ${at(there)}`
    : `${path}: ${formatValue(asked)} ${at(here)} has no effect: the organisation asks for ${formatValue(holds)} ${at(there)}`;
  return { path, repository: here, organization: there, sentence };
}

function placeOf(policy: ParsedPolicy, path: string): Place {
  return { file: policy.file, ...policy.locate(path) };
}
