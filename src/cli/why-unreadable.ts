const known: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EISDIR: "this is a folder, not a file",
  EACCES: "not allowed to read this file",
};

/** Why a file could not be read, for people. */
export function whyUnreadable(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return known[code] ?? `cannot read the file: ${message}`;
}
