import { isEchoed } from "../context/saying.ts";
import { isInCall, lineAround, type Place } from "./place.ts";

const commandLanguages = [
  "shell",
  "yaml-block",
  "yaml",
  "makefile",
  "batch",
  "powershell",
  "plain",
  "server-configuration",
];
const programLanguages = [
  "json",
  "python",
  "javascript",
  "ruby",
  "php",
  "go",
  "java",
  "kotlin",
  "groovy",
  "rust",
  "c",
  "perl",
  "elixir",
];
/** Languages whose text is, or holds, commands of a shell. */
export const shells: readonly string[] = [...commandLanguages, ...programLanguages];

/** What may stand before a command. */
const lead =
  /^(?:-|--|sudo|exec|time|command|env|nohup|eval|then|do|else|if|elif|while|until|not|!|xargs|timeout|retry|RUN|CMD|\[?CMD-SHELL|HEALTHCHECK|ENTRYPOINT|[\w.-]+:|\d+[smh]?|\w+=\S*|--?[\w=.,/-]+|@|-@|\w+\))$/i;
const runs =
  /(?:exec|spawn|system|popen|run|call|check_output|shell|sh|command|cmd|execute|process|bash|getoutput|builder)\w*$/i;

const installs = /^\s*(?:-\s+)?(?:#|apt|apk|yum|dnf|brew)\b[^|;&]*$/i;

/** Whether a command is run: where a command starts, in a language of commands or in a string that is run. */
export function isCommand(place: Place): boolean {
  const { start, string, part } = place;
  const { text } = place.source;
  const before = text.slice(Math.max(part.start, start - 300), start);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const above = before.slice(0, before.lastIndexOf("\n") + 1).trimEnd();
  if (/^\s*$/.test(line) && above.endsWith("\\") && !/(?:[;&|{(]|\b(?:then|do|else|RUN))\s*\\$/.test(above))
    return false;
  if (isEchoed(line, lineAround({ ...place, end: start }).after) || installs.test(line)) return false;
  const separator = Math.max(...[";", "|", "&", "(", "`", '"', "'", "{"].map((sign) => line.lastIndexOf(sign)));
  const words = line
    .slice(separator + 1)
    .replace(/[\w./-]*\/$/, "")
    .split(/\s+/);
  if (!words.every((word) => word === "" || lead.test(word))) return false;
  if (part.language.name === "plain") return /^#!.*sh\b/.test(text.slice(0, 200));
  if (commandLanguages.includes(part.language.name)) return true;
  if (string === undefined) return false;
  return (
    part.language.name === "json" ||
    part.language.name === "perl" ||
    text.charAt(string.start) === "`" ||
    isInCall(place, runs)
  );
}
