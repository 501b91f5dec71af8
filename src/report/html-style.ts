/** Each pair of text and ground has a contrast of 4.5 or more, lines of drawings 3. */
const LIGHT = `--bg:#f6f6f4;--card:#fff;--ink:#1d2126;--muted:#5c626b;--line:#e3e4e6;--soft:#f1f2f3;--link:#2348b5;
--good:#146c3e;--good-bg:#e8f5ee;--bad:#b31d26;--bad-bg:#fdedee;--open:#805000;--open-bg:#fdf3dc;--skip:#5c626b;--skip-bg:#eff0f1;
--chart-1:#2f5bd8;--chart-2:#7d838c;--chart-3:#b8621b;--chart-4:#1a7f4b;--chart-5:#8e44ad;--chart-6:#b31d59;--chart-7:#00798c;--chart-8:#6b6100`
const DARK = `--bg:#111315;--card:#191c1f;--ink:#e9ebee;--muted:#a0a7b0;--line:#2d3238;--soft:#22262a;--link:#9db6ff;
--good:#4cc38a;--good-bg:#14291f;--bad:#ff8b8b;--bad-bg:#351a1d;--open:#f0b94a;--open-bg:#302510;--skip:#a0a7b0;--skip-bg:#25292d;
--chart-1:#8fabff;--chart-2:#868d96;--chart-3:#e39a5c;--chart-4:#4cc38a;--chart-5:#c792ea;--chart-6:#ff7eb0;--chart-7:#4fc3d9;--chart-8:#cfc04a`

/** Cells of a table of counts, in ten steps. */
const SHARES = Array.from({ length: 11 }, (_, tenth) => `.share-${tenth}{--share:${tenth * 10}%}`).join('')

/** The style sheet of the HTML report: light and dark, screen and paper, no font and no image from anywhere. */
export const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
:root[data-theme=light]{color-scheme:light;${LIGHT}}
:root[data-theme=dark]{color-scheme:dark;${DARK}}
@media print{:root,:root[data-theme]{color-scheme:light;${LIGHT}}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
main{max-width:1080px;margin:0 auto;padding:16px 20px 48px}
h1,h2,h3{line-height:1.25;margin:0;font-weight:650;letter-spacing:-.012em}
h1{font-size:24px}h2{font-size:24px;text-wrap:balance}h3{font-size:16px;margin:0 0 10px}
p{margin:0}code{font:.9em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--soft);border-radius:4px;padding:.1em .35em;overflow-wrap:anywhere;unicode-bidi:isolate}
.top{max-width:1080px;margin:0 auto;padding:24px 20px 0;display:flex;align-items:center;gap:8px 16px;flex-wrap:wrap;color:var(--muted);font-size:13px}
.top h1{font-size:13px;letter-spacing:0;color:var(--ink);margin-right:auto}
a{color:var(--link)}a code{color:inherit}
.skip-link{position:absolute;left:8px;top:-60px;z-index:3;padding:8px 14px;background:var(--card);border-radius:8px}.skip-link:focus{top:8px}
:focus-visible{outline:2px solid var(--chart-1);outline-offset:2px;border-radius:4px}main:focus{outline:0}
button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
#theme{border:1px solid var(--line);border-radius:999px;padding:3px 12px;background:var(--card);color:var(--ink)}#theme[aria-pressed=true]::before{content:"✓ "}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.search{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;margin-bottom:12px}.search input{font:inherit;font-size:14px;color:inherit;background:var(--bg);border:1px solid var(--muted);border-radius:8px;padding:5px 10px;width:min(100%,320px)}.search .note{margin:0}
.order{font-weight:inherit;text-align:inherit;white-space:inherit}.order::after{content:" ↕";opacity:.55}[aria-sort=ascending] .order::after{content:" ↑";opacity:1}[aria-sort=descending] .order::after{content:" ↓";opacity:1}
[hidden]{display:none!important}
.model{margin-bottom:40px}
.banner{border-radius:12px;padding:22px 24px;background:var(--tone-bg);border:1px solid color-mix(in srgb,var(--tone) 28%,transparent);display:grid;grid-template-columns:auto 1fr;gap:4px 18px;margin-bottom:14px}
.banner .badge{grid-row:span 2;width:40px;height:40px;margin-top:2px}
.badge circle{fill:var(--tone)}.badge path{fill:none;stroke:var(--card);stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
.eyebrow{color:var(--tone);font-size:13px;font-weight:650;margin-bottom:2px}
.why{max-width:72ch;margin-top:4px}.why .plain{font-size:16.5px;margin-bottom:8px}
.card h2{font-size:16px;margin:0 0 10px}.card p+p{margin-top:8px}.sub{font-size:14px;margin:22px 0 8px}.verdicts{margin-bottom:16px}
.good{--tone:var(--good);--tone-bg:var(--good-bg)}.bad{--tone:var(--bad);--tone-bg:var(--bad-bg)}.open{--tone:var(--open);--tone-bg:var(--open-bg)}.skip{--tone:var(--skip);--tone-bg:var(--skip-bg)}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:18px 22px;margin-bottom:14px}
.scroll{overflow-x:auto;margin:0 -22px;padding:0 22px}
table{border-collapse:collapse;width:100%;font-size:14px}
th{font-weight:500;color:var(--muted);font-size:12.5px;text-align:left;white-space:nowrap}
tbody th{font-weight:inherit;color:inherit;font-size:inherit;white-space:normal}
th,td{padding:8px 14px 8px 0;border-top:1px solid var(--line);vertical-align:middle}
thead th{border-top:0;padding-top:0}th:last-child,td:last-child{padding-right:0}
td{white-space:nowrap}td.text{white-space:normal;min-width:220px;overflow-wrap:anywhere}tbody th{min-width:140px}.number{text-align:right}td code{white-space:nowrap}
.samples{margin-bottom:18px}.samples table{width:auto}.samples tbody th{min-width:64px}.samples .note{margin:0 0 6px}
.slice th{padding-left:18px}.slice th::before{content:"└ ";color:var(--muted)}
.quiet,.note{color:var(--muted)}.note{font-size:13px;margin-top:10px}
.pill{display:inline-flex;align-items:center;gap:6px;white-space:nowrap;border-radius:999px;padding:1px 10px;font-size:12.5px;font-weight:600;color:var(--tone);background:var(--tone-bg)}
.interval{display:block;width:200px;height:24px}.span{display:block;font-size:12.5px;color:var(--muted);white-space:nowrap}
.interval .beyond{fill:var(--bad);opacity:.1}.interval .limit{stroke:var(--bad);stroke-width:1.5}.interval .zero{stroke:var(--muted);stroke-dasharray:2 3}
.interval .range{stroke:var(--tone);stroke-width:2}.interval .value{fill:var(--tone)}
.steps{margin:0;padding:0;list-style:none;display:grid;gap:12px}.steps li{display:grid;grid-template-columns:112px 1fr;gap:12px;align-items:start}
.steps strong{font-weight:600}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:22px}
figure{margin:0;min-width:0}figcaption{font-weight:600;font-size:14px;margin-bottom:6px}
.wide{grid-column:1/-1}.matrices{display:flex;flex-wrap:wrap;gap:12px 36px}.matrix{max-width:100%}.matrix .note{margin:0 0 4px}.matrix table{width:auto}.matrix tbody th{min-width:0;white-space:nowrap;color:var(--muted)}.matrix td,.matrix thead th+th{padding:6px 12px;text-align:right}
.matrix .right{background:color-mix(in srgb,var(--good) calc(var(--share)*.45),transparent)}.matrix .wrong{background:color-mix(in srgb,var(--bad) min(60%,calc(var(--share)*2)),transparent)}
${SHARES}
.chart{display:block;width:100%;max-width:620px;height:auto;touch-action:pan-y}.mark{fill:none;stroke:var(--ink);stroke-width:2;pointer-events:none}
.tip{position:fixed;z-index:2;left:8px;top:0;visibility:hidden;max-width:min(340px,calc(100vw - 16px));pointer-events:none;background:var(--ink);color:var(--bg);border-radius:8px;padding:5px 10px;font-size:12.5px;white-space:pre-line;overflow-wrap:anywhere}.tip.shown{visibility:visible}
.legend button{text-decoration:none}.legend [aria-pressed=false]{text-decoration:line-through}
.numbers{background:none;border:0;margin:6px 0 0}.numbers summary{padding:4px 0;font-size:13px;font-weight:400;color:var(--muted)}.numbers .scroll{margin:0;padding:0;max-height:320px;overflow:auto}.numbers table{width:auto}.numbers tbody th{min-width:0}.numbers th,.numbers td{padding:3px 16px 3px 0;font-size:13px;white-space:nowrap}
.whole{background:none;border-style:dashed}.whole>.body{padding:4px 14px}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:0 0 4px;padding:0;list-style:none;font-size:12.5px;font-weight:400;color:var(--muted)}
.legend svg{width:22px;height:8px;vertical-align:middle;margin-right:6px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:8px 20px;margin:0;font-size:14px}dt{color:var(--muted)}dd{margin:0;min-width:0}
.facts{margin:0;padding:0;list-style:none;font-size:14px}
details{background:var(--card);border:1px solid var(--line);border-radius:12px;margin-bottom:14px}
details .card{border:0;margin:0}
summary{cursor:pointer;padding:13px 22px;font-weight:600;font-size:14.5px}
summary:focus-visible{border-radius:12px}
details>.body{padding:4px 22px 18px}
@media (max-width:640px){main{padding:16px 12px 32px}.top{padding:16px 12px 0}.banner{grid-template-columns:1fr;padding:18px}.card{padding:16px}.scroll{margin:0 -16px;padding:0 16px}.steps li{grid-template-columns:1fr;gap:4px}dl{grid-template-columns:1fr;gap:2px}dd{margin-bottom:8px}h2{font-size:20px}}
@media print{body{background:none;font-size:11pt}.banner,figure,tr,.steps li{break-inside:avoid}h2,h3{break-after:avoid}main,.top{max-width:none;padding:0}.skip-link,#theme,.search,.numbers,.tip{display:none}.scroll{overflow:visible;margin:0;padding:0}*{print-color-adjust:exact}}
`
