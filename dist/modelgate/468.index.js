export const id = 468;
export const ids = [468];
export const modules = {

/***/ 58546:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ styleSeries),
/* harmony export */   t: () => (/* binding */ describeOption)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(17838);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55979);


const WIDTH = 520;
const MOST_SERIES = 8;
const MOST_POINTS = 500;
const COLOURS = ['var(--chart-2)', 'var(--chart-3)', 'var(--chart-4)', 'var(--chart-5)'];
function styleSeries(figure) {
    const shown = figure.series
        .slice(0, MOST_SERIES)
        .map((series) => ({ ...series, points: series.points.slice(0, MOST_POINTS) }));
    const main = Math.max(0, shown.findIndex((series) => series.name === 'candidate'));
    return shown.map((series, index) => {
        if (index === main)
            return { series, colour: 'var(--chart-1)', dash: 'solid', z: 3 };
        const others = index < main ? index : index - 1;
        return { series, colour: COLOURS[others % COLOURS.length], dash: 'dashed', z: 2 };
    });
}
function describeOption(figure) {
    if (figure.kind === 'interval')
        return describeIntervals(figure);
    const points = figure.series.flatMap((series) => series.points);
    const isNumeric = figure.kind === 'line' && points.every((point) => typeof point.x === 'number');
    const isUnit = isNumeric && points.every((point) => isShare(point.x) && isShare(point.y));
    const categories = [...new Set(points.map((point) => labelOf(point.x)))].slice(0, MOST_POINTS);
    const x = isNumeric ? numberAxis(isUnit) : categoryAxis(categories);
    const y = numberAxis(isUnit, figure.kind === 'bar');
    const drawn = styleSeries(figure).flatMap((styled) => figure.kind === 'bar' ? [drawBars(styled)] : drawLine(styled, isNumeric));
    const option = {
        ...base,
        grid: { left: 56, right: 18, top: 14, bottom: 48 },
        xAxis: { ...x, name: (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .cleanText */ .X5)(figure.x, 60), nameLocation: 'middle', nameGap: 30 },
        yAxis: { ...y, name: (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .cleanText */ .X5)(figure.y, 60), nameLocation: 'middle', nameGap: 40 },
        series: isUnit ? [diagonal, ...drawn] : drawn,
    };
    return { option, width: WIDTH, height: isUnit ? 420 : 340 };
}
const base = { animation: false, textStyle: { fontFamily: 'inherit', color: 'var(--ink)' } };
const quiet = { color: 'var(--muted)', fontSize: 12 };
const isShare = (value) => value >= 0 && value <= 1;
const labelOf = (x) => typeof x === 'number' ? (0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .formatNumber */ .ZV)(x, (0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .countDecimals */ .AP)([x], null)) : (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .cleanText */ .X5)(x, 34);
function axis(hasGrid) {
    return {
        axisLine: { lineStyle: { color: 'var(--line)' } },
        axisTick: { show: false },
        axisLabel: { ...quiet, hideOverlap: true, formatter: (label) => String(label).replace(/^-/, '−') },
        splitLine: { show: hasGrid, lineStyle: { color: 'var(--line)' } },
        nameTextStyle: quiet,
    };
}
function numberAxis(isUnit, fromZero = false) {
    return { type: 'value', ...axis(true), ...(isUnit ? { min: 0, max: 1 } : { scale: !fromZero }) };
}
function categoryAxis(data) {
    return { type: 'category', data, ...axis(false) };
}
const diagonal = {
    type: 'line',
    data: [
        [0, 0],
        [1, 1],
    ],
    symbol: 'none',
    silent: true,
    lineStyle: { color: 'var(--muted)', width: 1, type: [2, 4] },
};
function drawLine({ series: { points }, colour, dash, z }, isNumeric) {
    const place = (point) => (isNumeric ? point.x : labelOf(point.x));
    const line = {
        type: 'line',
        z,
        data: points.map((point) => [place(point), point.y]),
        showSymbol: points.length <= 25,
        symbol: 'circle',
        symbolSize: 6,
        itemStyle: { color: colour },
        lineStyle: { color: colour, width: 2, type: dash },
    };
    const spread = points.filter((point) => point.low !== undefined && point.high !== undefined);
    if (spread.length === 0)
        return [line];
    const bars = drawSpread(colour, false, spread.map((point) => [place(point), point.low, point.high, point.y]));
    return [bars, line];
}
function drawBars({ series: { points }, colour }) {
    return {
        type: 'bar',
        data: points.map((point) => [labelOf(point.x), point.y]),
        itemStyle: { color: colour },
        barMaxWidth: 28,
    };
}
function drawSpread(colour, isLying, data, hasValue = false) {
    const renderItem = (_, api) => {
        const at = (dimension) => api.coord(isLying ? [api.value(dimension), api.value(0)] : [api.value(0), api.value(dimension)]);
        const [low, high, value] = [at(1), at(2), at(3)];
        const [dx, dy] = isLying ? [0, 5] : [4, 0];
        const stroke = { stroke: colour, lineWidth: isLying ? 2 : 1.2, fill: 'none' };
        const line = (from, to) => ({
            type: 'line',
            shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
            style: stroke,
        });
        const cap = ([x, y]) => line([x - dx, y - dy], [x + dx, y + dy]);
        const dot = { type: 'circle', shape: { cx: value[0], cy: value[1], r: 4.5 }, style: { fill: colour } };
        return { type: 'group', children: [line(low, high), cap(low), cap(high), ...(hasValue ? [dot] : [])] };
    };
    return {
        type: 'custom',
        renderItem,
        data,
        silent: true,
        encode: isLying ? { x: [1, 2, 3], y: 0 } : { x: 0, y: [1, 2, 3] },
    };
}
function describeIntervals(figure) {
    const drawn = styleSeries(figure);
    const names = [...new Set(drawn.flatMap(({ series }) => series.points.map((point) => labelOf(point.x))))];
    const series = drawn.map(({ series: { points }, colour }) => drawSpread(colour, true, points.map((point) => [names.indexOf(labelOf(point.x)), point.low ?? point.y, point.high ?? point.y, point.y]), true));
    const ends = drawn.flatMap((entry) => entry.series.points.flatMap((point) => [point.low ?? point.y, point.high ?? point.y]));
    const hasZero = Math.min(...ends) < 0 && Math.max(...ends) > 0;
    const zero = {
        type: 'line',
        data: [
            [0, 0],
            [0, names.length - 1],
        ],
        symbol: 'none',
        silent: true,
        lineStyle: { color: 'var(--muted)', width: 1 },
    };
    const option = {
        ...base,
        grid: { left: 12 + 6.6 * Math.max(0, ...names.map((name) => name.length)), right: 18, top: 8, bottom: 48 },
        xAxis: { ...numberAxis(false), name: (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .cleanText */ .X5)(figure.y, 60), nameLocation: 'middle', nameGap: 30 },
        yAxis: { ...categoryAxis(names), inverse: true },
        series: hasZero && names.length > 1 ? [zero, ...series] : series,
    };
    return { option, width: WIDTH, height: 64 + 30 * names.length };
}


/***/ }),

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

/***/ 18468:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderHtml: () => (/* binding */ renderHtml)
});

// EXTERNAL MODULE: ./.cache/build/src/report/escape.js
var report_escape = __webpack_require__(17838);
// EXTERNAL MODULE: ./.cache/build/src/report/facts.js
var report_facts = __webpack_require__(87210);
// EXTERNAL MODULE: ./.cache/build/src/report/headline.js
var headline = __webpack_require__(86153);
;// CONCATENATED MODULE: ./.cache/build/src/report/html-parts.js

const TONES = {
    pass: 'good',
    fail: 'bad',
    inconclusive: 'open',
    warning: 'open',
    skip: 'skip',
};
const WORDS = {
    pass: 'pass',
    fail: 'fail',
    inconclusive: 'inconclusive',
    warning: 'warning',
    skip: 'skipped',
};
const toneOf = (state) => TONES[state];
function toneOfSection({ verdict }) {
    return verdict === 'warn' ? 'open' : TONES[verdict];
}
function renderPill(state, text = WORDS[state]) {
    return `<span class="pill ${TONES[state]}">${(0,report_escape/* escapeHtml */.ZD)(text, 60)}</span>`;
}
const SIGNS = {
    good: 'M13 20.5l5 5 9.5-11',
    bad: 'M14.5 14.5l11 11m0-11l-11 11',
    open: 'M20 12.5v9.5m0 5.5v.01',
    skip: 'M13.5 20h13',
};
function renderBadge(tone) {
    return `<svg class="badge" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="18"/><path d="${SIGNS[tone]}"/></svg>`;
}
const MOST_ROWS = 500;
function renderHtmlTable(caption, columns, rows, classOf = () => '') {
    const cells = rows.slice(0, MOST_ROWS).map((row) => columns.map((column) => column.cell(row)));
    const shown = columns.map((_, index) => index === 0 || cells.some((line) => line[index] !== ''));
    const attributes = ({ isNumber, isText }) => isNumber === true ? ' class="number"' : isText === true ? ' class="text"' : '';
    const head = columns.map((column) => `<th scope="col"${attributes(column)}>${(0,report_escape/* escapeHtml */.ZD)(column.title, 60)}</th>`);
    const body = cells.map((line, index) => {
        const parts = line.map((cell, at) => at === 0 ? `<th scope="row">${cell}</th>` : `<td${attributes(columns[at])}>${cell}</td>`);
        const name = classOf(rows[index]);
        return `<tr${name === '' ? '' : ` class="${name}"`}>${parts.filter((_, at) => shown[at]).join('')}</tr>`;
    });
    const more = rows.length > MOST_ROWS ? `<p class="note">and ${rows.length - MOST_ROWS} more in the result file</p>` : '';
    return `<div class="scroll"><table aria-label="${(0,report_escape/* escapeHtml */.ZD)(caption, 120)}"><thead><tr>${head.filter((_, at) => shown[at]).join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>${more}`;
}
function renderCode(text, limit = 120) {
    return `<code>${(0,report_escape/* escapeHtml */.ZD)(text, limit)}</code>`;
}
function renderFact(fact) {
    return fact
        .map((piece) => {
        if (typeof piece !== 'string')
            return renderCode(piece.name);
        return `${piece.startsWith(' ') ? ' ' : ''}${(0,report_escape/* escapeHtml */.ZD)(piece)}${piece.endsWith(' ') ? ' ' : ''}`;
    })
        .join('');
}
function renderFold(summary, body) {
    return body === '' ? '' : `<details><summary>${summary}</summary><div class="body">${body}</div></details>`;
}
function renderCard(heading, body) {
    return body === '' ? '' : `<div class="card"><h3>${heading}</h3>${body}</div>`;
}

// EXTERNAL MODULE: ./.cache/build/src/report/chart-options.js
var chart_options = __webpack_require__(58546);
// EXTERNAL MODULE: ./.cache/build/src/report/data-rules.js
var data_rules = __webpack_require__(72415);
// EXTERNAL MODULE: ./.cache/build/src/report/advice.js
var advice = __webpack_require__(19457);
// EXTERNAL MODULE: ./.cache/build/src/report/gate-table.js
var gate_table = __webpack_require__(76667);
;// CONCATENATED MODULE: ./.cache/build/src/report/html-interval.js

const WIDTH = 200;
const HEIGHT = 24;
const PADDING = 10;
function renderIntervalSvg(interval) {
    const { low, value, high, limit, allowed, text } = interval;
    if (![low, value, high, limit].every(Number.isFinite))
        return '';
    const [start, end] = [Math.min(low, limit), Math.max(high, limit)];
    const span = end - start || 1;
    const place = (number) => round(PADDING + ((number - start) / span) * (WIDTH - 2 * PADDING));
    const [left, middle, right, edge] = [place(low), place(value), place(high), place(limit)];
    const beyond = allowed === 'above' ? `x="0" width="${edge}"` : `x="${edge}" width="${round(WIDTH - edge)}"`;
    const center = HEIGHT / 2;
    return [
        `<svg class="interval" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
        `<title>${(0,report_escape/* escapeHtml */.ZD)(`interval ${text}, limit ${String(limit).replace('-', '−')}`)}</title>`,
        `<rect class="beyond" ${beyond} y="0" height="${HEIGHT}"/>`,
        start < 0 && end > 0 ? `<line class="zero" x1="${place(0)}" x2="${place(0)}" y1="3" y2="${HEIGHT - 3}"/>` : '',
        `<line class="limit" x1="${edge}" x2="${edge}" y1="0" y2="${HEIGHT}"/>`,
        `<line class="range" x1="${left}" x2="${right}" y1="${center}" y2="${center}"/>`,
        ...[left, right].map((x) => `<line class="range" x1="${x}" x2="${x}" y1="${center - 4}" y2="${center + 4}"/>`),
        `<circle class="value" cx="${middle}" cy="${center}" r="4"/>`,
        '</svg>',
    ].join('');
}
const round = (number) => Math.round(number * 10) / 10;

// EXTERNAL MODULE: ./.cache/build/src/report/metric-rows.js
var metric_rows = __webpack_require__(32459);
// EXTERNAL MODULE: ./.cache/build/src/report/numbers.js
var numbers = __webpack_require__(55979);
// EXTERNAL MODULE: ./.cache/build/src/report/section.js
var report_section = __webpack_require__(73406);
;// CONCATENATED MODULE: ./.cache/build/src/report/html-tables.js








function renderGates(section) {
    const groups = (0,gate_table/* groupGates */.U)(section);
    if (groups.length === 0)
        return '';
    const lines = groups.flatMap((group) => {
        const rows = group.rows.map((row) => ({ label: labelOf(row, group.isSliced), row, state: row.state, pill: pillOf(row) }));
        if (!group.isSliced)
            return rows;
        const alike = group.rows.filter((row) => row.state === group.state).length;
        const pill = group.rows.length === 1 ? undefined : `${alike} of ${group.rows.length} ${WORDS[group.state]}`;
        return [{ label: group.label, row: null, state: group.state, pill }, ...rows];
    });
    const table = renderHtmlTable('Gates', [
        { title: 'gate', cell: (line) => (0,report_escape/* escapeHtml */.ZD)(line.label) },
        { title: (0,report_section/* nameBaseline */.rl)(section.baseline).short, isNumber: true, cell: ({ row }) => row?.baseline ?? '' },
        { title: 'candidate', isNumber: true, cell: ({ row }) => (row ? (row.candidate ?? renderMissing()) : '') },
        { title: 'difference', isNumber: true, cell: ({ row }) => row?.difference ?? '' },
        { title: 'interval', cell: ({ row }) => (row ? renderInterval(row) : '') },
        { title: 'verdict', cell: ({ state, pill }) => renderPill(state, pill) },
    ], lines, ({ row }) => (row?.slice ? 'slice' : ''));
    return `${table}${renderGateNote(groups.flatMap((group) => group.rows))}`;
}
const renderMissing = () => '<span class="quiet">not measured</span>';
function labelOf(row, isSliced) {
    if (!isSliced || row.slice === null)
        return row.label;
    const { rows } = row.check.statistics;
    return `${row.slice.value}${rows === null ? '' : ` (${(0,numbers/* formatCount */.B4)(rows)} rows)`}`;
}
const pillOf = (row) => (row.check.waiver ? 'waived' : undefined);
function renderInterval({ interval, state }) {
    if (interval === null)
        return state === 'inconclusive' ? renderMissing() : '';
    return `<div class="${toneOf(state)}">${renderIntervalSvg(interval)}<span class="span">${interval.text}</span></div>`;
}
function renderGateNote(rows) {
    const shown = rows.filter((row) => row.interval !== null);
    const levels = [...new Set(shown.flatMap(({ check }) => check.statistics.confidence ?? []))].map(metric_rows/* formatConfidence */.Me);
    const skipped = new Set(rows.flatMap(({ state, check }) => (state === 'skip' && check.help ? [check.help] : [])));
    const intervals = `Two-sided ${levels.join(' and ')} intervals. The red line is the limit that the gate sets; an interval that reaches over it settles nothing.`;
    const notes = [...(shown.length > 0 ? [intervals] : []), ...[...skipped].map((help) => `Skipped: ${help}`)];
    return notes.map((note) => `<p class="note">${(0,report_escape/* escapeHtml */.ZD)(note)}</p>`).join('');
}
function renderSteps(section) {
    const items = (0,advice/* listAdvice */.l)(section).map(({ state, subjects, help, place }) => {
        const shown = subjects.slice(0, 5).map((subject) => (0,report_escape/* escapeHtml */.ZD)(subject, 120));
        const more = subjects.length > 5 ? ` and ${subjects.length - 5} more` : '';
        const where = place === null ? '' : ` ${renderCode(place)}`;
        return `<li><span>${renderPill(state)}</span><div><strong>${shown.join(', ')}${more}</strong><br>${(0,report_escape/* escapeHtml */.ZD)(help, 800)}${where}</div></li>`;
    });
    return items.length === 0 ? '' : `<ul class="steps">${items.slice(0, 100).join('')}</ul>`;
}
function renderRules(rows) {
    if (rows.length === 0)
        return '';
    return renderHtmlTable('Data rules', [
        { title: 'rule', cell: ({ check }) => (0,report_escape/* escapeHtml */.ZD)(check.title) },
        { title: 'measured', isNumber: true, cell: ({ measured }) => (0,report_escape/* escapeHtml */.ZD)(measured, 80) },
        { title: 'allowed', isNumber: true, cell: ({ check }) => (0,report_escape/* escapeHtml */.ZD)(check.expected ?? '', 80) },
        { title: 'where', cell: ({ place }) => (place === null ? '' : renderCode(place)) },
        { title: 'verdict', cell: ({ state, check }) => renderPill(state, check.waiver ? 'waived' : undefined) },
    ], rows);
}
function renderFailingRows({ open }) {
    const tables = open.flatMap(({ check }) => {
        if (check.samples.length === 0)
            return [];
        const names = [...new Set(check.samples.flatMap((sample) => Object.keys(sample.values)))].slice(0, 12);
        const cell = (value) => value === undefined ? '' : value === null ? '<span class="quiet">null</span>' : renderCode(value, 60);
        const columns = names.map((name) => ({
            title: name,
            cell: ({ values }) => cell(values[name]),
        }));
        const row = {
            title: 'row',
            cell: (sample) => (sample.row === null ? '–' : (0,numbers/* formatCount */.B4)(sample.row)),
        };
        return [
            `<div class="samples"><p class="note">${(0,report_escape/* escapeHtml */.ZD)(check.title)}</p>${renderHtmlTable(check.title, [row, ...columns], check.samples)}</div>`,
        ];
    });
    return tables.join('');
}
function renderMetrics(section) {
    const { rows, sharedNotes } = (0,metric_rows/* listMetrics */.u7)(section);
    if (rows.length === 0)
        return '';
    const confidence = (0,metric_rows/* sharedConfidence */.qQ)(rows);
    const notes = [
        ...(confidence === null ? [] : [`Below each value its two-sided ${confidence} interval.`]),
        ...sharedNotes,
    ];
    const table = renderHtmlTable('All metrics and slices', [
        { title: 'metric', cell: ({ title }) => (0,report_escape/* escapeHtml */.ZD)(title, 60) },
        { title: 'slice', cell: ({ slice }) => (slice === null ? '' : (0,report_escape/* escapeHtml */.ZD)(slice, 80)) },
        { title: 'rows', isNumber: true, cell: (row) => row.rows },
        { title: (0,report_section/* nameBaseline */.rl)(section.baseline).short, isNumber: true, cell: ({ baseline }) => renderEstimate(baseline) },
        { title: 'candidate', isNumber: true, cell: ({ candidate }) => renderEstimate(candidate) },
        { title: 'difference', isNumber: true, cell: ({ difference }) => renderEstimate(difference) },
        { title: 'method', cell: ({ method }) => (method === null ? '' : (0,report_escape/* escapeHtml */.ZD)(method, 80)) },
        { title: 'note', isText: true, cell: ({ note }) => (note === null ? '' : (0,report_escape/* escapeHtml */.ZD)(note)) },
    ], rows);
    return `${table}${notes.map((note) => `<p class="note">${(0,report_escape/* escapeHtml */.ZD)(note)}</p>`).join('')}`;
}
function renderEstimate(text) {
    const [value, interval] = (text ?? '').split(' (');
    return interval === undefined ? value : `${value}<span class="span">${interval.replace(')', '')}</span>`;
}
function renderOthers(section) {
    const checks = section.checks.filter((check) => !['contract', 'gate', 'metric'].includes(check.kind));
    if (checks.length === 0)
        return '';
    return renderHtmlTable('Other checks', [
        { title: 'check', cell: (check) => (0,report_escape/* escapeHtml */.ZD)(check.title) },
        { title: 'found', isText: true, cell: ({ observed }) => (observed === null ? '' : (0,report_escape/* escapeHtml */.ZD)(String(observed))) },
        { title: 'allowed', isText: true, cell: ({ expected }) => (0,report_escape/* escapeHtml */.ZD)(expected ?? '') },
        { title: 'where', cell: (check) => (check.source ? renderCode((0,advice/* placeOf */.$)(check)) : '') },
        { title: 'verdict', cell: (check) => renderPill((0,report_section/* stateOf */.L4)(check)) },
    ], checks);
}

;// CONCATENATED MODULE: ./.cache/build/src/report/html-section.js








const MOST_FIGURES = 12;
function renderHtmlSection(section, index, draw) {
    return [
        `<section class="model" aria-labelledby="model-${index}">`,
        renderBanner(section, index),
        renderCard('Gates', renderGates(section)),
        renderData(section),
        renderCard('Other checks', renderOthers(section)),
        renderCard('Next', renderSteps(section)),
        renderCard('Plots', renderFigures(section, index, draw)),
        renderCard('What changed', renderFacts((0,report_facts/* listChanges */.Wd)(section))),
        renderFold('All metrics and slices', renderMetrics(section)),
        renderFold('Where this comes from', renderOrigins(section)),
        '</section>',
    ].join('\n');
}
function renderBanner(section, index) {
    const verdict = (0,headline/* describeVerdict */.XZ)(section);
    const tone = toneOfSection(section);
    const isCompared = section.checks.some((check) => check.kind === 'metric' || check.kind === 'gate');
    const name = section.model ?? (isCompared ? 'Comparison' : 'Data');
    const summaries = [...new Set(section.results.map((result) => result.summary))].slice(0, 10);
    return [
        `<header class="banner ${tone}">${renderBadge(tone)}`,
        `<div><p class="eyebrow">${(0,report_escape/* escapeHtml */.ZD)(name, 80)}</p>`,
        `<h2 id="model-${index}">${(0,report_escape/* escapeHtml */.ZD)(verdict.charAt(0).toUpperCase() + verdict.slice(1))}</h2></div>`,
        `<p class="why">${summaries.map((summary) => (0,report_escape/* escapeHtml */.ZD)((0,numbers/* toRealMinus */.G8)(summary), 1000)).join(' ')}</p></header>`,
    ].join('');
}
function renderData(section) {
    const rules = (0,data_rules/* listDataRules */.K)(section);
    if (rules === null)
        return '';
    const objects = rules.objects.slice(0, 10).map((name) => ` <code>${(0,report_escape/* escapeHtml */.ZD)(name, 80)}</code>`);
    const heading = `Data${objects.join(',')}: ${rules.headline}`;
    if (rules.open.length === 0)
        return renderFold(heading, renderRules(rules.rows));
    const rest = rules.rows.slice(rules.open.length);
    return [
        renderCard(heading, renderRules(rules.open)),
        renderFold('Rows that break them', renderFailingRows(rules)),
        renderFold('The other rules', renderRules(rest)),
    ].join('\n');
}
function renderFigures(section, index, draw) {
    const figures = section.results
        .flatMap((result) => result.figures)
        .filter((figure) => figure.series.some(({ points }) => points.length > 0));
    const drawn = figures.slice(0, MOST_FIGURES).map((figure, at) => {
        const id = `figure-${index}-${at}`;
        return `<figure><figcaption id="${id}-title">${(0,report_escape/* escapeHtml */.ZD)(figure.title, 120)}</figcaption>${renderLegend(figure)}${draw(figure, id)}</figure>`;
    });
    return drawn.length === 0 ? '' : `<div class="figures">${drawn.join('\n')}</div>`;
}
function renderLegend(figure) {
    const entries = (0,chart_options/* styleSeries */.P)(figure);
    if (entries.length < 2)
        return '';
    const items = entries.map(({ series, colour, dash }) => {
        const dashes = figure.kind === 'line' && dash === 'dashed' ? ' stroke-dasharray="5 4"' : '';
        const line = `<svg viewBox="0 0 22 8" aria-hidden="true"><line x1="0" x2="22" y1="4" y2="4" stroke="${colour}" stroke-width="2"${dashes}/></svg>`;
        return `<li>${line}${(0,report_escape/* escapeHtml */.ZD)(series.name, 60)}</li>`;
    });
    return `<ul class="legend">${items.join('')}</ul>`;
}
function renderFacts(facts) {
    if (facts.length === 0)
        return '';
    const items = facts.slice(0, 100).map((fact) => `<li>${renderFact(fact)}</li>`);
    return `<ul class="facts">${items.join('')}</ul>`;
}
function renderOrigins(section) {
    const policies = renderFacts((0,report_facts/* listPolicies */.jm)(section));
    return `<dl><dt>policy</dt><dd>${policies}</dd><dt>made of</dt><dd>${renderFacts((0,report_facts/* listOrigins */.c1)(section))}</dd></dl>`;
}

;// CONCATENATED MODULE: ./.cache/build/src/report/html-style.js
const STYLE = `
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
.why{max-width:72ch;margin-top:4px}
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
.chart{display:block;width:100%;height:auto}
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
`;

;// CONCATENATED MODULE: ./.cache/build/src/report/html.js








const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
async function renderHtml(results) {
    const sections = (0,report_section/* groupByModel */.EY)(results);
    const hasFigures = results.some((result) => result.figures.length > 0);
    const draw = hasFigures ? (await Promise.all(/* import() */[__webpack_require__.e(360), __webpack_require__.e(84)]).then(__webpack_require__.bind(__webpack_require__, 85084))).renderChart : () => '';
    const body = sections.map((section, index) => renderHtmlSection(section, index, draw));
    return [
        '<!doctype html>',
        '<html lang="en">',
        '<head>',
        '<meta charset="utf-8">',
        `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        `<title>${(0,report_escape/* escapeHtml */.ZD)(describeTitle(sections), 200)}</title>`,
        `<style>${STYLE}</style>`,
        '</head>',
        '<body>',
        '<main>',
        renderTop(results),
        renderOverview(sections),
        ...body,
        '</main>',
        `<script type="application/json" id="results">${(0,report_escape/* embedJson */._g)(results)}</script>`,
        '</body>',
        '</html>',
        '',
    ].join('\n');
}
function describeTitle(sections) {
    const [first] = sections;
    if (sections.length !== 1 || first === undefined)
        return `modelgate: ${(0,numbers/* formatPlural */.yk)(sections.length, 'model')}`;
    return `${first.model ?? 'Data'}: ${(0,headline/* describeVerdict */.XZ)(first)}`;
}
function renderTop(results) {
    const [first] = results;
    const from = first?.source;
    const facts = [from?.repository ?? '', from?.commit ? (0,report_facts/* shorten */.ml)(from.commit) : '', formatTime(first?.finishedAt ?? '')];
    const shown = facts.filter((fact) => fact !== '').map((fact) => (0,report_escape/* escapeHtml */.ZD)(fact, 100));
    return `<div class="top"><strong>modelgate report</strong><span>${shown.join(' · ')}</span></div>`;
}
function formatTime(instant) {
    const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):[\d.]+Z$/.exec(instant);
    return match ? `${match[1]} ${match[2]} UTC` : instant;
}
function renderOverview(sections) {
    if (sections.length < 2)
        return '';
    const blocking = sections.filter((section) => section.blocks).length;
    const heading = blocking === 0
        ? 'Nothing speaks against them'
        : `${blocking} of ${(0,numbers/* formatPlural */.yk)(sections.length, 'model')} may not go on`;
    const table = renderHtmlTable('Models', [
        { title: 'model', cell: ({ model }) => (0,report_escape/* escapeHtml */.ZD)(model ?? 'no model', 80) },
        { title: 'answer', isText: true, cell: (section) => (0,report_escape/* escapeHtml */.ZD)((0,headline/* describeVerdict */.XZ)(section)) },
        { title: 'verdict', cell: ({ verdict }) => renderPill(verdict === 'warn' ? 'warning' : verdict) },
    ], sections);
    return renderCard(heading, table);
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
