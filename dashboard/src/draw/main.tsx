import { render } from "preact";
import { startTheme } from "../app/theme.js";
import { DrawPage } from "./draw-page.js";
import { readModel } from "./state.js";

startTheme();
void readModel();
render(<DrawPage />, document.body);
