/**
 * Light or dark: as the system is, unless the user chose one, which the browser remembers. `data-theme` on <html> is always the
 * resolved one; styles/tokens.css has the colours of both.
 */
import { computed, effect, signal } from "@preact/signals";

export const THEME_CHOICES = ["auto", "light", "dark"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const STORAGE_KEY = "sweep.theme";
const darkScheme = matchMedia("(prefers-color-scheme: dark)");
const systemIsDark = signal(darkScheme.matches);

export const themeChoice = signal<ThemeChoice>(remembered());
export const theme = computed<"light" | "dark">(() => {
  if (themeChoice.value !== "auto") return themeChoice.value;
  return systemIsDark.value ? "dark" : "light";
});

/** Once, before anything is drawn. */
export function startTheme(): void {
  darkScheme.addEventListener("change", () => {
    systemIsDark.value = darkScheme.matches;
  });
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
  });
}

export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.value = choice;
  try {
    localStorage.setItem(STORAGE_KEY, choice);
  } catch {
    // storage is switched off: the choice holds until the page is closed
  }
}

/** Tells of every later change of the colours, once they are in force. @returns a function that ends it. */
export function onThemeChange(callback: () => void): () => void {
  let isFirst = true;
  return effect(() => {
    theme.value;
    if (!isFirst) callback();
    isFirst = false;
  });
}

function remembered(): ThemeChoice {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return THEME_CHOICES.find((choice) => choice === stored) ?? "auto";
  } catch {
    return "auto";
  }
}
