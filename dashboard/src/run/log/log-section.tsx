import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RunDetail } from "../../../../src/api/runs.js";
import { logFileUrl } from "../../api-client.js";
import { plural } from "../../format.js";
import { hasEnded } from "../../has-ended.js";
import { Message } from "../../ui/message.js";
import { type LogLine, logLines, markMatches } from "./log-lines.js";
import { useLog } from "./use-log.js";

/** The run's output: live, in colours, searchable, to download. */
export function LogSection({ detail }: { detail: RunDetail }) {
  const { text, isCut, error, isRead } = useLog(detail);
  const [query, setQuery] = useState("");
  const [isFollowing, setFollowing] = useState(true);
  const all = useMemo(() => logLines(text), [text]);
  const shown = useMemo(() => matching(all, query), [all, query]);
  const note = noteOn({ isRead, isEmpty: text === "", isCut, hasEnded: hasEnded(detail.run) });
  return (
    <section class="card" aria-labelledby="log">
      <div class="section-head">
        <h2 id="log">Log</h2>
        <div class="controls">
          <input
            type="search"
            class="text-input"
            aria-label="Search the log"
            placeholder="search"
            value={query}
            onInput={({ currentTarget }) => setQuery(currentTarget.value)}
          />
          <label class="picker">
            <input
              type="checkbox"
              checked={isFollowing}
              onChange={({ currentTarget }) => setFollowing(currentTarget.checked)}
            />
            follow
          </label>
          <a class="button" href={logFileUrl(detail.run.id)} download>
            Download
          </a>
        </div>
      </div>
      <p class="note" role="status">
        {error !== null ? (
          <Message text={error} />
        ) : query === "" ? (
          note
        ) : (
          `${plural(shown.length, "line")} with “${query}”.`
        )}
      </p>
      <Output lines={shown} query={query} isFollowing={isFollowing} onFollow={setFollowing} />
    </section>
  );
}

interface NumberedLine extends LogLine {
  number: number;
}

function matching(lines: readonly LogLine[], query: string): NumberedLine[] {
  const wanted = query.toLowerCase();
  return lines
    .map((line, i) => ({ ...line, number: i + 1 }))
    .filter(({ text }) => text.toLowerCase().includes(wanted));
}

interface Facts {
  isRead: boolean;
  isEmpty: boolean;
  isCut: boolean;
  hasEnded: boolean;
}

function noteOn({ isRead, isEmpty, isCut, hasEnded }: Facts): string {
  if (!isRead) return "Loading the log…";
  if (isEmpty) return hasEnded ? "It wrote nothing." : "It has written nothing yet.";
  return isCut ? "This is the end of it; download it to see all." : "";
}

interface OutputProps {
  lines: readonly NumberedLine[];
  query: string;
  isFollowing: boolean;
  onFollow(isFollowing: boolean): void;
}

const AT_END_PX = 4; // from the end: browsers round scroll positions

function Output({ lines, query, isFollowing, onFollow }: OutputProps) {
  const output = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => {
    const { current } = output;
    if (isFollowing && current) current.scrollTop = current.scrollHeight;
  }, [lines, isFollowing]);
  /** Readers who scroll up stay where they are; at the end they follow again. */
  const watch = ({ currentTarget }: { currentTarget: HTMLPreElement }) => {
    const { scrollTop, scrollHeight, clientHeight } = currentTarget;
    onFollow(scrollTop + clientHeight >= scrollHeight - AT_END_PX);
  };
  return (
    <pre
      ref={output}
      class="log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard (WCAG 2.1.1)
      tabIndex={0}
      role="log"
      aria-label="Output of the run"
      onScroll={watch}
    >
      {lines.map(({ number, spans }) => (
        <span key={number} class="log-line">
          {markMatches(spans, query).map(({ text, style, isMatch }, i) =>
            isMatch ? (
              <mark key={i}>{text}</mark>
            ) : (
              <span key={i} class={style || undefined}>
                {text}
              </span>
            ),
          )}
          {"\n"}
        </span>
      ))}
    </pre>
  );
}
