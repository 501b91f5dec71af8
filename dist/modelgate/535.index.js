export const id = 535;
export const ids = [535];
export const modules = {

/***/ 93535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runAction: () => (/* binding */ runAction)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33838);
/* harmony import */ var _commands_catalogue_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(98972);
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3799);
/* harmony import */ var _core_verdict_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(37357);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(59108);
/* harmony import */ var _execution_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(64092);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(99628);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(32465);









async function runAction(name, loadRun) {
    const environment = (0,_environment_js__WEBPACK_IMPORTED_MODULE_5__/* .readEnvironment */ .Qo)();
    try {
        const spec = (0,_commands_catalogue_js__WEBPACK_IMPORTED_MODULE_2__/* .findCommand */ .Zv)(name);
        if (spec === undefined)
            throw new Error(`no command "${name}" in the catalogue`);
        const specs = (0,_commands_catalogue_js__WEBPACK_IMPORTED_MODULE_2__/* .inputsOf */ .Vc)(spec, 'action');
        const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_7__/* .parseInputs */ .T)(specs, readInputs(Object.keys(specs), specs), (input) => `input "${input}"`);
        if (typeof inputs['token'] === 'string')
            _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setSecret */ .Pq(inputs['token']);
        const folder = typeof inputs['working-directory'] === 'string' ? inputs['working-directory'] : '.';
        const place = { ...environment, cwd: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(environment.cwd, folder) };
        const execution = await _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .group */ .Os(`modelgate ${name}`, async () => {
            const done = await (0,_execution_js__WEBPACK_IMPORTED_MODULE_6__/* .executeCommand */ .RS)({ spec, inputs, operands: [], environment: place, logger: jobLogger, loadRun });
            _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .info */ .pq(await renderLog(done.outcome));
            return done;
        });
        const { outcome, exitCode } = execution;
        setOutputs(execution);
        await annotate(outcome, place);
        await writeSummary(outcome);
        for (const error of outcome.errors ?? [])
            _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .error */ .z3((0,_outcome_js__WEBPACK_IMPORTED_MODULE_8__/* .describeError */ .Uc)(error, environment.isDebug));
        process.exitCode = exitCode;
    }
    catch (error) {
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .error */ .z3((0,_outcome_js__WEBPACK_IMPORTED_MODULE_8__/* .describeError */ .Uc)(error, environment.isDebug), firstPlace(error, environment));
        process.exitCode = (0,_outcome_js__WEBPACK_IMPORTED_MODULE_8__/* .exitCodeOfError */ .LL)(error);
    }
}
function readInputs(names, specs) {
    const raw = new Map();
    for (const name of names) {
        const value = _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .getInput */ .V4(name);
        if (value === '')
            continue;
        raw.set(name, specs[name].kind === 'list' ? _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .getMultilineInput */ .q3(name) : [value]);
    }
    return raw;
}
const jobLogger = {
    info: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .info */ .pq(message),
    warning: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e(message),
    debug: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .debug */ .Yz(message),
};
async function renderLog(outcome) {
    if (outcome.text !== undefined)
        return outcome.text;
    const { renderText } = await Promise.all(/* import() */[__webpack_require__.e(236), __webpack_require__.e(970)]).then(__webpack_require__.bind(__webpack_require__, 45970));
    return renderText(outcome.results, { colour: false });
}
function setOutputs({ outcome, resultFile, resultsFolder, evidenceDigest }) {
    const { results } = outcome;
    const outputs = {
        verdict: (0,_core_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .worstVerdict */ .zP)(results.map((result) => result.verdict)),
        blocks: String(results.some((result) => result.blocks)),
        summary: results.map((result) => result.summary).join(' '),
        result: resultFile ?? '',
        'results-dir': resultsFolder,
        'evidence-digest': evidenceDigest ?? '',
        ...outcome.outputs,
    };
    for (const [name, value] of Object.entries(outputs))
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setOutput */ .uH(name, value);
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
        const write = { error: _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .error */ .z3, warning: _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e, notice: _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .notice */ .lm }[annotation.level];
        write(annotation.message, properties);
    }
}
function repositoryPath(file, { cwd, variables }) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(variables['GITHUB_WORKSPACE'] ?? cwd, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(cwd, file));
    return path.startsWith('..') || (0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(path) ? undefined : path;
}
async function writeSummary(outcome) {
    const { renderSummary } = await Promise.all(/* import() */[__webpack_require__.e(236), __webpack_require__.e(487)]).then(__webpack_require__.bind(__webpack_require__, 55487));
    const markdown = outcome.markdown ?? (outcome.results.length > 0 ? renderSummary(outcome.results) : '');
    if (markdown !== '')
        await _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .summary */ .z.addRaw(markdown, true).write();
}
function firstPlace(error, environment) {
    const place = error instanceof _core_faults_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz ? error.faults.find((fault) => fault.place)?.place : undefined;
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
