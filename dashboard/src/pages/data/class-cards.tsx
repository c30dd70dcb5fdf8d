import type { ComponentChildren } from "preact";
import type { ClassLook, DataLook } from "../../../../src/api/data.js";
import { GreyPicture } from "../../ui/grey-picture.js";

/** Each class: its mean, where it varies, samples of it, and the rows that are least like it. */
export function ClassCards({ look: { classes, side } }: { look: DataLook }) {
  return (
    <section class="card" aria-labelledby="classes">
      <h2 id="classes">What the classes look like</h2>
      <p class="note">
        The mean of all its rows; their standard deviation, bright where they differ; some rows at
        random; and the six farthest from the mean, which are worth a look: slanted, heavy,
        misshapen, or labelled wrongly.
      </p>
      <ul class="classes">
        {classes.map((each) => (
          <ClassRow key={each.label} look={each} side={side} />
        ))}
      </ul>
    </section>
  );
}

function ClassRow({
  look: { label, mean, deviation, samples, outliers },
  side,
}: {
  look: ClassLook;
  side: number;
}) {
  return (
    <li>
      <h3>{label}</h3>
      <Group name="mean">
        <GreyPicture bytes={mean} side={side} label={`mean of class ${label}`} />
      </Group>
      <Group name="spread">
        <GreyPicture bytes={deviation} side={side} label={`standard deviation of class ${label}`} />
      </Group>
      <Group name="samples">
        {samples.map(({ row, picture }) => (
          <GreyPicture key={row} bytes={picture} side={side} label={`row ${row}: a ${label}`} />
        ))}
      </Group>
      <Group name="least like it">
        {outliers.map(({ row, picture, distance }) => (
          <GreyPicture
            key={row}
            bytes={picture}
            side={side}
            label={`row ${row}: a ${label}, ${distance.toFixed(1)} standard deviations farther from the mean than usual`}
          />
        ))}
      </Group>
    </li>
  );
}

function Group({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="picture-group">
      <span class="note">{name}</span>
      <div class="pictures">{children}</div>
    </div>
  );
}
