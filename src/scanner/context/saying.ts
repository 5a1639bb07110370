import type { Frame } from "./surroundings.ts";

const sayingCall =
  /(?:^|[.:>_$])(?:log(?:ger|ging|f|ln)?|console|e?print(?:f|ln|_r)?|puts|echo|say|warn(?:ing)?f?|err(?:or)?f?|error_?log|fatalf?|debugf?|infof?|tracef?|notice|critical|panic|raise|throw|die|abort|exit|fail(?:ure|f)?|bail|\w*error|\w*exception|errors?\.(?:new|wrapf?|errorf)|alert|confirm|prompt|help|usage|message|msg|describe|description|desc|note|hint|t|_|gettext|translate|trans|deprecated?|assert\w*|invariant|it|test|context|specify|scenario|unreachable|todo|nslog|os_log|debugprint|timber\.\w+|write_?host|write-\w+|logger\.\w+|log\.\w+|console\.\w+)[!?]?$/i;
/** What only makes a text of its arguments, for the call around it. */
const wording = /(?:^|[.:>_$])(?:f?s?n?printf|format\w*|concat|join|str|string|dedent|trim\w*|cat|paste0?)!?$/i;
const statement =
  /(?:^|[\n;}]|(?<!\{)\{|=>)\s*(?:throw|raise|(?:e|v|s)?print\w*|puts|p|pp|echo|die|warn\w*|panic!?|fail(?:with)?\w*|abort|exit|croak|carp|confess|say|message|log\w*[.:]\w+|return\s+(?:new\s+)?\w*error)\b[^;\n]{0,200}$/i;
const shellCommand =
  /(?:^\s*(?:-\s+)?(?:[\w-]+:\s+)?|[;&|({]\s*|\b(?:then|do|else|RUN)\s+)@?(?:throw|echo|printf|print|log|warn|error|die|fail|info|usage|help|say|write-\w+)\b(?:>&\d|[^;|&])*$/i;
/** What is said goes to a file or a command, or the command goes on in the next line. */
const passedOn = /(?<![\d>])>>?(?!>|&|\s*\/dev\/(?:stderr|stdout|tty|null)\b)|(?<!\|)\|(?!\|)|[^&|;\s]\s*\\\r?$/;

/** The nearest name that a value is given to, past what only makes a text of it. */
export function nearestNamed(frames: readonly Frame[]): Frame | undefined {
  return frames.find(({ bracket, name }) => name !== "" && !(bracket === "(" && wording.test(name)));
}

/** Whether the name of a call says that it tells people something, and does nothing else. */
export function isSayingCall(name: string): boolean {
  return sayingCall.test(name);
}

/** Whether code ends within a statement that tells people something, in languages that need no brackets for it. */
export function endsSaying(code: string): boolean {
  return statement.test(code);
}

/** Whether a place in a line of a shell is what a command tells people: not run within it, nor written or passed on. */
export function isEchoed(before: string, after: string): boolean {
  const said = shellCommand.exec(before);
  if (said === null || isRun(said[0])) return false;
  return !passedOn.test((said[0] + after).replaceAll(/<[^<>\s]*>|[-=]>/g, ""));
}

/** Whether the text of a command ends within another one whose output it takes. */
export function isRun(said: string): boolean {
  return /\$\([^()]*$/.test(said) || said.split("`").length % 2 === 0;
}
