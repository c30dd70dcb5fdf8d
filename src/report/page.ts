/** The report as one HTML document: no script, no request, nothing outside it. */
import { Html, html, withNames } from "./html.js";
import { isNothing, type Report } from "./report.js";
import { curves } from "./sections/curves.js";
import { data } from "./sections/data.js";
import { factList } from "./sections/facts.js";
import { mistakes } from "./sections/mistakes.js";
import { orNothing, section } from "./sections/section.js";
import { table } from "./sections/table.js";
import { STYLE } from "./style.js";

export function renderReport(report: Report): string {
  const parts = sections(report);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${report.experiment} · sweep report</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<p class="kind">Experiment report</p>
<h1>${report.experiment}</h1>
${report.description ? html`<p class="description">${report.description}</p>` : null}
<nav aria-label="Sections">${parts.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}</nav>
</header>
<main>
${parts.map(({ id, title, content }) => section(id, title, content))}</main>
<footer><p>${report.made}</p></footer>
</body>
</html>
`;
  return page.text;
}

interface Part {
  id: string;
  title: string;
  content: Html;
}

function sections(report: Report): Part[] {
  const { verdict } = report;
  return [
    part("summary", "In short", paragraphs(report.summary, "answer")),
    part("question", "What was tried", html`${factList(report.facts)}${source(report.source)}`),
    part("data", "The data", orNothing(report.data, data)),
    part("runs", "Runs", html`${table(report.runs)}${note(report.runsNote)}`),
    part("curves", "Learning curves", curves(report.curves)),
    part(
      "verdict",
      "Verdict",
      html`${paragraphs(verdict.sentences, "sentence")}${verdict.configurations && table(verdict.configurations)}`,
    ),
    part("effects", "Differences between configurations", orNothing(report.effects, table)),
    part("mistakes", titleOfMistakes(report.mistakes), orNothing(report.mistakes, mistakes)),
    part(
      "champion",
      "Champion and submissions",
      html`<p>${withNames(report.champion)}</p>${orNothing(report.submissions, table)}`,
    ),
    part(
      "reproduce",
      "Environment and reproduction",
      html`${factList(report.environment)}${commands(report)}`,
    ),
  ];
}

function part(id: string, title: string, content: Html): Part {
  return { id, title, content };
}

function paragraphs(sentences: readonly string[], kind: string): Html {
  return html`${sentences.map(
    (sentence) => html`<p class="${kind}">${withNames(sentence)}</p>
`,
  )}`;
}

function note(text: string | null): Html | null {
  return text === null ? null : html`<p class="note">${text}</p>`;
}

function source(yaml: string): Html | null {
  if (yaml === "") return null;
  return html`<details><summary>The experiment as it was written</summary><pre tabindex="0">${yaml}</pre></details>`;
}

function commands(report: Report): Html {
  return html`${report.commands.map(
    ({ purpose, command }) => html`<p>${purpose}</p><pre tabindex="0"><code>${command}</code></pre>
`,
  )}`;
}

function titleOfMistakes(mistakes: Report["mistakes"]): string {
  return isNothing(mistakes) ? "Mistakes" : `Mistakes of the best ${mistakes.of}`;
}
