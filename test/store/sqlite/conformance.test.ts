import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import { describeStore } from "../../conformance/store.js";
import { temporaryStoreFile } from "../temporary.js";

describeStore("SQLite store, one connection", () => {
  const { file, remove } = temporaryStoreFile();
  const store = openSqliteStore({ file });
  return { writer: store, reader: store, close: () => close([store], remove) };
});

describeStore("SQLite store, two connections", () => {
  const { file, remove } = temporaryStoreFile();
  const [writer, reader] = [openSqliteStore({ file }), openSqliteStore({ file })];
  return { writer, reader, close: () => close([writer, reader], remove) };
});

function close(stores: { close(): void }[], remove: () => void): void {
  for (const store of stores) store.close();
  remove();
}
