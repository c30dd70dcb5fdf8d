const MOST_BYTES = 64 * 1024; // a few screens of text

/** The first bytes of a text file, up to the last whole line where it has more. @throws Error for people */
export async function readBeginning(url: string): Promise<{ text: string; isWhole: boolean }> {
  const response = await fetch(url, { headers: { Range: `bytes=0-${MOST_BYTES - 1}` } });
  if (response.status === 416) return { text: "", isWhole: true }; // it is empty
  if (!response.ok) throw new Error(`The server has no such file (${response.status}).`);
  const text = await response.text();
  const size = Number(/\/(\d+)$/.exec(response.headers.get("Content-Range") ?? "")?.[1] ?? 0);
  const isWhole = size <= MOST_BYTES;
  return { text: isWhole ? text : text.slice(0, text.lastIndexOf("\n") + 1), isWhole };
}
