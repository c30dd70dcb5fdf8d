/** A message that is worded for the command line, too: what stands between backticks is code. One that has no partner stays as it is. */
export function Message({ text }: { text: string }) {
  return (
    <>
      {text.split(/`([^`]+)`/).map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part))}
    </>
  );
}
