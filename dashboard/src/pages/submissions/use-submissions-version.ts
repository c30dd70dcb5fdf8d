import { useEffect, useState } from "preact/hooks";
import { isConnected } from "../../app/connection.js";
import { follow } from "../../live.js";

const AGAIN_MS = 1_000; // after the server has ended the stream

/** Another word whenever a submission was added or changed, by whomever. */
export function useSubmissionsVersion(): string {
  const [version, setVersion] = useState("");
  const [streams, setStreams] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unfollow = follow({
      sweep: null,
      since: null,
      onRun: () => {},
      onChanged: () => {},
      onCatalogue: ({ submissions }) => setVersion(submissions),
      onReset: () => {
        timer = setTimeout(() => setStreams((count) => count + 1), AGAIN_MS);
      },
      onConnection: (connected) => {
        isConnected.value = connected;
      },
    });
    return () => {
      clearTimeout(timer);
      unfollow();
    };
  }, [streams]);
  return version;
}
