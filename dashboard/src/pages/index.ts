import type { ComponentChild } from "preact";
import { comparePage } from "./compare/compare-page.js";
import { dataPage } from "./data/data-page.js";
import type { Page } from "./page.js";
import { runPage } from "./run/run-page.js";
import { runsPage } from "./runs/runs-page.js";
import { startPage } from "./start/start-page.js";
import { submissionsPage } from "./submissions/submissions-page.js";

/** A new page is one file and one line here; those with `nav` stand in the header in this order. */
export const pages: Page[] = [runsPage, runPage, comparePage, startPage, submissionsPage, dataPage];

/** The page at an address, or null where there is none. */
export function pageAt(url: URL): { page: Page; element: ComponentChild } | null {
  for (const page of pages) {
    const element = page.open(url);
    if (element) return { page, element };
  }
  return null;
}
