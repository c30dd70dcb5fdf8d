import { expect, test } from "vitest";
import { html, withNames } from "../../src/report/html.js";
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
