/** A ref update a client asks for in a push. */
export type RefCommand = { before: string; after: string; ref: string };

/** The SHA that stands for "no such ref". */
export const zeroSha = "0".repeat(40);

/** One line of git's protocol. https://git-scm.com/docs/protocol-common#_pkt_line_format */
export function pktLine(text: string): string {
  return (Buffer.byteLength(text) + 4).toString(16).padStart(4, "0") + text;
}

/** The ref commands at the start of a receive-pack request; ends at the flush packet. */
export function readRefCommands(body: Buffer): RefCommand[] {
  const commands: RefCommand[] = [];
  let at = 0;
  while (at + 4 <= body.length) {
    const length = Number.parseInt(body.toString("latin1", at, at + 4), 16);
    if (!length) break;
    const line = body.toString("utf8", at + 4, at + length).split("\0")[0] ?? "";
    const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) (.+?)\n?$/.exec(line);
    if (match) commands.push({ before: match[1] ?? "", after: match[2] ?? "", ref: match[3] ?? "" });
    at += length;
  }
  return commands;
}
