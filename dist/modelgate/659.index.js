export const id = 659;
export const ids = [659,103,510];
export const modules = {

/***/ 78101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readParameterFile)
/* harmony export */ });
/* harmony import */ var _yaml_located_document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28510);

function flattenParameters(value, prefix = '') {
    if (Array.isArray(value) && value.every(isScalar))
        return prefix === '' ? {} : { [prefix]: `[${value.join(', ')}]` };
    if (value !== null && typeof value === 'object') {
        const entries = Object.entries(value).map(([key, entry]) => flattenParameters(entry, prefix === '' ? key : `${prefix}.${key}`));
        return Object.assign({}, ...entries);
    }
    return prefix === '' || !isScalar(value) ? {} : { [prefix]: value };
}
function isScalar(value) {
    return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
async function readParameterFile(path, origin, workspace) {
    return flattenParameters((0,_yaml_located_document_js__WEBPACK_IMPORTED_MODULE_0__.parseLocatedYaml)(await workspace.readText(path, origin), path).data);
}


/***/ }),

/***/ 25659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runPromote: () => (/* binding */ runPromote)
});

// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var core_faults = __webpack_require__(3799);
// EXTERNAL MODULE: ./.cache/build/src/core/later.js
var later = __webpack_require__(25134);
// EXTERNAL MODULE: ./.cache/build/src/core/verdict.js
var verdict = __webpack_require__(37357);
// EXTERNAL MODULE: ./.cache/build/src/registry/version-number.js
var version_number = __webpack_require__(99512);
// EXTERNAL MODULE: ./.cache/build/src/core/digest.js
var core_digest = __webpack_require__(53834);
// EXTERNAL MODULE: ./.cache/build/src/core/result.js
var core_result = __webpack_require__(22103);
// EXTERNAL MODULE: ./.cache/build/src/evidence/canonical-json.js + 1 modules
var canonical_json = __webpack_require__(5740);
;// CONCATENATED MODULE: ./.cache/build/src/evidence/json-text.js
const DEPTH_LIMIT = 64;
function parseJson(text) {
    if (isTooDeep(text))
        return { ok: false, message: `nested more than ${DEPTH_LIMIT} deep` };
    try {
        return { ok: true, value: JSON.parse(text) };
    }
    catch (error) {
        return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
}
function isTooDeep(text) {
    let depth = 0;
    let isInString = false;
    for (let index = 0; index < text.length; index += 1) {
        const character = text[index];
        if (isInString) {
            if (character === '\\')
                index += 1;
            else if (character === '"')
                isInString = false;
        }
        else if (character === '"')
            isInString = true;
        else if (character === '[' || character === '{')
            depth += 1;
        else if (character === ']' || character === '}')
            depth -= 1;
        if (depth > DEPTH_LIMIT)
            return true;
    }
    return false;
}

// EXTERNAL MODULE: ./.cache/build/src/evidence/statement.js
var statement = __webpack_require__(28643);
;// CONCATENATED MODULE: ./.cache/build/src/evidence/evidence-reading.js





const STATEMENT_PAYLOAD = 'application/vnd.in-toto+json';
function readStatements(text, file) {
    const documents = splitDocuments(text, file);
    const faults = [];
    const statements = documents.flatMap(({ value, line }) => {
        const read = readStatement(value);
        if (typeof read !== 'string')
            return [read];
        faults.push({ message: read, place: { file, line }, help: 'give the file that --evidence-file wrote' });
        return [];
    });
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    return statements;
}
function splitDocuments(text, file) {
    const whole = parseJson(text);
    if (whole.ok)
        return [{ value: whole.value, line: 1 }];
    const lines = text.split('\n').map((content, index) => ({ content, line: index + 1 }));
    const filled = lines.filter(({ content }) => content.trim() !== '');
    const parsed = filled.map(({ content, line }) => ({ ...parseJson(content), line }));
    if (filled.length > 1 && parsed.every((document) => document.ok)) {
        return parsed.flatMap((document) => (document.ok ? [{ value: document.value, line: document.line }] : []));
    }
    const bad = filled.length > 1 ? parsed.find((document) => !document.ok) : undefined;
    throw new core_faults/* InputError */.dz({
        message: filled.length === 0 ? 'the evidence file is empty' : `this is no JSON: ${whole.message}`,
        place: { file, line: bad?.line ?? 1 },
        help: 'give the file that --evidence-file wrote',
    });
}
function readStatement(document) {
    const opened = openEnvelope(document);
    if (typeof opened === 'string')
        return opened;
    const { value, envelope } = opened;
    if (!isRecord(value) || value['_type'] !== statement/* STATEMENT_TYPE */.zG)
        return `this is no in-toto statement (_type ${statement/* STATEMENT_TYPE */.zG})`;
    if (value['predicateType'] !== statement/* TEST_RESULT_TYPE */.UJ)
        return `predicateType is not ${statement/* TEST_RESULT_TYPE */.UJ}`;
    const predicate = value['predicate'];
    const parsed = core_result.resultSchema.safeParse(isRecord(predicate) ? predicate['modelgate'] : undefined);
    if (!parsed.success) {
        const issue = parsed.error.issues[0];
        return `predicate.modelgate is no modelgate.result/v1: ${['modelgate', ...(issue?.path ?? [])].join('.')}: ${issue?.message}`;
    }
    const result = parsed.data;
    return { result, envelope, isConsistent: isSame(value, (0,statement/* statement */.qZ)(result)) };
}
function openEnvelope(document) {
    const outer = isRecord(document) && isRecord(document['dsseEnvelope']) ? document['dsseEnvelope'] : document;
    if (!isRecord(outer) || !('payload' in outer))
        return { value: document, envelope: 'none' };
    if (outer['payloadType'] !== STATEMENT_PAYLOAD)
        return `payloadType of the envelope is not ${STATEMENT_PAYLOAD}`;
    const payload = typeof outer['payload'] === 'string' ? decodeBase64(outer['payload']) : null;
    if (payload === null)
        return 'payload of the envelope is no base64 of UTF-8 text';
    const inner = parseJson(payload);
    if (!inner.ok)
        return `payload of the envelope is no JSON: ${inner.message}`;
    const signatures = outer['signatures'];
    return { value: inner.value, envelope: Array.isArray(signatures) && signatures.length > 0 ? 'signed' : 'unsigned' };
}
function decodeBase64(text) {
    try {
        const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
        const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        return null;
    }
}
function isSame(found, expected) {
    const predicate = found['predicate'];
    const { modelgate: _, ...told } = expected.predicate;
    const isEqual = (left, right) => left !== undefined && (0,canonical_json/* formatCanonicalJson */.u)(left) === (0,canonical_json/* formatCanonicalJson */.u)(right);
    return (isEqual(found['subject'], expected.subject) &&
        Object.entries(told).every(([key, value]) => isEqual(predicate[key], value)));
}
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

// EXTERNAL MODULE: ./.cache/build/src/core/check-id.js
var check_id = __webpack_require__(7140);
;// CONCATENATED MODULE: ./.cache/build/src/evidence/evidence-check.js

function evidenceCheck(draft) {
    return {
        id: (0,check_id/* checkId */.ij)('evidence', ...draft.id),
        kind: 'evidence',
        title: draft.title,
        verdict: draft.problem ? 'fail' : 'pass',
        severity: 'error',
        blocks: draft.problem !== null,
        target: { object: null, column: null, metric: null, slice: null },
        observed: draft.observed ?? null,
        expected: draft.expected ?? null,
        unit: null,
        statistics: { problem: draft.problem?.name ?? null },
        samples: [],
        source: null,
        waiver: null,
        help: draft.problem?.help ?? null,
    };
}
function skippedEvidenceCheck(id, title, reason) {
    return { ...evidenceCheck({ id, title, problem: null }), verdict: 'skip', severity: 'info', help: reason };
}

// EXTERNAL MODULE: ./.cache/build/src/core/metric.js
var metric = __webpack_require__(58566);
;// CONCATENATED MODULE: ./.cache/build/src/evidence/result-contradictions.js



function findVerdictContradiction(result) {
    const derived = (0,verdict/* combineVerdicts */.aG)(result.checks);
    const silent = (0,verdict/* combineVerdicts */.aG)(result.checks, () => true);
    const isHonest = (result.verdict === derived.verdict || result.verdict === silent.verdict) && result.blocks === derived.blocks;
    if (isHonest)
        return null;
    const words = (verdict, blocks) => `${verdict}${blocks ? ', which blocks' : ''}`;
    return `it says ${words(result.verdict, result.blocks)}; its checks give ${words(derived.verdict, derived.blocks)}`;
}
function findGateContradictions(result, gates) {
    const waived = result.checks.filter((check) => check.waiver !== null);
    const missing = gates.flatMap((gate) => {
        const found = result.checks.filter((check) => isCheckOf(check, gate));
        if (found.length === 0)
            return [`${describeGate(gate)} was not judged`];
        return [...groupBySlice(found)].flatMap((checks) => {
            const contradictions = checks.map((check) => describeContradiction(check, gate, result));
            return contradictions.includes(null) ? [] : contradictions.slice(0, 1).map(String);
        });
    });
    return [...missing, ...waived.map((check) => `${check.id} is waived, and the policy has no such waiver`)];
}
function findUncheckedData(result, keys) {
    return keys.filter((key) => !result.checks.some((check) => check.id.startsWith(`${(0,check_id/* checkId */.ij)('contract', key)}/`)));
}
const metricName = (gate) => (0,metric/* findMetric */.GF)(gate.metric)?.name ?? gate.metric;
function describeGate(gate) {
    const slice = gate.slice === null ? '' : ` by ${gate.slice.column}`;
    return `${metricName(gate)} ${gate.kind} ${gate.bound}${slice}`;
}
function groupBySlice(checks) {
    const groups = new Map();
    for (const check of checks) {
        const { slice } = check.target;
        groups.set(slice, [...(groups.get(slice) ?? []), check]);
    }
    return groups.values();
}
function isCheckOf(check, gate) {
    if (check.kind !== 'gate')
        return false;
    const [, first, kind] = check.id.split('/');
    const bound = gate.kind === 'margin' ? check.statistics.margin : check.statistics.threshold;
    const isSame = gate.name === undefined
        ? first === (0,check_id/* encodeIdPart */.h3)(metricName(gate)) && kind?.replace(/-\d+$/, '') === gate.kind
        : first === (0,check_id/* encodeIdPart */.h3)(gate.name) && check.target.metric === metricName(gate);
    return isSame && bound === gate.bound && isSliceOf(check.target.slice, gate.slice);
}
function isSliceOf(found, slice) {
    if (found === null || slice === null)
        return found === slice;
    if (slice.value !== undefined)
        return found === `${slice.column}=${slice.value}`;
    return slice.column === '*' || found.startsWith(`${slice.column}=`);
}
function describeContradiction(check, gate, result) {
    if (check.severity !== gate.severity)
        return `${check.id} has severity ${check.severity}; the policy says ${gate.severity}`;
    if ((0,verdict/* isBlocking */.Us)(check.verdict, gate.severity, gate.onInconclusive) && !check.blocks && check.waiver === null) {
        return `${check.id} is ${check.verdict} and does not block; the policy says that it does`;
    }
    if (check.verdict === 'skip' && result.baseline?.version) {
        return `${check.id} is skipped, though ${result.baseline.version} was there to compare with`;
    }
    if (check.verdict === 'pass' && !isPassSupported(check, gate)) {
        return `${check.id} says pass; its numbers (${describeNumbers(check)}) do not`;
    }
    return null;
}
const ROWS_NOT_SHOWN = 5;
const ROUNDING = 1e-12;
function isPassSupported({ statistics }, gate) {
    const { value, interval, rows } = statistics;
    if (value === null && rows !== null && rows < ROWS_NOT_SHOWN)
        return true;
    const byPoint = gate.kind === 'margin' ? gate.confidence === 'none' : typeof gate.confidence !== 'number';
    const [low, high] = byPoint ? [value, value] : (interval ?? [null, null]);
    if (low === null || high === null)
        return false;
    if (gate.kind === 'min')
        return low >= gate.bound - ROUNDING;
    if (gate.kind === 'max')
        return high <= gate.bound + ROUNDING;
    const isLower = (0,metric/* findMetric */.GF)(gate.metric)?.better === 'lower';
    return isLower ? high <= gate.bound + ROUNDING : low >= -gate.bound - ROUNDING;
}
function describeNumbers({ statistics: { value, interval } }) {
    return interval === null ? `${value}` : `${value}, interval ${interval[0]} to ${interval[1]}`;
}

;// CONCATENATED MODULE: ./.cache/build/src/evidence/statement-verification.js



function verifyDigest(file, found, told) {
    const isTold = told.some((digest) => digest.sha256 === found.sha256);
    return evidenceCheck({
        id: ['file', file],
        title: `${file} is the evidence that was named`,
        observed: (0,core_digest/* formatDigest */.M)(found),
        expected: told.length > 0 ? told.map(core_digest/* formatDigest */.M).join(' or ') : null,
        problem: told.length === 0 || isTold
            ? null
            : {
                name: 'tampered',
                help: `${file} was changed after its digest was taken, or is another file: run the judging command again`,
            },
    });
}
function verifyStatement(statement, source, context) {
    const { command } = statement.result;
    return [
        verifySubject(statement, source, context),
        verifyTrust(statement, context),
        verifyBinding(statement, source, context),
        verifyVerdict(statement, source),
        evidenceCheck({
            id: [command, 'outcome'],
            title: `${command} does not block`,
            observed: statement.result.verdict,
            expected: 'pass, warn, or inconclusive that the policy lets through',
            problem: statement.result.blocks
                ? { name: 'insufficient', help: `${command} said: ${statement.result.summary}` }
                : null,
        }),
    ];
}
function verifySubject({ result }, { file }, context) {
    const repository = result.source?.repository ?? null;
    const isOwnModel = result.model === context.model;
    const isOwnRepository = repository === null || context.repository === null || repository === context.repository;
    const about = (model, place) => `${model ?? 'no model'}${place === null ? '' : ` of ${place}`}`;
    return evidenceCheck({
        id: [result.command, 'subject'],
        title: `${result.command} was about ${context.model}`,
        observed: about(result.model, repository),
        expected: about(context.model, context.repository),
        problem: isOwnModel && isOwnRepository
            ? null
            : {
                name: 'foreign',
                help: `${file} is about ${about(result.model, repository)}: give the evidence of ${about(context.model, context.repository)}`,
            },
    });
}
function weakestTrust(...trusts) {
    return ['pull_request', 'local', 'protected'].find((trust) => trusts.includes(trust)) ?? 'local';
}
function verifyTrust({ result }, context) {
    return evidenceCheck({
        id: [result.command, 'trust'],
        title: `${result.command} was run where it may be believed`,
        observed: weakestTrust(result.trust, context.trust),
        expected: context.stage?.environment ? 'protected' : 'protected, or local outside CI',
        problem: describeDistrust(result.trust, context),
    });
}
function describeDistrust(made, { trust, stage }) {
    const refuse = (help) => ({ name: 'insufficient', help });
    if (made === 'pull_request') {
        return refuse('a pull request’s own verdict is advice: promote by evidence made after the merge, on the default branch or a protected one');
    }
    if (trust === 'pull_request') {
        return refuse('this run is of no protected branch: promote from a push, schedule or dispatch of the default branch');
    }
    if (made === 'local' && trust === 'protected') {
        return refuse('the evidence was made outside CI: run the judging command in this workflow run');
    }
    if (stage?.environment && weakestTrust(made, trust) === 'local') {
        return refuse(`stage ${stage.name} asks for environment ${stage.environment}, whose reviewers only a workflow run asks: promote there`);
    }
    return null;
}
function verifyBinding({ result, envelope }, source, context) {
    const run = result.source?.run ?? null;
    const isOtherRun = run !== null && context.run !== null && run !== context.run;
    const refuse = (name, help) => ({ name, help });
    const problem = () => {
        if (context.isSignatureRequired) {
            return refuse('insufficient', 'evidence.require_signed asks for signed evidence, and verifying signatures is not there yet');
        }
        if (isOtherRun)
            return refuse('foreign', `${source.file} was made by run ${run}: promote in the run that judged`);
        if (context.trust !== 'local' && !source.isBound) {
            return refuse('insufficient', 'hand the judging step’s output evidence-digest to evidence-digest: a file alone could come from any job');
        }
        return null;
    };
    const signature = {
        none: 'unsigned',
        unsigned: 'unsigned envelope',
        signed: 'envelope whose signature was not verified',
    }[envelope];
    return evidenceCheck({
        id: [result.command, 'origin'],
        title: `${result.command} is bound to where it was run`,
        observed: [signature, run === null ? null : `run ${run}`].filter((part) => part !== null).join(', '),
        expected: context.isSignatureRequired ? 'signed' : context.run === null ? null : `run ${context.run}`,
        problem: problem(),
    });
}
function verifyVerdict(statement, { file }) {
    const { result } = statement;
    const contradiction = findVerdictContradiction(result) ??
        (statement.isConsistent ? null : 'its subject or lists of tests are not those of its result');
    return evidenceCheck({
        id: [result.command, 'verdict'],
        title: `${result.command}'s verdict is what its checks give`,
        observed: contradiction ?? result.verdict,
        problem: contradiction === null
            ? null
            : { name: 'tampered', help: `${file} contradicts itself (${contradiction}): run ${result.command} again` },
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/evidence-files.js




const MAX_BYTES = 20_000_000;
async function readEvidenceFiles(files, digests, workspace) {
    const told = parseDigests(files, digests);
    const faults = [];
    const read = [];
    for (const file of files) {
        try {
            read.push(await readEvidenceFile(file, told, workspace));
        }
        catch (error) {
            if (!(error instanceof core_faults/* InputError */.dz))
                throw error;
            faults.push(...error.faults);
        }
    }
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    return read;
}
function parseDigests(files, digests) {
    const parsed = digests.map((text) => ({ text, digest: (0,core_digest/* parseDigest */.m)(text) }));
    const faults = parsed
        .filter(({ digest }) => digest === null)
        .map(({ text }) => ({
        message: `evidence digest "${text}" is none: it is sha256: and 64 hexadecimal digits in lower case`,
        help: 'take it from the output evidence-digest of the step that judged',
    }));
    if (digests.length > 0 && digests.length !== files.length) {
        faults.push({
            message: `${count(digests.length, 'evidence digest')} for ${count(files.length, 'evidence file')}`,
            help: 'give one digest for each file',
        });
    }
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    return parsed.flatMap(({ digest }) => digest ?? []);
}
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
async function readEvidenceFile(file, told, workspace) {
    const { digest, size } = await workspace.digest(file, 'caller');
    const check = verifyDigest(file, digest, told);
    const base = { file, digest, check, isBound: told.length > 0 && check.verdict === 'pass' };
    if (check.verdict === 'fail')
        return { ...base, bytes: new Uint8Array(), statements: [] };
    const text = await workspace.readText(file, 'caller', MAX_BYTES);
    const bytes = new TextEncoder().encode(text);
    if (bytes.length !== size) {
        throw new core_faults/* InputError */.dz({
            message: `${file} begins with a byte order mark, or changed while it was read`,
            help: 'give the file as --evidence-file wrote it',
        });
    }
    return { ...base, bytes, statements: readStatements(text, file) };
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/image-labels.js
function formatImageLabels(model, registered, codeCommit, modelDigest) {
    const labels = [
        ['org.opencontainers.image.title', model],
        ['org.opencontainers.image.version', registered.version],
        ['org.opencontainers.image.revision', codeCommit],
        ['modelgate.model', model],
        ['modelgate.version', registered.version],
        ['modelgate.record', registered.commit],
        ['modelgate.digest', modelDigest],
    ];
    return labels.flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])).join('\n');
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/model-choice.js

function chooseModels(named, files, project) {
    const known = Object.keys(project.models);
    if (named.length > 0)
        return [...new Set(named)];
    const told = files.flatMap(({ statements }) => statements.flatMap(({ result }) => result.model ?? []));
    const judged = [...new Set(told)].filter((model) => known.includes(model));
    if (judged.length > 0)
        return judged;
    if (project.defaultModels.length === 1)
        return project.defaultModels;
    throw new core_faults/* InputError */.dz({
        message: known.length === 0 ? `${project.file} names no models` : 'no model is named, and no evidence says which',
        help: known.length === 0 ? 'add one under models:' : `give --model with one of ${known.join(', ')}`,
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/evidence/baseline-verification.js

function findStageMove(baseline, allowed, holderOf) {
    const used = allowed.findIndex((entry) => baseline?.source === `${entry.kind}:${entry.value}`);
    for (const [position, entry] of allowed.entries()) {
        if (entry.kind !== 'stage' || (used >= 0 && position > used))
            continue;
        const isUsed = position === used;
        const holder = holderOf(entry.value);
        const compared = isUsed ? (baseline?.commit ?? null) : null;
        if ((holder?.commit ?? null) !== compared) {
            return { stage: entry.value, compared: isUsed ? (baseline?.version ?? null) : null, holder };
        }
    }
    return null;
}
function verifyBaseline(result, allowed) {
    const sources = allowed.map(({ kind, value }) => `${kind}:${value}`);
    const isAllowed = result.baseline === null ? sources.length === 0 : sources.includes(result.baseline.source);
    return evidenceCheck({
        id: [result.command, 'baseline'],
        title: `${result.command} compared with the baseline of the policy`,
        observed: result.baseline?.source ?? 'none',
        expected: sources.length > 0 ? sources.join(' or ') : 'none',
        problem: isAllowed
            ? null
            : {
                name: 'insufficient',
                help: `run ${result.command} with the baseline that the policy names, without flags that replace it`,
            },
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/candidate-files.js

async function hashCandidate(model, workspace) {
    const faults = [];
    const digest = async (uri) => {
        try {
            return await workspace.digest(uri, 'config');
        }
        catch (error) {
            if (!(error instanceof core_faults/* InputError */.dz))
                throw error;
            faults.push(...error.faults.map((fault) => ({ ...fault, help: fault.help ?? HELP })));
            return null;
        }
    };
    const stored = [];
    const materials = [];
    for (const { name, uri, path } of listCandidateFiles(model)) {
        const found = await digest(uri);
        if (found === null)
            continue;
        stored.push({ path, uri, ...found });
        materials.push({ names: [name], uri, digest: found.digest, judgedBy: ['compare'] });
    }
    for (const { key, path, contract, production } of Object.values(model.data)) {
        if (production)
            continue;
        const isEvaluation = key === model.evaluation?.data;
        const isHere = isEvaluation || (await workspace.glob(path, 'config')).length > 0;
        materials.push({
            names: isEvaluation ? ['evaluation', key] : [key],
            uri: path,
            digest: isHere ? ((await digest(path))?.digest ?? null) : null,
            judgedBy: [...(isEvaluation ? ['compare'] : []), ...(contract === null ? [] : ['validate'])],
        });
    }
    const parameters = model.candidate?.parameters;
    if (parameters && (await workspace.exists(parameters, 'config'))) {
        const found = await digest(parameters);
        materials.push({ names: ['parameters'], uri: parameters, digest: found?.digest ?? null, judgedBy: [] });
    }
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    return { stored, materials };
}
const HELP = 'promote hashes the bytes again: bring the files of the judged run into the work tree, at the paths of modelgate.yml';
function listCandidateFiles({ candidate }) {
    const files = [];
    if (candidate?.model)
        files.push({ name: 'model', uri: candidate.model, path: 'artifacts/model' });
    if (candidate?.predictions) {
        const path = `artifacts/predictions${findExtension(candidate.predictions)}`;
        files.push({ name: 'candidate', uri: candidate.predictions, path });
    }
    return files;
}
function findExtension(path) {
    return /\.\w+(?:\.(?:gz|zst))?$/.exec(path)?.[0] ?? '';
}
async function refuseLargeFiles(stored, project, workspace) {
    const faults = [];
    for (const { uri, size, path } of stored) {
        if (size > project.store.maxSize) {
            faults.push({
                message: `${uri} has ${formatSize(size)}; store: git keeps files up to ${formatSize(project.store.maxSize)}`,
                help: `raise store.max_size in ${project.file}; the stores outside git (${STORES_TO_COME}) are not there yet`,
            });
        }
        const files = await workspace.glob(uri, 'config');
        if (files.length > 1) {
            faults.push({
                message: `${uri} stands for ${files.length} files; a record keeps one file as ${path}`,
                help: 'write it as one file',
            });
        }
    }
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
}
const STORES_TO_COME = 'release, oci, s3, gs, azure, dvc, mlflow, folder';
function formatSize(bytes) {
    if (bytes < 1000)
        return `${bytes} bytes`;
    return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${Number((bytes / 1_000_000).toFixed(1))} MB`;
}

// EXTERNAL MODULE: ./.cache/build/src/contract/column-reference.js
var column_reference = __webpack_require__(36995);
// EXTERNAL MODULE: ./.cache/build/src/contract/object-choice.js
var object_choice = __webpack_require__(55428);
// EXTERNAL MODULE: ./.cache/build/src/contract/odcs.js + 4 modules
var odcs = __webpack_require__(44978);
// EXTERNAL MODULE: ./.cache/build/src/yaml/located-document.js + 3 modules
var located_document = __webpack_require__(28510);
;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/personal-ids.js






async function refusePersonalIds(model, stored, project, workspace) {
    const predictions = stored.find(({ path }) => path.startsWith('artifacts/predictions'));
    const { evaluation } = model;
    const data = evaluation && model.data[evaluation.data];
    if (project.store.allowPersonal || !predictions || !data || data.contract === null)
        return;
    const contract = await readContract(data.contract, project, workspace);
    const column = (0,object_choice/* chooseObject */.J)(contract, data.object, data.path).properties.find((property) => (0,column_reference/* columnNames */.lo)(property).includes(evaluation.id) &&
        property.classification !== null &&
        property.classification !== 'public');
    if (column === undefined)
        return;
    throw new core_faults/* InputError */.dz({
        message: `${predictions.uri} names rows by ${evaluation.id}, which the contract classifies as ${column.classification}: store: git would keep them for good`,
        place: column.place,
        help: `predict on a hashed id, or set store.allow_personal: true in ${project.file} if everybody who can read the repository may see them; the stores outside git (${STORES_TO_COME}) are not there yet`,
    });
}
async function readContract(file, project, workspace) {
    const known = project.policy.files.find(({ uri }) => uri === file);
    const { digest } = await workspace.digest(file, 'config');
    if (known && known.digest.sha256 !== digest.sha256) {
        throw new core_faults/* InputError */.dz({
            message: `${file} is not the contract of ${project.policy.ref ?? 'the policy'}`,
            help: 'promote with the default branch checked out, and no changes of it',
        });
    }
    return (0,odcs/* readOdcs */.m)((0,located_document.parseLocatedYaml)(await workspace.readText(file, 'config'), file));
}

// EXTERNAL MODULE: ./.cache/build/src/commands/result-draft.js
var result_draft = __webpack_require__(55206);
;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/promotion-result.js



function promotionResult({ request, services, startedAt }, candidate, checks, describe) {
    const { model, project, results } = request;
    const judged = results.find((result) => result.command === 'compare');
    const draft = {
        command: 'promote',
        model: model.name,
        summary: describe(model.name, checks),
        checks: (0,check_id/* uniqueIds */.Yj)(checks),
        baseline: judged?.baseline ?? null,
        ...(judged ? { changes: judged.changes } : {}),
        materials: candidate ? listMaterials(candidate) : [],
        policy: project.policy,
        engine: null,
    };
    return (0,result_draft/* finishResult */.L)(draft, services, startedAt);
}
function repetitionResult(base, candidate, repetition) {
    const { stage, version, tag } = repetition.registered;
    const words = stage ? `already in ${stage} as ${version}` : `already registered as ${version}`;
    const check = skippedEvidenceCheck(['again'], 'these bytes are promoted by this evidence', `${words} (${tag}): nothing was changed`);
    return promotionResult(base, candidate, [check], (model) => `${model} is ${words}.`);
}
function describeRefusal(model, checks) {
    const wrong = checks.filter((check) => check.blocks);
    const more = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : '';
    return `${model} was not promoted: ${wrong[0]?.help?.replace(/\.$/, '') ?? ''}${more}.`;
}
function describeDryRun(model, version, stage) {
    return `${model} may go: it would be ${version}${stage ? ` in ${stage.name}` : ', and no stage would move'}. Nothing was changed.`;
}
function describeDone(model, { version, stage }) {
    return stage
        ? `${model} ${version} is registered and in ${stage}.`
        : `${model} ${version} is registered; no stage moved.`;
}
function listMaterials({ materials }) {
    return materials.flatMap(({ names, uri, digest }) => digest === null ? [] : [{ name: names[0], uri, digest, rows: null, derived: false }]);
}

// EXTERNAL MODULE: ./.cache/build/src/commands/parameter-file.js
var parameter_file = __webpack_require__(78101);
;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/record-draft.js


async function draftRecord(input, services) {
    const { model, stored, results, policy } = input;
    return {
        description: model.description,
        intendedUse: model.intendedUse,
        owner: model.owner,
        codeCommit: findCodeCommit(results, services),
        data: listData(results),
        parameters: await readParameters(model, services),
        metrics: listMetrics(results),
        policy: { uri: policy.uri, ref: policy.ref, digest: policy.digest },
        evidence: nameEvidence(input.files, model.name).map(({ path, file, command, result }) => ({
            name: path,
            command,
            verdict: result.verdict,
            trust: result.trust,
            digest: file.digest,
        })),
        waivers: results.flatMap((result) => result.checks.flatMap((check) => check.waiver ?? [])),
        image: null,
        artifacts: stored.map(({ path, uri, digest, size }) => ({ path, uri, digest, size, location: 'git' })),
        trust: weakestTrust(input.trust, ...results.map((result) => result.trust)),
        createdAt: services.clock
            .now()
            .toISOString()
            .replace(/\.\d+Z$/, 'Z'),
    };
}
function findCodeCommit(results, { provenance }) {
    const judged = results.find((result) => result.command === 'compare') ?? results[0];
    return (judged ? judged.source : provenance.source)?.commit ?? null;
}
async function listRecordFiles({ model, stored, files }, { workspace }) {
    const artifacts = stored.map(async ({ path, uri }) => {
        const [only] = await workspace.glob(uri, 'config');
        return { path, file: { localPath: await workspace.resolve(only ?? uri, 'config') } };
    });
    const evidence = new Map(nameEvidence(files, model.name).map(({ path, file }) => [path, file.bytes]));
    return [...(await Promise.all(artifacts)), ...[...evidence].map(([path, bytes]) => ({ path, file: { bytes } }))];
}
function nameEvidence(files, model) {
    const taken = new Set();
    return files.flatMap((file) => {
        const results = file.statements.flatMap(({ result }) => (result.model === model ? [result] : []));
        const [first] = results;
        if (first === undefined)
            return [];
        const ending = file.statements.length > 1 ? 'jsonl' : 'json';
        let path = `evidence/${first.command}.${ending}`;
        for (let number = 2; taken.has(path); number += 1)
            path = `evidence/${first.command}-${number}.${ending}`;
        taken.add(path);
        return results.map((result) => ({ path, file, command: result.command, result }));
    });
}
const NO_DATA = ['model', 'candidate', 'baseline', 'parameters', 'contract'];
function listData(results) {
    const materials = results.flatMap((result) => result.materials).filter(({ name }) => !NO_DATA.includes(name));
    const data = new Map();
    for (const { name, uri, digest, rows } of materials) {
        const known = data.get(uri);
        data.set(uri, {
            name: known && name === 'evaluation' ? known.name : name,
            uri,
            digest,
            rows: rows ?? known?.rows ?? null,
        });
    }
    return [...data.values()];
}
function listMetrics(results) {
    const entries = results.flatMap((result) => result.checks.flatMap((check) => {
        if (check.kind !== 'metric' || check.target.slice !== null || check.target.metric === null)
            return [];
        const { value } = check.statistics.candidate;
        return value === null ? [] : [[check.target.metric, value]];
    }));
    return Object.fromEntries(entries);
}
async function readParameters({ candidate }, { workspace }) {
    const path = candidate?.parameters;
    if (!path || !(await workspace.exists(path, 'config')))
        return {};
    return (0,parameter_file/* readParameterFile */.C)(path, 'config', workspace);
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/stage-state.js


function findHolder(snapshot, model, stage) {
    return snapshot.versions.find((version) => version.model === model && version.stages.includes(stage));
}
function findAssignment(snapshot, model, stage) {
    return snapshot.events.findLast((event) => event.model === model && event.stage === stage);
}
function chooseStage(model, name) {
    if (name === undefined)
        return null;
    const stage = model.stages.find((entry) => entry.name === name);
    if (stage)
        return stage;
    const names = model.stages.map((entry) => entry.name);
    throw new core_faults/* InputError */.dz({
        message: `${model.name} has no stage "${name}"`,
        place: model.place,
        help: names.length > 0 ? `its stages are ${names.join(', ')}` : 'add it under stages:',
    });
}
function describeMove(move, snapshot, model) {
    const { stage, holder } = move;
    const compared = move.compared ?? 'no version';
    const event = findAssignment(snapshot, model, stage);
    const by = event ? ` (${event.tag}, by ${event.by}, ${event.at})` : '';
    return new core_faults/* RaceLostError */.Ss(`${stage} of ${model} moved since the comparison: it rested on ${compared}, and ${stage} now holds ${holder ? `${holder.version}${by}` : 'no version'}`, { help: `compare again, with the version that ${stage} holds now` });
}
function verifyNotBarred(model, stage, digest, snapshot) {
    const isBarred = digest !== null && (snapshot.barred[`${model}#${stage}`] ?? []).includes(digest);
    return evidenceCheck({
        id: ['stage', stage],
        title: `${stage} takes this model`,
        observed: isBarred ? `${digest} is barred` : null,
        problem: isBarred
            ? {
                name: 'insufficient',
                help: `this model was rolled back and is barred from ${stage}: promote another one, or have a person lift it`,
            }
            : null,
    });
}
function verifyNotReplayed(model, stage, repetition, snapshot) {
    const { version } = repetition?.version ?? {};
    const before = snapshot.events.find((event) => event.model === model && event.stage === stage && event.version === version && event.event === 'assigned');
    return evidenceCheck({
        id: ['stage', stage, 'replay'],
        title: `this evidence is new to ${stage}`,
        observed: before ? `${version} by ${before.tag}, ${before.at}` : null,
        problem: before
            ? {
                name: 'replayed',
                help: `${version} was in ${stage} by this evidence before (${before.tag}): run compare again, or go back by rollback`,
            }
            : null,
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/registration.js


async function registerVersion(request, candidate, snapshot, { version, bump, reason }, services) {
    const { model, stage, files, results, project } = request;
    const { provenance, signal } = services;
    const input = { model, stored: candidate.stored, files, results, policy: project.policy, trust: provenance.trust };
    const registry = await services.registry();
    return registry.register({
        model: model.name,
        version,
        bump,
        stage: stage?.name ?? null,
        expectedStageCommit: findStageCommit(request, snapshot),
        record: await draftRecord(input, services),
        files: await listRecordFiles(input, services),
        sentence: describeForTag(request),
        reason,
        identity: provenance.identity,
    }, signal);
}
async function assignVersion(request, { version, record }, snapshot, { reason }, services) {
    const registry = await services.registry();
    return registry.assign({
        model: request.model.name,
        version: version.version,
        stage: request.stage.name,
        expectedStageCommit: findStageCommit(request, snapshot),
        sentence: describeForTag(request),
        details: { reason, policy: request.project.policy.digest, trust: record.trust, metrics: record.metrics },
        identity: services.provenance.identity,
    }, services.signal);
}
function findStageCommit({ model, stage }, snapshot) {
    return (stage && findHolder(snapshot, model.name, stage.name)?.commit) ?? null;
}
function describeForTag({ model, stage, results }) {
    const judged = results.find((result) => result.command === 'compare') ?? results[0];
    const head = stage ? `${model.name} takes ${stage.name}` : `${model.name} is registered`;
    return judged ? `${head}: ${judged.summary}` : `${head}.`;
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/repetition.js


async function findRepetition(model, stage, given, snapshot, registry, signal) {
    const files = given.files.filter(({ statements }) => statements.some(({ result }) => result.model === model));
    if (files.length === 0)
        return null;
    for (const version of snapshot.versions) {
        if (version.model !== model || version.codeCommit !== given.codeCommit)
            continue;
        const record = await readRecord(version, registry, signal);
        if (record === null || !isSameSet(record.artifacts, given.stored) || !isSameSet(record.evidence, files))
            continue;
        const held = stage !== null && version.stages.includes(stage.name) ? stage.name : null;
        return {
            version,
            record,
            registered: {
                version: version.version,
                tag: version.tag,
                stage: held,
                stageTag: held === null ? null : (findAssignment(snapshot, model, held)?.tag ?? null),
                commit: version.commit,
            },
        };
    }
    return null;
}
async function readRecord(version, registry, signal) {
    try {
        return await registry.record(version, signal);
    }
    catch (error) {
        if (!(error instanceof core_faults/* SystemError */._N) || signal.aborted)
            throw error;
        return null;
    }
}
function isSameSet(left, right) {
    const digests = (list) => [...new Set(list.map(({ digest }) => digest.sha256))].sort().join(' ');
    return digests(left) === digests(right);
}

;// CONCATENATED MODULE: ./.cache/build/src/evidence/material-verification.js


function verifyMaterials(results, atHand) {
    return atHand.flatMap((material) => verifyMaterial(results, material) ?? []);
}
function verifyMaterial(results, { names, uri, digest, judgedBy }) {
    const named = results.flatMap((result) => findMaterials(result.materials, names, uri).map((material) => ({ material, command: result.command })));
    const id = ['material', names[0]];
    const title = `${uri} is what was judged`;
    if (digest === null) {
        if (named.length === 0)
            return null;
        return skippedEvidenceCheck(id, title, `${uri} is not here: its bytes rest on the evidence alone`);
    }
    const silent = results.find((result) => judgedBy.includes(result.command) && findMaterials(result.materials, names, uri).length === 0);
    if (named.length === 0 && silent === undefined)
        return null;
    const other = named.find(({ material }) => material.digest.sha256 !== digest.sha256);
    return evidenceCheck({
        id,
        title,
        observed: (0,core_digest/* formatDigest */.M)(digest),
        expected: other ? (0,core_digest/* formatDigest */.M)(other.material.digest) : null,
        problem: describeProblem(uri, other?.command, silent?.command),
    });
}
function describeProblem(uri, other, silent) {
    if (other !== undefined) {
        return {
            name: 'tampered',
            help: `${uri} has changed since ${other} judged it, or is another file: run ${other} again on these bytes`,
        };
    }
    if (silent === undefined)
        return null;
    return {
        name: 'insufficient',
        help: `the evidence of ${silent} does not say which bytes of ${uri} it judged: run ${silent} with this file in place`,
    };
}
function findMaterials(materials, names, uri) {
    const named = materials.filter(({ name }) => names.includes(name));
    const atPath = named.filter((material) => material.uri === uri);
    return atPath.length > 0 ? atPath : named;
}
function findMissingCommands(results, require) {
    return require.filter((command) => !results.some((result) => result.command === command));
}

;// CONCATENATED MODULE: ./.cache/build/src/evidence/policy-verification.js



function verifyPolicyNamed(result) {
    return evidenceCheck({
        id: [result.command, 'policy'],
        title: `${result.command} judged by the policy of modelgate.yml`,
        observed: result.policy?.uri ?? 'flags alone',
        problem: result.policy !== null
            ? null
            : {
                name: 'insufficient',
                help: `run ${result.command} with modelgate.yml, without flags that replace what it says`,
            },
    });
}
function findStale(results, policy) {
    return results.find((result) => result.policy !== null && result.policy.digest.sha256 !== policy.sha256);
}
function verifyPolicy(results, policy) {
    const missing = findMissingCommands(results, policy.require);
    const required = policy.require.map((command) => evidenceCheck({
        id: ['required', command],
        title: `evidence of ${command} is given`,
        problem: missing.includes(command)
            ? {
                name: 'insufficient',
                help: `evidence of ${command} is missing: run ${command} with --evidence-file FILE and give --evidence FILE`,
            }
            : null,
    }));
    return [...required, ...results.flatMap((result) => verifyCoverage(result, policy))];
}
function verifyCoverage(result, policy) {
    const { command } = result;
    const checks = [];
    if (command === 'validate' && policy.dataSets.length > 0) {
        const unchecked = findUncheckedData(result, policy.dataSets);
        checks.push(evidenceCheck({
            id: [command, 'data'],
            title: `${command} looked at every data set that has a contract`,
            observed: unchecked.length > 0 ? `not at ${unchecked.join(', ')}` : null,
            problem: unchecked.length > 0
                ? {
                    name: 'insufficient',
                    help: `${command} did not look at ${unchecked.join(', ')}: run it for the whole model`,
                }
                : null,
        }));
    }
    if (command === 'compare') {
        const contradictions = findGateContradictions(result, policy.gates);
        checks.push(evidenceCheck({
            id: [command, 'gates'],
            title: `${command} judged every gate of the policy, as its numbers say`,
            observed: contradictions.length > 0 ? contradictions.join('; ') : null,
            problem: contradictions.length > 0
                ? { name: 'tampered', help: `${contradictions.join('; ')}: run ${command} again with the policy as it is` }
                : null,
        }));
    }
    return checks;
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/verification.js






function verifyEvidence(request, { provenance }) {
    const { model, project, stage } = request;
    const context = {
        model: model.name,
        repository: provenance.source?.repository ?? null,
        run: provenance.source?.run ?? null,
        trust: provenance.trust,
        stage,
        isSignatureRequired: project.evidence.requireSigned,
    };
    return request.files.flatMap((file) => [
        file.check,
        ...listStatements(file, request).flatMap((statement) => [
            ...verifyStatement(statement, file, context),
            verifyPolicyNamed(statement.result),
        ]),
    ]);
}
function listStatements({ statements }, { model, selected }) {
    const own = statements.filter(({ result }) => result.model === model.name);
    const isForeign = !statements.some(({ result }) => result.model !== null && selected.includes(result.model));
    return own.length === 0 && isForeign ? statements : own;
}
function verifyAgainstPolicy(request, candidate) {
    const { model, results } = request;
    const policy = {
        require: listRequired(request),
        gates: model.gates,
        dataSets: Object.values(model.data).flatMap(({ key, contract, production }) => contract === null || production ? [] : [key]),
    };
    return [
        ...verifyPolicy(results, policy),
        ...results.flatMap((result) => (result.command === 'compare' ? [verifyBaseline(result, model.baseline)] : [])),
        ...verifyMaterials(results, candidate.materials),
    ];
}
function listRequired({ model, stage }) {
    return (stage ?? model.stages[0])?.require ?? ['compare'];
}
function refuseStalePolicy({ results, project }) {
    const stale = findStale(results, project.policy.digest);
    if (stale?.policy == null)
        return;
    const { policy } = stale;
    const changed = project.policy.files.filter(({ uri, digest }) => {
        const before = policy.files.find((file) => file.uri === uri);
        return before?.digest.sha256 !== digest.sha256;
    });
    const where = changed.length > 0 ? ` (${changed.map(({ uri }) => uri).join(', ')})` : '';
    const ref = project.policy.ref ?? 'HEAD';
    throw new core_faults/* RaceLostError */.Ss(`the policy changed since ${stale.command} judged${where}: it judged by ${(0,core_digest/* formatDigest */.M)(policy.digest)}, ${ref} now has ${(0,core_digest/* formatDigest */.M)(project.policy.digest)}`, { help: `run ${stale.command} again with ${ref} as it is now, then promote: compare again` });
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/way-back.js


async function verifyWayBack(holder, registry, signal) {
    const label = `${holder.model} ${holder.version}`;
    const ask = (question) => askOrExplain(question, holder, registry, signal);
    const record = await ask(() => registry.record(holder, signal));
    const checks = [wayBackCheck(['record'], `the record of ${label} is in place`, record, label)];
    if (!record.ok)
        return checks;
    for (const artifact of record.value.artifacts) {
        const stored = await ask(() => fetchArtifact(holder, artifact, registry, signal));
        checks.push(wayBackCheck([artifact.path], `${artifact.path} of ${label} can be fetched`, stored, label));
    }
    const commit = record.value.codeCommit;
    if (commit !== null) {
        const isThere = await registry.hasCommit(commit, signal);
        const answer = isThere
            ? { ok: true, value: commit }
            : { ok: false, reason: `commit ${commit} is neither at ${registry.location} nor here` };
        checks.push(wayBackCheck(['code'], `the code of ${label} is in place`, answer, label));
    }
    return checks;
}
async function askOrExplain(question, holder, registry, signal) {
    try {
        return { ok: true, value: await question() };
    }
    catch (error) {
        if (!(error instanceof core_faults/* SystemError */._N) || error instanceof core_faults/* RaceLostError */.Ss || signal.aborted)
            throw error;
        await registry.read({ models: [holder.model] }, signal);
        return { ok: false, reason: error.message.split('\n')[0] };
    }
}
async function fetchArtifact(holder, { path, digest }, registry, signal) {
    const stored = await registry.artifact(holder, path, signal);
    if (stored === null)
        throw new core_faults/* SystemError */._N(`${path} of ${holder.tag} is not at ${registry.location}`);
    if (stored.sha256 !== digest.sha256) {
        throw new core_faults/* SystemError */._N(`${path} of ${holder.tag} has other bytes than its record says`);
    }
    return stored;
}
function wayBackCheck(id, title, answer, label) {
    return evidenceCheck({
        id: ['way-back', ...id],
        title,
        observed: answer.ok ? null : answer.reason,
        problem: answer.ok
            ? null
            : {
                name: 'irreversible',
                help: `${label} could not be brought back (${answer.reason}): restore it at the remote before anything replaces it`,
            },
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/promotion.js













async function promoteModel(request, options, services) {
    const { model, stage, files, results, project } = request;
    const { signal, workspace } = services;
    const startedAt = services.clock.now();
    const codeCommit = findCodeCommit(results, services);
    const registry = await services.registry();
    const base = { request, services, startedAt };
    const evidenceChecks = verifyEvidence(request, services);
    if (evidenceChecks.some(isBlocking)) {
        const result = promotionResult(base, null, evidenceChecks, describeRefusal);
        return { result, registered: null, codeCommit, modelDigest: null };
    }
    const candidate = await hashCandidate(model, workspace);
    const modelDigest = findModelDigest(candidate);
    const refuse = (checks) => ({
        result: promotionResult(base, candidate, checks, describeRefusal),
        registered: null,
        codeCommit,
        modelDigest,
    });
    const snapshot = await registry.read({ models: [model.name] }, signal);
    const given = { stored: candidate.stored, files, codeCommit };
    const repetition = await findRepetition(model.name, stage, given, snapshot, registry, signal);
    if (repetition && repetition.registered.stage === (stage?.name ?? null)) {
        const result = repetitionResult(base, candidate, repetition);
        return { result, registered: repetition.registered, codeCommit, modelDigest };
    }
    refuseStalePolicy(request);
    const judged = [...evidenceChecks, ...verifyAgainstPolicy(request, candidate)];
    if (judged.some(isBlocking))
        return refuse(judged);
    refuseMovedStage(request, snapshot);
    await refuseLargeFiles(candidate.stored, project, workspace);
    await refusePersonalIds(model, candidate.stored, project, workspace);
    const checks = [...judged, ...(await verifyStage(request, { candidate, snapshot, repetition }, registry, services))];
    if (checks.some(isBlocking))
        return refuse(checks);
    const version = chooseVersion(repetition, options, model.name, snapshot);
    if (options.isDryRun) {
        const result = promotionResult(base, candidate, checks, () => describeDryRun(model.name, version, stage));
        return { result, registered: null, codeCommit, modelDigest };
    }
    const registered = repetition
        ? await assignVersion(request, repetition, snapshot, options, services)
        : await registerVersion(request, candidate, snapshot, options, services);
    const result = promotionResult(base, candidate, checks, () => describeDone(model.name, registered));
    return { result, registered, codeCommit, modelDigest };
}
const isBlocking = (check) => check.blocks;
function findModelDigest({ stored }) {
    const file = stored.find(({ path }) => path === 'artifacts/model');
    return file ? (0,core_digest/* formatDigest */.M)(file.digest) : null;
}
function refuseMovedStage({ model, results }, snapshot) {
    for (const result of results) {
        if (result.command !== 'compare')
            continue;
        const move = findStageMove(result.baseline, model.baseline, (stage) => findHolder(snapshot, model.name, stage) ?? null);
        if (move)
            throw describeMove(move, snapshot, model.name);
    }
}
async function verifyStage({ model, stage }, found, registry, { signal }) {
    if (stage === null)
        return [];
    const holder = findHolder(found.snapshot, model.name, stage.name);
    return [
        verifyNotBarred(model.name, stage.name, findModelDigest(found.candidate), found.snapshot),
        verifyNotReplayed(model.name, stage.name, found.repetition, found.snapshot),
        ...(holder ? await verifyWayBack(holder, registry, signal) : []),
    ];
}
function chooseVersion(repetition, { version, bump }, model, snapshot) {
    if (repetition)
        return repetition.version.version;
    const versions = snapshot.versions.flatMap((entry) => (entry.model === model ? [entry.version] : []));
    const next = (0,version_number/* bumpVersion */.Bx)(versions, bump);
    if (version === null)
        return next;
    if (!versions.includes(version))
        return version;
    throw new core_faults/* InputError */.dz({
        message: `version ${version} of ${model} is registered already, and versions never change`,
        help: `leave --version out for ${next}, or name one that is free`,
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/promote/run.js









const runPromote = async (inputs, services) => {
    const options = readOptions(inputs);
    const here = await openProject(services);
    const files = await readEvidenceFiles(inputs.evidence, inputs['evidence-digest'], services.workspace);
    const selected = chooseModels(inputs.model, files, here);
    if (selected.length > 1 && options.version !== null) {
        throw new core_faults/* InputError */.dz({
            message: `--version names one version, and ${selected.length} models are to be promoted`,
            help: 'give --model with one of them',
        });
    }
    const registry = await services.registry();
    const tree = await registry.policyFiles(services.signal);
    const merged = await services.projectAt(tree, here.file);
    const project = { ...merged, policy: { ...merged.policy, ref: tree.ref } };
    const promotions = [];
    const errors = [];
    for (const name of selected) {
        try {
            const request = prepare(name, inputs.stage, { project, files, selected });
            promotions.push(await promoteModel(request, options, services));
        }
        catch (error) {
            if (selected.length === 1 || services.signal.aborted || !(error instanceof Error))
                throw error;
            errors.push(error);
        }
    }
    return outcome(promotions, errors);
};
function readOptions(inputs) {
    const { version, bump, reason } = inputs;
    if (version !== undefined && bump !== undefined) {
        throw new core_faults/* InputError */.dz({ message: '--version and --bump are both given', help: 'leave one of them out' });
    }
    const number = version === undefined || version.startsWith('v') ? version : `v${version}`;
    if (number !== undefined && (0,version_number/* parseVersion */.ot)(number) === null) {
        throw new core_faults/* InputError */.dz({ message: `version "${version}" is none`, help: 'write it as v1.2.0' });
    }
    return {
        version: number ?? null,
        bump: bump === undefined ? 'minor' : bump,
        reason: reason ?? null,
        isDryRun: inputs['dry-run'],
    };
}
async function openProject(services) {
    const project = await services.project();
    if (project !== null)
        return project;
    throw new core_faults/* InputError */.dz({
        message: 'there is no modelgate.yml here or in a folder above',
        help: 'promote needs its stages and its policy: go to the repository, or name the file by --config',
    });
}
function prepare(name, stageName, given) {
    const { project, files } = given;
    const model = Object.hasOwn(project.models, name) ? project.models[name] : undefined;
    if (model === undefined) {
        throw new core_faults/* InputError */.dz({
            message: `${project.file} at ${project.policy.ref ?? 'the default branch'} has no model "${name}"`,
            help: `its models are ${Object.keys(project.models).join(', ')}; a new one is promoted after its settings are merged`,
        });
    }
    const stage = chooseStage(model, stageName);
    (0,later/* refuseLater */.j)(project.later.filter(isConcerned(name, (stage ?? model.stages[0])?.name ?? null)), name, 'promote');
    const statements = files.flatMap((file) => file.statements);
    return {
        model,
        stage,
        ...given,
        results: statements.flatMap(({ result }) => (result.model === name ? [result] : [])),
    };
}
const isConcerned = (model, stage) => {
    const stages = `models.${model}.stages.`;
    return ({ path }) => !path.startsWith(stages) || path.startsWith(`${stages}${stage}.`);
};
function outcome(promotions, errors) {
    const results = promotions.map(({ result }) => result);
    const documents = promotions.map(({ result, registered }) => ({ ...result, registered }));
    const [only] = promotions;
    const isSingle = promotions.length === 1 && errors.length === 0;
    const lines = (pick) => promotions.flatMap((promotion) => pick(promotion) ?? []).join('\n');
    return {
        results,
        document: isSingle
            ? documents[0]
            : {
                schema: 'modelgate.results/v1',
                verdict: (0,verdict/* worstVerdict */.zP)(results.map((result) => result.verdict)),
                blocks: results.some((result) => result.blocks),
                results: documents,
            },
        outputs: {
            version: lines(({ registered }) => registered?.version),
            tag: lines(({ registered }) => registered?.tag),
            stage: lines(({ registered }) => registered?.stage),
            commit: lines(({ registered }) => registered?.commit),
            labels: isSingle && only ? formatLabels(only) : '',
        },
        errors,
    };
}
function formatLabels({ result, registered, codeCommit, modelDigest }) {
    return registered ? formatImageLabels(result.model ?? '', registered, codeCommit, modelDigest) : '';
}


/***/ }),

/***/ 53834:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ formatDigest),
/* harmony export */   m: () => (/* binding */ parseDigest)
/* harmony export */ });
function formatDigest(digest) {
    return `sha256:${digest.sha256}`;
}
function parseDigest(text) {
    const match = /^sha256:([0-9a-f]{64})$/.exec(text);
    return match ? { sha256: match[1] } : null;
}


/***/ }),

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

/***/ 22103:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   resultSchema: () => (/* binding */ resultSchema),
/* harmony export */   resultsSchema: () => (/* binding */ resultsSchema)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9691);

const scalar = zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(), zod__WEBPACK_IMPORTED_MODULE_0__/* ["null"] */ .chJ()]);
const nullableNumber = zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().nullable();
const interval = zod__WEBPACK_IMPORTED_MODULE_0__/* .tuple */ .PVZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()]).nullable();
const digest = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ sha256: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() });
const estimate = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ value: nullableNumber, interval });
const contractStatistics = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    rows: nullableNumber,
    failing: nullableNumber,
    percent: nullableNumber,
    value: scalar.optional(),
});
const metricStatistics = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    better: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['higher', 'lower', 'none']),
    rows: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(),
    candidate: estimate,
    baseline: estimate.nullable(),
    difference: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
        value: nullableNumber,
        interval,
        confidence: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(),
        method: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
        pValue: nullableNumber,
        test: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
    })
        .nullable(),
});
const gateStatistics = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    value: nullableNumber,
    interval,
    confidence: nullableNumber,
    method: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
    margin: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().optional(),
    threshold: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().optional(),
    rows: nullableNumber,
    labelsNeeded: nullableNumber,
    power: nullableNumber,
});
const waiver = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ check: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), reason: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), by: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), until: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() });
const checkBase = {
    id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    title: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    verdict: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['pass', 'fail', 'inconclusive', 'skip']),
    severity: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['error', 'warning', 'info']),
    blocks: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
    target: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
        object: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
        column: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
        metric: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
        slice: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
    }),
    observed: scalar,
    expected: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
    unit: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
    samples: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ row: nullableNumber, values: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable()) })),
    source: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ file: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), line: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().nullable() }).nullable(),
    waiver: waiver.nullable(),
    help: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
};
const checkSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .discriminatedUnion */ .gMt('kind', [
    zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ ...checkBase, kind: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz('contract'), statistics: contractStatistics }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ ...checkBase, kind: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz('metric'), statistics: metricStatistics }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ ...checkBase, kind: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz('gate'), statistics: gateStatistics }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
        ...checkBase,
        kind: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['drift', 'evidence', 'rollout', 'smoke', 'watch', 'service', 'assessment']),
        statistics: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J()),
    }),
]);
const change = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), before: scalar, after: scalar });
const figureSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    kind: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['line', 'bar', 'interval']),
    title: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    x: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    y: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    series: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
        name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
        points: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
            x: zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()]),
            y: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(),
            low: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().optional(),
            high: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().optional(),
            rows: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().optional(),
        })),
    })),
});
const materialSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    uri: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    digest,
    rows: nullableNumber,
    derived: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
});
const resultSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    schema: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz('modelgate.result/v1'),
    command: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    model: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
    verdict: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['pass', 'warn', 'fail', 'inconclusive', 'skip']),
    blocks: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
    summary: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    checks: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(checkSchema),
    baseline: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
        source: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
        version: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
        commit: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
        reason: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    })
        .nullable(),
    changes: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
        parameters: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(change),
        data: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(change),
        environment: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(change),
        code: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ before: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(), after: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(), commits: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().optional() }),
    }),
    figures: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(figureSchema),
    materials: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(materialSchema),
    policy: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
        uri: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
        ref: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(),
        digest,
        files: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ uri: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), digest })),
    })
        .nullable(),
    trust: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['local', 'pull_request', 'protected']),
    tool: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), version: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), engine: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable() }),
    source: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ repository: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(), commit: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(), run: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable() })
        .nullable(),
    startedAt: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    finishedAt: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
});
const resultsSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    schema: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz('modelgate.results/v1'),
    verdict: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['pass', 'warn', 'fail', 'inconclusive', 'skip']),
    blocks: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
    results: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(resultSchema),
});


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


/***/ }),

/***/ 28643:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UJ: () => (/* binding */ TEST_RESULT_TYPE),
/* harmony export */   qZ: () => (/* binding */ statement),
/* harmony export */   zG: () => (/* binding */ STATEMENT_TYPE)
/* harmony export */ });
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
const TEST_RESULT_TYPE = 'https://in-toto.io/attestation/test-result/v0.1';
function statement(result) {
    return {
        _type: STATEMENT_TYPE,
        subject: result.materials.map(({ name, uri, digest }) => ({ name, uri, digest })),
        predicateType: TEST_RESULT_TYPE,
        predicate: {
            result: result.blocks ? 'FAILED' : result.verdict === 'pass' ? 'PASSED' : 'WARNED',
            configuration: configuration(result),
            passedTests: result.checks.filter((check) => check.verdict === 'pass').map((check) => check.id),
            warnedTests: result.checks.filter(isWarned).map((check) => check.id),
            failedTests: result.checks.filter(isFailed).map((check) => check.id),
            modelgate: result,
        },
    };
}
function configuration({ policy }) {
    if (policy === null)
        return [];
    const files = policy.files.map(({ uri, digest }) => ({ name: 'file', uri, digest }));
    return [{ name: 'policy', uri: policy.uri, digest: policy.digest }, ...files];
}
const isFailed = (check) => check.blocks && check.waiver === null;
const isWarned = (check) => check.verdict !== 'pass' && check.verdict !== 'skip' && !isFailed(check);


/***/ }),

/***/ 99512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bx: () => (/* binding */ bumpVersion),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   ot: () => (/* binding */ parseVersion)
/* harmony export */ });
const NUMBER = '(0|[1-9]\\d{0,8})';
const IDENTIFIER = '(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)';
const PATTERN = new RegExp(`^v${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?$`);
function parseVersion(text) {
    const match = text.length <= 100 && !text.endsWith('.lock') ? PATTERN.exec(text) : null;
    if (match === null)
        return null;
    return {
        major: Number(match[1]),
        minor: Number(match[2]),
        patch: Number(match[3]),
        prerelease: match[4] === undefined ? [] : match[4].split('.'),
    };
}
function compareVersions(a, b) {
    const [left, right] = [parseVersion(a), parseVersion(b)];
    if (left === null || right === null) {
        return left === right ? compareText(a, b) : left === null ? -1 : 1;
    }
    return (left.major - right.major ||
        left.minor - right.minor ||
        left.patch - right.patch ||
        comparePrereleases(left.prerelease, right.prerelease));
}
function comparePrereleases(a, b) {
    if (a.length === 0 || b.length === 0)
        return Number(a.length === 0) - Number(b.length === 0);
    for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
        const order = compareIdentifiers(a[index], b[index]);
        if (order !== 0)
            return order;
    }
    return a.length - b.length;
}
function compareIdentifiers(a, b) {
    const [isANumber, isBNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
    if (isANumber !== isBNumber)
        return isANumber ? -1 : 1;
    if (isANumber && a.length !== b.length)
        return a.length - b.length;
    return compareText(a, b);
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
function bumpVersion(versions, bump) {
    const greatest = versions.reduce((best, version) => (compareVersions(version, best) > 0 ? version : best), 'v0.0.0');
    const { major, minor, patch } = parseVersion(greatest);
    if (bump === 'major')
        return `v${major + 1}.0.0`;
    if (bump === 'minor')
        return `v${major}.${minor + 1}.0`;
    return `v${major}.${minor}.${patch + 1}`;
}


/***/ }),

/***/ 28510:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseLocatedYaml: () => (/* binding */ parseLocatedYaml)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var core_faults = __webpack_require__(3799);
;// CONCATENATED MODULE: ./.cache/build/src/yaml/nesting-depth.js
function measureDepth(tokens, maxDepth) {
    const stack = tokens.map((token) => ({ token, depth: 0 }));
    for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
        const { token, depth } = entry;
        if (depth > maxDepth)
            return token.offset;
        if (token.type === 'document') {
            if (token.value)
                stack.push({ token: token.value, depth });
        }
        else if ('items' in token) {
            for (const item of token.items) {
                if (item.key)
                    stack.push({ token: item.key, depth: depth + 1 });
                if (item.value)
                    stack.push({ token: item.value, depth: depth + 1 });
            }
        }
    }
    return null;
}

;// CONCATENATED MODULE: ./.cache/build/src/yaml/syntax-fault.js
function describeSyntaxError(error, source) {
    const character = source[error.pos[0]] ?? '';
    switch (error.code) {
        case 'TAB_AS_INDENT':
            return { message: 'a tab is used for indentation', help: 'indent with spaces' };
        case 'TAG_RESOLVE_FAILED':
            return {
                message: `the tag ${error.message.replace('Unresolved tag: ', '').replace('tag:yaml.org,2002:', '!!')} has no meaning here`,
                help: 'take the tag out, or put the value in quotes',
            };
        case 'BAD_ALIAS':
            return { message: 'a plain value cannot begin with *', help: 'put it in quotes: "*"' };
        case 'BAD_SCALAR_START':
            return { message: `a plain value cannot begin with ${character}`, help: `put it in quotes: "${character}…"` };
        case 'BLOCK_AS_IMPLICIT_KEY':
            return { message: 'a second ": " stands in one line', help: 'put the value in quotes' };
        case 'MISSING_CHAR':
            if (error.message.endsWith('quote')) {
                return { message: 'a quote is opened further up and never closed', help: 'close the quote' };
            }
            return error.message.startsWith('Implicit map keys')
                ? { message: 'a key without a colon', help: 'write `key: value`' }
                : { message: lowerFirst(error.message), help: LOOK };
        case 'UNEXPECTED_TOKEN':
            return {
                message: character.trim() === '' ? 'the text ends too early' : `${character} is not expected here`,
                help: LOOK,
            };
        case 'MULTILINE_IMPLICIT_KEY':
            return { message: 'this line is neither a key with ": " nor part of a value', help: 'write `key: value`' };
        case 'BAD_INDENT':
            return error.message.startsWith('Flow')
                ? { message: 'a [ or { is opened further up and not closed before this line', help: 'close it with ] or }' }
                : { message: lowerFirst(error.message), help: 'indent what belongs together by the same number of spaces' };
        default:
            return { message: lowerFirst(error.message), help: LOOK };
    }
}
const LOOK = 'this is no valid YAML: look at this line and the one before';
function lowerFirst(message) {
    return message.charAt(0).toLowerCase() + message.slice(1);
}

;// CONCATENATED MODULE: ./.cache/build/src/yaml/value-tree.js

function readValueTree(root, limits, report) {
    return new ValueTreeReader(limits, report).read(root, 1);
}
const NOTHING = { value: null, offset: 0, text: null, entries: null };
class ValueTreeReader {
    #limits;
    #report;
    #anchors = new Map();
    #targets = new Map();
    #open = new Set();
    #values = 0;
    constructor(limits, report) {
        this.#limits = limits;
        this.#report = report;
    }
    read(node, depth) {
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#readAlias(node, depth);
        if (!(0,dist/* isScalar */.jn)(node) && !(0,dist/* isMap */.jh)(node) && !(0,dist/* isSeq */.oP)(node))
            return NOTHING;
        const offset = offsetOf(node);
        this.#values += 1;
        if (this.#values > this.#limits.maxValues) {
            if (this.#values === this.#limits.maxValues + 1)
                this.#reportTooMany(offset);
            return NOTHING;
        }
        if (depth > this.#limits.maxDepth) {
            this.#report(offset, `nested more than ${this.#limits.maxDepth} levels deep`, 'flatten the file');
            return NOTHING;
        }
        if (node.anchor)
            this.#anchors.set(node.anchor, node);
        if ((0,dist/* isScalar */.jn)(node))
            return this.#readScalar(node, offset);
        this.#open.add(node);
        const located = (0,dist/* isMap */.jh)(node) ? this.#readMap(node, offset, depth) : this.#readList(node, offset, depth);
        this.#open.delete(node);
        return located;
    }
    #readAlias(alias, depth) {
        const offset = offsetOf(alias);
        const target = this.#targets.get(alias) ?? this.#anchors.get(alias.source);
        if (target === undefined) {
            const help = `set the anchor further up, or put the value in quotes: "*${alias.source}"`;
            this.#report(offset, `no anchor &${alias.source} stands before the alias *${alias.source}`, help);
            return NOTHING;
        }
        if (this.#open.has(target)) {
            this.#report(offset, `the alias *${alias.source} stands inside the value that it names`, 'write the value out');
            return NOTHING;
        }
        this.#targets.set(alias, target);
        return this.read(target, depth);
    }
    #reportTooMany(offset) {
        const most = this.#limits.maxValues.toLocaleString('en-US');
        this.#report(offset, `the file holds more than ${most} values once its aliases are expanded`, 'write less by alias');
    }
    #readScalar(node, offset) {
        const { value } = node;
        if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
            if (/^[-+]?\d+$/.test(node.source ?? '')) {
                this.#report(offset, `the number ${node.source} has too many digits to be kept`, 'put it in quotes');
            }
        }
        return { value, offset, text: node.source ?? String(value), entries: null };
    }
    #readList(list, offset, depth) {
        const entries = new Map();
        const value = [];
        for (const [index, item] of list.items.entries()) {
            const node = this.read(item, depth + 1);
            value.push(node.value);
            entries.set(String(index), { keyOffset: (0,dist/* isAlias */.Vj)(item) ? offsetOf(item) : node.offset, node });
        }
        return { value, offset, text: null, entries };
    }
    #readMap(map, offset, depth) {
        const entries = new Map();
        for (const pair of map.items) {
            const key = this.#readKey(pair.key, offset, entries);
            const node = this.read(pair.value, depth + 1);
            if (key !== null)
                entries.set(key.name, { keyOffset: key.offset, node: placed(node, key.offset) });
        }
        const value = Object.fromEntries([...entries].map(([name, entry]) => [name, entry.node.value]));
        return { value, offset, text: null, entries };
    }
    #readKey(key, mapOffset, entries) {
        if (!(0,dist/* isScalar */.jn)(key) || key.value === null) {
            const offset = (0,dist/* isScalar */.jn)(key) || (0,dist/* isMap */.jh)(key) || (0,dist/* isSeq */.oP)(key) || (0,dist/* isAlias */.Vj)(key) ? offsetOf(key) : mapOffset;
            this.#report(offset, 'a key must be a plain word', 'write the key as text');
            return null;
        }
        if (key.anchor)
            this.#anchors.set(key.anchor, key);
        const name = key.source ?? String(key.value);
        const offset = offsetOf(key);
        if (name === '<<' && key.type === 'PLAIN') {
            this.#report(offset, 'merge keys (<<) are no part of YAML 1.2', 'write the keys out');
            return null;
        }
        if (name === '__proto__') {
            this.#report(offset, 'the key "__proto__" is not allowed', 'choose another name');
            return null;
        }
        if (entries.has(name)) {
            this.#report(offset, `the key ${JSON.stringify(name)} is there twice in this map`, 'keep one of the two');
            return null;
        }
        return { name, offset };
    }
}
function offsetOf(node) {
    return node.range?.[0] ?? 0;
}
function placed(node, keyOffset) {
    return node === NOTHING ? { ...node, offset: keyOffset } : node;
}

;// CONCATENATED MODULE: ./.cache/build/src/yaml/located-document.js





const LIMITS = { maxLength: 1_000_000, maxDepth: 64, maxValues: 100_000 };
const MOST_FAULTS = 20;
function parseLocatedYaml(text, file, limits = {}) {
    const bounds = { ...LIMITS, ...limits };
    if (text.length > bounds.maxLength) {
        throw new core_faults/* InputError */.dz({
            message: `the file has ${formatCount(text.length)} characters, at most ${formatCount(bounds.maxLength)} are read`,
            place: { file },
            help: 'split the file, or take out what is not needed',
        });
    }
    const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
    const lines = new dist/* LineCounter */.HN();
    const place = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { file, line: Math.max(1, line), column: Math.max(1, col) };
    };
    const faults = [];
    const report = (offset, message, help) => faults.push({ message, place: place(offset), help });
    const tokens = [...new dist/* Parser */.iX(lines.addNewLine).parse(source)];
    const document = composeOne(tokens, source, bounds.maxDepth, report);
    throwIfAny(faults);
    const root = document?.contents ? readValueTree(document.contents, bounds, report) : null;
    throwIfAny(faults);
    return {
        file,
        data: root?.value ?? null,
        placeOf: (path, part = 'key') => place(findOffset(root, path, part)),
        has: (path) => findNode(root, path) !== null,
        textOf: (path) => findNode(root, path)?.text ?? null,
    };
}
function composeOne(tokens, source, maxDepth, report) {
    const deep = measureDepth(tokens, maxDepth);
    if (deep !== null) {
        report(deep, `nested more than ${maxDepth} levels deep`, 'flatten the file');
        return null;
    }
    const composer = new dist/* Composer */.Dk({
        version: '1.2',
        schema: 'core',
        resolveKnownTags: false,
        merge: false,
        uniqueKeys: false,
        prettyErrors: false,
    });
    let first = null;
    for (const document of composer.compose(tokens, true, source.length)) {
        if (first !== null) {
            report(document.range[0], 'a second document begins here', 'keep one document per file: take out the line ---');
            break;
        }
        first = document;
        if (document.directives.yaml.explicit && document.directives.yaml.version !== '1.2') {
            report(0, `%YAML ${document.directives.yaml.version} is not read`, 'take out the directive: files are YAML 1.2');
        }
        const errors = [...document.errors, ...document.warnings];
        const tabs = errors.filter((error) => error.code === 'TAB_AS_INDENT');
        for (const error of tabs.length > 0 ? tabs : errors) {
            const { message, help } = describeSyntaxError(error, source);
            report(error.pos[0], message, help);
        }
    }
    return first;
}
function throwIfAny(faults) {
    if (faults.length === 0)
        return;
    const seen = new Set();
    const kept = faults.filter((fault) => {
        const isNew = !seen.has(fault.place?.line);
        seen.add(fault.place?.line);
        return isNew;
    });
    throw new core_faults/* InputError */.dz(kept.slice(0, MOST_FAULTS));
}
function findNode(root, path) {
    let node = root;
    for (const part of path)
        node = node?.entries?.get(String(part))?.node ?? null;
    return node;
}
function findOffset(root, path, part) {
    let node = root;
    let offset = root?.offset ?? 0;
    for (const [index, key] of path.entries()) {
        const entry = node?.entries?.get(String(key));
        if (!entry)
            return offset;
        const isLast = index === path.length - 1;
        offset = isLast && part === 'value' ? entry.node.offset : entry.keyOffset;
        node = entry.node;
    }
    return offset;
}
function formatCount(count) {
    return count.toLocaleString('en-US');
}


/***/ })

};
