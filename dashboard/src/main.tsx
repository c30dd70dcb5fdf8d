import { render } from "preact";
import { App } from "./app/app.js";
import { startRouter } from "./app/router.js";
import { startShortcuts } from "./app/shortcuts.js";
import { startTheme } from "./app/theme.js";
import { pageAt } from "./pages/index.js";

startTheme();
startRouter((url) => pageAt(url) !== null);
startShortcuts();
render(<App />, document.body);
