export const id = 343;
export const ids = [343];
export const modules = {

/***/ 13873:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ readConfigFile),
/* harmony export */   y: () => (/* binding */ listIncludes)
/* harmony export */ });
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);
/* harmony import */ var _yaml_located_document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28510);
/* harmony import */ var _defaults_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69183);
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(35763);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7381);





async function readConfigFile(reader, file) {
    const text = await reader.readText(file);
    if (text === null) {
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({
            message: 'there is no such file',
            place: { file },
            help: 'name the configuration with --config FILE',
        });
    }
    const document = (0,_yaml_located_document_js__WEBPACK_IMPORTED_MODULE_1__.parseLocatedYaml)(text, file);
    if (document.data === null) {
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({ message: 'the file is empty', place: { file }, help: 'begin with version: 1' });
    }
    if (!(0,_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .isMap */ .j)(document.data)) {
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({
            message: 'the file must hold keys and values',
            place: document.placeOf([]),
            help: 'begin with version: 1',
        });
    }
    return { file, text, document };
}
async function listIncludes(reader, root, include, faults) {
    const found = new Set();
    for (const [index, glob] of include.entries()) {
        const pattern = (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .joinPath */ .uJ)((0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .folderOf */ .yS)(root.file), glob);
        const files = (await reader.list(pattern)).filter((file) => file !== root.file);
        if (files.length === 0) {
            faults.push({
                message: (0,_glob_js__WEBPACK_IMPORTED_MODULE_4__/* .isGlob */ .f)(glob) ? `no file matches ${glob}` : `there is no file ${pattern}`,
                place: root.placeOf(['include', index], 'value'),
                help: 'paths are relative to this file: mend the path, or take it out',
            });
        }
        for (const file of files)
            found.add(file);
    }
    return [...found];
}


/***/ }),

/***/ 69183:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ applyDefaults),
/* harmony export */   j: () => (/* binding */ isMap)
/* harmony export */ });
function isMap(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function applyDefaults(defaults, own) {
    const merged = new Map(Object.entries(defaults));
    for (const [key, value] of Object.entries(own)) {
        const inherited = merged.get(key);
        if (value === null && merged.has(key))
            merged.delete(key);
        else
            merged.set(key, isMap(value) && isMap(inherited) ? applyDefaults(inherited, value) : value);
    }
    return Object.fromEntries(merged);
}


/***/ }),

/***/ 35763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ isGlob),
/* harmony export */   k: () => (/* binding */ matchesGlob)
/* harmony export */ });
function matchesGlob(path, glob) {
    return matchParts(path.split('/'), glob.split('/'));
}
function isGlob(text) {
    return /[*?]/.test(text);
}
function matchParts(parts, globs) {
    return matchSequence(parts, globs, (glob) => glob === '**', (part, glob) => matchPart(part, glob));
}
function matchPart(part, glob) {
    return matchSequence([...part], [...glob], (unit) => unit === '*', (character, unit) => unit === '?' || unit === character);
}
function matchSequence(items, globs, isSpan, matches) {
    let item = 0;
    let glob = 0;
    let lastSpan = -1;
    let resumeAt = 0;
    while (item < items.length) {
        const unit = globs[glob];
        if (unit !== undefined && isSpan(unit)) {
            lastSpan = glob;
            resumeAt = item;
            glob += 1;
        }
        else if (unit !== undefined && matches(items[item], unit)) {
            item += 1;
            glob += 1;
        }
        else if (lastSpan >= 0) {
            glob = lastSpan + 1;
            resumeAt += 1;
            item = resumeAt;
        }
        else {
            return false;
        }
    }
    while (glob < globs.length && isSpan(globs[glob]))
        glob += 1;
    return glob === globs.length;
}


/***/ }),

/***/ 7381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iZ: () => (/* binding */ relativePath),
/* harmony export */   uJ: () => (/* binding */ joinPath),
/* harmony export */   yS: () => (/* binding */ folderOf)
/* harmony export */ });
function joinPath(...parts) {
    const written = parts.filter((part) => part !== '').join('/');
    const kept = [];
    for (const part of written.split('/')) {
        if (part === '' || part === '.')
            continue;
        if (part === '..' && kept.length > 0 && kept.at(-1) !== '..')
            kept.pop();
        else if (part !== '..' || !written.startsWith('/'))
            kept.push(part);
    }
    return (written.startsWith('/') ? '/' : '') + kept.join('/');
}
function folderOf(file) {
    const end = file.lastIndexOf('/');
    return end < 0 ? '' : joinPath(file.slice(0, end === 0 ? 1 : end));
}
function relativePath(folder, path) {
    const from = joinPath(folder).split('/').filter(Boolean);
    const to = joinPath(path).split('/').filter(Boolean);
    let shared = 0;
    while (shared < from.length && from[shared] === to[shared])
        shared += 1;
    return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}


/***/ }),

/***/ 20343:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  assembleProject: () => (/* binding */ assembleProject)
});

// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var core_faults = __webpack_require__(3799);
// EXTERNAL MODULE: ./.cache/build/src/config/config-files.js
var config_files = __webpack_require__(13873);
// EXTERNAL MODULE: ./.cache/build/src/config/defaults.js
var config_defaults = __webpack_require__(69183);
// EXTERNAL MODULE: ./.cache/build/src/config/root-settings.js
var root_settings = __webpack_require__(98695);
// EXTERNAL MODULE: ./.cache/build/src/config/schema-faults.js
var schema_faults = __webpack_require__(2794);
// EXTERNAL MODULE: ./.cache/build/src/config/settings-schema.js
var settings_schema = __webpack_require__(15078);
;// CONCATENATED MODULE: ./.cache/build/src/config/model-entries.js






function listModels(data, file) {
    const models = (0,config_defaults/* isMap */.j)(data) && (0,config_defaults/* isMap */.j)(data['models']) ? data['models'] : {};
    return Object.entries(models).map(([name, value]) => ({ name, value, file }));
}
async function readIncluded(reader, root, rootData, variables, faults) {
    const globs = (0,config_defaults/* isMap */.j)(rootData) && Array.isArray(rootData['include']) ? rootData['include'] : [];
    const texts = globs.filter((glob) => typeof glob === 'string');
    const read = [];
    for (const path of await (0,config_files/* listIncludes */.y)(reader, root.document, texts, faults)) {
        try {
            const file = await (0,config_files/* readConfigFile */.R)(reader, path);
            const data = variables.replace(file.document.data, file.document, faults);
            faults.push(...checkIncluded(data, file.document, root.file));
            read.push({ file, data });
        }
        catch (error) {
            if (!(error instanceof core_faults/* InputError */.dz))
                throw error;
            faults.push(...error.faults);
        }
    }
    return read;
}
function checkIncluded(data, document, rootFile) {
    const result = root_settings/* includedSchema */.c6.safeParse(data, settings_schema/* CHECK_ONCE */.pc);
    if (result.success)
        return [];
    return (0,schema_faults/* describeIssues */.w)(result.error.issues, data, document).map((fault) => {
        const key = Object.keys(root_settings/* rootOnlyShape */.MF).find((name) => fault.message === `unknown key ${JSON.stringify(name)}`);
        return key === undefined
            ? fault
            : { ...fault, message: `the key ${JSON.stringify(key)} belongs in the root file`, help: `move it to ${rootFile}` };
    });
}
function refuseDuplicates(entries, faults) {
    const first = new Map();
    for (const entry of entries) {
        const earlier = first.get(entry.name);
        if (earlier === undefined) {
            first.set(entry.name, entry);
            continue;
        }
        const place = earlier.file.document.placeOf(['models', entry.name]);
        faults.push({
            message: `the model ${JSON.stringify(entry.name)} is already in ${(0,core_faults/* formatPlace */.dE)(place)}`,
            place: entry.file.document.placeOf(['models', entry.name]),
            help: 'give one of them another name',
        });
    }
}

// EXTERNAL MODULE: ./.cache/build/src/text/nearest-name.js
var nearest_name = __webpack_require__(4404);
// EXTERNAL MODULE: ./.cache/build/src/config/gate-resolution.js
var gate_resolution = __webpack_require__(27833);
// EXTERNAL MODULE: ./.cache/build/src/config/quantities.js
var quantities = __webpack_require__(48196);
;// CONCATENATED MODULE: ./.cache/build/src/config/evaluation-resolution.js



function resolveData(data, evaluated, source) {
    return Object.fromEntries(Object.entries(data).map(([key, raw]) => {
        const path = ['data', key];
        if (raw.contract !== undefined && (0,quantities/* schemeOf */.dz)(raw.contract) !== null) {
            source.fault([...path, 'contract'], 'a contract must be a file of the repository', 'copy it beside this file');
        }
        if (raw.object !== undefined && raw.contract === undefined) {
            source.fault([...path, 'object'], '"object" names an object of the contract, and there is none', 'add "contract"');
        }
        const commands = raw.production
            ? ['monitor']
            : ['validate', 'check', ...(key === evaluated ? ['compare', 'promote'] : [])];
        noteRemote(raw.path, [...path, 'path'], commands, source);
        const { delimiter, quote, encoding, decimal } = raw.csv ?? {};
        return [
            key,
            {
                key,
                path: source.locate(raw.path),
                contract: raw.contract === undefined ? null : source.locate(raw.contract),
                object: raw.object ?? null,
                production: raw.production,
                csv: raw.csv === undefined
                    ? null
                    : {
                        ...(delimiter === undefined ? {} : { delimiter }),
                        ...(quote === undefined ? {} : { quote }),
                        ...(encoding === undefined ? {} : { encoding }),
                        ...(decimal === undefined ? {} : { decimal }),
                    },
                onInconclusive: raw.on_inconclusive,
                place: source.placeOf(path),
            },
        ];
    }));
}
function resolveEvaluation(raw, data, source) {
    const at = (...keys) => ['evaluation', ...keys];
    const set = Object.hasOwn(data, raw.data) ? data[raw.data] : undefined;
    if (set === undefined) {
        const nearest = (0,nearest_name/* nearestName */.q)(raw.data, Object.keys(data));
        source.fault(at('data'), `there is no data set ${JSON.stringify(raw.data)}`, nearest === null
            ? `data sets: ${Object.keys(data).join(', ') || 'none; add them under "data"'}`
            : `did you mean "${nearest}"?`);
    }
    else if (set.production) {
        source.fault(at('data'), `${raw.data} is live data, which is for monitor alone`, 'name a data set with labels that training never saw');
    }
    if (typeof raw.score === 'object')
        source.later(at('score'), 'a score per class is not there yet', gate_resolution/* JUDGING */.P6);
    if (raw.weight !== undefined)
        source.later(at('weight'), 'weights of rows are not there yet', gate_resolution/* JUDGING */.P6);
    if (raw.group !== undefined)
        source.later(at('group'), 'groups of rows are not there yet', gate_resolution/* JUDGING */.P6);
    if (raw.costs !== undefined)
        source.later(at('costs'), 'costs of errors are not there yet', gate_resolution/* JUDGING */.P6);
    const metrics = raw.metrics.flatMap((name, index) => (0,gate_resolution/* resolveMetric */.F1)(name, at('metrics', index), source) ?? []);
    const positive = typeof raw.positive === 'string' ? raw.positive : source.textOf(at('positive'));
    return {
        data: raw.data,
        id: raw.id,
        label: raw.label,
        positive: raw.positive === undefined ? null : (positive ?? String(raw.positive)),
        score: typeof raw.score === 'string' ? raw.score : null,
        prediction: raw.prediction ?? null,
        threshold: raw.threshold,
        slices: [...new Set(raw.slices)],
        metrics: [...new Set(metrics)],
        minRows: raw.min_rows,
        confidence: raw.confidence,
        resamples: raw.resamples,
        seed: raw.seed,
        power: raw.power,
        place: source.placeOf(['evaluation']),
    };
}
function resolveCandidate(raw, source) {
    const at = (key) => ['candidate', key];
    if (raw.predict !== undefined)
        source.later(at('predict'), 'predicting by a command is not there yet', gate_resolution/* JUDGING */.P6);
    if (raw.metrics !== undefined && raw.predictions === undefined) {
        source.later(at('metrics'), 'metrics without rows are not there yet', gate_resolution/* JUDGING */.P6);
    }
    for (const key of ['predictions', 'parameters']) {
        if (raw[key] !== undefined)
            noteRemote(raw[key], at(key), [...gate_resolution/* JUDGING */.P6, 'promote'], source);
    }
    if (raw.model !== undefined)
        noteRemote(raw.model, at('model'), ['promote'], source);
    const locate = (path) => (path === undefined ? null : source.locate(path));
    return {
        model: locate(raw.model),
        predictions: locate(raw.predictions),
        parameters: locate(raw.parameters),
        place: source.placeOf(['candidate']),
    };
}
function noteRemote(location, path, commands, source) {
    const scheme = (0,quantities/* schemeOf */.dz)(location);
    if (scheme !== null)
        source.later(path, `reading from ${scheme} is not there yet`, commands);
}

;// CONCATENATED MODULE: ./.cache/build/src/config/stage-resolution.js




function resolveStages(stages, source) {
    const names = Object.keys(stages);
    return names.map((name, index) => {
        const raw = stages[name];
        const at = (key) => ['stages', name, key];
        if (!settings_schema/* NAME_PATTERN */.Vh.test(name)) {
            source.fault(['stages', name], `${JSON.stringify(name)} cannot be the name of a stage`, NAME_HELP);
        }
        if (raw.after !== undefined && !names.slice(0, index).includes(raw.after)) {
            source.fault(at('after'), `${JSON.stringify(raw.after)} is no stage before ${name}`, suggestStage(raw.after, names.slice(0, index)));
        }
        if (raw.after !== undefined)
            source.later(at('after'), 'the order of stages is not there yet', ['promote']);
        if (raw.hold !== undefined)
            source.later(at('hold'), 'time in the stage before is not there yet', ['promote']);
        if (raw.derived === true)
            source.later(at('derived'), 'derived predictions are not there yet', ['promote']);
        if (raw.budget !== undefined)
            source.later(at('budget'), 'a budget of decisions is not there yet', ['promote']);
        if (raw.require.includes('drift'))
            source.later(at('require'), 'evidence of drift is not there yet', ['promote']);
        if (raw.deploy !== undefined) {
            source.later(at('deploy'), `deploy to ${raw.deploy.target.type} is not there yet`, ['deploy', 'rollback']);
        }
        return { name, require: raw.require, environment: raw.environment ?? null, place: source.placeOf(['stages', name]) };
    });
}
const NAME_HELP = 'use letters, digits, - and _, beginning and ending with a letter or digit';
function resolveBaseline(model, source) {
    const stages = Object.keys(model.stages);
    if (model.baseline === undefined) {
        if (stages.length === 0 && !model.gates.some((gate) => gate.margin !== undefined))
            return [];
        return [
            { kind: 'stage', value: stages.length === 0 || stages.includes('production') ? 'production' : stages.at(-1) },
        ];
    }
    const isList = Array.isArray(model.baseline);
    const written = typeof model.baseline === 'string' ? [model.baseline] : model.baseline;
    return written.flatMap((value, index) => {
        const path = isList ? ['baseline', index] : ['baseline'];
        const [, kind, rest] = /^(version|ref|file):(.*)$/s.exec(value) ?? [];
        if (kind === 'file') {
            noteRemote(rest, path, gate_resolution/* JUDGING */.P6, source);
            if (rest === '')
                source.fault(path, 'file: needs a path', 'write file:PATH');
            return [{ kind: 'file', value: source.locate(rest) }];
        }
        if (kind !== undefined) {
            source.later(path, `a baseline by ${kind} is not there yet`, gate_resolution/* JUDGING */.P6);
            return [];
        }
        if (stages.length > 0 && !stages.includes(value)) {
            source.fault(path, `there is no stage ${JSON.stringify(value)}`, suggestStage(value, stages));
        }
        else if (!settings_schema/* NAME_PATTERN */.Vh.test(value)) {
            source.fault(path, `${JSON.stringify(value)} cannot be the name of a stage`, 'name a stage, version:V, ref:REF or file:PATH');
        }
        return [{ kind: 'stage', value }];
    });
}
function suggestStage(name, stages) {
    const nearest = (0,nearest_name/* nearestName */.q)(name, stages);
    if (nearest !== null)
        return `did you mean "${nearest}"?`;
    return stages.length === 0 ? 'it is the first stage: take the key out' : `stages: ${stages.join(', ')}`;
}

;// CONCATENATED MODULE: ./.cache/build/src/config/model-resolution.js




function resolveModel(raw, folder, source) {
    checkName(source);
    checkTask(raw, source);
    if (raw.drift !== undefined) {
        source.later(['drift'], 'drift is not there yet', ['drift', 'monitor']);
        const { reference } = raw.drift;
        if (reference !== undefined && !Object.hasOwn(raw.data, reference)) {
            source.fault(['drift', 'reference'], `there is no data set ${JSON.stringify(reference)}`, listData(raw));
        }
    }
    if (raw.monitor !== undefined) {
        source.later(['monitor'], 'monitor is not there yet', ['monitor']);
        if (!Object.hasOwn(raw.data, raw.monitor.data)) {
            source.fault(['monitor', 'data'], `there is no data set ${JSON.stringify(raw.monitor.data)}`, listData(raw));
        }
    }
    if (raw.retrain !== undefined) {
        source.later(['retrain'], `retrain by ${raw.retrain.trigger} is not there yet`, ['retrain']);
    }
    return {
        name: source.model,
        description: raw.description ?? null,
        intendedUse: raw.intended_use ?? null,
        owner: raw.owner ?? null,
        task: raw.task ?? 'binary',
        folder,
        data: resolveData(raw.data, raw.evaluation?.data, source),
        evaluation: raw.evaluation === undefined ? null : resolveEvaluation(raw.evaluation, raw.data, source),
        candidate: raw.candidate === undefined ? null : resolveCandidate(raw.candidate, source),
        baseline: resolveBaseline(raw, source),
        gates: (0,gate_resolution/* resolveGates */.TJ)(raw.gates, raw.evaluation?.slices ?? null, source),
        stages: resolveStages(raw.stages, source),
        place: source.placeOf([]),
    };
}
function checkName(source) {
    if (source.model.split('/').every((part) => settings_schema/* NAME_PATTERN */.Vh.test(part)))
        return;
    source.fault([], `${JSON.stringify(source.model)} cannot be the name of a model`, `${NAME_HELP}; / between parts`);
}
function checkTask(raw, source) {
    if (raw.task === undefined) {
        if (raw.evaluation !== undefined || raw.gates.length > 0) {
            source.fault([], 'the key "task" is missing', 'say what the model answers, such as task: binary');
        }
    }
    else if (raw.task !== 'binary') {
        source.later(['task'], `the task ${raw.task} is not there yet`, gate_resolution/* JUDGING */.P6);
    }
}
function listData(raw) {
    return `data sets: ${Object.keys(raw.data).join(', ') || 'none; add them under "data"'}`;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9691);
;// CONCATENATED MODULE: ./.cache/build/src/config/evaluation-settings.js


const cell = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY()], { error: 'must be text, a number, true or false' });
const csv = (0,settings_schema/* strictMap */.yj)({
    delimiter: schemas/* string */.YjP().length(1).optional().describe('Between two fields; default a comma'),
    quote: schemas/* string */.YjP().length(1).optional().describe('Around a field; default "'),
    encoding: schemas/* enum */.k5n(['utf-8', 'latin-1', 'utf-16']).optional().describe('Default utf-8'),
    decimal: schemas/* enum */.k5n(['.', ',']).optional().describe('Decimal sign; default a point'),
}).describe('How a CSV file is written, where it is not as RFC 4180 has it');
const dataSchema = (0,settings_schema/* strictMap */.yj)({
    path: (0,settings_schema/* text */.Qq)('File or glob: CSV (also .gz), Parquet, JSON Lines, JSON'),
    contract: (0,settings_schema/* text */.Qq)('Data contract of the rows').optional(),
    object: (0,settings_schema/* text */.Qq)('Object of the contract; default: the only one, or the one named as the file').optional(),
    production: schemas/* boolean */.zMY().default(false).describe('Live data, for monitor alone'),
    csv: csv.optional(),
    on_inconclusive: schemas/* enum */.k5n(['fail', 'warn', 'pass']).default('fail').describe('What a rule that settles nothing does'),
});
const evaluationSchema = (0,settings_schema/* strictMap */.yj)({
    data: (0,settings_schema/* text */.Qq)('Data set with labels, which training never saw'),
    id: (0,settings_schema/* text */.Qq)('Column that names a row'),
    label: (0,settings_schema/* text */.Qq)('Column with the truth'),
    positive: cell.optional().describe('Label of the positive class; default 1 or true'),
    score: schemas/* union */.KCZ([schemas/* string */.YjP().min(1), schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP().min(1))], {
        error: 'must be a column, or a map from class to column',
    })
        .optional()
        .describe("Column of the predictions with the positive class's score, or a map from class to column"),
    prediction: (0,settings_schema/* text */.Qq)('Column with the predicted class; default: score at least threshold').optional(),
    threshold: schemas/* number */.aig().default(0.5).describe('Score from which a row is predicted positive'),
    weight: (0,settings_schema/* text */.Qq)('Column with the weight of a row').optional(),
    group: (0,settings_schema/* text */.Qq)('Column that names rows that belong together').optional(),
    slices: (0,settings_schema/* texts */.Te)('Columns whose values are looked at one by one').default([]),
    metrics: (0,settings_schema/* texts */.Te)('Metrics; default all of the task').default([]),
    min_rows: (0,settings_schema/* count */.U9)('Fewest rows of a slice that are judged').default(100),
    confidence: (0,settings_schema/* share */.uM)('Confidence of the intervals shown').default(0.95),
    resamples: schemas/* int */.Whr().min(100).max(100_000).default(2000).describe('Bootstrap resamples'),
    seed: (0,settings_schema/* count */.U9)('Seed of the random numbers', 0).default(1),
    power: (0,settings_schema/* share */.uM)('Power that the number of further labels is planned for').default(0.8),
    costs: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).optional().describe('Costs of each kind of error'),
}).describe('Labelled rows that training never saw, and how they are judged');
const candidateSchema = (0,settings_schema/* strictMap */.yj)({
    model: (0,settings_schema/* text */.Qq)('Model file: hashed and stored, never loaded').optional(),
    predictions: (0,settings_schema/* text */.Qq)("The candidate's predictions, one row per id").optional(),
    predict: (0,settings_schema/* texts */.Te)('Command that predicts, as an argument vector with {model}, {data} and {out}').min(1).optional(),
    metrics: (0,settings_schema/* text */.Qq)('Metrics file where there are no rows; also mlflow:RUN, wandb:RUN, dvc').optional(),
    parameters: (0,settings_schema/* text */.Qq)('Parameters file for what changed; also mlflow:RUN').optional(),
}).describe('The model that asks to be promoted');

// EXTERNAL MODULE: ./.cache/build/src/config/gate-settings.js
var gate_settings = __webpack_require__(96722);
;// CONCATENATED MODULE: ./.cache/build/src/config/stage-settings.js


const serviceCheck = (0,settings_schema/* strictMap */.yj)({
    name: (0,settings_schema/* text */.Qq)('Name in reports').optional(),
    query: (0,settings_schema/* text */.Qq)('PromQL expression with one value'),
    min: schemas/* number */.aig().optional().describe('Smallest value that is healthy'),
    max: schemas/* number */.aig().optional().describe('Largest value that is healthy'),
    max_ratio: schemas/* number */.aig().positive().optional().describe('Largest ratio to the value before'),
});
const target = schemas/* discriminatedUnion */.gMt('type', [
    (0,settings_schema/* strictMap */.yj)({
        type: schemas/* literal */.euz('kubernetes'),
        namespace: (0,settings_schema/* text */.Qq)('Namespace').optional(),
        deployment: (0,settings_schema/* text */.Qq)('Deployment'),
        container: (0,settings_schema/* text */.Qq)('Container').optional(),
        context: (0,settings_schema/* text */.Qq)('Context of the kubeconfig').optional(),
    }),
    schemas/* looseObject */._H3({ type: schemas/* enum */.k5n(['compose', 'gitops', 'sagemaker', 'vertex', 'azureml', 'command']) }),
])
    .describe('What serves the model: kubernetes | compose | gitops | sagemaker | vertex | azureml | command');
const smoke = (0,settings_schema/* strictMap */.yj)({
    url: (0,settings_schema/* text */.Qq)('Address that answers predictions'),
    request: (0,settings_schema/* text */.Qq)('Form of the request').optional(),
    response: (0,settings_schema/* text */.Qq)('JSON pointer to the prediction').optional(),
    tolerance: schemas/* number */.aig().min(0).optional().describe('Largest difference to the golden rows'),
    p95: (0,settings_schema/* duration */.p0)('Longest 95th percentile of the answers').optional(),
}).describe('Golden rows that the new version must answer the same');
const watch = (0,settings_schema/* strictMap */.yj)({
    prometheus: (0,settings_schema/* text */.Qq)('Address of Prometheus'),
    for: (0,settings_schema/* duration */.p0)('How long').optional(),
    every: (0,settings_schema/* duration */.p0)('How often').optional(),
    max_hold: (0,settings_schema/* duration */.p0)('Longest wait for enough traffic').optional(),
    steps: schemas/* array */.YOg(schemas/* number */.aig().gt(0).max(100))
        .optional()
        .describe('Shares of the traffic in percent, one after the other'),
    checks: schemas/* array */.YOg(serviceCheck).min(1),
}).describe('What is looked at after the rollout');
const deploy = (0,settings_schema/* strictMap */.yj)({
    target,
    image: (0,settings_schema/* text */.Qq)('Image without tag').optional(),
    smoke: smoke.optional(),
    watch: watch.optional(),
}).describe('How a version of this stage is rolled out');
const stageSchema = (0,settings_schema/* strictMap */.yj)({
    require: schemas/* array */.YOg(schemas/* enum */.k5n(['validate', 'compare', 'drift']))
        .describe('Commands whose evidence a promotion needs; [] for none'),
    after: (0,settings_schema/* text */.Qq)('Stage that the version must hold before').optional(),
    hold: (0,settings_schema/* duration */.p0)('Time in the stage before').optional(),
    derived: schemas/* boolean */.zMY().optional().describe('Whether predictions must come from predict in the same run'),
    environment: (0,settings_schema/* text */.Qq)('GitHub environment whose reviewers approve').optional(),
    budget: (0,settings_schema/* strictMap */.yj)({
        reuse: (0,settings_schema/* count */.U9)('Registered decisions on the same test data before fresh labels are due'),
    }).optional(),
    deploy: deploy.optional(),
});

;// CONCATENATED MODULE: ./.cache/build/src/config/monitor-settings.js



const distances = {
    method: schemas/* enum */.k5n([
        'auto',
        'ks',
        'chi2',
        'chi2-montecarlo',
        'fisher',
        'wasserstein',
        'psi',
        'jensen-shannon',
        'total-variation',
    ])
        .optional()
        .describe('How two samples are compared'),
    alpha: (0,settings_schema/* share */.uM)('Level of the tests').optional(),
    effect: schemas/* number */.aig().min(0).optional().describe('Smallest distance that matters'),
    severity: schemas/* enum */.k5n(['error', 'warning', 'info']).optional().describe('Default warning'),
};
const driftSchema = (0,settings_schema/* strictMap */.yj)({
    reference: (0,settings_schema/* text */.Qq)('Data set that current data is compared with').optional(),
    ...distances,
    correction: schemas/* enum */.k5n(['bh', 'holm', 'none']).optional().describe('Correction for many columns'),
    columns: schemas/* object */.Ikc({ exclude: (0,settings_schema/* texts */.Te)('Columns left out').optional() })
        .catchall((0,settings_schema/* strictMap */.yj)(distances))
        .optional()
        .describe('Settings of single columns, and those left out'),
}).describe('When current data counts as drifted');
const monitorSchema = (0,settings_schema/* strictMap */.yj)({
    data: (0,settings_schema/* text */.Qq)('Data set with the prediction log'),
    time: (0,settings_schema/* text */.Qq)('Column with the time of a row').optional(),
    window: (0,settings_schema/* duration */.p0)('Length of a window').optional(),
    labels: (0,settings_schema/* strictMap */.yj)({
        path: (0,settings_schema/* text */.Qq)('Files with labels that arrive later'),
        id: (0,settings_schema/* text */.Qq)('Column that names a row'),
        delay: (0,settings_schema/* duration */.p0)('How long labels take').optional(),
    }).optional(),
    false_alarms_per_year: schemas/* number */.aig().gt(0).optional().describe('False alarms that are put up with'),
    metrics: (0,settings_schema/* texts */.Te)('Metrics as labels arrive').optional(),
    service: (0,settings_schema/* strictMap */.yj)({ prometheus: (0,settings_schema/* text */.Qq)('Address of Prometheus'), checks: schemas/* array */.YOg(serviceCheck).min(1) }).optional(),
    new_data: (0,settings_schema/* strictMap */.yj)({ rows: (0,settings_schema/* count */.U9)('New rows that are a reason to retrain') }).optional(),
    staleness: (0,settings_schema/* duration */.p0)('Age of a version that is a reason to retrain').optional(),
    heartbeat: (0,settings_schema/* duration */.p0)('Silence that is an alert').optional(),
    alert: (0,settings_schema/* strictMap */.yj)({
        issue: schemas/* boolean */.zMY().optional().describe('Whether an issue is opened'),
        webhook: (0,settings_schema/* text */.Qq)('Address').optional(),
        alertmanager: (0,settings_schema/* text */.Qq)('Address').optional(),
        pushgateway: (0,settings_schema/* text */.Qq)('Address').optional(),
        grafana: (0,settings_schema/* text */.Qq)('Address').optional(),
    }).optional(),
    on_incident: schemas/* array */.YOg(schemas/* enum */.k5n(['alert', 'retrain']))
        .optional()
        .describe('What an incident sets off'),
}).describe('How production is watched');
const limits = {
    cooldown: (0,settings_schema/* duration */.p0)('Shortest time between two').optional(),
    per_month: (0,settings_schema/* count */.U9)('Most in a month').optional(),
};
const retrainSchema = schemas/* discriminatedUnion */.gMt('trigger', [
    (0,settings_schema/* strictMap */.yj)({
        trigger: schemas/* literal */.euz('workflow'),
        workflow: (0,settings_schema/* text */.Qq)('File name of the workflow'),
        ref: (0,settings_schema/* text */.Qq)('Branch or tag').optional(),
        ...limits,
    }),
    schemas/* looseObject */._H3({
        trigger: schemas/* enum */.k5n([
            'dispatch',
            'airflow',
            'prefect',
            'kubeflow',
            'sagemaker',
            'vertex',
            'azureml',
            'jenkins',
            'command',
        ]),
        ...limits,
    }),
])
    .describe('How training is started');

;// CONCATENATED MODULE: ./.cache/build/src/config/model-settings.js






const modelSchema = (0,settings_schema/* strictMap */.yj)({
    description: (0,settings_schema/* text */.Qq)('What the model predicts').optional(),
    intended_use: (0,settings_schema/* text */.Qq)('What it is for, and what not').optional(),
    owner: (0,settings_schema/* text */.Qq)('Who answers for it').optional(),
    paths: (0,settings_schema/* texts */.Te)("Globs that plan watches; default: this file's folder").optional(),
    task: schemas/* enum */.k5n(['binary', 'multiclass', 'regression', 'ranking', 'forecast', 'graded'])
        .optional()
        .describe('What the model answers; graded: one score per item'),
    data: schemas/* record */.g1P(schemas/* string */.YjP(), dataSchema).default({}).describe('Data sets, by name'),
    evaluation: evaluationSchema.optional(),
    candidate: candidateSchema.optional(),
    baseline: schemas/* union */.KCZ([schemas/* string */.YjP().min(1), schemas/* array */.YOg(schemas/* string */.YjP().min(1)).min(1)], {
        error: 'must be a stage, version:V, ref:REF or file:PATH, or a list of these',
    })
        .optional()
        .describe('What the candidate is compared with: a stage, version:V, ref:REF, file:PATH; of a list the first that is there'),
    gates: schemas/* array */.YOg(gate_settings/* gateSchema */.T).default([]).describe('What decides; all must pass'),
    drift: driftSchema.optional(),
    stages: schemas/* record */.g1P(schemas/* string */.YjP(), stageSchema).default({}).describe('Stages, in order'),
    monitor: monitorSchema.optional(),
    retrain: retrainSchema.optional(),
}).describe('A model');

// EXTERNAL MODULE: ./.cache/build/src/config/paths.js
var paths = __webpack_require__(7381);
;// CONCATENATED MODULE: ./.cache/build/src/config/model-source.js


function modelSource(model, own, root, folder, sink) {
    const find = (path) => {
        const mine = ['models', model, ...path];
        const inherited = ['defaults', ...path];
        return !own.has(mine) && path.length > 0 && root.has(inherited) ? [root, inherited] : [own, mine];
    };
    const placeOf = (path, part) => {
        const [document, found] = find(path);
        return document.placeOf(found, part);
    };
    return {
        model,
        placeOf,
        textOf: (path) => {
            const [document, found] = find(path);
            return document.textOf(found);
        },
        locate: (path) => ((0,quantities/* schemeOf */.dz)(path) !== null || path.startsWith('/') ? path : (0,paths/* joinPath */.uJ)(folder, path)),
        fault: (path, message, help) => {
            const [document, found] = find(path);
            const part = document.textOf(found) === null ? 'key' : 'value';
            sink.faults.push({ message, place: placeOf(path, part), ...(help === undefined ? {} : { help }) });
        },
        later: (path, message, commands) => {
            const name = ['models', model, ...path].map(String).join('.');
            sink.later.push({ path: name, message, place: placeOf(path), model, commands });
        },
    };
}

// EXTERNAL MODULE: ./.cache/build/src/evidence/canonical-json.js + 1 modules
var canonical_json = __webpack_require__(5740);
;// CONCATENATED MODULE: ./.cache/build/src/config/policy-digest.js


function describePolicy(root, models, files, contracts, sha256) {
    const rootFile = files[0].file;
    const policy = {
        schema: 'modelgate.policy/v1',
        from: root.policy.from,
        evidence: root.evidence,
        waivers: root.waivers ?? [],
        network: root.network ?? null,
        models: Object.fromEntries(Object.entries(models).map(([name, model]) => [name, decidingPart(model, (0,paths/* folderOf */.yS)(rootFile), contracts, sha256)])),
    };
    const canonical = (0,canonical_json/* formatCanonicalJson */.u)(policy);
    const digestOf = (text) => ({ sha256: sha256(text) });
    return {
        uri: rootFile,
        ref: null,
        digest: digestOf(canonical),
        files: [
            ...files.map(({ file, text }) => ({ uri: file, digest: digestOf(text) })),
            ...[...contracts].map(([file, text]) => ({ uri: file, digest: digestOf(text) })),
        ],
    };
}
function decidingPart({ raw, folder }, rootFolder, contracts, sha256) {
    const exam = new Set([raw.evaluation?.data, raw.drift?.reference]);
    const { id, label, score, prediction, weight, group, ...judgement } = raw.evaluation ?? {};
    return {
        task: raw.task ?? 'binary',
        baseline: raw.baseline ?? null,
        gates: raw.gates,
        drift: raw.drift ?? null,
        stages: Object.entries(raw.stages).map(([name, stage]) => ({ name, ...stage })),
        evaluation: raw.evaluation === undefined ? null : judgement,
        data: Object.fromEntries(Object.entries(raw.data).map(([key, set]) => {
            const contract = set.contract === undefined ? undefined : contracts.get((0,paths/* joinPath */.uJ)(folder, set.contract));
            return [
                key,
                {
                    path: exam.has(key) ? (0,paths/* relativePath */.iZ)(rootFolder, (0,paths/* joinPath */.uJ)(folder, set.path)) : null,
                    contract: contract === undefined ? null : sha256(contract),
                    object: set.object ?? null,
                    production: set.production,
                    onInconclusive: set.on_inconclusive,
                },
            ];
        })),
    };
}

;// CONCATENATED MODULE: ./.cache/build/src/config/root-resolution.js


const WITNESSES = ['validate', ...gate_resolution/* JUDGING */.P6];
function resolveRoot(root, document, later) {
    const note = (path, message, commands) => {
        later.push({ path: path.join('.'), message, place: document.placeOf(path), model: null, commands });
    };
    const { registry, store, engine, evidence } = root;
    const isGitRegistry = isKind(registry, 'git');
    if (!isGitRegistry) {
        note(['registry'], `the registry ${registry.type} is not there yet`, [
            ...gate_resolution/* JUDGING */.P6,
            'promote',
            'registry',
            'rollback',
            'deploy',
        ]);
    }
    const isGitStore = isKind(store, 'git');
    if (!isGitStore)
        note(['store'], `the store ${store.type} is not there yet`, ['promote', 'rollback', 'reproduce']);
    const isDuckdb = isKind(engine, 'duckdb');
    if (!isDuckdb) {
        note(['engine'], `the engine ${engine.type} is not there yet`, [
            'setup',
            'validate',
            ...gate_resolution/* JUDGING */.P6,
            'drift',
            'monitor',
        ]);
    }
    if (evidence.sign !== 'none') {
        note(['evidence', 'sign'], `signing by ${evidence.sign} is not there yet`, [...WITNESSES, 'promote']);
    }
    if (evidence.trust !== undefined) {
        note(['evidence', 'trust'], 'trust in signed evidence is not there yet', ['promote']);
    }
    if (root.waivers !== undefined && root.waivers.length > 0) {
        note(['waivers'], 'waivers are not there yet', [...WITNESSES, 'promote']);
    }
    if (root.network !== undefined) {
        note(['network'], 'reaching hosts that the file names is not there yet', ['deploy', 'monitor', 'retrain']);
    }
    return {
        policyFrom: root.policy.from,
        registry: { type: 'git', remote: isGitRegistry ? registry.remote : 'origin' },
        store: {
            type: 'git',
            maxSize: isGitStore ? store.max_size : 0,
            allowPersonal: isGitStore && store.allow_personal,
        },
        engine: isDuckdb
            ? {
                memory: engine.memory,
                threads: engine.threads ?? null,
                timeoutMs: engine.timeout,
                folder: engine.folder ? resolvePath(engine.folder, document.file) : null,
            }
            : { memory: '4GB', threads: null, timeoutMs: 600_000, folder: null },
        evidence: { requireSigned: evidence.require_signed },
    };
}
function resolvePath(path, file) {
    return path.startsWith('/') ? path : (0,paths/* joinPath */.uJ)((0,paths/* folderOf */.yS)(file), path);
}
function isKind(settings, kind) {
    return settings.type === undefined || settings.type === kind;
}

;// CONCATENATED MODULE: ./.cache/build/src/config/variables.js

const REFERENCE = /\$(\$?)\{([^{}]*)\}/g;
const SHORTEST_SECRET = 4;
class VariableReplacer {
    #allowed;
    #environment;
    #used = new Map();
    constructor(allowed, environment) {
        this.#allowed = allowed;
        this.#environment = environment;
    }
    replace(data, places, faults, path = []) {
        if (typeof data === 'string') {
            return data.replace(REFERENCE, (written, dollar, name) => {
                if (dollar !== '')
                    return written.slice(1);
                const result = this.#lookUp(name);
                if (typeof result === 'string')
                    return result;
                faults.push({ ...result, place: places.placeOf(path, 'value') });
                return written;
            });
        }
        if (Array.isArray(data))
            return data.map((item, index) => this.replace(item, places, faults, [...path, index]));
        if (typeof data !== 'object' || data === null)
            return data;
        return Object.fromEntries(Object.entries(data).map(([key, value]) => [
            key,
            path.length === 0 && key === 'env' ? value : this.replace(value, places, faults, [...path, key]),
        ]));
    }
    redact(text) {
        let redacted = text;
        for (const [value, name] of this.#used) {
            if (value.length >= SHORTEST_SECRET)
                redacted = redacted.replaceAll(value, `\${${name}}`);
        }
        return redacted;
    }
    #lookUp(name) {
        if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
            return {
                message: `\${${name}} is no variable: a name has letters, digits and _`,
                help: `write $\${${name}} for the text itself`,
            };
        }
        if (!this.#allowed.includes(name)) {
            const nearest = (0,nearest_name/* nearestName */.q)(name, this.#allowed);
            return {
                message: `the variable ${name} is not allowed here`,
                help: nearest === null
                    ? `list it in the root file: env: [${name}]`
                    : `did you mean ${nearest}? Else list it in the root file's env:`,
            };
        }
        const value = this.#environment[name];
        if (value === undefined || value === '') {
            return { message: `the environment variable ${name} is not set`, help: `set ${name} for this step` };
        }
        this.#used.set(value, name);
        return value;
    }
}

;// CONCATENATED MODULE: ./.cache/build/src/config/project-assembly.js















async function assembleProject(reader, location, options) {
    const faults = [];
    const later = [];
    const root = await (0,config_files/* readConfigFile */.R)(reader, location.file);
    const variables = new VariableReplacer(listAllowed(root.document.data), options.environment);
    try {
        const rootData = variables.replace(root.document.data, root.document, faults);
        const rootResult = root_settings/* rootSchema */.qt.safeParse(rootData, settings_schema/* CHECK_ONCE */.pc);
        if (!rootResult.success)
            faults.push(...(0,schema_faults/* describeIssues */.w)(rootResult.error.issues, rootData, root.document));
        const entries = listModels(rootData, root);
        const included = await readIncluded(reader, root, rootData, variables, faults);
        for (const { file, data } of included)
            entries.push(...listModels(data, file));
        refuseDuplicates(entries, faults);
        if (entries.length === 0 && faults.length === 0) {
            faults.push({ message: 'there is no model', place: root.document.placeOf([]), help: 'add "models" or "include"' });
        }
        const defaults = (0,config_defaults/* isMap */.j)(rootData) && (0,config_defaults/* isMap */.j)(rootData['defaults']) ? rootData['defaults'] : {};
        const raws = {};
        const models = {};
        for (const { name, value, file } of entries) {
            const folder = (0,paths/* folderOf */.yS)(file.file);
            const source = modelSource(name, file.document, root.document, folder, { faults, later });
            const merged = (0,config_defaults/* isMap */.j)(value) ? (0,config_defaults/* applyDefaults */.h)(defaults, value) : value;
            const result = modelSchema.safeParse(merged, settings_schema/* CHECK_ONCE */.pc);
            if (result.success) {
                raws[name] = { raw: result.data, folder };
                models[name] = resolveModel(result.data, folder, source);
            }
            else {
                faults.push(...(0,schema_faults/* describeIssues */.w)(result.error.issues, merged, source));
            }
        }
        const contracts = await readContracts(reader, models, faults);
        if (faults.length > 0 || !rootResult.success)
            throw new core_faults/* InputError */.dz(faults);
        const files = [root, ...included.map(({ file }) => file)];
        return {
            file: root.file,
            defaultModels: entries
                .filter(({ file }) => location.part === null || file.file === location.part)
                .map(({ name }) => name),
            ...resolveRoot(rootResult.data, root.document, later),
            models,
            policy: describePolicy(rootResult.data, raws, files, contracts, options.sha256),
            later,
        };
    }
    catch (error) {
        throw error instanceof core_faults/* InputError */.dz ? tidyFaults(error, variables) : error;
    }
}
function listAllowed(data) {
    const names = (0,config_defaults/* isMap */.j)(data) && Array.isArray(data['env']) ? data['env'] : [];
    return names.filter((name) => typeof name === 'string');
}
async function readContracts(reader, models, faults) {
    const texts = new Map();
    for (const model of Object.values(models)) {
        for (const { contract, place, key } of Object.values(model.data)) {
            if (contract === null || texts.has(contract) || (0,quantities/* schemeOf */.dz)(contract) !== null)
                continue;
            try {
                const text = await reader.readText(contract);
                if (text !== null)
                    texts.set(contract, text);
                else {
                    faults.push({
                        message: `the contract of ${key} is not there: ${contract}`,
                        place,
                        help: 'paths are relative to this file: mend the path, or write the contract',
                    });
                }
            }
            catch (error) {
                if (!(error instanceof core_faults/* InputError */.dz))
                    throw error;
                faults.push(...error.faults);
            }
        }
    }
    return texts;
}
function tidyFaults(error, variables) {
    const unique = new Map();
    for (const fault of error.faults) {
        const message = variables.redact(fault.message);
        const key = `${fault.place ? (0,core_faults/* formatPlace */.dE)(fault.place) : ''} ${message}`;
        unique.set(key, { ...fault, message, ...(fault.help === undefined ? {} : { help: variables.redact(fault.help) }) });
    }
    const files = [...new Set(error.faults.map((fault) => fault.place?.file))];
    const order = ({ place }) => [files.indexOf(place?.file), place?.line ?? 0, place?.column ?? 0];
    const compare = (left, right) => {
        const [a, b] = [order(left), order(right)];
        return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
    };
    return new core_faults/* InputError */.dz([...unique.values()].sort(compare));
}


/***/ }),

/***/ 5740:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  u: () => (/* binding */ formatCanonicalJson)
});

;// CONCATENATED MODULE: ./node_modules/canonicalize/lib/canonicalize.js
function hasLoneSurrogate (value) {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);

    if (code >= 0xD800 && code <= 0xDBFF) {
      if (i === value.length - 1) {
        return true;
      }
      const next = value.charCodeAt(i + 1);
      if (!(next >= 0xDC00 && next <= 0xDFFF)) {
        return true;
      }
      i++;
    } else if (code >= 0xDC00 && code <= 0xDFFF) {
      return true;
    }
  }

  return false;
}

function canonicalize (object, seen = new Set()) {
  if (typeof object === 'number' && isNaN(object)) {
    throw new Error('NaN is not allowed');
  }

  if (typeof object === 'number' && !isFinite(object)) {
    throw new Error('Infinity is not allowed');
  }

  if (typeof object === 'string' && hasLoneSurrogate(object)) {
    throw new Error('Lone surrogate is not allowed');
  }

  if (object === null || typeof object !== 'object') {
    return JSON.stringify(object);
  }

  if (typeof object.toJSON === 'function') {
    if (seen.has(object)) {
      throw new Error('Circular reference detected');
    }
    seen.add(object);
    const result = canonicalize(object.toJSON(), seen);
    seen.delete(object);
    return result;
  }

  if (seen.has(object)) {
    throw new Error('Circular reference detected');
  }
  seen.add(object);

  let result;
  if (Array.isArray(object)) {
    const values = object.map((cv) => {
      const value = cv === undefined || typeof cv === 'symbol' ? null : cv;
      return canonicalize(value, seen);
    });
    result = `[${values.join(',')}]`;
  } else {
    const parts = [];
    for (const key of Object.keys(object).sort()) {
      if (object[key] === undefined || typeof object[key] === 'symbol') {
        continue;
      }
      parts.push(`${canonicalize(key)}:${canonicalize(object[key], seen)}`);
    }
    result = `{${parts.join(',')}}`;
  }

  seen.delete(object);
  return result;
}

;// CONCATENATED MODULE: ./.cache/build/src/evidence/canonical-json.js

const LONE_SURROGATE = /\p{Surrogate}/gu;
function formatCanonicalJson(value) {
    const text = canonicalize(wellFormed(value));
    if (text === undefined)
        throw new Error('undefined has no JSON form');
    return text;
}
function wellFormed(value) {
    if (typeof value === 'string')
        return value.replace(LONE_SURROGATE, '\uFFFD');
    if (Array.isArray(value))
        return value.map(wellFormed);
    if (value === null || typeof value !== 'object')
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, wellFormed(entry)]));
}


/***/ })

};
