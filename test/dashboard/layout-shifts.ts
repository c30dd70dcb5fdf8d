/** A script for a page: `window.layoutShifts` holds every shift of its layout, with what moved. */
export const recordLayoutShifts = `
  window.layoutShifts = [];
  new PerformanceObserver((list) => {
    for (const { sources } of list.getEntries()) {
      window.layoutShifts.push(sources.map(({ node }) => node?.className || node?.nodeName));
    }
  }).observe({ type: "layout-shift", buffered: true });
`;
