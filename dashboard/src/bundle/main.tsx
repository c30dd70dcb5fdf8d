import { render } from "preact";
import { startTheme } from "../app/theme.js";
import { DrawPage } from "../draw/draw-page.js";
import { startAsking } from "../draw/state.js";
import { ModelCard } from "./model-card.js";
import { ownSource } from "./own-source.js";

startTheme();
void startAsking(ownSource(globalThis.sweepModel));
render(
  <DrawPage>
    <ModelCard card={globalThis.sweepModel.card} />
  </DrawPage>,
  document.body,
);
