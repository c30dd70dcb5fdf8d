import { Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";

const SHOWN_MS = 1500; // long enough to notice

/** A command line with a button that copies it. */
export function CopyLine({ command }: { command: string }) {
  const [answer, setAnswer] = useState<string | null>(null);
  useEffect(() => {
    if (answer === null) return;
    const timer = setTimeout(() => setAnswer(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [answer]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command);
      setAnswer("Copied");
    } catch {
      setAnswer("Select it by hand"); // not allowed, or not a secure address
    }
  };
  return (
    <div class="copy-line">
      <code>
        {command.split(" ").map((word, i) => (
          <Fragment key={i}>
            {i > 0 && " "}
            <span class="copy-word">{word}</span>
          </Fragment>
        ))}
      </code>
      <button type="button" class="button" onClick={() => void copy()}>
        {answer ?? "Copy"}
      </button>
    </div>
  );
}
