import { pages } from "../pages/index.js";
import { isConnected } from "./connection.js";
import { isSheetOpen } from "./shortcut-sheet.js";
import { chooseTheme, THEME_CHOICES, type ThemeChoice, themeChoice } from "./theme.js";

/** Name, navigation, connection and theme. `current`: name of the page that is shown. */
export function Header({ current }: { current: string | null }) {
  return (
    <header class="top">
      <a class="brand" href="/">
        sweep
      </a>
      <nav class="nav" aria-label="Pages">
        {pages.map(({ name, nav }) =>
          nav ? (
            <a key={name} href={nav.href} aria-current={name === current ? "page" : undefined}>
              {nav.label}
            </a>
          ) : null,
        )}
      </nav>
      <Connection />
      <button
        type="button"
        class="button is-quiet top-help"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={() => (isSheetOpen.value = true)}
      >
        ?
      </button>
      <ThemeSwitch />
    </header>
  );
}

function Connection() {
  const isLost = isConnected.value === false;
  const text = isConnected.value === null ? "" : isLost ? "reconnecting…" : "live";
  return (
    <p class={isLost ? "connection is-lost" : "connection"} role="status">
      {text}
    </p>
  );
}

const SYMBOLS: Record<ThemeChoice, string> = { auto: "◐", light: "☀", dark: "☾" };

function ThemeSwitch() {
  const next = THEME_CHOICES[(THEME_CHOICES.indexOf(themeChoice.value) + 1) % 3] ?? "auto";
  return (
    <button
      type="button"
      class="button is-quiet"
      title={`Colours: ${themeChoice.value}; switch to ${next}`}
      aria-label={`Colours: ${themeChoice.value}; switch to ${next}`}
      onClick={() => chooseTheme(next)}
    >
      {SYMBOLS[themeChoice.value]}
    </button>
  );
}
