import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startDeadline } from "../../../src/executors/local/deadline.js";

const DAY_MS = 24 * 3_600_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("expires once, after more days than one timer can count", () => {
  const expire = vi.fn();
  startDeadline(60 * DAY_MS, expire);
  vi.advanceTimersByTime(60 * DAY_MS - 1);
  expect(expire).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60 * DAY_MS);
  expect(expire).toHaveBeenCalledTimes(1);
});

it("can be called off, also in its later legs", () => {
  const expire = vi.fn();
  const callOff = startDeadline(60 * DAY_MS, expire);
  vi.advanceTimersByTime(30 * DAY_MS);
  callOff();
  vi.advanceTimersByTime(90 * DAY_MS);
  expect(expire).not.toHaveBeenCalled();
});

it("is put off by as much as it is told when the time is over, again and again", () => {
  const expire = vi.fn();
  let putOff = 0;
  startDeadline(1_000, expire, () => putOff);
  putOff = 500;
  vi.advanceTimersByTime(1_499);
  putOff = 5_000;
  vi.advanceTimersByTime(4_500);
  expect(expire).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(expire).toHaveBeenCalledTimes(1);
});
