import { expect, test } from "vitest";
import { pairedT, twoSidedT } from "../../../src/selection/verdict/paired-t.js";

// Hours of sleep gained with two drugs by ten patients: "Student" (1908), also R's data set `sleep`, whose
// t.test(extra ~ group, paired = TRUE) gives p = 0.002833; the further digits are by scipy 1.17.1's ttest_rel.
test("Student's own example has the p-value that R and scipy give", () => {
  const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const { mean, pValue } = pairedT(first.map((value, i) => value - (second[i] ?? 0)));
  expect(mean).toBeCloseTo(-1.58, 12);
  expect(pValue).toBeCloseTo(0.002832890197384273, 12);
});

// 2 · scipy.stats.t.sf(t, df), scipy 1.17.1
test.each([
  [2, 1, 0.2951672353008665],
  [2, 2, 0.18350341907227397],
  [12, 3, 0.0012450158007893362],
  [-2.776, 4, 0.05002277831997642],
  [3.5, 9, 0.006723515763058959],
  [1.96, 4199, 0.050061833170352246],
])("t = %d with %d degrees of freedom has scipy's p-value", (t, df, p) => {
  expect(twoSidedT(t, df)).toBeCloseTo(p, 11);
});

test("differences without spread leave no doubt", () => {
  expect(pairedT([0, 0, 0])).toEqual({ mean: 0, pValue: 1 });
  expect(pairedT([0.5, 0.5])).toEqual({ mean: 0.5, pValue: 0 });
});
