import { invalidRequest, listOf, optionalOneOf, optionalString } from "../http/input.ts";
import type { Annotation, CheckRun, Conclusion } from "../state/checks.ts";
import { now } from "../world.ts";

type Body = Record<string, unknown>;

const statuses = ["queued", "in_progress", "completed", "waiting", "requested", "pending"] as const;
const conclusions: readonly Conclusion[] = [
  "action_required",
  "cancelled",
  "failure",
  "neutral",
  "success",
  "skipped",
  "timed_out",
];
const levels = ["notice", "warning", "failure"] as const;
const mostCharacters = 65_535;

/** Takes what a request says about a check run into it. Throws 422. https://docs.github.com/en/rest/checks/runs#update-a-check-run */
export function applyToCheckRun(run: CheckRun, body: Body, creating: boolean): void {
  const status = optionalOneOf(body, "status", statuses);
  const conclusion = optionalOneOf(body, "conclusion", conclusions);
  const completedAt = optionalString(body, "completed_at");
  if ((status === "completed" || completedAt) && !conclusion && !run.conclusion) {
    throw invalidRequest('"conclusion" wasn\'t supplied.');
  }
  const output = readOutput(body, creating);
  const actions = readActions(body);
  const externalId = optionalString(body, "external_id");
  const detailsUrl = optionalString(body, "details_url");
  const startedAt = optionalString(body, "started_at");
  const name = optionalString(body, "name");
  if (name) run.name = name;
  if (externalId !== null) run.externalId = externalId;
  if (detailsUrl !== null) run.detailsUrl = detailsUrl;
  if (startedAt !== null) run.startedAt = startedAt;
  if (actions) run.actions = actions;
  if (output) {
    // Annotations are appended, the rest is replaced.
    run.annotations.push(...output.annotations);
    run.output = { title: output.title ?? run.output.title, summary: output.summary, text: output.text };
  }
  applyState(run, status, conclusion, completedAt);
}

/** "Providing `conclusion` will automatically set the `status` parameter to `completed`." */
function applyState(
  run: CheckRun,
  status: CheckRun["status"] | null,
  conclusion: Conclusion | null,
  completedAt: string | null,
): void {
  if (conclusion !== null || status === "completed" || completedAt !== null) {
    run.status = "completed";
    run.conclusion = conclusion ?? run.conclusion;
    run.completedAt = completedAt ?? now();
    return;
  }
  if (status === null) return;
  run.status = status;
  run.conclusion = null;
  run.completedAt = null;
}

type Output = { title: string | null; summary: string | null; text: string | null; annotations: Annotation[] };

function readOutput(body: Body, creating: boolean): Output | null {
  const { output } = body;
  if (output === undefined || output === null) return null;
  if (typeof output !== "object") throw invalidRequest("For 'properties/output', it is not an object.");
  const fields = output as Body;
  const title = optionalString(fields, "title");
  const summary = optionalString(fields, "summary");
  const text = optionalString(fields, "text");
  if (summary === null) throw invalidRequest('"summary" wasn\'t supplied.');
  if (creating && title === null) throw invalidRequest('"title" wasn\'t supplied.');
  for (const [name, value] of Object.entries({ summary, text })) {
    if (value && value.length > mostCharacters) {
      throw invalidRequest(`Only ${mostCharacters} characters are allowed; ${value.length} were supplied for ${name}.`);
    }
  }
  return { title, summary, text, annotations: listOf(fields, "annotations", 50).map(readAnnotation) };
}

function readAnnotation(fields: Body): Annotation {
  const path = optionalString(fields, "path");
  const message = optionalString(fields, "message");
  const level = optionalOneOf(fields, "annotation_level", levels);
  if (!path || !message || !level) {
    throw invalidRequest('"path", "annotation_level" and "message" are required for annotations.');
  }
  const line = (name: string) => {
    const value = fields[name];
    if (typeof value === "number" && Number.isInteger(value)) return value;
    throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not an integer.`);
  };
  const startLine = line("start_line");
  const endLine = line("end_line");
  const column = (name: string) => (fields[name] !== undefined && startLine === endLine ? line(name) : undefined);
  const startColumn = column("start_column");
  const endColumn = column("end_column");
  const title = optionalString(fields, "title");
  const rawDetails = optionalString(fields, "raw_details");
  return {
    path,
    start_line: startLine,
    end_line: endLine,
    ...(startColumn !== undefined && { start_column: startColumn }),
    ...(endColumn !== undefined && { end_column: endColumn }),
    annotation_level: level,
    message,
    ...(title !== null && { title }),
    ...(rawDetails !== null && { raw_details: rawDetails }),
  };
}

/** At most three buttons: label 20, description 40, identifier 20 characters. */
function readActions(body: Body): CheckRun["actions"] | null {
  if (body.actions === undefined) return null;
  return listOf(body, "actions", 3).map((action) => {
    const read = (name: string, most: number) => {
      const value = optionalString(action, name) ?? "";
      if (value !== "" && value.length <= most) return value;
      throw invalidRequest(`"${name}" of an action must have 1 to ${most} characters.`);
    };
    return { label: read("label", 20), description: read("description", 40), identifier: read("identifier", 20) };
  });
}
