import { expect, test } from "vitest";
import { html, withNames } from "../../src/report/html.js";
import { curves } from "../../src/report/sections/curves.js";
import { niceTicks } from "../../src/report/sections/ticks.js";

test("what is put into HTML is escaped once, also in lists and attributes", () => {
  const list = ["<i>", html`<b>${"&"}</b>`, null, undefined, 0];
  expect(html`<p title="${`"'`}">${list}</p>`.text).toBe(
    '<p title="&quot;&#39;">&lt;i&gt;<b>&amp;</b>0</p>',
  );
});

test("words between backticks are set as code, and escaped", () => {
  expect(withNames("`a<b` beats `c`").text).toBe("<code>a&lt;b</code> beats <code>c</code>");
});

test("ticks are round numbers within the range", () => {
  expect(niceTicks(0.9871, 0.9964, 5)).toEqual([0.988, 0.99, 0.992, 0.994, 0.996]);
  expect(niceTicks(1, 20, 6)).toEqual([5, 10, 15, 20]);
  expect(niceTicks(1, 4, 6)).toEqual([1, 1.5, 2, 2.5, 3, 3.5, 4]);
  expect(niceTicks(1, 4, 6, 1)).toEqual([1, 2, 3, 4]);
  expect(niceTicks(-0.5, 0.5, 5)).toEqual([-0.4, -0.2, 0, 0.2, 0.4]);
});

test("lines of a chart are stretched to the width of the page, its texts are as large as the page's", () => {
  const line = { name: "a", points: [[1, 0.5] as const, [2, 0.75] as const] };
  const chart = { metric: "loss", xLabel: "epoch", lines: [line], note: null };
  const page = curves([{ ...chart, format: String, goal: "minimize" as const }]).text;
  const stretched = page.match(/<svg[^>]*viewBox[\s\S]*?<\/svg>/g) ?? [];
  expect(stretched.some((each) => each.includes('<path class="line line-0" d="M0 '))).toBe(true);
  expect(stretched.filter((each) => each.includes("<text"))).toEqual([]);
  expect(page).toMatch(/<text x="100%" y="238" text-anchor="middle">2<\/text>/);
});
