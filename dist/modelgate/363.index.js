export const id = 363;
export const ids = [363];
export const modules = {

/***/ 13363:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runReport: () => (/* binding */ runReport),
  writeReports: () => (/* binding */ writeReports)
});

// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var core_faults = __webpack_require__(3799);
// EXTERNAL MODULE: ./.cache/build/src/core/verdict.js
var core_verdict = __webpack_require__(37357);
;// CONCATENATED MODULE: ./.cache/build/src/commands/report/result-files.js

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_DEPTH = 32;
const MOST_FAULTS = 10;
async function readResults(paths, { workspace, resultsFolder }) {
    const files = paths.length > 0 ? paths : await workspace.glob(`${resultsFolder.replaceAll('\\', '/')}/*.json`, 'caller');
    if (files.length === 0) {
        throw new core_faults/* InputError */.dz({
            message: `there is no result file in ${resultsFolder}`,
            help: 'name files (modelgate report compare.json), or run validate, compare or check before in the same job',
        });
    }
    const results = [];
    const faults = [];
    for (const file of files) {
        try {
            results.push(...(await parseResults(await workspace.readText(file, 'caller', MOST_BYTES), file)));
        }
        catch (error) {
            if (!(error instanceof core_faults/* InputError */.dz))
                throw error;
            faults.push(...error.faults);
        }
    }
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    return results;
}
async function parseResults(text, file) {
    const document = parseJson(text, file);
    const schema = document?.schema;
    const { resultSchema, resultsSchema } = await Promise.all(/* import() */[__webpack_require__.e(72), __webpack_require__.e(103)]).then(__webpack_require__.bind(__webpack_require__, 22103));
    if (schema === 'modelgate.result/v1') {
        const parsed = resultSchema.safeParse(document);
        if (parsed.success)
            return [parsed.data];
        throw new core_faults/* InputError */.dz(describeIssues(parsed.error.issues, file));
    }
    if (schema === 'modelgate.results/v1') {
        const parsed = resultsSchema.safeParse(document);
        if (parsed.success)
            return parsed.data.results;
        throw new core_faults/* InputError */.dz(describeIssues(parsed.error.issues, file));
    }
    throw new core_faults/* InputError */.dz({ place: { file }, ...describeSchema(schema) });
}
function parseJson(text, file) {
    const depth = measureDepth(text);
    if (depth > MOST_DEPTH) {
        throw new core_faults/* InputError */.dz({
            place: { file },
            message: `is nested ${depth} levels deep; a result file has at most ${MOST_DEPTH}`,
        });
    }
    try {
        return JSON.parse(text.replace(/^\uFEFF/, ''));
    }
    catch (error) {
        throw new core_faults/* InputError */.dz({ place: { file }, message: 'is not JSON', help: 'write result files with --format json --output FILE' }, { cause: error });
    }
}
function measureDepth(text) {
    let [depth, deepest] = [0, 0];
    for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (code === 0x22)
            i = findStringEnd(text, i);
        else if (code === 0x5b || code === 0x7b)
            deepest = Math.max(deepest, ++depth);
        else if (code === 0x5d || code === 0x7d)
            depth--;
    }
    return deepest;
}
function findStringEnd(text, start) {
    let i = start + 1;
    while (i < text.length && text.charCodeAt(i) !== 0x22)
        i += text.charCodeAt(i) === 0x5c ? 2 : 1;
    return i;
}
function describeSchema(schema) {
    if (typeof schema === 'string' && /^modelgate\.results?\/v\d+$/.test(schema)) {
        return { message: `has the schema ${schema}, which this version does not read`, help: 'update modelgate' };
    }
    return {
        message: 'is no result file: its "schema" is neither modelgate.result/v1 nor modelgate.results/v1',
        help: 'name files that a command wrote with --format json --output FILE',
    };
}
function describeIssues(issues, file) {
    const shown = issues
        .slice(0, MOST_FAULTS)
        .map(({ path, message }) => ({ place: { file }, message: `${formatPath(path)}: ${message}` }));
    const left = issues.length - shown.length;
    return left > 0 ? [...shown, { place: { file }, message: `and ${left} more faults` }] : shown;
}
function formatPath(path) {
    const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
    return text.replace(/^\./, '') || 'the document';
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/report/run.js



const LATER = ['junit', 'sarif', 'comment', 'check-run'];
const runReport = async (inputs, services) => {
    refuseLater(inputs);
    const all = await readResults([...inputs.operands, ...(inputs.results ?? [])], services);
    const results = chooseModels(all, inputs.model);
    const written = await writeReports(results, { markdown: inputs.markdown, html: inputs.html }, services);
    const verdict = (0,core_verdict/* worstVerdict */.zP)(results.map((result) => result.verdict));
    const blocks = results.some((result) => result.blocks);
    return {
        results: [],
        document: { schema: 'modelgate.report/v1', verdict, blocks, results: results.length, written },
        text: await describeReport(results, written),
        markdown: await renderStepSummary(results),
        outputs: {
            verdict,
            blocks: String(blocks),
            summary: [...new Set(results.map((result) => result.summary))].join(' '),
            markdown: written.markdown ?? '',
            html: written.html ?? '',
        },
    };
};
function refuseLater(inputs) {
    const faults = LATER.filter((name) => inputs[name] !== undefined && inputs[name] !== false).map((name) => ({ message: `report --${name} is not there yet`, help: 'use --markdown, --html or --summary' }));
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
}
function chooseModels(results, models) {
    if (models.length === 0)
        return results;
    const known = [...new Set(results.flatMap((result) => result.model ?? []))];
    const faults = models
        .filter((model) => !known.includes(model))
        .map((model) => ({
        message: `no result is about model ${JSON.stringify(model)}`,
        help: known.length > 0 ? `the results are about ${known.slice(0, 10).join(', ')}` : 'the results name no model',
    }));
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    return results.filter((result) => result.model !== null && models.includes(result.model));
}
async function writeReports(results, paths, { workspace }) {
    if (paths.markdown !== undefined) {
        const { renderMarkdown } = await Promise.all(/* import() */[__webpack_require__.e(236), __webpack_require__.e(487)]).then(__webpack_require__.bind(__webpack_require__, 55487));
        await workspace.writeText(paths.markdown, renderMarkdown(results));
    }
    if (paths.html !== undefined) {
        const { renderHtml } = await Promise.all(/* import() */[__webpack_require__.e(236), __webpack_require__.e(468)]).then(__webpack_require__.bind(__webpack_require__, 18468));
        await workspace.writeText(paths.html, await renderHtml(results));
    }
    return { markdown: paths.markdown ?? null, html: paths.html ?? null };
}
async function renderStepSummary(results) {
    const { renderSummary } = await Promise.all(/* import() */[__webpack_require__.e(236), __webpack_require__.e(487)]).then(__webpack_require__.bind(__webpack_require__, 55487));
    return renderSummary(results);
}
async function describeReport(results, written) {
    const { renderText } = await Promise.all(/* import() */[__webpack_require__.e(236), __webpack_require__.e(970)]).then(__webpack_require__.bind(__webpack_require__, 45970));
    const files = [written.markdown, written.html].filter((path) => path !== null);
    return [renderText(results, { colour: false }), ...(files.length > 0 ? [`Written: ${files.join(', ')}`] : [])].join('\n\n');
}


/***/ }),

/***/ 3799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ss: () => (/* binding */ RaceLostError),
/* harmony export */   _N: () => (/* binding */ SystemError),
/* harmony export */   dE: () => (/* binding */ formatPlace),
/* harmony export */   dz: () => (/* binding */ InputError)
/* harmony export */ });
function formatPlace(place) {
    return [place.file, place.line, place.line === undefined ? undefined : place.column]
        .filter((part) => part !== undefined)
        .join(':');
}
function formatFault(fault) {
    const place = fault.place ? `${formatPlace(fault.place)}: ` : '';
    return `${place}${fault.message}${fault.help ? `\n  → ${fault.help}` : ''}`;
}
class InputError extends Error {
    name = 'InputError';
    faults;
    constructor(faults, options) {
        const list = typeof faults === 'string'
            ? [{ message: faults }]
            : Array.isArray(faults)
                ? faults
                : [faults];
        super(list.map(formatFault).join('\n'), options);
        this.faults = list;
    }
}
class SystemError extends Error {
    name = 'SystemError';
    help;
    constructor(message, options = {}) {
        super(options.help ? `${message}\n  → ${options.help}` : message, options);
        this.help = options.help;
    }
}
class RaceLostError extends SystemError {
    name = 'RaceLostError';
}


/***/ }),

/***/ 37357:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Us: () => (/* binding */ isBlocking),
/* harmony export */   aG: () => (/* binding */ combineVerdicts),
/* harmony export */   zP: () => (/* binding */ worstVerdict)
/* harmony export */ });
function isBlocking(verdict, severity, onInconclusive) {
    if (severity !== 'error')
        return false;
    return verdict === 'fail' || (verdict === 'inconclusive' && onInconclusive === 'fail');
}
function combineVerdicts(checks, isSilent = () => false) {
    const judged = checks.filter((check) => check.severity !== 'info' && check.verdict !== 'skip');
    const isWaived = (check) => check.waiver !== undefined && check.waiver !== null;
    const open = judged.filter((check) => !isWaived(check));
    if (open.some((check) => check.verdict === 'fail' && check.severity === 'error'))
        return { verdict: 'fail', blocks: true };
    if (open.some((check) => check.blocks))
        return { verdict: 'inconclusive', blocks: true };
    const hasWarning = judged.some((check) => check.verdict !== 'pass' && !(check.verdict === 'inconclusive' && isSilent(check)));
    if (hasWarning)
        return { verdict: 'warn', blocks: false };
    if (judged.length > 0)
        return { verdict: 'pass', blocks: false };
    return {
        verdict: checks.some((check) => check.severity === 'info' && check.verdict === 'pass') ? 'pass' : 'skip',
        blocks: false,
    };
}
const RANK = { skip: 0, pass: 1, warn: 2, inconclusive: 3, fail: 4 };
function worstVerdict(verdicts) {
    return verdicts.reduce((worst, verdict) => (RANK[verdict] > RANK[worst] ? verdict : worst), 'skip');
}


/***/ })

};
