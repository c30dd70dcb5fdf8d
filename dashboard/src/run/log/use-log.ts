/**
 * The end of output.log. While the run is at work the file is asked for what is new; once it has ended it is read to its
 * end one last time. Of two reads at once the second does nothing.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { RunDetail } from "../../../../src/api/runs.js";
import { api, messageOf } from "../../api-client.js";

const TAIL_BYTES = 64 * 1024; // what is read at first
const KEPT_CHARACTERS = 256 * 1024; // more than anyone scrolls through
const POLL_MS = 1000; // reads only what was added

export interface Log {
  text: string;
  /** Does the file have more before `text`? */
  isCut: boolean;
  error: string | null;
  /** Has it been read at all? */
  isRead: boolean;
}

export function useLog({ run }: RunDetail): Log {
  const [log, setLog] = useState<Log>({ text: "", isCut: false, error: null, isRead: false });
  const place = useRef({ next: null as number | null, text: "", isCut: false, isReading: false });
  const read = async () => {
    const at = place.current;
    if (at.isReading) return;
    at.isReading = true;
    try {
      for (let isMore = true; isMore; ) {
        const { offset, text, next, size } = await api.log(run.id, at.next ?? -TAIL_BYTES);
        const isBegunAnew = at.next !== null && offset < at.next;
        const whole = (isBegunAnew ? "" : at.text) + text;
        if (at.next === null || isBegunAnew) at.isCut = offset > 0;
        at.isCut ||= whole.length > KEPT_CHARACTERS;
        at.text = whole.slice(-KEPT_CHARACTERS);
        at.next = next;
        isMore = text !== "" && next < size;
      }
      setLog({ text: at.text, isCut: at.isCut, error: null, isRead: true });
    } catch (error) {
      setLog((before) => ({ ...before, error: messageOf(error), isRead: true }));
    } finally {
      at.isReading = false;
    }
  };
  useEffect(() => {
    void read();
    if (run.state !== "running") return;
    const timer = setInterval(() => void read(), POLL_MS);
    return () => clearInterval(timer);
  }, [run.id, run.state, run.attempt]);
  return log;
}
