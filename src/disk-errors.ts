/** What a disk answers that takes no more, wherever in a file it happens. */
const ofWrites = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EIO", "EROFS"]);

/** Whether a file or a folder could not be read or written, in the system's words: the operator can do something about it. */
export function isOfDisk(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error && "syscall" in error)) return false;
  return "path" in error || ("code" in error && ofWrites.has(String(error.code)));
}
