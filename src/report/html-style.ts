/** The style sheet of the HTML report: light and dark, screen and paper, no font and no image from anywhere. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f6f4;--card:#fff;--ink:#1d2126;--muted:#646a73;--line:#e3e4e6;--soft:#f1f2f3;
--good:#1a7f4b;--good-bg:#e8f5ee;--bad:#c4262e;--bad-bg:#fdedee;--open:#8f5a00;--open-bg:#fdf3dc;--skip:#646a73;--skip-bg:#eff0f1;
--chart-1:#2f5bd8;--chart-2:#8a8f98;--chart-3:#b8621b;--chart-4:#1a7f4b;--chart-5:#8e44ad}
@media (prefers-color-scheme:dark){:root{--bg:#111315;--card:#191c1f;--ink:#e9ebee;--muted:#a0a7b0;--line:#2d3238;--soft:#22262a;
--good:#4cc38a;--good-bg:#14291f;--bad:#ff8b8b;--bad-bg:#351a1d;--open:#f0b94a;--open-bg:#302510;--skip:#a0a7b0;--skip-bg:#25292d;
--chart-1:#8fabff;--chart-2:#868d96;--chart-3:#e39a5c;--chart-4:#4cc38a;--chart-5:#c792ea}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
main{max-width:1080px;margin:0 auto;padding:28px 20px 48px}
h1,h2,h3{line-height:1.25;margin:0;font-weight:650;letter-spacing:-.012em}
h1{font-size:24px}h2{font-size:24px;text-wrap:balance}h3{font-size:16px;margin:0 0 10px}
p{margin:0}code{font:.9em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--soft);border-radius:4px;padding:.1em .35em;overflow-wrap:anywhere;unicode-bidi:isolate}
.top{display:flex;justify-content:space-between;gap:16px;flex-wrap:wrap;color:var(--muted);font-size:13px;margin-bottom:16px}
.top strong{color:var(--ink);font-weight:650}
.model{margin-bottom:40px}
.banner{border-radius:12px;padding:22px 24px;background:var(--tone-bg);border:1px solid color-mix(in srgb,var(--tone) 28%,transparent);display:grid;grid-template-columns:auto 1fr;gap:4px 18px;margin-bottom:14px}
.banner .badge{grid-row:span 2;width:40px;height:40px;margin-top:2px}
.badge circle{fill:var(--tone)}.badge path{fill:none;stroke:var(--card);stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
.eyebrow{color:var(--tone);font-size:13px;font-weight:650;margin-bottom:2px}
.why{max-width:72ch;margin-top:4px}.why .plain{font-size:16.5px;margin-bottom:8px}
.card p+p{margin-top:8px}h4{font-size:14px;margin:22px 0 8px}
.good{--tone:var(--good);--tone-bg:var(--good-bg)}.bad{--tone:var(--bad);--tone-bg:var(--bad-bg)}.open{--tone:var(--open);--tone-bg:var(--open-bg)}.skip{--tone:var(--skip);--tone-bg:var(--skip-bg)}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:18px 22px;margin-bottom:14px}
.scroll{overflow-x:auto;margin:0 -22px;padding:0 22px}
table{border-collapse:collapse;width:100%;font-size:14px}
th{font-weight:500;color:var(--muted);font-size:12.5px;text-align:left;white-space:nowrap}
tbody th{font-weight:inherit;color:inherit;font-size:inherit;white-space:normal}
th,td{padding:8px 14px 8px 0;border-top:1px solid var(--line);vertical-align:middle}
thead th{border-top:0;padding-top:0}th:last-child,td:last-child{padding-right:0}
td{white-space:nowrap}td.text{white-space:normal;min-width:220px}tbody th{min-width:140px}.number{text-align:right}td code{white-space:nowrap}
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
.chart{display:block;width:100%;max-width:620px;height:auto}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:0 0 4px;padding:0;list-style:none;font-size:12.5px;font-weight:400;color:var(--muted)}
.legend svg{width:22px;height:8px;vertical-align:middle;margin-right:6px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:8px 20px;margin:0;font-size:14px}dt{color:var(--muted)}dd{margin:0;min-width:0}
.facts{margin:0;padding:0;list-style:none;font-size:14px}
details{background:var(--card);border:1px solid var(--line);border-radius:12px;margin-bottom:14px}
details .card{border:0;margin:0}
summary{cursor:pointer;padding:13px 22px;font-weight:600;font-size:14.5px}
summary:focus-visible{outline:2px solid var(--chart-1);outline-offset:2px;border-radius:12px}
details>.body{padding:4px 22px 18px}
@media (max-width:640px){main{padding:16px 12px 32px}.banner{grid-template-columns:1fr;padding:18px}.card{padding:16px}.scroll{margin:0 -16px;padding:0 16px}.steps li{grid-template-columns:1fr;gap:4px}dl{grid-template-columns:1fr;gap:2px}dd{margin-bottom:8px}h2{font-size:20px}}
@media print{body{background:none}.card,details,.banner{break-inside:avoid}main{max-width:none;padding:0}}
`
