import { useState } from "preact/hooks";
import { api, messageOf } from "../../api-client.js";
import { LoadedView } from "../../ui/loaded-view.js";
import { Message } from "../../ui/message.js";
import { useLoaded } from "../../ui/use-loaded.js";

export interface EditExperimentProps {
  file: string;
  /** Told of the new file. */
  onSaved(file: string): void;
}

/** The YAML, to be changed and saved as another experiment: a file is never replaced. */
export function EditExperiment({ file, onSaved }: EditExperimentProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      class="card edit-experiment"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>Change it, as a new experiment</summary>
      {isOpen && <Editor file={file} onSaved={onSaved} />}
    </details>
  );
}

function Editor({ file, onSaved }: EditExperimentProps) {
  const written = useLoaded(file, () => api.experimentText(file));
  return (
    <LoadedView loaded={written} what="the experiment">
      {({ text }) => <EditorForm file={file} written={text} onSaved={onSaved} />}
    </LoadedView>
  );
}

const INDENT_ROWS = [8, 24] as const; // of the text field: least and most

function EditorForm({ file, written, onSaved }: EditExperimentProps & { written: string }) {
  const [text, setText] = useState(written);
  const [name, setName] = useState(newNameOf(file));
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      onSaved((await api.saveExperiment(name, text)).file);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const [least, most] = INDENT_ROWS;
  return (
    <form class="stacked-form" onSubmit={save}>
      <textarea
        class="input yaml"
        aria-label="The experiment’s YAML"
        spellcheck={false}
        rows={Math.min(most, Math.max(least, text.split("\n").length))}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <label class="wide-field">
        <span>File name in experiments/</span>
        <input
          class="input"
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
      </label>
      {problem !== null && (
        <p class="problem" role="alert">
          <Message text={problem} />
        </p>
      )}
      <button type="submit" class="button">
        Save and preview
      </button>
    </form>
  );
}

/** `experiments/bn-aug.yaml` → `bn-aug-2.yaml`, `bn-aug-2.yaml` → `bn-aug-3.yaml` */
function newNameOf(file: string): string {
  const base = file.replace(/^.*\//, "").replace(/\.ya?ml$/, "");
  const [, stem = base, number] = /^(.*?)(?:-(\d+))?$/.exec(base) ?? [];
  return `${stem}-${Number(number ?? 1) + 1}.yaml`;
}
