/** What goes wrong with deliveries. `drop`: lost without a trace. `fail`: logged as failed, not sent. */
export type Disturbance = {
  kind: "drop" | "fail" | "duplicate" | "delay";
  /** Deliveries it applies to; all when absent. */
  event?: string;
  action?: string;
  /** Asked for each of them; all when absent. */
  when?: () => boolean;
  /** How many; unlimited when absent. */
  times?: number;
  /** Milliseconds, of `delay`. */
  delay?: number;
};

/** In which order held deliveries go out. */
export type Order = "in-order" | "reversed" | "shuffled";

/** What to do with one delivery. */
type Handling = { drop: boolean; fail: boolean; copies: number; delay: number };

/** The disturbances in force. */
export type Disturbances = {
  add: (disturbance: Disturbance) => void;
  clear: () => void;
  /** Takes all that fit a delivery. */
  take: (event: string, action: string | null) => Handling;
};

/** Starts without disturbances. */
export function createDisturbances(): Disturbances {
  let list: Disturbance[] = [];
  return {
    add: (disturbance) => {
      list.push({ ...disturbance });
    },
    clear: () => {
      list = [];
    },
    take: (event, action) => {
      const handling: Handling = { drop: false, fail: false, copies: 1, delay: 0 };
      for (const disturbance of list) {
        if (disturbance.times === 0) continue;
        if (disturbance.event && disturbance.event !== event) continue;
        if (disturbance.action && disturbance.action !== action) continue;
        if (disturbance.when?.() === false) continue;
        if (disturbance.times !== undefined) disturbance.times -= 1;
        if (disturbance.kind === "drop") handling.drop = true;
        if (disturbance.kind === "fail") handling.fail = true;
        if (disturbance.kind === "duplicate") handling.copies += 1;
        if (disturbance.kind === "delay") handling.delay += disturbance.delay ?? 0;
      }
      return handling;
    },
  };
}

/** Puts a list into an order; `shuffled` is always the same for the same length, so that a test can be run again. */
export function ordered<T>(list: T[], order: Order): T[] {
  if (order === "in-order") return list;
  if (order === "reversed") return list.toReversed();
  const rest = [...list];
  const result: T[] = [];
  // A linear congruential generator: what matters is that it repeats.
  for (let seed = list.length; rest.length > 0; ) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    result.push(...rest.splice(seed % rest.length, 1));
  }
  return result;
}
