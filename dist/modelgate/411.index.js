export const id = 411;
export const ids = [411];
export const modules = {

/***/ 2411:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runCheck: () => (/* binding */ runCheck)
/* harmony export */ });
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);
/* harmony import */ var _compare_run_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(82321);
/* harmony import */ var _compare_spec_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(45138);
/* harmony import */ var _report_run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13363);
/* harmony import */ var _validate_run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(96948);
/* harmony import */ var _validate_spec_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(88473);






const runCheck = async (inputs, services) => {
    if ((await services.project()) === null) {
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({
            message: 'no modelgate.yml here or further up',
            help: 'write one (schema/modelgate.schema.json completes it), name it by --config, or use validate and compare with flags',
        });
    }
    const common = { model: inputs.model, operands: [], 'dry-run': inputs['dry-run'] };
    const validated = await (0,_validate_run_js__WEBPACK_IMPORTED_MODULE_4__.runValidate)({ ...emptyInputs(_validate_spec_js__WEBPACK_IMPORTED_MODULE_5__/* .validateSpec */ .Q.inputs), ...common }, services);
    const compared = await (0,_compare_run_js__WEBPACK_IMPORTED_MODULE_1__.runCompare)({ ...emptyInputs(_compare_spec_js__WEBPACK_IMPORTED_MODULE_2__/* .compareSpec */ .D.inputs), ...common }, services);
    const results = [...validated.results, ...compared.results];
    await (0,_report_run_js__WEBPACK_IMPORTED_MODULE_3__.writeReports)(results, inputs, services);
    return { results, errors: [...(validated.errors ?? []), ...(compared.errors ?? [])] };
};
function emptyInputs(specs) {
    const empty = (kind) => (kind === 'list' ? [] : kind === 'flag' ? false : undefined);
    return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, 'default' in spec ? spec.default : empty(spec.kind)]));
}


/***/ }),

/***/ 45138:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ compareSpec)
/* harmony export */ });
const inputs = {
    candidate: {
        kind: 'text',
        placeholder: 'FILE',
        summary: "The candidate's predictions: CSV, Parquet or JSON Lines, one row per id",
    },
    baseline: {
        kind: 'text',
        placeholder: 'FILE',
        summary: "Predictions to compare with, on the same rows; default: the baseline of the model's settings",
    },
    data: {
        kind: 'text',
        placeholder: 'FILE',
        summary: "Labelled rows, where they lie in a file of their own; default: the candidate's file holds the labels",
    },
    task: {
        kind: 'choice',
        choices: ['binary', 'multiclass', 'regression', 'ranking', 'forecast', 'graded'],
        summary: 'What the model answers; default binary',
    },
    id: { kind: 'text', placeholder: 'COLUMN', summary: 'Column that tells rows apart and joins the files' },
    label: { kind: 'text', placeholder: 'COLUMN', summary: 'Column with the true class' },
    score: {
        kind: 'list',
        placeholder: 'COLUMN',
        summary: 'Column with the probability of the positive class',
    },
    prediction: {
        kind: 'text',
        placeholder: 'COLUMN',
        summary: 'Column with the predicted class; without one, score >= threshold is positive',
    },
    positive: {
        kind: 'text',
        placeholder: 'VALUE',
        summary: 'The positive class; default 1 or true, any other pair of labels needs it named',
    },
    slice: {
        kind: 'list',
        placeholder: 'COLUMN',
        summary: 'Also measure the rows of each value of this column; repeatable',
    },
    metric: { kind: 'list', placeholder: 'NAME', summary: 'Metric to measure; repeatable, default all of the task' },
    gates: { kind: 'text', placeholder: 'FILE', summary: 'YAML file with gates: as in modelgate.yml' },
    confidence: {
        kind: 'number',
        minimum: 0.5,
        maximum: 0.9999,
        summary: 'Confidence of the two-sided intervals; default 0.95',
    },
    method: {
        kind: 'choice',
        choices: ['delong', 'bootstrap-bca', 'bootstrap-percentile', 'normal', 'wilson'],
        summary: 'How intervals are made; default delong for ROC AUC, else bootstrap-bca',
    },
    test: {
        kind: 'choice',
        choices: ['delong', 'mcnemar-mid-p', 'mcnemar-exact', 'paired-t', 'wilcoxon'],
        summary: 'Test whose p-value stands beside a difference; default delong for ROC AUC, mcnemar-mid-p for accuracy',
    },
    resamples: {
        kind: 'number',
        minimum: 100,
        maximum: 100_000,
        isInteger: true,
        summary: 'Resamples of the bootstrap; default 2000',
    },
    seed: {
        kind: 'number',
        minimum: 0,
        maximum: 4_294_967_295,
        isInteger: true,
        summary: 'Seed of the bootstrap; default 1',
    },
    'min-rows': {
        kind: 'number',
        minimum: 1,
        isInteger: true,
        summary: 'Rows that a gate needs to judge a slice by an interval; default 100',
    },
    threshold: { kind: 'number', summary: 'Score from which on a row counts as positive; default 0.5' },
    weight: { kind: 'text', placeholder: 'COLUMN', summary: 'Column with row weights (not there yet)' },
    group: { kind: 'text', placeholder: 'COLUMN', summary: 'Column whose values are resampled together (not there yet)' },
    plan: { kind: 'flag', summary: 'How many rows a margin needs (not there yet)' },
};
const compareSpec = {
    name: 'compare',
    summary: "The candidate's metrics, against the production baseline where there is one, through the gates",
    description: [
        "Joins labels, the candidate's predictions and the baseline's by id, computes metrics with intervals, over all rows and for each slice, and judges the gates. A margin is judged by the interval of the paired difference: pass, fail, or too close to call, with the number of further labelled rows that would settle it.",
        'The settings come from modelgate.yml, or from flags alone. The baseline is a stage of the registry or a file; what it was and why stands in the result.',
    ].join('\n\n'),
    isAction: true,
    inputs,
    outputs: {},
    permissions: { contents: 'read' },
    example: 'modelgate compare --candidate new.csv --baseline prod.csv --task binary --id id --label label --score score --gates gates.yml',
    exampleWith: { model: 'churn' },
};


/***/ }),

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

/***/ 88473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ validateSpec)
/* harmony export */ });
const inputs = {
    contract: {
        kind: 'text',
        placeholder: 'FILE',
        summary: 'Data contract (Open Data Contract Standard v3, YAML); with --data, no modelgate.yml is needed',
    },
    data: {
        kind: 'text',
        placeholder: 'PATH',
        summary: 'File or glob to hold against --contract: CSV, Parquet or JSON Lines, also gzip',
    },
    object: {
        kind: 'text',
        placeholder: 'NAME',
        summary: 'Object of the contract; default: the only one, or the one called as the file',
    },
    'as-of': { kind: 'text', placeholder: 'TIME', summary: 'Moment that freshness is judged at (not there yet)' },
    delimiter: { kind: 'text', placeholder: 'CHAR', summary: 'Delimiter of a CSV file; default comma, tab for .tsv' },
    quote: { kind: 'text', placeholder: 'CHAR', summary: 'Quote of a CSV file; default "' },
    encoding: {
        kind: 'choice',
        choices: ['utf-8', 'latin-1', 'utf-16'],
        summary: 'Encoding of a CSV file; default utf-8',
    },
    decimal: { kind: 'choice', choices: ['.', ','], summary: 'Decimal sign of a CSV file; default point' },
};
const validateSpec = {
    name: 'validate',
    summary: 'Holds data sets against their data contracts',
    description: [
        'Checks structure, types, keys, ranges, lengths, patterns and the quality rules of an Open Data Contract Standard file, all in one scan of the data. A rule that has no executor here is inconclusive by name, never a pass.',
        'The data sets come from modelgate.yml (those with a contract that are not production data), or from --contract and --data alone. Samples of failing rows are masked unless the contract classifies the column as public.',
    ].join('\n\n'),
    isAction: true,
    inputs,
    outputs: {},
    permissions: { contents: 'read' },
    example: 'modelgate validate --contract customers.odcs.yaml --data customers.csv',
    exampleWith: { contract: 'customers.odcs.yaml', data: 'customers.csv' },
};


/***/ })

};
