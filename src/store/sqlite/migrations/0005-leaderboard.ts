/** What became of a submission: handed to a competition by us, and its score there, entered by a person. */
export const leaderboard = `
  alter table submissions add column pushed_to text;
  alter table submissions add column pushed_at real;
  alter table submissions add column leaderboard real check (leaderboard between 0 and 1);
  alter table submissions add column scored_at real;
`;
