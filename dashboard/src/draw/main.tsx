import { render } from "preact";
import { startTheme } from "../app/theme.js";
import { DrawPage } from "./draw-page.js";
import { serverSource } from "./server-source.js";
import { startAsking } from "./state.js";

startTheme();
void startAsking(serverSource);
render(<DrawPage />, document.body);
