/** A function that runs `work` at most once every `ms`: at once, and again at the end where it was asked for meanwhile. */
export function throttle(work: () => void, ms: number): { (): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  const run = () => {
    isAsked = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (isAsked) run();
    }, ms);
    work();
  };
  const throttled = () => {
    if (timer === undefined) run();
    else isAsked = true;
  };
  return Object.assign(throttled, {
    cancel: () => {
      isAsked = false;
      clearTimeout(timer);
      timer = undefined;
    },
  });
}
