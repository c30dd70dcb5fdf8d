import { toast } from "../app/toasts.js";

const SHOWN = 12; // digits: enough to tell files apart at a glance

/** The beginning of a hash; the whole of it on hovering, and pressed to the clipboard. */
export function CopyHash({ hash, what }: { hash: string; what: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(hash);
      toast({ text: `SHA-256 of ${what} copied.` });
    } catch {
      toast({ text: `SHA-256 of ${what}: ${hash}` }); // no permission, or not a secure address: it is copied by hand
    }
  };
  return (
    <button
      type="button"
      class="button is-quiet copy-hash"
      title={`${hash} (copy)`}
      aria-label={`${hash.slice(0, SHOWN)}: copy the SHA-256 of ${what}`}
      onClick={() => void copy()}
    >
      <code>{hash.slice(0, SHOWN)}</code>
    </button>
  );
}
