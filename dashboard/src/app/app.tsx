import { useEffect } from "preact/hooks";
import { ActDialogs } from "../act/act-dialogs.js";
import { pageAt, pages } from "../pages/index.js";
import { Notice } from "../ui/notice.js";
import { Header } from "./header.js";
import { address, navigate } from "./router.js";
import { isSheetOpen, ShortcutSheet } from "./shortcut-sheet.js";
import { addShortcuts } from "./shortcuts.js";
import { Toasts } from "./toasts.js";

/** The frame around every page. */
export function App() {
  useEffect(() => addShortcuts(frameShortcuts()), []);
  const page = pageAt(address.value);
  return (
    <>
      <Header current={page?.page.name ?? null} />
      {page?.element ?? <NothingHere />}
      <ShortcutSheet />
      <ActDialogs />
      <Toasts />
    </>
  );
}

function frameShortcuts() {
  const group = "Everywhere";
  const destinations = pages.flatMap(({ nav }) => nav ?? []);
  return [
    {
      keys: "?",
      does: "show this sheet",
      group,
      run: () => {
        isSheetOpen.value = true;
      },
    },
    ...destinations.map(({ key, label, href }) => ({
      keys: `g ${key}`,
      does: `go to ${label}`,
      group,
      run: () => navigate(href),
    })),
  ];
}

function NothingHere() {
  return (
    <main aria-busy="false">
      <Notice title="There is no such page">
        Go to <a href="/">the runs</a>.
      </Notice>
    </main>
  );
}
