import type { ViewRecord } from "../../core/records.js";
import type { ViewStore } from "../store.js";
import type { Connection } from "./connection.js";
import type { WriteJournal } from "./journal/journal.js";

export function createViewStore({ db, write }: Connection, writeJournal: WriteJournal): ViewStore {
  const list = db.prepare<[], ViewRecord>(
    "select name, address, updated_at as updatedAt from views order by name",
  );
  const save = db.prepare<[ViewRecord]>(`
    insert into views (name, address, updated_at) values (@name, @address, @updatedAt)
    on conflict (name) do update set address = excluded.address, updated_at = excluded.updated_at`);
  const remove = db.prepare<[string]>("delete from views where name = ?");
  return {
    listViews: () => list.all(),
    saveView: (view) => {
      write(() => {
        save.run(view);
        writeJournal([{ type: "view", ...view }]);
      });
    },
    deleteView: (name) =>
      write(() => {
        const isGone = remove.run(name).changes === 1;
        if (isGone) writeJournal([{ type: "view", name, address: null, updatedAt: 0 }]);
        return isGone;
      }),
  };
}
