export const id = 314;
export const ids = [314];
export const modules = {

/***/ 68896:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DC: () => (/* binding */ hashFile),
/* harmony export */   Vc: () => (/* binding */ readUpTo),
/* harmony export */   explainUnwritable: () => (/* binding */ explainUnwritable),
/* harmony export */   g7: () => (/* binding */ decodeText),
/* harmony export */   x5: () => (/* binding */ explainUnreadable)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3799);




const CHUNK_BYTES = 1_048_576;
async function readUpTo(path, limit, shown) {
    const parts = [];
    try {
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(path);
        for await (const part of handle.createReadStream({ end: limit }))
            parts.push(part);
    }
    catch (error) {
        throw explainUnreadable(shown, error);
    }
    return Buffer.concat(parts);
}
function decodeText(path, bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz({ message: `${path}: is not UTF-8 text`, help: 'save it as UTF-8' }, { cause: error });
    }
}
async function hashFile(path, shown) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    try {
        for await (const part of (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path, { highWaterMark: CHUNK_BYTES }))
            hash.update(part);
    }
    catch (error) {
        throw explainUnreadable(shown, error);
    }
    return hash.digest('hex');
}
function errorCode(error) {
    return error instanceof Error ? error.code : undefined;
}
function explainUnreadable(path, error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return new _core_faults_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`${path}: there is no such file`, { cause: error });
    if (code === 'EACCES' || code === 'EPERM')
        return new _core_faults_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`${path}: may not be read`, { cause: error });
    return new _core_faults_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`${path}: cannot be read (${code ?? String(error)})`, { cause: error });
}
function explainUnwritable(path, error) {
    const code = errorCode(error);
    if (code === 'EISDIR' || code === 'ENOTDIR' || code === 'EEXIST') {
        return new _core_faults_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`${path}: cannot be written: a folder or file is in the way`, { cause: error });
    }
    return new _core_faults_js__WEBPACK_IMPORTED_MODULE_3__/* .SystemError */ ._N(`${path}: cannot be written (${code ?? String(error)})`, { cause: error });
}


/***/ }),

/***/ 862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tt: () => (/* binding */ findTopLevel),
/* harmony export */   findBoundary: () => (/* binding */ findBoundary),
/* harmony export */   gz: () => (/* binding */ refuseOutside)
/* harmony export */ });
/* unused harmony export isInside */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3799);



function isInside(path, folder) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(way);
}
async function findTopLevel(start) {
    for (let folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(start);; folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder)) {
        if (await isThere((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git')))
            return folder;
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder) === folder)
            return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(start);
    }
}
async function findBoundary(config, workspace) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(config));
    return workspace !== undefined && isInside(folder, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace)) ? (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace) : findTopLevel(folder);
}
async function refuseOutside(path, boundary, shown) {
    const real = await findRealPath(path);
    if (real !== null && isInside(real, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(boundary)))
        return;
    throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz({
        message: `${shown}: the path leaves the workspace ${boundary}${real === null ? ' or is a broken link' : ''}`,
        help: 'a config may name only files inside the workspace; copy the file there, or name it by a flag',
    });
}
async function findRealPath(path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path);
    }
    catch {
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path) === path)
            return path;
        if (await isThere(path))
            return null;
        const parent = await findRealPath((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
        return parent === null ? null : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(parent, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path));
    }
}
async function isThere(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).then(() => true, () => false);
}


/***/ }),

/***/ 98972:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Lo: () => (/* binding */ COMMANDS),
  mj: () => (/* binding */ COMMANDS_TO_COME),
  Zv: () => (/* binding */ findCommand),
  Vc: () => (/* binding */ inputsOf)
});

;// CONCATENATED MODULE: ./.cache/build/src/commands/check/spec.js
const checkSpec = {
    name: 'check',
    summary: 'Validates data, compares the candidate with production and reports, for every model of the repository',
    description: 'For each model of modelgate.yml: its data sets against their contracts, then the candidate against the baseline through the gates, in one process. ' +
        'The report stands in the step summary; with `html` and `markdown` it is also written to files.',
    isAction: true,
    inputs: {
        markdown: { kind: 'text', placeholder: 'FILE', summary: 'Also write the report as Markdown' },
        html: { kind: 'text', placeholder: 'FILE', summary: 'Also write the report as one HTML file with plots' },
    },
    outputs: {},
    permissions: { contents: 'read' },
    example: 'modelgate check --html report.html',
    exampleWith: { html: 'report.html' },
};

;// CONCATENATED MODULE: ./.cache/build/src/commands/common-inputs.js
const COMMON_INPUTS = {
    config: { kind: 'text', placeholder: 'FILE', summary: 'modelgate.yml to use; default: the nearest one upwards' },
    model: { kind: 'list', placeholder: 'NAME', summary: 'Only this model of modelgate.yml; repeatable' },
    'working-directory': { kind: 'text', summary: 'Folder that relative paths start from', face: 'action' },
    token: {
        kind: 'text',
        default: `\${{ github.token }}`,
        summary: 'Token for git and the GitHub API',
        face: 'action',
    },
    'evidence-file': {
        kind: 'text',
        placeholder: 'FILE',
        summary: 'Where to write the result as an in-toto statement that promote can read',
    },
    format: { kind: 'choice', choices: ['text', 'json'], summary: 'What to print', face: 'cli' },
    output: { kind: 'text', placeholder: 'FILE', summary: 'Write to this file instead of standard output', face: 'cli' },
    'dry-run': { kind: 'flag', summary: 'Say what would be done and change nothing' },
    quiet: { kind: 'flag', summary: 'Print only what did not pass', face: 'cli' },
    verbose: { kind: 'flag', summary: 'Print details and, for errors, the stack', face: 'cli' },
    help: { kind: 'flag', summary: 'Show this help', face: 'cli' },
};
const COMMON_OUTPUTS = {
    verdict: 'pass, warn, fail, inconclusive or skip; of several models the worst',
    blocks: 'true where the verdict stops what comes next',
    result: 'Path of the result file (modelgate.result/v1)',
    'results-dir': "Folder of the job's result files",
    summary: 'The verdict in one sentence',
    'evidence-digest': 'sha256:… of the evidence file, where one was written',
};

// EXTERNAL MODULE: ./.cache/build/src/commands/compare/spec.js
var spec = __webpack_require__(45138);
;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/spec.js
const promoteSpec = {
    name: 'promote',
    summary: 'Verifies evidence and the way back, registers a version, moves a stage',
    description: [
        'Reads the evidence that validate and compare wrote, and holds it against what is true now: the digest that was told, the bytes of model, predictions and evaluation data, the policy of the remote’s default branch, and the version that the stage holds. Proves that the version in place could be gone back to. Only then it stores model and predictions in a record, tags version and stage in one push, and reads them back.',
        'Evidence that does not suffice or match is refused with exit 1. Where the policy changed or the stage moved since, exit 4 says to compare again. The same bytes by the same evidence a second time change nothing and exit 0.',
    ].join('\n\n'),
    isAction: true,
    isChanging: true,
    inputs: {
        stage: {
            kind: 'text',
            placeholder: 'NAME',
            summary: 'Stage that the version takes; without it the version is registered and no stage moves',
        },
        evidence: {
            kind: 'list',
            placeholder: 'FILE',
            summary: 'Evidence file of validate or compare (--evidence-file); repeatable',
        },
        'evidence-digest': {
            kind: 'list',
            placeholder: 'sha256:HEX',
            summary: 'What an evidence file must hash to, one for each; needed in CI, from the judging step’s output',
        },
        version: { kind: 'text', placeholder: 'vX.Y.Z', summary: 'Number of the version; default: the next one by --bump' },
        bump: {
            kind: 'choice',
            choices: ['major', 'minor', 'patch'],
            summary: 'Which part of the last version’s number rises; default minor, the first version is v0.1.0',
        },
        reason: { kind: 'text', placeholder: 'TEXT', summary: 'Why, for the tags and the history' },
    },
    outputs: {
        version: 'Version that was registered, or is in place already: v1.2.0',
        tag: 'Its tag: churn@v1.2.0',
        stage: 'Stage that it holds; empty where none was named',
        commit: 'Id of the record commit',
        labels: 'Labels for the image of this version, one KEY=VALUE a line',
    },
    permissions: { contents: 'write' },
    example: 'modelgate promote --model churn --stage production --evidence out/validate.json --evidence out/compare.json',
    exampleWith: {
        model: 'churn',
        stage: 'production',
        evidence: 'out/evidence.jsonl',
        'evidence-digest': `\${{ needs.judge.outputs.evidence-digest }}`,
    },
};

;// CONCATENATED MODULE: ./.cache/build/src/commands/registry/spec.js
const inputs = {
    'as-of': {
        kind: 'text',
        placeholder: 'TIME',
        summary: 'The registry as if nothing later existed (ISO 8601; a date is its end in UTC)',
    },
    csv: { kind: 'flag', summary: 'history: print comma-separated values' },
};
const registrySpec = {
    name: 'registry',
    summary: 'Lists versions, stages and their history, and verifies that nothing was altered',
    description: [
        'Asks the remote of the repository at hand; a clone without tags is enough, and nothing in it is changed.',
        [
            'list     all versions, newest first',
            'show     versions that hold a stage; with MODEL all of its versions; with MODEL@VERSION or MODEL#STAGE one of them',
            'history  who registered, assigned, rolled back or barred what, when and why',
            'verify   tags and records against each other: exit 1 where one is missing, altered or out of order',
        ].join('\n'),
    ].join('\n\n'),
    isAction: false,
    operands: {
        placeholder: 'list|show|history|verify [MODEL[@VERSION|#STAGE]]',
        summary: 'what to do, and of which model',
    },
    inputs,
    outputs: {},
    permissions: { contents: 'read' },
    example: 'modelgate registry show churn',
    exampleWith: {},
};

;// CONCATENATED MODULE: ./.cache/build/src/commands/report/spec.js
const reportSpec = {
    name: 'report',
    summary: 'Renders result files as Markdown, one HTML file with plots, and a step summary',
    description: 'Reads results that other commands wrote (modelgate.result/v1 or modelgate.results/v1) and renders them; results of one model make one report. ' +
        "Without files it takes the job's results folder. With no output named it prints the results as text.\n" +
        'It renders and does not judge: it exits 0 also where a result it read says no, since the command that judged has failed already.',
    isAction: true,
    operands: { placeholder: 'RESULT…', summary: "Result files; default: all in the job's results folder" },
    inputs: {
        results: {
            kind: 'list',
            placeholder: 'FILE',
            summary: "Result files, one a line; default: all in the job's results folder",
            face: 'action',
        },
        markdown: { kind: 'text', placeholder: 'FILE', summary: 'Write Markdown, as it would stand on a pull request' },
        html: { kind: 'text', placeholder: 'FILE', summary: 'Write one HTML file with plots; it asks nobody for anything' },
        summary: {
            kind: 'flag',
            summary: "Append the report to the job's step summary (GITHUB_STEP_SUMMARY); the action always does",
            face: 'cli',
        },
        junit: { kind: 'text', placeholder: 'FILE', summary: 'Write JUnit XML (not there yet)' },
        sarif: { kind: 'text', placeholder: 'FILE', summary: 'Write SARIF (not there yet)' },
        comment: { kind: 'flag', summary: 'Comment on the pull request (not there yet)' },
        'check-run': { kind: 'flag', summary: 'Make a check run (not there yet)' },
    },
    outputs: {
        markdown: 'Path of the Markdown file, where one was written',
        html: 'Path of the HTML file, where one was written',
    },
    permissions: {},
    example: 'modelgate report compare.json validate.json --html report.html',
    exampleWith: { html: 'report.html' },
};

// EXTERNAL MODULE: ./.cache/build/src/commands/validate/spec.js
var validate_spec = __webpack_require__(88473);
;// CONCATENATED MODULE: ./.cache/build/src/commands/catalogue.js







const COMMANDS = [checkSpec, validate_spec/* validateSpec */.Q, spec/* compareSpec */.D, reportSpec, promoteSpec, registrySpec];
const COMMANDS_TO_COME = [
    'setup',
    'plan',
    'deploy',
    'monitor',
    'retrain',
    'rollback',
    'drift',
    'contract',
    'init',
    'assess',
    'reproduce',
];
function findCommand(name) {
    return COMMANDS.find((spec) => spec.name === name);
}
function inputsOf(spec, face) {
    const common = Object.entries(COMMON_INPUTS).filter(([name]) => name !== 'dry-run' || spec.isChanging === true);
    const all = [...Object.entries(spec.inputs), ...common];
    return Object.fromEntries(all.filter(([, input]) => !('face' in input) || input.face === undefined || input.face === face));
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


/***/ }),

/***/ 62106:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ detectFormat)
/* harmony export */ });
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);

const SCHEMES_TO_COME = /^(s3|gs|az|https?|trino):/i;
const ENDINGS = [
    { ending: /\.csv(\.gz)?$/i, format: 'csv' },
    { ending: /\.tsv(\.gz)?$/i, format: 'csv', csv: { delimiter: '\t' } },
    { ending: /\.(parquet|pq)$/i, format: 'parquet' },
    { ending: /\.(jsonl|ndjson|json)(\.gz)?$/i, format: 'json' },
];
function detectFormat(location) {
    const scheme = SCHEMES_TO_COME.exec(location)?.[1]?.toLowerCase();
    if (scheme === 'trino')
        throw refuse(location, 'data in Trino is not there yet', 'name a local file');
    if (scheme)
        throw refuse(location, `data at ${scheme}:// is not there yet`, 'fetch it in a step before and name the file');
    if (/\.zst$/i.test(location))
        throw refuse(location, '.zst is not there yet', 'use .gz or no compression');
    const found = ENDINGS.find(({ ending }) => ending.test(location));
    if (found)
        return found.csv ? { format: found.format, csv: found.csv } : { format: found.format };
    throw refuse(location, 'the ending names no format that is known', 'known are .csv, .tsv, .jsonl, .ndjson, .json (each also with .gz) and .parquet');
}
function refuse(location, problem, help) {
    return new _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({ message: `${location}: ${problem}`, help });
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


/***/ }),

/***/ 59108:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qo: () => (/* binding */ readEnvironment),
/* harmony export */   bn: () => (/* binding */ readTrust),
/* harmony export */   ml: () => (/* binding */ systemClock),
/* harmony export */   vZ: () => (/* binding */ isOnDefaultBranch),
/* harmony export */   xN: () => (/* binding */ readIdentity)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);

function readEnvironment() {
    const variables = process.env;
    return {
        cwd: process.cwd(),
        variables,
        isTerminal: process.stderr.isTTY === true && process.stdin.isTTY === true,
        isGitHubActions: variables['GITHUB_ACTIONS'] === 'true',
        isDebug: variables['RUNNER_DEBUG'] === '1',
    };
}
const systemClock = { now: () => new Date() };
const OWN_EVENTS = ['push', 'schedule', 'workflow_dispatch', 'repository_dispatch', 'merge_group'];
function readTrust(environment) {
    const { variables, isGitHubActions } = environment;
    if (!isGitHubActions)
        return 'local';
    if (!OWN_EVENTS.includes(variables['GITHUB_EVENT_NAME'] ?? ''))
        return 'pull_request';
    const isBranch = variables['GITHUB_REF']?.startsWith('refs/heads/') === true;
    const isProtected = variables['GITHUB_EVENT_NAME'] === 'merge_group' || (isBranch && variables['GITHUB_REF_PROTECTED'] === 'true');
    return isProtected || isOnDefaultBranch(environment) ? 'protected' : 'pull_request';
}
function isOnDefaultBranch({ variables, isGitHubActions }) {
    if (!isGitHubActions || !OWN_EVENTS.includes(variables['GITHUB_EVENT_NAME'] ?? ''))
        return false;
    const branch = readDefaultBranch(variables['GITHUB_EVENT_PATH']);
    return branch !== null && variables['GITHUB_REF'] === `refs/heads/${branch}`;
}
function readDefaultBranch(eventPath) {
    if (eventPath === undefined)
        return null;
    try {
        const event = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(eventPath, 'utf8'));
        const branch = event.repository?.default_branch;
        return typeof branch === 'string' ? branch : null;
    }
    catch {
        return null;
    }
}
function readIdentity({ variables, isGitHubActions }) {
    const actor = variables['GITHUB_ACTOR'];
    if (isGitHubActions && actor) {
        const id = variables['GITHUB_ACTOR_ID'];
        const server = variables['GITHUB_SERVER_URL'];
        const host = server ? `users.noreply.${new URL(server).host}` : 'localhost';
        return { name: actor, email: `${id ? `${id}+` : ''}${actor}@${host}` };
    }
    const [name, email] = [variables['GIT_COMMITTER_NAME'], variables['GIT_COMMITTER_EMAIL']];
    return name && email ? { name, email } : null;
}


/***/ }),

/***/ 67338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  yu: () => (/* binding */ combineResults),
  RS: () => (/* binding */ executeCommand),
  qE: () => (/* binding */ writeAside)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./.cache/build/src/core/verdict.js
var verdict = __webpack_require__(37357);
// EXTERNAL MODULE: ./.cache/build/src/host/outcome.js
var host_outcome = __webpack_require__(32465);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./.cache/build/src/core/data-source.js
var data_source = __webpack_require__(62106);
// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var faults = __webpack_require__(3799);
// EXTERNAL MODULE: ./.cache/build/src/backends/filesystem/file-content.js
var file_content = __webpack_require__(68896);
// EXTERNAL MODULE: ./.cache/build/src/backends/filesystem/path-jail.js
var path_jail = __webpack_require__(862);
;// CONCATENATED MODULE: ./.cache/build/src/backends/filesystem/workspace.js







const MEGABYTE = 1_000_000;
const DEFAULT_LIMIT = 10 * MEGABYTE;
function createWorkspace(options) {
    const root = (0,external_node_path_.resolve)(options.root);
    const findBoundary = options.findBoundary ?? (() => (0,path_jail/* findTopLevel */.Tt)(root));
    async function resolvePath(path, origin) {
        if (path.includes('\0'))
            throw new faults/* InputError */.dz(`${JSON.stringify(path)}: a path cannot hold a NUL character`);
        const absolute = (0,external_node_path_.resolve)(root, path);
        if (origin === 'config')
            await (0,path_jail/* refuseOutside */.gz)(absolute, await findBoundary(), path);
        return absolute;
    }
    async function statFile(path, origin) {
        const absolute = await resolvePath(path, origin);
        const found = await (0,promises_.stat)(absolute).catch((error) => {
            throw (0,file_content/* explainUnreadable */.x5)(path, error);
        });
        if (!found.isFile())
            throw new faults/* InputError */.dz(`${path}: is ${found.isDirectory() ? 'a folder' : 'no file'}`);
        return { absolute, size: found.size };
    }
    async function glob(pattern, origin) {
        const isLiteral = !hasWildcard(pattern) || (await isFile((0,external_node_path_.resolve)(root, pattern)));
        if (isLiteral) {
            const absolute = await resolvePath(pattern, origin);
            return (await isFile(absolute)) ? [toRelative(root, absolute)] : [];
        }
        await resolvePath(fixedPart(pattern), origin);
        const { glob: findMatches } = await __webpack_require__.e(/* import() */ 382).then(__webpack_require__.bind(__webpack_require__, 73382));
        const matches = await findMatches([pattern.split(external_node_path_.sep).join('/')], {
            cwd: root,
            absolute: true,
            expandDirectories: false,
        });
        const paths = await Promise.all(matches.map((match) => resolvePath(match, origin)));
        return dropDetours(root, paths.map((path) => toRelative(root, path)));
    }
    async function listFiles(location, origin) {
        const files = await glob(location, origin);
        if (files.length > 0)
            return files;
        if (hasWildcard(location))
            throw new faults/* InputError */.dz({ message: `${location}: no file matches`, help: `the search started at ${root}` });
        return [location];
    }
    return {
        root,
        resolve: resolvePath,
        glob,
        async readText(path, origin, maxBytes = DEFAULT_LIMIT) {
            const { absolute, size } = await statFile(path, origin);
            if (size > maxBytes) {
                throw new faults/* InputError */.dz(`${path}: ${size} bytes; allowed are ${maxBytes} (${Math.round(maxBytes / MEGABYTE)} MB)`);
            }
            return (0,file_content/* decodeText */.g7)(path, await (0,file_content/* readUpTo */.Vc)(absolute, maxBytes, path));
        },
        async digest(path, origin) {
            const files = await listFiles(path, origin);
            const digests = [];
            for (const file of files) {
                const { absolute, size } = await statFile(file, origin);
                digests.push({ file, size, sha256: await (0,file_content/* hashFile */.DC)(absolute, file) });
            }
            const [only] = digests;
            if (digests.length === 1)
                return { digest: { sha256: only.sha256 }, size: only.size };
            const listing = digests.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join('');
            return {
                digest: { sha256: (0,external_node_crypto_.createHash)('sha256').update(listing).digest('hex') },
                size: digests.reduce((sum, { size }) => sum + size, 0),
            };
        },
        async openData(location, origin, csv) {
            const { format, csv: implied } = (0,data_source/* detectFormat */.T)(location);
            const files = [];
            for (const file of await listFiles(location, origin))
                files.push((await statFile(file, origin)).absolute);
            return { uri: location, files, format, ...(format === 'csv' ? { csv: { ...implied, ...csv } } : {}) };
        },
        async exists(path, origin) {
            const absolute = await resolvePath(path, origin);
            return (0,promises_.stat)(absolute).then(() => true, () => false);
        },
        async writeText(path, text) {
            const target = (0,external_node_path_.resolve)(root, path);
            const aside = (0,external_node_path_.join)((0,external_node_path_.dirname)(target), `.${(0,external_node_path_.basename)(target)}.${(0,external_node_crypto_.randomUUID)()}`);
            try {
                await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
                await (0,promises_.writeFile)(aside, text);
                await (0,promises_.rename)(aside, target);
            }
            catch (error) {
                await (0,promises_.rm)(aside, { force: true }).catch(() => { });
                throw (0,file_content.explainUnwritable)(path, error);
            }
        },
    };
}
function hasWildcard(pattern) {
    return /[*?[\]{}!()]/.test(pattern);
}
function fixedPart(pattern) {
    const parts = pattern.split(/[\\/]/);
    const end = parts.findIndex((part) => hasWildcard(part));
    return parts.slice(0, end).join('/') || (pattern.startsWith('/') ? '/' : '.');
}
async function dropDetours(root, paths) {
    const shortest = new Map();
    for (const path of [...paths].sort((left, right) => left.length - right.length)) {
        const place = (0,external_node_path_.join)(await (0,promises_.realpath)((0,external_node_path_.resolve)(root, (0,external_node_path_.dirname)(path))), (0,external_node_path_.basename)(path));
        if (!shortest.has(place))
            shortest.set(place, path);
    }
    return [...shortest.values()].sort(compareText);
}
function toRelative(root, absolute) {
    return (0,external_node_path_.relative)(root, absolute).split(external_node_path_.sep).join('/');
}
function compareText(left, right) {
    return left < right ? -1 : left > right ? 1 : 0;
}
async function isFile(path) {
    return (0,promises_.stat)(path).then((found) => found.isFile(), () => false);
}

// EXTERNAL MODULE: ./.cache/build/src/host/environment.js
var host_environment = __webpack_require__(59108);
// EXTERNAL MODULE: ./.cache/build/src/host/version.js + 1 modules
var version = __webpack_require__(14031);
;// CONCATENATED MODULE: ./.cache/build/src/host/services.js







async function openServices({ environment, logger, inputs }) {
    const { cwd, variables } = environment;
    const { signal, ignore } = listenForStop();
    const { readRepository } = await __webpack_require__.e(/* import() */ 17).then(__webpack_require__.bind(__webpack_require__, 38017));
    const repository = await readRepository(cwd, variables, signal);
    const config = typeof inputs['config'] === 'string' ? inputs['config'] : null;
    const depth = repository === null ? 20 : countFolders((0,external_node_path_.relative)(repository.topLevel, cwd));
    const findLocation = once(async () => {
        const [{ findProject }, { createConfigFiles }] = await Promise.all([
            __webpack_require__.e(/* import() */ 250).then(__webpack_require__.bind(__webpack_require__, 64250)),
            __webpack_require__.e(/* import() */ 594).then(__webpack_require__.bind(__webpack_require__, 84594)),
        ]);
        return findProject(createConfigFiles(cwd, (0,external_node_path_.parse)(cwd).root), depth, config);
    });
    const boundary = once(async () => {
        const { findBoundary } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 862));
        return findBoundary((0,external_node_path_.resolve)(cwd, (await findLocation())?.file ?? 'modelgate.yml'), variables['GITHUB_WORKSPACE']);
    });
    const workspace = createWorkspace({ root: cwd, findBoundary: boundary });
    const project = once(async () => {
        const location = await findLocation();
        if (location === null)
            return null;
        const [{ loadProject }, { createConfigFiles }] = await Promise.all([
            __webpack_require__.e(/* import() */ 250).then(__webpack_require__.bind(__webpack_require__, 64250)),
            __webpack_require__.e(/* import() */ 594).then(__webpack_require__.bind(__webpack_require__, 84594)),
        ]);
        return loadProject(createConfigFiles(cwd, await boundary()), location, { environment: variables, sha256 });
    });
    const projectAt = async (tree) => {
        const [{ loadProject }, { readTree }] = await Promise.all([
            __webpack_require__.e(/* import() */ 250).then(__webpack_require__.bind(__webpack_require__, 64250)),
            __webpack_require__.e(/* import() */ 631).then(__webpack_require__.bind(__webpack_require__, 22631)),
        ]);
        const location = await findLocation();
        if (location === null)
            throw new Error('a policy was asked for without a configuration');
        const folder = repository === null ? '' : (0,external_node_path_.relative)(repository.topLevel, cwd).split(external_node_path_.sep).join('/');
        return loadProject(readTree(tree, folder), location, { environment: variables, sha256 });
    };
    const engine = once(async () => {
        const [{ createEngine }, { createActionsCache }, settings] = await Promise.all([
            __webpack_require__.e(/* import() */ 140).then(__webpack_require__.bind(__webpack_require__, 28140)),
            __webpack_require__.e(/* import() */ 763).then(__webpack_require__.bind(__webpack_require__, 70763)),
            config === null ? project.started() : project(),
        ]);
        const limits = settings?.engine ?? { memory: '4GB', threads: null, timeoutMs: 600_000, folder: null };
        return createEngine({
            ...limits,
            folder: limits.folder === null ? null : await workspace.resolve(limits.folder, 'caller'),
            programFolder: import.meta.dirname,
            packageFolder: (0,external_node_path_.join)(import.meta.dirname, '../engine'),
            environment: variables,
            execPath: process.execPath,
            logger,
            cache: environment.isGitHubActions ? createActionsCache(logger) : null,
            savesCache: (0,host_environment/* isOnDefaultBranch */.vZ)(environment),
        }, signal);
    });
    const registry = once(async () => {
        const [{ openRegistry }, { registryRules }, settings] = await Promise.all([
            __webpack_require__.e(/* import() */ 420).then(__webpack_require__.bind(__webpack_require__, 38420)),
            __webpack_require__.e(/* import() */ 472).then(__webpack_require__.bind(__webpack_require__, 54472)),
            project(),
        ]);
        const request = {
            folder: cwd,
            remote: settings?.registry.remote ?? 'origin',
            variables,
            isIsolated: variables['CI'] === 'true' || environment.isGitHubActions,
            token: readToken(environment, inputs),
            temporaryFolder: variables['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(),
            clock: host_environment/* systemClock */.ml,
            logger,
            rules: registryRules,
        };
        return openRegistry(request, signal);
    });
    const gates = async (file) => {
        const { readGates } = await __webpack_require__.e(/* import() */ 250).then(__webpack_require__.bind(__webpack_require__, 64250));
        return readGates(await workspace.readText(file, 'caller'), file);
    };
    return {
        workspace,
        logger,
        clock: host_environment/* systemClock */.ml,
        provenance: describeProvenance(environment, repository),
        signal,
        resultsFolder: variables['MODELGATE_RESULTS_DIR'] ?? (0,external_node_path_.join)(variables['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(), 'modelgate', 'results'),
        engine,
        project,
        projectAt,
        gates,
        registry,
        close: async () => {
            const open = await Promise.allSettled([engine.started(), registry.started()]);
            for (const service of open)
                if (service.status === 'fulfilled')
                    await service.value?.close();
            ignore();
        },
    };
}
function describeProvenance(environment, repository) {
    const { variables, isGitHubActions } = environment;
    const [server, slug, run] = [
        variables['GITHUB_SERVER_URL'],
        variables['GITHUB_REPOSITORY'],
        variables['GITHUB_RUN_ID'],
    ];
    const source = repository === null
        ? null
        : {
            repository: (isGitHubActions ? slug : undefined) ?? repository.slug,
            commit: repository.head,
            run: isGitHubActions && server && slug && run ? `${server}/${slug}/actions/runs/${run}` : null,
        };
    return {
        trust: (0,host_environment/* readTrust */.bn)(environment),
        source,
        tool: { name: 'modelgate', version: version/* VERSION */.x },
        identity: (0,host_environment/* readIdentity */.xN)(environment),
        isInteractive: environment.isTerminal,
    };
}
function readToken({ variables }, inputs) {
    const value = typeof inputs['token'] === 'string' ? inputs['token'] : variables['GITHUB_TOKEN'];
    const server = variables['GITHUB_SERVER_URL'];
    return value && server ? { value, origin: new URL(server).origin } : null;
}
function listenForStop() {
    const controller = new AbortController();
    const stop = (name) => controller.abort(new faults/* SystemError */._N(`stopped by ${name}`));
    process.once('SIGINT', stop).once('SIGTERM', stop);
    return { signal: controller.signal, ignore: () => void process.off('SIGINT', stop).off('SIGTERM', stop) };
}
function once(start) {
    let promise;
    const call = () => {
        promise ??= start();
        return promise;
    };
    return Object.assign(call, { started: () => promise });
}
function sha256(content) {
    return (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex');
}
const countFolders = (path) => (path === '' ? 0 : path.split(external_node_path_.sep).length);

;// CONCATENATED MODULE: ./.cache/build/src/host/execution.js






async function executeCommand(request) {
    const { spec, inputs, environment } = request;
    const [services, run] = await Promise.all([
        openServices({ environment, logger: request.logger, inputs }),
        request.loadRun(spec),
    ]);
    try {
        const values = { 'dry-run': false, ...inputs, operands: request.operands };
        const outcome = await run(values, services);
        const document = outcome.document ?? combineResults(outcome.results, outcome.errors);
        const path = inputs['evidence-file'];
        const evidenceDigest = typeof path === 'string' && outcome.results.length > 0
            ? await writeEvidence(outcome.results, (0,external_node_path_.resolve)(environment.cwd, path))
            : null;
        const resultFile = environment.isGitHubActions && spec.name !== 'report' ? await writeResult(document, spec.name, services) : null;
        return {
            outcome,
            exitCode: (0,host_outcome/* exitCodeOf */.FO)(outcome),
            document,
            evidenceDigest,
            resultFile,
            resultsFolder: services.resultsFolder,
        };
    }
    finally {
        await services.close();
    }
}
function combineResults(results, errors = []) {
    if (results.length === 1 && errors.length === 0)
        return results[0];
    const verdicts = results.map((result) => result.verdict);
    return {
        schema: 'modelgate.results/v1',
        verdict: (0,verdict/* worstVerdict */.zP)(errors.length > 0 ? [...verdicts, 'inconclusive'] : verdicts),
        blocks: errors.length > 0 || results.some((result) => result.blocks),
        results,
    };
}
async function writeEvidence(results, path) {
    const { evidenceBytes } = await __webpack_require__.e(/* import() */ 704).then(__webpack_require__.bind(__webpack_require__, 55704));
    const bytes = evidenceBytes(results);
    await writeAside(path, bytes);
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;
}
async function writeResult(document, command, services) {
    await (0,promises_.mkdir)(services.resultsFolder, { recursive: true });
    const count = (await (0,promises_.readdir)(services.resultsFolder)).filter((name) => name.endsWith('.json')).length;
    const path = (0,external_node_path_.join)(services.resultsFolder, `${String(count + 1).padStart(2, '0')}-${command}.json`);
    await writeAside(path, `${JSON.stringify(document, null, 2)}\n`);
    return path;
}
async function writeAside(path, content) {
    const aside = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), `.${(0,external_node_path_.basename)(path)}.${process.pid}.tmp`);
    try {
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        await (0,promises_.writeFile)(aside, content);
        await (0,promises_.rename)(aside, path);
    }
    catch (error) {
        await (0,promises_.rm)(aside, { force: true }).catch(() => { });
        const { explainUnwritable } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 68896));
        throw explainUnwritable(path, error);
    }
}


/***/ }),

/***/ 99628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ parseInputs)
/* harmony export */ });
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);

function parseInputs(specs, raw, display, faults = []) {
    const parsed = {};
    for (const [name, spec] of Object.entries(specs)) {
        const values = raw.get(name) ?? [];
        try {
            parsed[name] = parseInput(spec, values);
        }
        catch (error) {
            if (!(error instanceof _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz))
                throw error;
            faults.push(...error.faults.map((fault) => ({ ...fault, message: `${display(name)} ${fault.message}` })));
        }
    }
    if (faults.length > 0)
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(faults);
    return parsed;
}
function parseInput(spec, values) {
    if (spec.kind === 'list')
        return values;
    if (values.length > 1)
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`is given ${values.length} times; it takes one value`);
    const value = values[0];
    if (spec.kind === 'flag')
        return parseFlag(value);
    if (value === undefined)
        return defaultOf(spec);
    if (spec.kind === 'number')
        return parseNumber(spec, value);
    if (spec.kind === 'choice' && !spec.choices.includes(value)) {
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`is "${value}"; it takes ${spec.choices.join(', ')}`);
    }
    return value;
}
function defaultOf(spec) {
    const value = 'default' in spec ? spec.default : undefined;
    return typeof value === 'string' && value.startsWith('${{') ? undefined : value;
}
function parseFlag(value) {
    if (value === undefined || /^(false|False|FALSE)$/.test(value))
        return false;
    if (/^(true|True|TRUE)$/.test(value))
        return true;
    throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`is "${value}"; it takes true or false`);
}
function parseNumber(spec, text) {
    const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
    const isTooSmall = spec.minimum !== undefined && value < spec.minimum;
    const isTooLarge = spec.maximum !== undefined && value > spec.maximum;
    if (!Number.isFinite(value) || isTooSmall || isTooLarge || (spec.isInteger === true && !Number.isInteger(value))) {
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`is "${text}"; it takes ${describeNumber(spec)}`);
    }
    return value;
}
function describeNumber(spec) {
    const noun = spec.isInteger === true ? 'a whole number' : 'a number';
    if (spec.minimum !== undefined && spec.maximum !== undefined)
        return `${noun} from ${spec.minimum} to ${spec.maximum}`;
    if (spec.minimum !== undefined)
        return `${noun} of at least ${spec.minimum}`;
    return spec.maximum === undefined ? noun : `${noun} of at most ${spec.maximum}`;
}


/***/ }),

/***/ 32465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FO: () => (/* binding */ exitCodeOf),
/* harmony export */   LL: () => (/* binding */ exitCodeOfError),
/* harmony export */   Uc: () => (/* binding */ describeError)
/* harmony export */ });
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);

const WORST_FIRST = [4, 3, 1, 2, 0];
function exitCodeOfError(error) {
    return error instanceof _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz ? 3 : 4;
}
function exitCodeOf(outcome) {
    const codes = [
        ...outcome.results.map((result) => (result.blocks ? (result.verdict === 'inconclusive' ? 2 : 1) : 0)),
        ...(outcome.errors ?? []).map(exitCodeOfError),
    ];
    return WORST_FIRST.find((code) => codes.includes(code)) ?? 0;
}
function describeError(error, isVerbose) {
    const known = error instanceof _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz || error instanceof _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .SystemError */ ._N;
    const message = error instanceof Error ? error.message : String(error);
    const head = known
        ? message
        : `modelgate met a fault of its own: ${message}\n  → run again with --verbose and report what it prints`;
    if (!isVerbose || !(error instanceof Error))
        return head;
    const causes = [];
    for (let cause = error; cause instanceof Error; cause = cause.cause)
        causes.push(cause.stack ?? cause.message);
    return `${head}\n${causes.join('\ncaused by ')}`;
}


/***/ }),

/***/ 14031:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ VERSION)
});

;// CONCATENATED MODULE: ./.cache/build/package.json
const package_namespaceObject = {"rE":"0.1.0"};
;// CONCATENATED MODULE: ./.cache/build/src/host/version.js

const VERSION = package_namespaceObject.rE;


/***/ })

};
