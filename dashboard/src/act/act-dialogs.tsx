import { asked } from "./act.js";
import { PromoteDialog } from "./promote-dialog.js";
import { StopRunsDialog, StopSweepDialog } from "./stop-dialogs.js";

/** Whatever is to be asked before it is done, on any page. */
export function ActDialogs() {
  const question = asked.value;
  const close = () => {
    asked.value = null;
  };
  switch (question?.type) {
    case "promote":
      return <PromoteDialog run={question.run} onClose={close} />;
    case "stop-runs":
      return <StopRunsDialog ids={question.ids} onClose={close} />;
    case "stop-sweep":
      return <StopSweepDialog name={question.name} running={question.running} onClose={close} />;
    default:
      return null;
  }
}
