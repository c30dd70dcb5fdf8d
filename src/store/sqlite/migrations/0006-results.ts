/** What a run says that a metric came to: the number that its summary has under the metric's name, and the last step with that value. */
export const results = `
  alter table series add column result real;
  alter table series add column result_step integer;
  update series set result = (
    select each.atom from runs, json_each(runs.summary) as each
    where runs.id = series.run_id and each.key = series.name and each.type in ('integer', 'real'));
  update series set result_step = (select max(step) from points where series_id = series.id and value = result)
  where result is not null;
`;
