import type { BundleCard } from "../../api/bundle.js";
import { formatExpected } from "../format/percent.js";

/** What somebody needs who was handed the folder. */
export function readme(card: BundleCard): string {
  const { run, name, validation, trainedOn } = card;
  return `# A page that recognises handwritten digits

Open \`index.html\` in a browser and draw. The model is computed in the browser, by WebAssembly, or by JavaScript where there is none:
the page sends nothing to anybody and works without a network.

| | |
|---|---|
| run | \`${run}\` ${name} |
| accuracy | ${validation ? formatExpected(validation) : "not known"} |
| trained on | ${trainedOn} |

## On a static host

GitHub Pages, Netlify, an S3 bucket, nginx, or any folder of a web server: copy these files there. All addresses are relative, so the page
may lie under any path.

    index.html  page.js  page.css  engine.js  model.js  favicon.svg

To try it: double-click \`index.html\`, or \`python3 -m http.server\` in this folder.

## With a server that answers requests

    node server.mjs                 # Node 20 or later; no packages to install

It listens on 127.0.0.1:8080; the variables \`HOST\` and \`PORT\` say otherwise. It has no password.

    docker build -t digits .
    docker run --rm -p 8080:8080 digits

The container runs as the user \`node\`, has a health check, and ends on SIGTERM when the requests under way are answered.

| request | answer |
|---|---|
| \`GET /\` | the page |
| \`POST /predict\` | JSON, \`{"pixels": [784 grey levels]}\` or \`{"instances": [[784 grey levels], …]}\` (up to 1,000), whole numbers from 0 to 255, white on black, row by row: for each picture \`label\` and ten \`probabilities\` |
| \`GET /model\` | who the model is |
| \`GET /health\` | \`{"status":"ok"}\` and the run |

A picture should look as MNIST's do: the digit 20 pixels high, its centre of mass in the middle of 28 × 28. The page does that by itself.

## Files

| file | |
|---|---|
| \`index.html\`, \`page.js\`, \`page.css\`, \`favicon.svg\` | the page |
| \`engine.js\` | TensorFlow.js (Apache License 2.0) with its WebAssembly; it leaves \`sweepEngine\` among the globals |
| \`model.js\` | the network: layers and weights (SHA-256 \`${card.sha256}\`); it leaves \`sweepModel\` |
| \`server.mjs\`, \`package.json\`, \`Dockerfile\` | the server |

Made by \`sweep export ${run} --format bundle\`.
`;
}
