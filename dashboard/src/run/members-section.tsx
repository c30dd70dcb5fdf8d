import type { EnsembleParts } from "../../../src/api/ensemble.js";
import type { RunDetail } from "../../../src/api/runs.js";
import { runHref } from "../address.js";
import { api } from "../api-client.js";
import { formatMetric, plural } from "../format.js";
import { LoadedView } from "../ui/loaded-view.js";
import { Scroll } from "../ui/scroll.js";
import { Sentence } from "../ui/sentence.js";
import { useLoaded } from "../ui/use-loaded.js";

/** What an ensemble is made of, and how it compares with its best member. */
export function MembersSection({ detail: { run, trainer } }: { detail: RunDetail }) {
  const isEnsemble = trainer.kind === "builtin" && trainer.type === "ensemble";
  return isEnsemble && run.state === "finished" ? <Members run={run.id} /> : null;
}

function Members({ run }: { run: string }) {
  const loaded = useLoaded(run, () => api.ensemble(run));
  return (
    <section class="card">
      <h2>Members</h2>
      <LoadedView loaded={loaded} what="the members">
        {({ ensemble }) => (ensemble ? <Parts parts={ensemble} /> : <p>It recorded none.</p>)}
      </LoadedView>
    </section>
  );
}

function Parts({ parts }: { parts: EnsembleParts }) {
  const { members, candidates, views, versusBest, score, fittedAccuracy } = parts;
  const isFlattered = score !== null && score.accuracy !== fittedAccuracy;
  return (
    <>
      <p class="note">
        {partText(members, candidates)}
        {views > 1 ? `, each over ${views} views of a picture` : ""}.
      </p>
      <Scroll label="Members">
        <MemberTable parts={parts} />
      </Scroll>
      {versusBest && (
        <p>
          <Sentence text={versusBest.sentence} />
        </p>
      )}
      {isFlattered && (
        <p>
          Expect {percent(score.accuracy)} on new rows: each row was answered with weights that
          other rows have chosen. The final weights reach {percent(fittedAccuracy)} on the rows that
          have chosen them.
        </p>
      )}
    </>
  );
}

/** With folds a member is a configuration, of several networks. */
function partText(members: EnsembleParts["members"], candidates: number): string {
  const networks = members.reduce((sum, { runs }) => sum + runs.length, 0);
  if (networks === members.length)
    return `${members.length} of ${plural(candidates, "run")} take part`;
  return `${members.length} of ${plural(candidates, "configuration")} take part, by ${networks} networks`;
}

function MemberTable({ parts: { members, views } }: { parts: EnsembleParts }) {
  return (
    <table class="records members">
      <thead>
        <tr>
          <th scope="col">member</th>
          <th scope="col">runs</th>
          <th scope="col" class="is-numeric">
            weight
          </th>
          <th scope="col" class="is-numeric">
            accuracy
          </th>
          {views > 1 && (
            <th scope="col" class="is-numeric">
              over {views} views
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {members.map(({ name, runs, weight, accuracy, tta_accuracy }) => (
          <tr key={runs.join()}>
            <td>{name}</td>
            <td>
              {runs.map((id, i) => (
                <span key={id}>
                  {i > 0 && " "}
                  <a href={runHref(id)}>
                    <code>{id}</code>
                  </a>
                </span>
              ))}
            </td>
            <td class="is-numeric">
              <meter class="weight" min={0} max={1} value={weight} aria-hidden="true" />{" "}
              {percent(weight)}
            </td>
            <td class="is-numeric">{percent(accuracy)}</td>
            {tta_accuracy !== undefined && <td class="is-numeric">{percent(tta_accuracy)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A weight is a share as an accuracy is. */
function percent(share: number): string {
  return formatMetric("accuracy", share);
}
