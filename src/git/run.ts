import { type ChildProcess, spawn } from "node:child_process";
import { dirname } from "node:path";
import { environmentOf, type Setting } from "./settings.ts";

/** Thrown where git did not do what it was asked for. Its message is this project's own: what git tells can hold anything. */
export class GitError extends Error {
  override readonly name = "GitError";
  /** `other`: the repository itself may be at fault. */
  readonly kind: "slow" | "large" | "gone" | "network" | "refused" | "other";
  /** What git told, for the log. */
  readonly told: string;

  constructor(kind: GitError["kind"], message: string, told = "") {
    super(message);
    this.kind = kind;
    this.told = told;
  }
}

/** How git is run. */
export interface GitOptions {
  /** The bare repository; its path is absolute. */
  folder: string;
  /** Beside those that always hold. */
  settings?: readonly Setting[];
  /** Milliseconds until it is ended. */
  patience: number;
  /** Asked each second: whether it is to be ended because it takes too much room. */
  isTooLarge?: () => Promise<boolean>;
}

/** What git printed, as far as it is kept, and how it ended. */
export interface GitAnswer {
  status: number | null;
  out: string;
  told: string;
}

/** Characters that are kept of what git prints, and of what it tells. */
const longestOutput = 2 ** 22;
const longestTold = 4000;

/** Runs git, whatever its exit status. Throws {@link GitError} where it had to be ended, or is not there. */
export function git(args: readonly string[], options: GitOptions): Promise<GitAnswer> {
  const { folder, settings = [] } = options;
  const child = spawn("git", args, {
    cwd: dirname(folder),
    env: environmentOf(folder, settings),
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: git starts others, and all of them are to end.
    detached: true,
  });
  return new Promise((resolve, reject) => {
    let [out, told] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (out.length < longestOutput) out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      told = (told + text).slice(-longestTold);
    });
    const guard = guarded(child, options);
    child.once("error", (error) => {
      guard.stop();
      reject(new GitError("refused", "git could not be started", error.message));
    });
    child.once("close", (status) => {
      guard.stop();
      if (guard.cause === null) resolve({ status, out, told });
      else reject(guard.cause);
    });
  });
}

interface Guard {
  /** Why git was ended. */
  cause: GitError | null;
  stop(): void;
}

function guarded(child: ChildProcess, { patience, isTooLarge }: GitOptions): Guard {
  const end = (cause: GitError | null) => {
    guard.cause ??= cause;
    kill(child);
  };
  const onExit = () => end(null);
  const timer = setTimeout(() => end(new GitError("slow", "git took too long")), patience);
  const watch = setInterval(() => {
    isTooLarge?.().then(
      (isLarge) => isLarge && end(new GitError("large", "the repository is larger than a mirror may be")),
      (error: unknown) => end(new GitError("other", "the mirror's folder cannot be read", String(error))),
    );
  }, 1000);
  process.once("exit", onExit);
  const guard: Guard = {
    cause: null,
    stop() {
      clearTimeout(timer);
      clearInterval(watch);
      process.removeListener("exit", onExit);
    },
  };
  return guard;
}

function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // It has just ended by itself.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
