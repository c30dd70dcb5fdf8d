/** The compiled host: tests start the program that users start. */
export const hostEntry = new URL("../../../dist/executors/local/host.js", import.meta.url);
