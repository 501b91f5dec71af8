export const id = 236;
export const ids = [236,457];
export const modules = {

/***/ 58566:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cd: () => (/* binding */ BINARY_METRICS),
/* harmony export */   GF: () => (/* binding */ findMetric),
/* harmony export */   fi: () => (/* binding */ METRICS_TO_COME)
/* harmony export */ });
const metric = (name, title, better, needs) => ({
    name,
    title,
    better,
    needsScore: needs !== 'prediction',
    needsProbability: needs === 'probability',
});
const BINARY_METRICS = [
    metric('roc_auc', 'ROC AUC', 'higher', 'score'),
    metric('pr_auc', 'PR AUC', 'higher', 'score'),
    metric('log_loss', 'log loss', 'lower', 'probability'),
    metric('brier', 'Brier score', 'lower', 'probability'),
    metric('ece', 'calibration error', 'lower', 'probability'),
    metric('accuracy', 'accuracy', 'higher', 'prediction'),
    metric('balanced_accuracy', 'balanced accuracy', 'higher', 'prediction'),
    metric('precision', 'precision', 'higher', 'prediction'),
    metric('recall', 'recall', 'higher', 'prediction'),
    metric('specificity', 'specificity', 'higher', 'prediction'),
    metric('f1', 'F1', 'higher', 'prediction'),
    metric('mcc', 'MCC', 'higher', 'prediction'),
    metric('cohen_kappa', "Cohen's kappa", 'higher', 'prediction'),
    metric('selection_rate', 'selection rate', 'none', 'prediction'),
];
const ALIASES = {
    average_precision: 'pr_auc',
    neg_log_loss: 'log_loss',
    neg_brier_score: 'brier',
    matthews_corrcoef: 'mcc',
};
const METRICS_TO_COME = [
    'demographic_parity_difference',
    'equalized_odds_difference',
    'rmse',
    'mae',
    'r2',
    'mape',
    'median_ae',
];
function findMetric(name) {
    const canonical = ALIASES[name] ?? name;
    return BINARY_METRICS.find((info) => info.name === canonical);
}


/***/ }),

/***/ 19457:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ placeOf),
/* harmony export */   l: () => (/* binding */ listAdvice)
/* harmony export */ });
/* harmony import */ var _gate_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76667);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55979);
/* harmony import */ var _section_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73406);



function listAdvice(section) {
    const subjects = new Map((0,_gate_table_js__WEBPACK_IMPORTED_MODULE_0__/* .groupGates */ .U)(section).flatMap((group) => group.rows.map((row) => [row.check, row.label])));
    const byHelp = new Map();
    for (const state of _section_js__WEBPACK_IMPORTED_MODULE_1__/* .STATES */ .xj.filter((name) => name !== 'pass' && name !== 'skip')) {
        for (const check of section.checks.filter((entry) => entry.severity !== 'info' && (0,_section_js__WEBPACK_IMPORTED_MODULE_1__/* .stateOf */ .L4)(entry) === state)) {
            const help = describeStep(check);
            const known = byHelp.get(`${state} ${help}`);
            const subject = subjects.get(check) ?? check.title;
            byHelp.set(`${state} ${help}`, {
                state,
                help,
                subjects: [...(known?.subjects ?? []), subject],
                place: known?.place ?? placeOf(check),
            });
        }
    }
    return [...byHelp.values()];
}
function describeStep(check) {
    const own = (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .toRealMinus */ .G8)(check.help ?? 'look at what the rule asks and at what was measured');
    const labels = check.kind === 'gate' ? check.statistics.labelsNeeded : null;
    const isCounted = labels === null || own.includes((0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(labels)) || own.includes(String(labels));
    const step = isCounted ? own : `${own}; about ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(labels)} more labelled rows would settle it`;
    const { waiver } = check;
    return waiver ? `waived until ${waiver.until} by ${waiver.by}: ${waiver.reason}. Then: ${step}` : step;
}
function placeOf({ source }) {
    if (source === null)
        return null;
    return source.line === null ? source.file : `${source.file}:${source.line}`;
}


/***/ }),

/***/ 72415:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ describeRule),
/* harmony export */   K: () => (/* binding */ listDataRules)
/* harmony export */ });
/* harmony import */ var _advice_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19457);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55979);
/* harmony import */ var _section_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73406);



function listDataRules(section) {
    const checks = section.checks.filter((check) => check.kind === 'contract');
    if (checks.length === 0)
        return null;
    const rows = checks
        .map((check) => ({
        check,
        state: (0,_section_js__WEBPACK_IMPORTED_MODULE_1__/* .stateOf */ .L4)(check),
        measured: describeRule(check) ?? ((0,_section_js__WEBPACK_IMPORTED_MODULE_1__/* .stateOf */ .L4)(check) === 'skip' ? '' : 'not measured'),
        place: (0,_advice_js__WEBPACK_IMPORTED_MODULE_0__/* .placeOf */ .$)(check),
    }))
        .toSorted((a, b) => _section_js__WEBPACK_IMPORTED_MODULE_1__/* .STATES */ .xj.indexOf(a.state) - _section_js__WEBPACK_IMPORTED_MODULE_1__/* .STATES */ .xj.indexOf(b.state));
    const open = rows.filter((row) => row.state !== 'pass' && row.state !== 'skip');
    const count = (state) => rows.filter((row) => row.state === state).length;
    const judged = rows.length - count('skip');
    const parts = [
        `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(count('pass'))} of ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlural */ .yk)(judged, 'rule')} hold`,
        count('fail') > 0 ? `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(count('fail'))} broken` : '',
        count('inconclusive') > 0 ? `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(count('inconclusive'))} not judged` : '',
        count('warning') > 0 ? (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlural */ .yk)(count('warning'), 'warning') : '',
        count('skip') > 0 ? `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(count('skip'))} left to people` : '',
    ];
    const objects = [...new Set(checks.flatMap((check) => check.target.object ?? []))];
    return { rows, open, objects, headline: parts.filter((part) => part !== '').join(', ') };
}
function describeRule({ statistics, observed }) {
    const { rows, failing, percent, value } = statistics;
    if (value !== undefined && value !== null)
        return (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatScalar */ .kQ)(value);
    if (failing === null)
        return observed === null ? null : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatScalar */ .kQ)(observed);
    if (rows === null)
        return (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlural */ .yk)(failing, 'row');
    const share = percent === null || failing === 0 ? '' : ` (${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPercent */ .l9)(percent)})`;
    return `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(failing)} of ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlural */ .yk)(rows, 'row')}${share}`;
}


/***/ }),

/***/ 17838:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ markdownCode),
/* harmony export */   X5: () => (/* binding */ cleanText),
/* harmony export */   ZD: () => (/* binding */ escapeHtml),
/* harmony export */   _g: () => (/* binding */ embedJson),
/* harmony export */   dD: () => (/* binding */ escapeLogText),
/* harmony export */   escapeMarkdown: () => (/* binding */ escapeMarkdown)
/* harmony export */ });
const BREAK = '\u200B';
const TEXT_LIMIT = 300;
const INVISIBLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}\p{Surrogate}]/gu;
function cleanText(text, limit = TEXT_LIMIT) {
    const line = text
        .slice(0, limit * 4)
        .replace(/[\s\u2028\u2029\u0085]+/g, ' ')
        .replace(INVISIBLE, '\uFFFD')
        .trim();
    const points = [...line];
    return points.length > limit || text.length > limit * 4 ? `${points.slice(0, limit - 1).join('')}…` : line;
}
function escapeLogText(text, limit = TEXT_LIMIT) {
    return cleanText(text, limit).replace(/##\[/g, '## [').replace(/^::/, ': :');
}
function breakReferences(text) {
    return text
        .replace(/@(?=[\w-])/g, `@${BREAK}`)
        .replace(/#(?=\d)/g, `#${BREAK}`)
        .replace(/\bGH-(?=\d)/gi, (match) => `${match}${BREAK}`)
        .replace(/:(?=\/\/)/g, `:${BREAK}`)
        .replace(/\b(mailto|xmpp):/gi, (match) => `${match}${BREAK}`)
        .replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}${BREAK}.`);
}
function escapeMarkdown(text, limit = TEXT_LIMIT) {
    return breakReferences(cleanText(text, limit))
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/[\\`*_[\]~|!#$]/g, '\\$&')
        .replace(/^(\d+)(?=[.)](\s|$))/, '$1\\')
        .replace(/^[-+=]/, '\\$&');
}
function markdownCode(text, limit = TEXT_LIMIT) {
    const line = cleanText(text, limit).replace(/\|/g, '\\|');
    const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
    const fence = '`'.repeat(longest + 1);
    const padding = line === '' || line.startsWith('`') || line.endsWith('`') ? ' ' : '';
    return `${fence}${padding}${line}${padding}${fence}`;
}
function escapeHtml(text, limit = TEXT_LIMIT) {
    return cleanText(text, limit)
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(/'/g, '&#39;');
}
function embedJson(value) {
    return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}


/***/ }),

/***/ 76667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ groupGates),
/* harmony export */   t: () => (/* binding */ gateKindOf)
/* harmony export */ });
/* harmony import */ var _core_metric_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58566);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55979);
/* harmony import */ var _section_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73406);



function gateKindOf({ id, statistics }) {
    if (statistics.margin !== undefined)
        return 'margin';
    const part = id.split('/')[2]?.replace(/-\d+$/, '');
    return statistics.threshold !== undefined && (part === 'min' || part === 'max') ? part : null;
}
function groupGates(section) {
    const groups = new Map();
    for (const result of section.results) {
        for (const check of result.checks) {
            if (check.kind !== 'gate')
                continue;
            const row = makeRow(check, findMetricCheck(check, result.checks));
            const { margin, threshold } = check.statistics;
            const shared = [check.target.metric, gateKindOf(check), margin ?? threshold, row.slice?.column];
            const key = row.slice ? JSON.stringify(shared) : `${groups.size} ${check.id}`;
            groups.set(key, [...(groups.get(key) ?? []), row]);
        }
    }
    return [...groups.values()].map(makeGroup);
}
function makeGroup(rows) {
    const first = rows[0];
    const state = (0,_section_js__WEBPACK_IMPORTED_MODULE_1__/* .worstState */ .Fk)(rows.map((row) => row.state));
    if (first.slice === null)
        return { label: first.label, isSliced: false, state, rows };
    const asked = describeBound(first.check);
    const subject = `${metricTitle(first.check)} by ${first.slice.column}`;
    const label = asked === null ? first.check.title : `${subject}, ${asked}`;
    const order = ['fail', 'inconclusive', 'warning', 'skip', 'pass'];
    const sorted = rows.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
    return { label, isSliced: true, state, rows: sorted };
}
function findMetricCheck(gate, checks) {
    return checks.find((check) => check.kind === 'metric' && check.target.metric === gate.target.metric && check.target.slice === gate.target.slice);
}
function makeRow(check, metric) {
    const slice = (0,_section_js__WEBPACK_IMPORTED_MODULE_1__/* .parseSlice */ .o2)(check);
    const title = metricTitle(check);
    const asked = describeBound(check);
    const subject = slice ? `${title} for ${slice.column} = ${slice.value}` : title;
    return {
        check,
        label: asked === null ? check.title : slice ? `${subject}, ${asked}` : `${title} ${asked}`,
        subject: asked === null ? check.title : subject,
        slice,
        state: (0,_section_js__WEBPACK_IMPORTED_MODULE_1__/* .stateOf */ .L4)(check),
        ...describeNumbers(check, metric),
    };
}
function metricTitle(check) {
    const name = check.target.metric;
    return name === null ? check.title : ((0,_core_metric_js__WEBPACK_IMPORTED_MODULE_0__/* .findMetric */ .GF)(name)?.title ?? name);
}
function describeBound(check) {
    const { margin, threshold } = check.statistics;
    const kind = gateKindOf(check);
    if (kind === 'margin')
        return margin === 0 ? 'no worse' : `no worse by more than ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBound */ .Sp)(margin)}`;
    return kind === null ? null : `${kind === 'min' ? 'at least' : 'at most'} ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBound */ .Sp)(threshold)}`;
}
function describeNumbers(check, metric) {
    const { value, interval, margin, threshold } = check.statistics;
    const isMargin = gateKindOf(check) === 'margin';
    const candidate = metric?.statistics.candidate.value ?? (isMargin ? null : value);
    const baseline = metric?.statistics.baseline?.value ?? null;
    const limit = isMargin ? marginLimit(check, metric) : (threshold ?? null);
    const levels = [candidate, baseline].filter((level) => level !== null);
    const least = (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .countDecimals */ .AP)(levels.length > 0 ? levels : [value ?? 0], interval ?? metric?.statistics.candidate.interval ?? null);
    const judged = [value, ...(interval ?? [])].filter((number) => number !== null);
    const decimals = limit === null ? least : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .separateFromLimit */ .df)(least, judged, limit);
    const format = (number) => (isMargin ? (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatSigned */ .Gp)(number, decimals) : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatNumber */ .ZV)(number, decimals));
    const allowed = isMargin
        ? betterOf(check, metric) === 'lower'
            ? 'below'
            : 'above'
        : gateKindOf(check) === 'max'
            ? 'below'
            : 'above';
    return {
        baseline: baseline === null ? null : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatNumber */ .ZV)(baseline, decimals),
        candidate: candidate === null ? null : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatNumber */ .ZV)(candidate, decimals),
        difference: margin === undefined || value === null ? null : format(value),
        interval: interval === null || value === null || limit === null
            ? null
            : {
                low: interval[0],
                value,
                high: interval[1],
                limit,
                allowed,
                text: `${format(interval[0])} … ${format(interval[1])}`,
            },
    };
}
function marginLimit(check, metric) {
    return betterOf(check, metric) === 'lower' ? check.statistics.margin : -check.statistics.margin;
}
function betterOf(check, metric) {
    return metric?.statistics.better ?? (0,_core_metric_js__WEBPACK_IMPORTED_MODULE_0__/* .findMetric */ .GF)(check.target.metric ?? '')?.better ?? 'higher';
}


/***/ }),

/***/ 86153:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XZ: () => (/* binding */ describeVerdict),
/* harmony export */   f7: () => (/* binding */ sectionIcon),
/* harmony export */   t1: () => (/* binding */ STATE_ICONS),
/* harmony export */   yy: () => (/* binding */ isEmptyStage)
/* harmony export */ });
/* harmony import */ var _gate_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76667);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55979);
/* harmony import */ var _section_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73406);



const STATE_ICONS = {
    pass: '✅',
    fail: '❌',
    inconclusive: '❔',
    warning: '⚠️',
    skip: '➖',
};
function sectionIcon({ verdict, blocks }) {
    if (blocks)
        return '⛔';
    return verdict === 'warn' ? STATE_ICONS.warning : STATE_ICONS[verdict];
}
function describeVerdict(section) {
    const { verdict, results } = section;
    const acting = results.find(({ command }) => !['validate', 'compare'].includes(command));
    if (acting !== undefined && results.length === 1)
        return acting.summary;
    if (section.blocks || verdict === 'fail' || verdict === 'inconclusive') {
        return `${verdict === 'inconclusive' ? 'not yet' : 'no'}, ${describeWorst(section)}`;
    }
    if (verdict === 'skip')
        return 'there was nothing to judge';
    const warnings = section.checks.filter((check) => isWarning(check)).length;
    const positive = describePositive(section);
    return verdict === 'warn' && warnings > 0 ? `${positive}, with ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlural */ .yk)(warnings, 'warning')}` : positive;
}
function isWarning(check) {
    return check.severity !== 'info' && !['pass', 'skip'].includes((0,_section_js__WEBPACK_IMPORTED_MODULE_1__/* .stateOf */ .L4)(check));
}
function describePositive(section) {
    const { baseline, results, checks } = section;
    const compare = results.find((result) => result.command === 'compare' || result.baseline !== null);
    if (compare === undefined) {
        const isData = checks.some((check) => check.kind === 'contract');
        return isData ? 'the data keeps its contract' : (results[0]?.summary ?? 'nothing speaks against it');
    }
    if (!checks.some((check) => check.kind === 'gate'))
        return 'measured; no gate asks anything of it';
    if (baseline === null)
        return 'passes its gates';
    if (isEmptyStage(baseline))
        return `may become the first version in ${(0,_section_js__WEBPACK_IMPORTED_MODULE_1__/* .nameBaseline */ .rl)(baseline).short}`;
    return `may replace ${(0,_section_js__WEBPACK_IMPORTED_MODULE_1__/* .nameBaseline */ .rl)(baseline).full}`;
}
function isEmptyStage(baseline) {
    return baseline.version === null && baseline.source.startsWith('stage:');
}
function describeWorst(section) {
    const wanted = section.verdict === 'inconclusive' ? 'inconclusive' : 'fail';
    const isWanted = (check) => (0,_section_js__WEBPACK_IMPORTED_MODULE_1__/* .stateOf */ .L4)(check) === wanted && check.severity === 'error';
    const gates = (0,_gate_table_js__WEBPACK_IMPORTED_MODULE_0__/* .groupGates */ .U)(section).flatMap((group) => group.rows);
    const rows = gates.filter(({ check }) => isWanted(check));
    const blocking = rows.some(({ check }) => check.blocks) ? rows.filter(({ check }) => check.blocks) : rows;
    const others = section.checks.filter((check) => check.kind !== 'gate' && isWanted(check));
    const count = blocking.length + others.length;
    const more = count > 1 ? `, and ${count - 1} more` : '';
    if (blocking[0])
        return `${describeGateFault(blocking[0], section)}${more}`;
    const check = others[0];
    if (check === undefined)
        return section.results.find((result) => result.blocks)?.summary ?? 'a check did not pass';
    return `${describeOther(check)}${more}`;
}
function describeGateFault(row, section) {
    const { check, subject } = row;
    const kind = (0,_gate_table_js__WEBPACK_IMPORTED_MODULE_0__/* .gateKindOf */ .t)(check);
    if (check.verdict === 'inconclusive') {
        return `${subject} ${row.interval === null ? 'could not be judged' : 'is too close to call'}`;
    }
    const { margin, threshold } = check.statistics;
    if (kind === 'margin') {
        return `${subject} is worse than ${(0,_section_js__WEBPACK_IMPORTED_MODULE_1__/* .nameBaseline */ .rl)(section.baseline).short}${margin === 0 ? '' : ` by more than ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBound */ .Sp)(margin)}`}`;
    }
    return kind === null
        ? `${subject} does not hold`
        : `${subject} is ${kind === 'min' ? 'below' : 'above'} ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBound */ .Sp)(threshold)}`;
}
function describeOther(check) {
    if (check.kind !== 'contract')
        return check.title;
    const { failing } = check.statistics;
    const extent = failing !== null && failing > 0 ? ` (${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlural */ .yk)(failing, 'row')})` : '';
    const verb = check.verdict === 'inconclusive' ? 'a rule of the contract could not be judged' : 'the data breaks its contract';
    return `${verb}: ${check.title}${extent}`;
}


/***/ }),

/***/ 55979:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ countDecimals),
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   G8: () => (/* binding */ toRealMinus),
/* harmony export */   Gp: () => (/* binding */ formatSigned),
/* harmony export */   Sp: () => (/* binding */ formatBound),
/* harmony export */   ZV: () => (/* binding */ formatNumber),
/* harmony export */   df: () => (/* binding */ separateFromLimit),
/* harmony export */   kQ: () => (/* binding */ formatScalar),
/* harmony export */   l9: () => (/* binding */ formatPercent),
/* harmony export */   yk: () => (/* binding */ formatPlural)
/* harmony export */ });
const MOST_DECIMALS = 6;
function toReadable(value, decimals) {
    const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
    return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
function countDecimals(values, interval) {
    const least = leastDecimals(Math.max(0, ...values.map(Math.abs)));
    const halfWidth = interval ? Math.abs(interval[1] - interval[0]) / 2 : 0;
    const deserved = halfWidth > 0 ? Math.ceil(-Math.log10(halfWidth / 5)) : 0;
    return Math.min(Math.max(least, deserved), MOST_DECIMALS);
}
function separateFromLimit(decimals, judged, limit) {
    const others = judged.filter((value) => value !== limit);
    const isTold = (value, places) => toReadable(value, places) !== toReadable(limit, places);
    let places = decimals;
    while (places < MOST_DECIMALS && !others.every((value) => isTold(value, places)))
        places++;
    return places;
}
function leastDecimals(scale) {
    if (scale === 0 || !Number.isFinite(scale))
        return 3;
    if (scale < 0.01)
        return Math.min(MOST_DECIMALS, 1 - Math.floor(Math.log10(scale)));
    return Math.max(0, Math.min(3, 3 - Math.floor(Math.log10(scale))));
}
function formatNumber(value, decimals) {
    if (!Number.isFinite(value))
        return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : '−∞';
    if (value !== 0 && Math.abs(value) < 0.5 * 10 ** -MOST_DECIMALS)
        return value.toExponential(1).replace(/-/g, '−');
    return toReadable(value, decimals);
}
function formatSigned(value, decimals) {
    const text = formatNumber(value, decimals);
    return value > 0 && /[1-9∞]/.test(text) ? `+${text}` : text;
}
function toRealMinus(sentence) {
    return sentence.replace(/(^|[\s(])-(?=\d)/g, '$1−');
}
function formatCount(count) {
    return toReadable(count, Number.isInteger(count) ? 0 : 1);
}
function formatPlural(count, noun) {
    return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
function formatPercent(percent) {
    if (percent > 0 && percent < 0.01)
        return '< 0.01 %';
    return `${toReadable(percent, percent < 0.1 && percent > 0 ? 2 : 1)} %`;
}
function formatBound(bound) {
    return String(bound).replace('-', '−');
}
function formatScalar(value) {
    if (value === null)
        return '–';
    if (typeof value !== 'number')
        return String(value);
    return Number.isInteger(value) ? formatCount(value) : formatNumber(value, countDecimals([value], null));
}


/***/ }),

/***/ 73406:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EY: () => (/* binding */ groupByModel),
/* harmony export */   Fk: () => (/* binding */ worstState),
/* harmony export */   L4: () => (/* binding */ stateOf),
/* harmony export */   o2: () => (/* binding */ parseSlice),
/* harmony export */   rl: () => (/* binding */ nameBaseline),
/* harmony export */   xj: () => (/* binding */ STATES)
/* harmony export */ });
/* harmony import */ var _core_verdict_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37357);

const RANK = { fail: 0, inconclusive: 1, warn: 2, pass: 3, skip: 4 };
function groupByModel(results) {
    const models = [...new Set(results.map((result) => result.model))];
    const sections = models.map((model) => makeSection(model, results.filter((result) => result.model === model)));
    return sections.sort((a, b) => Number(b.blocks) - Number(a.blocks) || RANK[a.verdict] - RANK[b.verdict]);
}
function makeSection(model, results) {
    return {
        model,
        results,
        checks: results.flatMap((result) => result.checks),
        verdict: (0,_core_verdict_js__WEBPACK_IMPORTED_MODULE_0__/* .worstVerdict */ .zP)(results.map((result) => result.verdict)),
        blocks: results.some((result) => result.blocks),
        baseline: results.find((result) => result.baseline !== null)?.baseline ?? null,
    };
}
const STATES = ['fail', 'inconclusive', 'warning', 'skip', 'pass'];
function stateOf(check) {
    if (check.verdict === 'pass' || check.verdict === 'skip')
        return check.verdict;
    if (check.waiver !== null)
        return 'warning';
    return check.verdict === 'fail' && check.severity !== 'error' ? 'warning' : check.verdict;
}
function worstState(states) {
    return STATES.find((state) => states.includes(state)) ?? 'pass';
}
function nameBaseline(baseline) {
    if (baseline === null)
        return { short: 'baseline', full: 'the baseline' };
    const stage = /^stage:(.+)$/s.exec(baseline.source)?.[1];
    const short = stage ?? 'baseline';
    if (baseline.version !== null)
        return { short, full: `${short} ${baseline.version}` };
    const path = /^file:(.+)$/s.exec(baseline.source)?.[1];
    return { short, full: path === undefined ? short : `the baseline ${path}` };
}
function parseSlice(check) {
    if (check.target.slice === null)
        return null;
    const last = check.id.split('/').at(-1) ?? '';
    const [column, value] = last.split('=', 2);
    if (column === undefined || value === undefined)
        return { column: 'slice', value: check.target.slice };
    return { column: decodeIdPart(column), value: decodeIdPart(value) };
}
function decodeIdPart(part) {
    return part.replace(/%(25|2F|3D)/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}


/***/ })

};
