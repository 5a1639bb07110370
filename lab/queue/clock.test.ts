import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClock } from "./clock.ts";

const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("asked to wake at some instants → ticks at the earliest that is still to come, once; closed, never", async () => {
  const tick = vi.fn(async () => {});
  const clock = createClock(tick);
  const start = clock.now();
  clock.wakeAt([start - minute, start + 2 * minute, start + minute]);
  await vi.advanceTimersByTimeAsync(minute - 1);
  expect(tick).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect(tick).toHaveBeenCalledOnce();
  clock.wakeAt([clock.now() + minute]);
  clock.close();
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect(tick).toHaveBeenCalledOnce();
});

test("put forward → what is due happens before it resolves", async () => {
  const tick = vi.fn(async () => {});
  const clock = createClock(tick);
  const start = clock.now();
  await clock.forward(90);
  expect(clock.now() - start).toBe(90 * minute);
  expect(tick).toHaveBeenCalledOnce();
});
