/** The time by which merge queues wait; nothing else in the lab goes by it. */
export type Clock = {
  /** Milliseconds since 1970, plus what it was put forward. */
  now: () => number;
  /** Puts it forward, and resolves when what was due has happened. */
  forward: (minutes: number) => Promise<void>;
  /** Ticks at the earliest of some instants that are still to come, instead of what was asked before. */
  wakeAt: (instants: number[]) => void;
  close: () => void;
};

/** A clock that starts at the time it is. */
export function createClock(tick: () => Promise<void>): Clock {
  let offset = 0;
  let timer: NodeJS.Timeout | undefined;
  const now = () => Date.now() + offset;
  return {
    now,
    forward: (minutes) => {
      offset += minutes * 60_000;
      return tick();
    },
    wakeAt: (instants) => {
      clearTimeout(timer);
      const coming = instants.filter((instant) => instant > now());
      if (coming.length > 0) timer = setTimeout(() => void tick(), Math.min(...coming) - now()).unref();
    },
    close: () => clearTimeout(timer),
  };
}
