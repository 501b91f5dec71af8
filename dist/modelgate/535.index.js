export const id = 535;
export const ids = [535];
export const modules = {

/***/ 93535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runAction: () => (/* binding */ runAction)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(33838);
/* harmony import */ var _commands_catalogue_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(98972);
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3799);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(59108);
/* harmony import */ var _execution_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(67338);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(99628);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(32465);









const MOST_ERROR_LINES = 40;
async function runAction(name, loadRun) {
    let environment = (0,_environment_js__WEBPACK_IMPORTED_MODULE_5__/* .readEnvironment */ .Qo)();
    try {
        const spec = (0,_commands_catalogue_js__WEBPACK_IMPORTED_MODULE_3__/* .findCommand */ .Zv)(name);
        if (spec === undefined)
            throw new Error(`no command "${name}" in the catalogue`);
        const specs = (0,_commands_catalogue_js__WEBPACK_IMPORTED_MODULE_3__/* .inputsOf */ .Vc)(spec, 'action');
        const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_7__/* .parseInputs */ .T)(specs, readInputs(Object.keys(specs), specs), (input) => `input "${input}"`);
        if (typeof inputs['token'] === 'string')
            _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .setSecret */ .Pq(inputs['token']);
        environment = enterFolder(environment, inputs['working-directory']);
        const execution = await _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .group */ .Os(`modelgate ${name}`, async () => {
            const done = await (0,_execution_js__WEBPACK_IMPORTED_MODULE_6__/* .executeCommand */ .RS)({ spec, inputs, operands: [], environment, logger: jobLogger, loadRun });
            _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .info */ .pq(await renderLog(done.outcome));
            return done;
        });
        const { outcome, exitCode } = execution;
        process.exitCode = exitCode;
        setOutputs(execution);
        await annotate(outcome, environment);
        for (const error of outcome.errors ?? [])
            annotateError(error, environment);
        await writeSummary(await renderJobSummary(name, outcome), environment);
    }
    catch (error) {
        process.exitCode = (0,_outcome_js__WEBPACK_IMPORTED_MODULE_8__/* .exitCodeOfError */ .LL)(error);
        _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .setOutput */ .uH('blocks', 'true');
        annotateError(error, environment);
        await writeSummary(await renderErrors(name, [error]), environment);
    }
}
function enterFolder(environment, folder) {
    if (typeof folder !== 'string')
        return environment;
    const cwd = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(environment.cwd, folder);
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(cwd, { throwIfNoEntry: false })?.isDirectory() === true)
        return { ...environment, cwd };
    throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz({
        message: `input "working-directory" is "${folder}", and there is no such folder`,
        help: 'it starts at the root of the checkout; check out the repository in a step before',
    });
}
function readInputs(names, specs) {
    const raw = new Map();
    for (const name of names) {
        const value = _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .getInput */ .V4(name);
        if (value === '')
            continue;
        raw.set(name, specs[name].kind === 'list' ? _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .getMultilineInput */ .q3(name) : [value]);
    }
    return raw;
}
const jobLogger = {
    info: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .info */ .pq(message),
    warning: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .warning */ .$e(message),
    debug: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .debug */ .Yz(message),
};
async function renderLog(outcome) {
    if (outcome.text !== undefined)
        return outcome.text;
    const { renderText } = await Promise.all(/* import() */[__webpack_require__.e(236), __webpack_require__.e(970)]).then(__webpack_require__.bind(__webpack_require__, 45970));
    return renderText(outcome.results, { colour: false });
}
function setOutputs({ outcome, resultFile, resultsFolder, evidenceDigest }) {
    const { results, errors } = outcome;
    const { verdict, blocks } = (0,_execution_js__WEBPACK_IMPORTED_MODULE_6__/* .combineResults */ .yu)(results, errors);
    const outputs = {
        verdict,
        blocks: String(blocks),
        summary: results.map((result) => result.summary).join(' '),
        result: resultFile ?? '',
        'results-dir': resultsFolder,
        'evidence-digest': evidenceDigest ?? '',
        ...outcome.outputs,
    };
    for (const [name, value] of Object.entries(outputs))
        _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .setOutput */ .uH(name, value);
}
async function annotate(outcome, environment) {
    const { listAnnotations } = await __webpack_require__.e(/* import() */ 127).then(__webpack_require__.bind(__webpack_require__, 92127));
    for (const annotation of listAnnotations(outcome.results)) {
        const file = annotation.file === null ? undefined : repositoryPath(annotation.file, environment);
        const properties = {
            title: annotation.title,
            ...(file === undefined ? {} : { file }),
            ...(file === undefined || annotation.line === null ? {} : { startLine: annotation.line }),
        };
        const write = { error: _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .error */ .z3, warning: _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .warning */ .$e, notice: _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .notice */ .lm }[annotation.level];
        write(annotation.message, properties);
    }
}
function repositoryPath(file, { cwd, variables }) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(variables['GITHUB_WORKSPACE'] ?? cwd, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(cwd, file));
    return path.startsWith('..') || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(path) ? undefined : path;
}
async function renderJobSummary(name, { markdown, results, errors = [] }) {
    const { renderSummary } = await Promise.all(/* import() */[__webpack_require__.e(236), __webpack_require__.e(487)]).then(__webpack_require__.bind(__webpack_require__, 55487));
    const own = markdown ?? (results.length > 0 ? renderSummary(results) : '');
    return errors.length > 0 ? `${own}\n${await renderErrors(name, errors)}` : own;
}
async function renderErrors(name, errors) {
    const { escapeMarkdown } = await __webpack_require__.e(/* import() */ 457).then(__webpack_require__.bind(__webpack_require__, 17838));
    const lines = errors.flatMap((error) => (0,_outcome_js__WEBPACK_IMPORTED_MODULE_8__/* .describeError */ .Uc)(error, false).split('\n').slice(0, MOST_ERROR_LINES));
    return `**modelgate ${name}** could not judge everything:\n\n${lines.map((line) => `- ${escapeMarkdown(line)}\n`).join('')}`;
}
async function writeSummary(markdown, { variables }) {
    if (markdown === '' || !variables['GITHUB_STEP_SUMMARY'])
        return;
    await _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .summary */ .z
        .addRaw(markdown, true)
        .write()
        .catch((error) => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .warning */ .$e(`the step summary could not be written: ${String(error)}`));
}
function annotateError(error, environment) {
    _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .error */ .z3((0,_outcome_js__WEBPACK_IMPORTED_MODULE_8__/* .describeError */ .Uc)(error, environment.isDebug), firstPlace(error, environment));
}
function firstPlace(error, environment) {
    const place = error instanceof _core_faults_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz ? error.faults.find((fault) => fault.place)?.place : undefined;
    const file = place && repositoryPath(place.file, environment);
    if (!place || file === undefined)
        return {};
    return {
        file,
        ...(place.line === undefined ? {} : { startLine: place.line }),
        ...(place.column === undefined ? {} : { startColumn: place.column }),
    };
}


/***/ })

};
