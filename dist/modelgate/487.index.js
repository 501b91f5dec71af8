export const id = 487;
export const ids = [487];
export const modules = {

/***/ 87210:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Wd: () => (/* binding */ listChanges),
/* harmony export */   c1: () => (/* binding */ listOrigins),
/* harmony export */   jm: () => (/* binding */ listPolicies),
/* harmony export */   ml: () => (/* binding */ shorten)
/* harmony export */ });
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55979);
/* harmony import */ var _section_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73406);


const shorten = (id) => (id.length > 12 ? `${id.slice(0, 7)}…` : id);
function listChanges({ results }) {
    return results.flatMap(({ changes }) => {
        const fields = [...changes.data, ...changes.parameters, ...changes.environment];
        const facts = fields.map((change) => [{ name: change.name }, ` ${formatChange(change.before)} → ${formatChange(change.after)}`]);
        const { before, after, commits } = changes.code;
        if (commits !== undefined || (before !== undefined && after !== undefined && before !== after)) {
            const range = before !== undefined && after !== undefined ? ` (${shorten(before)} → ${shorten(after)})` : '';
            facts.push([`${commits === undefined ? 'code' : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlural */ .yk)(commits, 'commit')}${range}`]);
        }
        return facts;
    });
}
function formatChange(value) {
    if (value === null)
        return 'not set';
    return typeof value === 'number' && !Number.isInteger(value) ? String(value).replace('-', '−') : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .formatScalar */ .kQ)(value);
}
function listPolicies({ results }) {
    const facts = results.map(({ policy }) => {
        if (policy === null)
            return ['flags alone, no policy file'];
        const from = policy.ref === null
            ? [' from the work tree']
            : [' from ', { name: policy.ref.replace(/^refs\/(heads|tags)\//, '') }];
        return [{ name: policy.uri }, ...from, ` (sha256 ${shorten(policy.digest.sha256)})`];
    });
    return distinct(facts);
}
function listOrigins(section) {
    const { results, baseline } = section;
    const tools = results.map(({ tool }) => [[`${tool.name} ${tool.version}`, tool.engine].filter(Boolean).join(', ')]);
    const materials = results.flatMap((result) => result.materials.map((material) => {
        const rows = material.rows === null ? '' : ` ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlural */ .yk)(material.rows, 'row')},`;
        return [`${material.name}: `, { name: material.uri }, `${rows} sha256 ${shorten(material.digest.sha256)}`];
    }));
    const compared = baseline ? [[`compared with ${(0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .nameBaseline */ .rl)(baseline).full}: ${baseline.reason}`]] : [];
    const commits = results.flatMap((result) => result.source?.commit ? [[`commit ${shorten(result.source.commit)}`]] : []);
    return distinct([...tools, ...materials, ...compared, ...results.map(describeTrust), ...commits]);
}
function describeTrust({ trust }) {
    if (trust === 'pull_request')
        return ["a pull request's run: advice, no evidence for a promotion"];
    return [trust === 'local' ? 'a local run' : 'a run on a protected branch'];
}
function distinct(facts) {
    const seen = new Set();
    return facts.filter((fact) => {
        const key = JSON.stringify(fact);
        const isNew = !seen.has(key);
        seen.add(key);
        return isNew;
    });
}


/***/ }),

/***/ 55487:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderMarkdown: () => (/* binding */ renderMarkdown),
  renderSummary: () => (/* binding */ renderSummary)
});

// EXTERNAL MODULE: ./.cache/build/src/report/escape.js
var report_escape = __webpack_require__(17838);
// EXTERNAL MODULE: ./.cache/build/src/report/headline.js
var report_headline = __webpack_require__(86153);
// EXTERNAL MODULE: ./.cache/build/src/report/advice.js
var advice = __webpack_require__(19457);
// EXTERNAL MODULE: ./.cache/build/src/report/data-rules.js
var data_rules = __webpack_require__(72415);
// EXTERNAL MODULE: ./.cache/build/src/report/facts.js
var facts = __webpack_require__(87210);
// EXTERNAL MODULE: ./.cache/build/src/report/gate-table.js
var gate_table = __webpack_require__(76667);
;// CONCATENATED MODULE: ./.cache/build/src/report/interval-bar.js
const WIDTH = 15;
function renderIntervalBar({ low, value, high, limit }) {
    if (![low, value, high, limit].every(Number.isFinite))
        return null;
    const [start, end] = [Math.min(low, limit), Math.max(high, limit)];
    const place = (number) => 1 + (end === start ? (WIDTH - 3) / 2 : ((number - start) / (end - start)) * (WIDTH - 3));
    const [left, middle, right] = [Math.round(place(low)), Math.round(place(value)), Math.round(place(high))];
    const cells = Array.from({ length: WIDTH }, (_, cell) => (cell > left && cell < right ? '─' : '·'));
    cells[placeLimit(Math.round(place(limit)), { low, high, limit, left, right })] = '┃';
    cells[left] = '├';
    cells[right] = '┤';
    cells[middle] = '●';
    return cells.join('');
}
function placeLimit(cell, { low, high, limit, left, right }) {
    if (limit <= low)
        return Math.min(cell, left - 1);
    if (limit >= high)
        return Math.max(cell, right + 1);
    return Math.max(left + 1, Math.min(right - 1, cell));
}

// EXTERNAL MODULE: ./.cache/build/src/report/metric-rows.js
var metric_rows = __webpack_require__(32459);
// EXTERNAL MODULE: ./.cache/build/src/report/numbers.js
var numbers = __webpack_require__(55979);
// EXTERNAL MODULE: ./.cache/build/src/report/section.js
var report_section = __webpack_require__(73406);
;// CONCATENATED MODULE: ./.cache/build/src/report/markdown-tables.js








const MOST_ROWS = 100;
function renderTable(columns) {
    const shown = columns.filter((column, index) => index === 0 || column.cells.some((cell) => cell !== ''));
    const rows = shown[0].cells.map((_, row) => `| ${shown.map((column) => column.cells[row]).join(' | ')} |`);
    const rules = { left: '---', right: '---:', center: ':---:' };
    return [
        `| ${shown.map((column) => column.title).join(' | ')} |`,
        `|${shown.map((column) => rules[column.align]).join('|')}|`,
        ...rows.slice(0, MOST_ROWS),
        ...(rows.length > MOST_ROWS ? ['', `and ${(0,numbers/* formatCount */.B4)(rows.length - MOST_ROWS)} more`] : []),
    ].join('\n');
}
function renderGateTable(section) {
    const groups = (0,gate_table/* groupGates */.U)(section);
    if (groups.length === 0)
        return '';
    const lines = groups.flatMap(listGateLines);
    const column = (title, align, cell) => ({
        title,
        align,
        cells: lines.map(cell),
    });
    const table = renderTable([
        column('gate', 'left', (line) => line.label),
        column((0,report_escape.escapeMarkdown)((0,report_section/* nameBaseline */.rl)(section.baseline).short, 40), 'right', (line) => line.row?.baseline ?? ''),
        column('candidate', 'right', (line) => (line.row ? (line.row.candidate ?? 'not measured') : '')),
        column('difference', 'right', (line) => line.row?.difference ?? ''),
        column('interval', 'center', (line) => (line.row ? describeInterval(line.row) : '')),
        column('', 'left', (line) => line.icon),
    ]);
    const note = describeGateNote(groups);
    return note === '' ? table : `${table}\n\n<sub>${note}</sub>`;
}
function listGateLines(group) {
    if (!group.isSliced)
        return group.rows.map((row) => ({ label: (0,report_escape.escapeMarkdown)(row.label), row, icon: iconOf(row) }));
    const alike = group.rows.filter((row) => row.state === group.state).length;
    const head = {
        label: (0,report_escape.escapeMarkdown)(group.label),
        row: null,
        icon: `${report_headline/* STATE_ICONS */.t1[group.state]} ${alike} of ${group.rows.length}`,
    };
    const open = group.rows.filter((row) => row.state !== 'pass');
    return [head, ...open.map((row) => ({ label: `└ ${describeSlice(row)}`, row, icon: iconOf(row) }))];
}
function describeSlice({ slice, check }) {
    const { rows } = check.statistics;
    return `${(0,report_escape.escapeMarkdown)(slice.value, 80)}${rows === null ? '' : ` (${(0,numbers/* formatCount */.B4)(rows)} rows)`}`;
}
function iconOf({ state, check }) {
    return check.waiver ? `${report_headline/* STATE_ICONS */.t1[state]} waived` : report_headline/* STATE_ICONS */.t1[state];
}
function describeInterval({ interval, state }) {
    if (interval === null)
        return state === 'inconclusive' ? 'not measured' : state === 'skip' ? 'skipped' : '';
    const bar = renderIntervalBar(interval);
    return `${bar === null ? '' : `\`${bar}\` `}${interval.text}`;
}
function describeGateNote(groups) {
    const rows = groups.flatMap((group) => group.rows);
    const shown = rows.filter((row) => row.interval !== null);
    const levels = [...new Set(shown.flatMap(({ check }) => check.statistics.confidence ?? []))].map(metric_rows/* formatConfidence */.Me);
    const intervals = shown.length > 0 ? `two-sided ${levels.join(' and ')} intervals; ┃ is the limit that the gate sets` : '';
    const skipped = new Set(rows.flatMap(({ state, check }) => (state === 'skip' && check.help ? [check.help] : [])));
    return [intervals, ...[...skipped].map((help) => `${report_headline/* STATE_ICONS */.t1.skip} ${(0,report_escape.escapeMarkdown)(help)}`)]
        .filter((part) => part !== '')
        .join(' · ');
}
function renderRuleTable(rows) {
    return renderTable([
        { title: 'rule', align: 'left', cells: rows.map(({ check }) => (0,report_escape.escapeMarkdown)(check.title)) },
        { title: 'measured', align: 'right', cells: rows.map(({ measured }) => (0,report_escape.escapeMarkdown)(measured, 80)) },
        { title: 'allowed', align: 'right', cells: rows.map(({ check }) => (0,report_escape.escapeMarkdown)(check.expected ?? '', 80)) },
        { title: 'where', align: 'left', cells: rows.map(({ place }) => (place === null ? '' : (0,report_escape/* markdownCode */.D9)(place, 120))) },
        {
            title: '',
            align: 'left',
            cells: rows.map(({ state, check }) => `${report_headline/* STATE_ICONS */.t1[state]}${check.waiver ? ' waived' : ''}`),
        },
    ]);
}
function renderHeldRules(rows) {
    const byColumn = new Map();
    for (const row of rows) {
        const key = JSON.stringify([row.check.target.object, row.check.target.column]);
        byColumn.set(key, [...(byColumn.get(key) ?? []), row]);
    }
    const groups = [...byColumn.values()];
    const target = (pick) => groups.map(([row]) => (0,report_escape.escapeMarkdown)(row.check.target[pick] ?? '', 80));
    const listNames = (group) => group.map(({ check }) => nameRule(check.id)).join(', ');
    return renderTable([
        { title: 'data', align: 'left', cells: target('object') },
        { title: 'column', align: 'left', cells: target('column') },
        { title: 'rules that hold', align: 'left', cells: groups.map((group) => (0,report_escape.escapeMarkdown)(listNames(group), 400)) },
    ]);
}
function nameRule(id) {
    return id.slice(id.lastIndexOf('/') + 1).replace(/%(25|2F|3D)/g, (code) => decodeURIComponent(code));
}
function renderSamples({ open }) {
    const parts = open.flatMap(({ check }) => {
        if (check.samples.length === 0)
            return [];
        const names = [...new Set(check.samples.flatMap((sample) => Object.keys(sample.values)))].slice(0, 12);
        const showValue = (value) => value === undefined ? '' : value === null ? '_null_' : (0,report_escape/* markdownCode */.D9)(value, 60);
        const columns = names.map((name) => ({
            title: (0,report_escape/* markdownCode */.D9)(name, 60),
            align: 'left',
            cells: check.samples.map((sample) => showValue(sample.values[name])),
        }));
        const rows = check.samples.map(({ row }) => (row === null ? '–' : (0,numbers/* formatCount */.B4)(row)));
        return [
            `${(0,report_escape.escapeMarkdown)(check.title)}\n\n${renderTable([{ title: 'row', align: 'right', cells: rows }, ...columns])}`,
        ];
    });
    return parts.join('\n\n');
}
function renderMetricTable(section) {
    const { rows, sharedNotes } = (0,metric_rows/* listMetrics */.u7)(section);
    if (rows.length === 0)
        return '';
    const confidence = (0,metric_rows/* sharedConfidence */.qQ)(rows);
    const table = renderTable([
        { title: 'metric', align: 'left', cells: rows.map(({ title }) => (0,report_escape.escapeMarkdown)(title, 60)) },
        {
            title: 'slice',
            align: 'left',
            cells: rows.map(({ slice }) => (slice === null ? '' : (0,report_escape.escapeMarkdown)(slice, 80))),
        },
        { title: 'rows', align: 'right', cells: rows.map((row) => row.rows) },
        {
            title: (0,report_escape.escapeMarkdown)((0,report_section/* nameBaseline */.rl)(section.baseline).short, 40),
            align: 'right',
            cells: rows.map(({ baseline }) => baseline ?? ''),
        },
        { title: 'candidate', align: 'right', cells: rows.map(({ candidate }) => candidate) },
        { title: 'difference', align: 'right', cells: rows.map(({ difference }) => difference ?? '') },
        {
            title: 'method',
            align: 'left',
            cells: rows.map(({ method }) => (method === null ? '' : (0,report_escape.escapeMarkdown)(method, 80))),
        },
        { title: 'note', align: 'left', cells: rows.map(({ note }) => (note === null ? '' : (0,report_escape.escapeMarkdown)(note))) },
    ]);
    const notes = [
        ...(confidence === null ? [] : [`In brackets: two-sided ${confidence} intervals.`]),
        ...sharedNotes.map((note) => `${(0,report_escape.escapeMarkdown)(note)}.`),
    ];
    return notes.length === 0 ? table : `${notes.join(' ')}\n\n${table}`;
}
function renderOtherTable(section) {
    const checks = section.checks.filter((check) => !['contract', 'gate', 'metric'].includes(check.kind) && check.verdict !== 'pass');
    if (checks.length === 0)
        return '';
    return renderTable([
        { title: 'check', align: 'left', cells: checks.map(({ title }) => (0,report_escape.escapeMarkdown)(title)) },
        {
            title: 'found',
            align: 'left',
            cells: checks.map(({ observed }) => (observed === null ? '' : (0,report_escape.escapeMarkdown)(String(observed)))),
        },
        { title: 'allowed', align: 'left', cells: checks.map(({ expected }) => (0,report_escape.escapeMarkdown)(expected ?? '')) },
        {
            title: 'where',
            align: 'left',
            cells: checks.map((check) => (check.source ? (0,report_escape/* markdownCode */.D9)((0,advice/* placeOf */.$)(check), 120) : '')),
        },
        { title: '', align: 'left', cells: checks.map((check) => report_headline/* STATE_ICONS */.t1[(0,report_section/* stateOf */.L4)(check)]) },
    ]);
}

;// CONCATENATED MODULE: ./.cache/build/src/report/markdown-section.js







const MOST_ENTRIES = 10;
function renderHeadline(section) {
    const verdict = (0,report_headline/* describeVerdict */.XZ)(section);
    if (section.model === null)
        return (0,report_escape.escapeMarkdown)(verdict.charAt(0).toUpperCase() + verdict.slice(1));
    if (verdict.startsWith(`${section.model} `))
        return (0,report_escape.escapeMarkdown)(verdict);
    return `${(0,report_escape.escapeMarkdown)(section.model, 80)}: ${(0,report_escape.escapeMarkdown)(verdict)}`;
}
function renderSection(section, level) {
    const blocks = [
        { name: 'headline', rank: 0, text: `${'#'.repeat(level)} ${(0,report_headline/* sectionIcon */.f7)(section)} ${renderHeadline(section)}` },
        { name: 'reasons', rank: 0, text: renderReasons(section) },
        { name: 'gates', rank: 1, text: renderGateTable(section) },
        ...renderDataBlocks(section),
        { name: 'other checks', rank: 2, text: renderOtherTable(section) },
        { name: 'changes and next steps', rank: 1, text: renderFacts(section) },
        ...renderMetricBlocks(section),
        { name: 'origins', rank: 0, text: `<sub>${joinFacts((0,facts/* listOrigins */.c1)(section))}</sub>` },
    ];
    return blocks.filter((block) => block.text !== '');
}
function renderReasons(section) {
    const { results } = section;
    const headline = (0,report_headline/* describeVerdict */.XZ)(section);
    const open = results.filter((result) => result.verdict !== 'pass' && result.verdict !== 'skip');
    const green = results.filter((result) => result.baseline !== null || result.command === 'compare');
    const told = open.length > 0 ? open : green.length > 0 ? green : results;
    return [...new Set(told.map((result) => result.summary))]
        .filter((summary) => summary !== headline)
        .slice(0, MOST_ENTRIES)
        .map((summary) => (0,report_escape.escapeMarkdown)((0,numbers/* toRealMinus */.G8)(summary), 1000))
        .join(' ');
}
function renderDataBlocks(section) {
    const rules = (0,data_rules/* listDataRules */.K)(section);
    if (rules === null)
        return [];
    const shown = rules.open.slice(0, MOST_ENTRIES * 2);
    const more = rules.open.length - shown.length;
    const moreText = more > 0 ? `\n\nand ${(0,numbers/* formatPlural */.yk)(more, 'more rule')}, below` : '';
    const objects = rules.objects.slice(0, MOST_ENTRIES).map((name) => (0,report_escape/* escapeHtml */.ZD)(name, 80));
    const about = `Data${objects.length > 0 ? ` <code>${objects.join('</code>, <code>')}</code>` : ''}: ${rules.headline}`;
    const open = shown.length === 0 ? '' : `**${about}**\n\n${renderRuleTable(shown)}${moreText}`;
    const rest = rules.rows.slice(shown.length).filter((row) => row.state !== 'pass');
    const held = rules.rows.filter((row) => row.state === 'pass');
    const others = [rest.length === 0 ? '' : renderRuleTable(rest), held.length === 0 ? '' : renderHeldRules(held)];
    return [
        { name: 'broken rules', rank: 1, text: open },
        { name: 'failing rows', rank: 5, text: fold('Rows that break them', renderSamples(rules)) },
        {
            name: 'all data rules',
            rank: 4,
            text: fold(shown.length === 0 ? about : 'The other rules', others.filter((text) => text !== '').join('\n\n')),
        },
    ];
}
function renderMetricBlocks(section) {
    const figures = [...new Set(section.results.flatMap((result) => result.figures.map((figure) => figure.title)))];
    const plots = figures.length === 0 ? '' : `\n\nPlots (${(0,report_escape.escapeMarkdown)(figures.join(', '))}) are in the HTML report.`;
    const table = renderMetricTable(section);
    return [
        {
            name: 'all metrics and slices',
            rank: 3,
            text: table === '' ? '' : fold('All metrics and slices', `${table}${plots}`),
        },
    ];
}
function renderFacts(section) {
    const changes = (0,facts/* listChanges */.Wd)(section);
    const lines = [
        changes.length > 0 ? `**What changed** · ${joinFacts(changes)}` : '',
        `**Policy** · ${joinFacts((0,facts/* listPolicies */.jm)(section))}`,
    ].filter((line) => line !== '');
    return [lines.join('  \n'), renderAdvice((0,advice/* listAdvice */.l)(section))].filter((part) => part !== '').join('\n\n');
}
function renderAdvice(advice) {
    if (advice.length === 0)
        return '';
    const entries = advice.slice(0, MOST_ENTRIES).map((entry) => {
        const place = entry.place === null ? '' : ` (${(0,report_escape/* markdownCode */.D9)(entry.place, 120)})`;
        return `${report_headline/* STATE_ICONS */.t1[entry.state]} ${describeSubjects(entry.subjects)}: ${(0,report_escape.escapeMarkdown)(entry.help, 600)}${place}`;
    });
    const more = advice.length > MOST_ENTRIES ? [`- and ${(0,numbers/* formatPlural */.yk)(advice.length - MOST_ENTRIES, 'more step')}`] : [];
    return entries.length === 1
        ? `**Next** ${entries[0]}`
        : ['**Next**', ...entries.map((entry) => `- ${entry}`), ...more].join('\n');
}
function describeSubjects(subjects) {
    const shown = subjects.slice(0, 3).map((subject) => (0,report_escape.escapeMarkdown)(subject, 120));
    return subjects.length > 3 ? `${shown.join(', ')} and ${subjects.length - 3} more` : shown.join(', ');
}
function joinFacts(facts) {
    const texts = facts
        .slice(0, MOST_ENTRIES * 2)
        .map((fact) => fact.map((piece) => (typeof piece === 'string' ? escapeInline(piece) : (0,report_escape/* markdownCode */.D9)(piece.name, 120))).join(''));
    const more = facts.length - texts.length;
    return [...texts, ...(more > 0 ? [`${more} more`] : [])].join(' · ');
}
function escapeInline(piece) {
    const text = (0,report_escape.escapeMarkdown)(piece);
    return `${piece.startsWith(' ') ? ' ' : ''}${text}${piece.endsWith(' ') ? ' ' : ''}`;
}
function fold(summary, body) {
    return body === '' ? '' : `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

;// CONCATENATED MODULE: ./.cache/build/src/report/markdown.js





const SUMMARY_BYTES = 1_000_000;
function renderMarkdown(results, options = {}) {
    const sections = (0,report_section/* groupByModel */.EY)(results);
    if (sections.length === 0)
        return '### ➖ There was nothing to judge\n';
    const head = sections.length > 1 ? [renderOverview(sections)] : [];
    const body = sections.flatMap((section) => sections.length > 1 ? renderAmongOthers(section) : renderSection(section, 3));
    return fitBlocks([...head, ...body], options.maxBytes ?? Number.POSITIVE_INFINITY);
}
function renderSummary(results) {
    return results.length === 0 ? '' : renderMarkdown(results, { maxBytes: SUMMARY_BYTES });
}
function renderOverview(sections) {
    const blocking = sections.filter((section) => section.blocks).length;
    const title = blocking === 0
        ? `✅ ${(0,numbers/* formatPlural */.yk)(sections.length, 'model')}: nothing speaks against them`
        : `⛔ ${blocking} of ${(0,numbers/* formatPlural */.yk)(sections.length, 'model')} may not go on`;
    const rows = sections.slice(0, 200).map((section) => {
        const name = section.model === null ? '_no model_' : (0,report_escape.escapeMarkdown)(section.model, 80);
        return `| ${(0,report_headline/* sectionIcon */.f7)(section)} | ${name} | ${(0,report_escape.escapeMarkdown)((0,report_headline/* describeVerdict */.XZ)(section))} |`;
    });
    const more = sections.length > rows.length ? `\n\nand ${sections.length - rows.length} more` : '';
    return {
        name: 'overview',
        rank: 0,
        text: `## ${title}\n\n| | model | verdict |\n|---|---|---|\n${rows.join('\n')}${more}`,
    };
}
function renderAmongOthers(section) {
    const blocks = renderSection(section, 3);
    if (section.blocks || section.verdict === 'warn')
        return blocks.map((block) => ({ ...block, rank: Math.max(1, block.rank) }));
    const [headline, ...rest] = blocks;
    const text = `${headline.text}\n\n<details><summary>Its report</summary>\n\n${rest.map((block) => block.text).join('\n\n')}\n\n</details>`;
    return [{ name: 'reports of models that pass', rank: 6, text }];
}
function fitBlocks(blocks, maxBytes) {
    const kept = new Set(blocks);
    const left = new Set();
    const sizes = new Map(blocks.map((block) => [block, new TextEncoder().encode(block.text).length + 2]));
    const noteBytes = 1000;
    let size = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
    const order = blocks.filter((block) => block.rank > 0).toReversed();
    for (const block of order.toSorted((a, b) => b.rank - a.rank)) {
        if (size <= maxBytes - (left.size > 0 ? noteBytes : 0))
            break;
        kept.delete(block);
        left.add(block.name);
        size -= sizes.get(block);
    }
    const texts = [...kept].map((block) => block.text);
    if (left.size > 0)
        texts.push(`> Shortened to fit: left out here are ${[...left].join(', ')}. The HTML report and the result file have them.`);
    return `${texts.join('\n\n')}\n`;
}


/***/ }),

/***/ 32459:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Me: () => (/* binding */ formatConfidence),
/* harmony export */   qQ: () => (/* binding */ sharedConfidence),
/* harmony export */   u7: () => (/* binding */ listMetrics)
/* harmony export */ });
/* harmony import */ var _core_metric_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58566);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55979);
/* harmony import */ var _section_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73406);



const MOST_REPEATED = 2;
function listMetrics(section) {
    const checks = section.checks.filter((check) => check.kind === 'metric');
    const counts = new Map();
    for (const { help } of checks)
        if (help !== null)
            counts.set(help, (counts.get(help) ?? 0) + 1);
    const shared = [...counts].filter(([, count]) => count > MOST_REPEATED).map(([note]) => note);
    const rows = checks
        .map(makeRow)
        .map((row) => (row.note !== null && shared.includes(row.note) ? { ...row, note: null } : row));
    return { rows, sharedNotes: shared };
}
function makeRow(check) {
    const { candidate, baseline, difference, rows } = check.statistics;
    const slice = (0,_section_js__WEBPACK_IMPORTED_MODULE_1__/* .parseSlice */ .o2)(check);
    const levels = [candidate.value, baseline?.value ?? null].filter((value) => value !== null);
    const intervals = [candidate.interval, baseline?.interval ?? null].filter((interval) => interval !== null);
    const decimals = (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .countDecimals */ .AP)(levels, widest(intervals));
    const fine = Math.max(decimals, (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .countDecimals */ .AP)(levels, difference?.interval ?? null));
    return {
        check,
        title: (0,_core_metric_js__WEBPACK_IMPORTED_MODULE_0__/* .findMetric */ .GF)(check.target.metric ?? '')?.title ?? check.target.metric ?? check.title,
        slice: slice ? `${slice.column} = ${slice.value}` : null,
        rows: (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(rows),
        baseline: baseline ? formatEstimate(baseline, (value) => (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatNumber */ .ZV)(value, decimals)) : null,
        candidate: formatEstimate(candidate, (value) => (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatNumber */ .ZV)(value, decimals)),
        difference: difference ? formatEstimate(difference, (value) => (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatSigned */ .Gp)(value, fine)) : null,
        method: describeMethod(check),
        note: check.help,
    };
}
function widest(intervals) {
    return intervals.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))[0] ?? null;
}
function formatEstimate({ value, interval }, format) {
    if (value === null)
        return 'not measured';
    return interval === null ? format(value) : `${format(value)} (${format(interval[0])} … ${format(interval[1])})`;
}
const METHODS = {
    delong: 'DeLong',
    'bootstrap-bca': 'bootstrap (BCa)',
    'bootstrap-percentile': 'bootstrap (percentile)',
    wilson: 'Wilson',
    'mcnemar-mid-p': 'McNemar mid-p',
    'mcnemar-exact': 'McNemar exact',
    'paired-t': 'paired t',
    wilcoxon: 'Wilcoxon',
};
function describeMethod({ statistics: { difference } }) {
    if (difference === null || difference.interval === null || difference.method === null)
        return null;
    const { method, test, pValue } = difference;
    const tested = pValue !== null && test !== null ? `; ${METHODS[test] ?? test} test p ${formatPValue(pValue)}` : '';
    return `${METHODS[method] ?? method}${tested}`;
}
function formatPValue(p) {
    return p < 0.001 ? '< 0.001' : `= ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatNumber */ .ZV)(p, p < 0.1 ? 3 : 2)}`;
}
function sharedConfidence(rows) {
    const levels = new Set(rows.flatMap(({ check }) => check.statistics.difference?.confidence ?? []));
    return levels.size === 1 ? formatConfidence([...levels][0]) : null;
}
function formatConfidence(confidence) {
    return `${Number((confidence * 100).toFixed(4))} %`;
}


/***/ })

};
