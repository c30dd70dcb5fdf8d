import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";

/** Opens the store, hands it to `use` and closes it whatever happens. */
export async function withStore<T>(
  context: CliContext,
  use: (store: Store) => T | Promise<T>,
): Promise<T> {
  const store = context.openStore();
  try {
    return await use(store);
  } finally {
    store.close();
  }
}
