/**
 * Blocks of long curves (../blocks.ts): 64 steps and 8,192 points are written out, as a published migration never changes.
 * Beside an only `min` or `max` SQLite takes other columns from the row that has it, of equals from the first one read.
 */
export const blocks = `
  create table blocks (
    series_id  integer not null references series (id) on delete cascade,
    block      integer not null,                           -- step / 64
    low_step   integer not null,                           -- of the lowest finite value, of equals the first
    low        real not null,
    high_step  integer not null,
    high       real not null,
    low_epoch  real,                                       -- of the points with finite values
    high_epoch real,
    low_time   real not null,
    high_time  real not null,
    primary key (series_id, block)
  ) strict, without rowid;

  insert into blocks
    select series_id, block, low_step, low, high_step, high, low_epoch, high_epoch, low_time, high_time
    from (
      select series_id, step / 64 as block, step as low_step, min(value) as low from points
      where value is not null and series_id in (select id from series where count >= 8192) group by 1, 2)
    join (
      select series_id, step / 64 as block, step as high_step, max(value) as high from points
      where value is not null and series_id in (select id from series where count >= 8192) group by 1, 2)
      using (series_id, block)
    join (
      select series_id, step / 64 as block, min(epoch) as low_epoch, max(epoch) as high_epoch,
        min(time) as low_time, max(time) as high_time from points
      where value is not null and series_id in (select id from series where count >= 8192) group by 1, 2)
      using (series_id, block);
`;
