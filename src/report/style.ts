/** Light, dark and on paper. The colours are the dashboard's (dashboard/src/styles/tokens.css), whose text has a contrast of 4.5 : 1. */
const LIGHT = `color-scheme:light;--paper:#f6f5f1;--card:#fffefb;--ink:#1d2127;--muted:#5d636d;--rule:#e0ddd4;--grid:#ecebe5;--accent:#0b5c97;--soft:#e3eef6;--digit:invert(1);--wrong:213 94 0;
--s0:#0072b2;--s1:#d55e00;--s2:#00906a;--s3:#b8578f;--s4:#3394cf;--s5:#b87d00;--s6:#22262d;--s7:#8a7f00;`;
const DARK = `color-scheme:dark;--paper:#12151a;--card:#191d24;--ink:#e7e6e1;--muted:#9aa1ad;--rule:#2c323c;--grid:#262b34;--accent:#6cb8ec;--soft:#1d3040;--digit:none;--wrong:238 119 51;
--s0:#4aa3df;--s1:#ee7733;--s2:#2bbf93;--s3:#d98cb9;--s4:#8fd0f5;--s5:#e9ad2b;--s6:#e7e6e1;--s7:#e4da4f;`;

const LINES = Array.from({ length: 8 }, (_, i) => `.line-${i}{stroke:var(--s${i})}`).join("");

export const STYLE = `
:root{${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:2rem clamp(.9rem,3vw,2rem) 4rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI","Liberation Sans",Arial,sans-serif;overflow-wrap:break-word;font-variant-numeric:tabular-nums}
h1{margin:0;font-size:2.2rem;line-height:1.2}
h2{margin:0 0 .75rem;font-size:1.3rem}
h3{margin:1.5rem 0 .5rem;font-size:1.05rem}
p{margin:.4rem 0;text-wrap:pretty}
a{color:var(--accent)}
code,pre{font-family:ui-monospace,"SF Mono","DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:.9em}
.kind,.note,.nothing,.sure,footer{color:var(--muted);font-size:.9rem}
.description{font-size:1.1rem}
nav{margin-top:.75rem;display:flex;flex-wrap:wrap;gap:.25rem 1rem;font-size:.9rem}
section{margin-top:1.5rem;padding:1.25rem clamp(.9rem,2.5vw,1.5rem);border:1px solid var(--rule);border-radius:8px;background:var(--card)}
.answer:first-of-type{font-size:1.15rem;font-weight:600}
dl{display:grid;gap:.3rem;margin:.5rem 0 1rem}
dl div{display:grid;grid-template-columns:11rem 1fr;gap:1rem}
dt{color:var(--muted)}
dd{margin:0;min-width:0;overflow-wrap:anywhere}
pre{margin:.4rem 0 1rem;padding:.75rem;border-radius:6px;background:var(--grid);overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
summary{cursor:pointer;color:var(--accent)}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem}
caption{padding-bottom:.4rem;text-align:left;color:var(--muted)}
th,td{padding:.3rem .7rem;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
th{font-weight:600}
.number{text-align:right;white-space:nowrap}
.marked td{background:var(--soft);font-weight:600}
.classes{width:100%}
.classes th,.classes td{vertical-align:middle}
.balance{min-width:9rem;white-space:nowrap;font-size:0}
.bar{display:inline-block;height:.8rem}
.bar.train{background:var(--s0);border-radius:3px 0 0 3px}
.bar.validation{background:var(--s5);border-radius:0 3px 3px 0}
.strip{white-space:nowrap;font-size:0}
.digit{width:28px;height:28px;margin:0 2px;image-rendering:pixelated;filter:var(--digit)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr));gap:1.5rem}
figure{margin:0;min-width:0}
figcaption{font-weight:600}
svg{display:block}
.axes{padding:.6rem .8rem 0 4.6rem}
.axes>svg{width:100%;height:260px;overflow:visible}
svg text{fill:var(--muted);font-size:.85rem}
.grid{stroke:var(--rule);fill:none}
.line{fill:none;stroke-width:2;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.dashed{stroke-dasharray:5 3}
${LINES}
.legend{display:flex;flex-wrap:wrap;gap:.15rem 1rem;margin:.3rem 0 0;padding:0;list-style:none;font-size:.85rem}
.legend li{display:flex;align-items:center;gap:.4rem;min-width:0;overflow-wrap:anywhere}
.legend svg{flex:none;width:24px;height:8px}
.matrix th,.matrix td{padding:.3rem .55rem;text-align:center;border:1px solid var(--rule)}
.matrix td{background:rgb(var(--wrong)/calc(.42*var(--share,0)))}
.matrix .right{background:none;color:var(--muted)}
.mistakes{display:flex;flex-wrap:wrap;gap:1rem 1.25rem;margin:0;padding:0;list-style:none;font-size:.85rem}
.mistakes li{display:grid;justify-items:center;width:6.5rem}
.mistakes .digit{width:70px;height:70px;margin-bottom:.3rem}
@media (max-width:36rem){dl div{grid-template-columns:1fr;gap:0}}
@media print{
body{max-width:none;padding:0;font-size:10.5pt;background:none}
section{padding:0;border:0;background:none}
h2{break-after:avoid;border-bottom:1px solid var(--rule)}
figure,tr,.mistakes li,dl div{break-inside:avoid}
.wide{overflow:visible}
table{font-size:8.5pt}
th,td{padding:.2rem .4rem}
.number{white-space:normal}
nav{display:none}
details::details-content{content-visibility:visible;display:block}
.charts{grid-template-columns:1fr 1fr}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
