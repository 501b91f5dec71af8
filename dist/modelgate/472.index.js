export const id = 472;
export const ids = [472];
export const modules = {

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

/***/ 54472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  registryRules: () => (/* binding */ registryRules)
});

// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var core_faults = __webpack_require__(3799);
// EXTERNAL MODULE: ./.cache/build/src/core/digest.js
var core_digest = __webpack_require__(53834);
// EXTERNAL MODULE: ./.cache/build/src/registry/stage-tags.js
var stage_tags = __webpack_require__(44866);
// EXTERNAL MODULE: ./.cache/build/src/registry/version-number.js
var version_number = __webpack_require__(99512);
;// CONCATENATED MODULE: ./.cache/build/src/registry/events.js



function listEvents(tags) {
    const ranks = rankCommits(tags);
    const rank = (tag) => ranks.get(tag.commit) ?? 0;
    const versions = new Map(tags.flatMap(({ name, commit }) => (name.kind === 'version' ? [[`${name.model}#${commit}`, name.version]] : [])));
    const versionOf = (tag) => tag.name.kind === 'version'
        ? tag.name.version
        : (versions.get(`${tag.name.model}#${tag.commit}`) ?? tag.details?.version ?? '?');
    const isSameStage = (a, b) => a.name.kind === 'stage' && b.name.kind === 'stage' && a.name.model === b.name.model && a.name.stage === b.name.stage;
    return [...tags]
        .sort((a, b) => compareText(a.at, b.at) ||
        (isSameStage(a, b) ? (0,stage_tags/* stageNumber */.s)(a) - (0,stage_tags/* stageNumber */.s)(b) : 0) ||
        rank(a) - rank(b) ||
        (0,stage_tags/* stageNumber */.s)(a) - (0,stage_tags/* stageNumber */.s)(b) ||
        compareText(a.tag, b.tag))
        .flatMap((tag) => listEventsOfTag(tag, versionOf(tag), tags));
}
function rankCommits(tags) {
    const parents = new Map(tags.map(({ commit, parent }) => [commit, parent]));
    const ranks = new Map();
    for (const start of parents.keys()) {
        const path = [];
        let commit = start;
        while (commit !== null && parents.has(commit) && !ranks.has(commit)) {
            path.push(commit);
            commit = parents.get(commit) ?? null;
        }
        let rank = (commit === null ? undefined : ranks.get(commit)) ?? 0;
        for (const item of path.reverse()) {
            rank += 1;
            ranks.set(item, rank);
        }
    }
    return ranks;
}
function listEventsOfTag(tag, version, tags) {
    const { name, details } = tag;
    const event = (kind, subject) => ({
        at: tag.at,
        event: kind,
        model: name.model,
        version: subject,
        stage: name.kind === 'stage' ? name.stage : null,
        tag: tag.tag,
        commit: tag.commit,
        by: tag.by,
        reason: details?.reason ?? null,
        policy: details?.policy ? (0,core_digest/* formatDigest */.M)(details.policy) : null,
        waivers: details?.waivers ?? [],
    });
    const main = details?.event ?? (name.kind === 'version' ? 'registered' : 'assigned');
    const more = ['barred', 'lifted'].flatMap((kind) => kind === main
        ? []
        : (details?.[kind] ?? []).map((digest) => event(kind, findVersion(tags, name.model, digest) ?? version)));
    return [event(main, version), ...more];
}
function findVersion(tags, model, digest) {
    const versions = tags.flatMap(({ name, details }) => {
        const isIt = name.kind === 'version' && name.model === model && details?.modelDigest?.sha256 !== undefined;
        return isIt && (0,core_digest/* formatDigest */.M)(details.modelDigest) === digest ? [name.version] : [];
    });
    return versions.sort(version_number/* compareVersions */.Zy).at(-1) ?? null;
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

;// CONCATENATED MODULE: ./.cache/build/src/registry/snapshot.js




function buildSnapshot(tags, asOf) {
    const known = tags.filter((tag) => tag.at !== null && (asOf === undefined || Date.parse(tag.at) <= asOf.getTime()));
    const stages = (0,stage_tags/* listStageTags */.i)(known);
    const barred = collectBarred(stages);
    const holders = new Map();
    for (const list of stages.values()) {
        const last = list.at(-1);
        if (last.name.kind !== 'stage')
            continue;
        const key = holderKey(last.name.model, last.commit);
        holders.set(key, [...(holders.get(key) ?? []), last.name.stage].sort());
    }
    const versions = known
        .flatMap((tag) => {
        if (tag.name.kind !== 'version')
            return [];
        const { model, version } = tag.name;
        return [
            {
                model,
                version,
                tag: tag.tag,
                commit: tag.commit,
                codeCommit: tag.details?.codeCommit ?? null,
                stages: holders.get(holderKey(model, tag.commit)) ?? [],
                registeredAt: tag.at,
                barred: isBarredAnywhere(tag, barred),
            },
        ];
    })
        .sort((a, b) => snapshot_compareText(b.registeredAt, a.registeredAt) ||
        snapshot_compareText(a.model, b.model) ||
        (0,version_number/* compareVersions */.Zy)(b.version, a.version));
    return { versions, events: listEvents(known), barred: Object.fromEntries(barred) };
}
const holderKey = (model, commit) => `${model}#${commit}`;
function snapshot_compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
function collectBarred(stages) {
    const barred = new Map();
    for (const [key, list] of stages) {
        const digests = new Set();
        for (const tag of list) {
            for (const digest of tag.details?.barred ?? [])
                digests.add(digest);
            for (const digest of tag.details?.lifted ?? [])
                digests.delete(digest);
        }
        if (digests.size > 0)
            barred.set(key, [...digests]);
    }
    return barred;
}
function isBarredAnywhere(tag, barred) {
    const digest = tag.details?.modelDigest;
    if (!digest)
        return false;
    return [...barred].some(([key, digests]) => key.startsWith(`${tag.name.model}#`) && digests.includes((0,core_digest/* formatDigest */.M)(digest)));
}

// EXTERNAL MODULE: ./.cache/build/src/registry/tag-name.js
var tag_name = __webpack_require__(68298);
;// CONCATENATED MODULE: ./.cache/build/src/registry/registration-plan.js





function planRegistration(tags, names, request) {
    const { model, stage } = request;
    refuseBadNames(model, stage, request.version);
    const own = tags.filter((tag) => tag.name.model === model);
    const version = request.version ?? (0,version_number/* bumpVersion */.Bx)(listVersions(own), request.bump);
    const tag = (0,tag_name/* formatTagName */.pg)({ kind: 'version', model, version });
    if (names.includes(tag)) {
        throw new core_faults/* InputError */.dz({
            message: `version ${version} of ${model} exists already: the tag ${tag} is there and tags are never moved`,
            help: 'leave --version out for the next number, or name one that is free',
        });
    }
    const plan = stage === null ? null : planStage(own, names, model, stage, request.expectedStageCommit);
    if (stage !== null)
        refuseBarred(own, model, stage, request.modelDigest);
    return { version, tag, previous: findLastRecord(own)?.commit ?? null, stage: plan };
}
function planAssignment(tags, names, request) {
    const { model, stage } = request;
    refuseBadNames(model, stage, request.version);
    const own = tags.filter((tag) => tag.name.model === model);
    const version = own.find((tag) => tag.name.kind === 'version' && tag.name.version === request.version);
    if (version === undefined) {
        const known = listVersions(own).sort(version_number/* compareVersions */.Zy).reverse();
        throw new core_faults/* InputError */.dz({
            message: `${model} has no version ${request.version}`,
            help: known.length > 0 ? `its versions: ${known.slice(0, 10).join(', ')}` : `nothing is registered as ${model} yet`,
        });
    }
    if (!isRegistered(version)) {
        throw new core_faults/* InputError */.dz({
            message: `${version.tag} has no record to put into ${stage}: ${version.fault ?? 'its message cannot be read'}`,
            help: `register the version with modelgate promote, which writes the record`,
        });
    }
    const last = (0,stage_tags/* listStageTags */.i)(own).get(`${model}#${stage}`)?.at(-1);
    if (last?.commit === version.commit && last.name.kind === 'stage') {
        const { number } = last.name;
        return {
            version,
            existing: last,
            stage: { stage, tag: last.tag, number, previous: last.details?.previous ?? null },
        };
    }
    const plan = planStage(own, names, model, stage, request.expectedStageCommit);
    const digest = version.details.modelDigest;
    refuseBarred(own, model, stage, digest ? `sha256:${digest.sha256}` : null);
    return { version, existing: null, stage: plan };
}
function isRegistered(tag) {
    return tag.details !== null;
}
function refuseBadNames(model, stage, version) {
    const faults = [
        (0,tag_name/* findNameFault */.LE)('model', model),
        stage === null ? null : (0,tag_name/* findNameFault */.LE)('stage', stage),
        version === null || (0,version_number/* parseVersion */.ot)(version) !== null
            ? null
            : `"${version}" is no version: write it as v1.2.0 (semantic versioning with a leading v)`,
    ].filter((fault) => fault !== null);
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults.map((message) => ({ message })));
}
function listVersions(tags) {
    return tags.flatMap(({ name }) => (name.kind === 'version' ? [name.version] : []));
}
function findLastRecord(tags) {
    const records = tags.filter(({ name, details }) => name.kind === 'version' && details !== null);
    const followed = new Set(records.map((tag) => tag.parent));
    const rank = (tag) => (tag.name.kind === 'version' ? tag.name.version : '');
    return records
        .filter((tag) => !followed.has(tag.commit))
        .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (0,version_number/* compareVersions */.Zy)(rank(a), rank(b)))
        .at(-1);
}
function planStage(own, names, model, stage, expected) {
    const last = (0,stage_tags/* listStageTags */.i)(own).get(`${model}#${stage}`)?.at(-1);
    if ((last?.commit ?? null) !== expected)
        throw describeRace(own, model, stage, last);
    const taken = names.flatMap((tag) => {
        const name = (0,tag_name/* parseTagName */.fe)(tag);
        if (name === null || name.kind === 'version' || name.model !== model || name.stage !== stage)
            return [];
        return name.number === null ? [] : [name.number];
    });
    const number = Math.max(0, ...taken, last === undefined ? 0 : (0,stage_tags/* stageNumber */.s)(last)) + 1;
    return {
        stage,
        number,
        tag: (0,tag_name/* formatTagName */.pg)({ kind: 'stage', model, stage, number }),
        previous: last?.objectId ?? null,
    };
}
function describeRace(own, model, stage, last) {
    const help = `compare again, with the version that ${stage} holds now`;
    if (last === undefined) {
        return new core_faults/* RaceLostError */.Ss(`${stage} of ${model} holds no version, and the comparison rested on one`, { help });
    }
    const winner = own.find((tag) => tag.name.kind === 'version' && tag.commit === last.commit);
    const version = winner?.name.kind === 'version' ? winner.name.version : (last.details?.version ?? last.commit.slice(0, 12));
    const by = last.by === '' ? '' : ` by ${last.by}`;
    return new core_faults/* RaceLostError */.Ss(`${stage} of ${model} moved since the comparison: ${version} took it${by} (${last.tag}${last.at === null ? '' : `, ${last.at}`})`, { help });
}
function refuseBarred(own, model, stage, digest) {
    if (digest === null)
        return;
    if (buildSnapshot(own).barred[`${model}#${stage}`]?.includes(digest) !== true)
        return;
    throw new core_faults/* InputError */.dz({
        message: `this model (${digest}) is barred from ${stage} of ${model}: it was rolled back`,
        help: 'promote another model, or have a person lift the bar',
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/registry/tag-message.js
const MAX_TAG_MESSAGE_BYTES = 4096;
const MAX_SENTENCE_LENGTH = 300;
const MAX_REASON_LENGTH = 500;
const DROPPED_FIRST = ['metrics', 'waivers', 'reason'];
function formatTagMessage(sentence, details) {
    const head = cleanSentence(sentence);
    const omitted = [];
    let rest = { ...details, reason: details.reason?.slice(0, MAX_REASON_LENGTH) ?? null };
    for (const key of [null, ...DROPPED_FIRST]) {
        if (key !== null) {
            omitted.push(key);
            rest = { ...rest, [key]: EMPTY[key], omitted: [...omitted] };
        }
        const message = `${head}\n\n${JSON.stringify(rest)}\n`;
        if (byteLength(message) <= MAX_TAG_MESSAGE_BYTES)
            return message;
    }
    return `${head}\n\n${JSON.stringify({ ...rest, omitted: [...omitted, 'barred', 'lifted'], barred: [], lifted: [] })}\n`;
}
const EMPTY = { metrics: {}, waivers: [], reason: null };
function cleanSentence(sentence) {
    const line = sentence
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ')
        .replaceAll('{', '(')
        .replaceAll('}', ')')
        .trim();
    return line.length > MAX_SENTENCE_LENGTH ? `${line.slice(0, MAX_SENTENCE_LENGTH - 1)}…` : line;
}
function byteLength(text) {
    let length = 0;
    for (const character of text) {
        const code = character.codePointAt(0);
        length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }
    return length;
}
function parseTagMessage(message) {
    const start = message.indexOf('{');
    const sentence = cleanSentence(start < 0 ? message : message.slice(0, start));
    if (start < 0)
        return { sentence, details: null, fault: 'its message holds no JSON' };
    let json;
    try {
        json = JSON.parse(message.slice(start));
    }
    catch {
        return { sentence, details: null, fault: "its message's JSON cannot be read" };
    }
    const details = readDetails(json);
    if (typeof details === 'string')
        return { sentence, details: null, fault: details };
    return { sentence, details, fault: null };
}
const EVENTS = ['registered', 'assigned', 'rolledBack', 'barred', 'lifted', 'deprecated'];
function readDetails(json) {
    const source = json;
    if (source['schema'] !== 'modelgate.tag/v1')
        return 'its message is of an unknown schema';
    const text = (key) => (typeof source[key] === 'string' ? source[key] : null);
    const list = (key) => (Array.isArray(source[key]) ? source[key] : []);
    const isText = (value) => typeof value === 'string';
    const [model, version, commit, event] = [text('model'), text('version'), text('commit'), text('event')];
    const record = readDigest(source['record']);
    if (model === null || version === null || commit === null || record === null) {
        return 'its message does not name model, version, commit and record digest';
    }
    if (event === null || !EVENTS.includes(event))
        return 'its message names no event that is known';
    return {
        schema: 'modelgate.tag/v1',
        event: event,
        model,
        version,
        stage: text('stage'),
        number: typeof source['number'] === 'number' ? source['number'] : null,
        commit,
        record,
        previous: text('previous'),
        modelDigest: readDigest(source['modelDigest']),
        codeCommit: text('codeCommit'),
        policy: readDigest(source['policy']),
        trust: text('trust'),
        reason: text('reason'),
        waivers: list('waivers'),
        metrics: readMetrics(source['metrics']),
        barred: list('barred').filter(isText),
        lifted: list('lifted').filter(isText),
        ...(Array.isArray(source['omitted']) ? { omitted: list('omitted').filter(isText) } : {}),
    };
}
function readDigest(value) {
    const hex = value?.sha256;
    return typeof hex === 'string' && /^[0-9a-f]{64}$/.test(hex) ? { sha256: hex } : null;
}
function readMetrics(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return {};
    return Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === 'number'));
}

;// CONCATENATED MODULE: ./.cache/build/src/registry/registry-tag.js


function selectTagName(tag, models) {
    const name = (0,tag_name/* parseTagName */.fe)(tag);
    if (name === null || name.kind === 'foreign')
        return null;
    return models === undefined || models.includes(name.model) ? name : null;
}
function selectForeignTags(tags, models) {
    return tags.flatMap((tag) => {
        const name = (0,tag_name/* parseTagName */.fe)(tag);
        const isAsked = name?.kind === 'foreign' && (models === undefined || models.includes(name.model));
        return isAsked ? [{ ...name, tag }] : [];
    });
}
function readRegistryTag(remote) {
    const name = selectTagName(remote.tag, undefined);
    if (name === null)
        return null;
    const { tag, objectId, commit, parent, annotation } = remote;
    const base = { name, tag, objectId, commit, parent };
    if (annotation === null) {
        return {
            ...base,
            at: null,
            by: '',
            sentence: '',
            details: null,
            fault: 'it is a plain pointer, not an annotated tag',
        };
    }
    const { sentence, details, fault } = parseTagMessage(annotation.message);
    return {
        ...base,
        at: formatSeconds(annotation.time),
        by: annotation.tagger,
        sentence,
        details,
        fault: fault ?? findMismatch(name, commit, annotation.name, details),
    };
}
function findMismatch(name, commit, innerName, details) {
    const tag = (0,tag_name/* formatTagName */.pg)(name);
    if (innerName !== tag)
        return `the tag object calls itself ${innerName}`;
    if (details.commit !== commit)
        return `it stands on commit ${commit} and its message names ${details.commit}`;
    const stage = name.kind === 'stage' ? name : null;
    const isSame = details.model === name.model &&
        (name.kind === 'stage' || details.version === name.version) &&
        details.stage === (stage?.stage ?? null) &&
        details.number === (stage?.number ?? null);
    return isSame ? null : 'its message speaks of another model, version, stage or number';
}
function formatSeconds(seconds) {
    const instant = new Date(seconds * 1000);
    return Number.isNaN(instant.getTime()) ? '1970-01-01T00:00:00Z' : instant.toISOString().replace('.000Z', 'Z');
}

;// CONCATENATED MODULE: ./.cache/build/src/registry/tag-writing.js

const MODEL_PATH = 'artifacts/model';
function formatRecord(record) {
    return `${JSON.stringify(record, null, 2)}\n`;
}
function findModelDigest(record) {
    const model = record.artifacts.find(({ path }) => path === MODEL_PATH);
    return model === undefined ? null : `sha256:${model.digest.sha256}`;
}
function draftTags(plan, written, { sentence, reason }) {
    const { record, commit, sha256 } = written;
    const model = record.artifacts.find(({ path }) => path === MODEL_PATH);
    const details = {
        schema: 'modelgate.tag/v1',
        event: 'registered',
        model: record.model,
        version: plan.version,
        stage: null,
        number: null,
        commit,
        record: { sha256 },
        previous: null,
        modelDigest: model === undefined ? null : { sha256: model.digest.sha256 },
        codeCommit: record.codeCommit,
        policy: record.policy === null ? null : { sha256: record.policy.digest.sha256 },
        trust: record.trust,
        reason: reason ?? null,
        waivers: record.waivers,
        metrics: record.metrics,
        barred: [],
        lifted: [],
    };
    const version = { tag: plan.tag, message: formatTagMessage(sentence, details) };
    if (plan.stage === null)
        return [version];
    const { stage, number, previous, tag } = plan.stage;
    const assigned = { ...details, event: 'assigned', stage, number, previous };
    return [version, { tag, message: formatTagMessage(sentence, assigned) }];
}
function draftStageTag(version, plan, sentence, details) {
    const message = {
        ...version.details,
        event: 'assigned',
        reason: null,
        ...details,
        schema: 'modelgate.tag/v1',
        model: version.details.model,
        version: version.details.version,
        stage: plan.stage,
        number: plan.number,
        commit: version.commit,
        record: version.details.record,
        previous: plan.previous,
    };
    return { tag: plan.tag, message: formatTagMessage(sentence, message) };
}

;// CONCATENATED MODULE: ./.cache/build/src/registry/rules.js




const registryRules = {
    selectTagName: selectTagName,
    selectForeignTags: selectForeignTags,
    readRegistryTag: readRegistryTag,
    buildSnapshot: buildSnapshot,
    planRegistration: planRegistration,
    planAssignment: planAssignment,
    formatRecord: formatRecord,
    findModelDigest: findModelDigest,
    draftTags: draftTags,
    draftStageTag: draftStageTag,
};


/***/ }),

/***/ 44866:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ listStageTags),
/* harmony export */   s: () => (/* binding */ stageNumber)
/* harmony export */ });
function listStageTags(tags) {
    const stages = new Map();
    for (const tag of tags) {
        if (tag.name.kind !== 'stage')
            continue;
        const key = `${tag.name.model}#${tag.name.stage}`;
        stages.set(key, [...(stages.get(key) ?? []), tag]);
    }
    for (const list of stages.values())
        list.sort((a, b) => stageNumber(a) - stageNumber(b));
    return stages;
}
function stageNumber(tag) {
    return tag.name.kind === 'stage' ? tag.name.number : 0;
}


/***/ }),

/***/ 68298:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LE: () => (/* binding */ findNameFault),
/* harmony export */   fe: () => (/* binding */ parseTagName),
/* harmony export */   pg: () => (/* binding */ formatTagName)
/* harmony export */ });
/* harmony import */ var _version_number_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99512);

const NAME = '[a-zA-Z0-9](?:[a-zA-Z0-9_/-]*[a-zA-Z0-9])?';
const WHOLE_NAME = new RegExp(`^${NAME}$`);
const VERSION_TAG = new RegExp(`^(${NAME})@(v[^!#]+)$`);
const STAGE_TAG = new RegExp(`^(${NAME})#(${NAME})#([1-9]\\d{0,8})$`);
const FOREIGN_TAG = new RegExp(`^(${NAME})(?:#(${NAME})!?|@(v[^!#]+)!?|@deprecated|@created)(?:#(\\d{1,9}))?$`);
const MAX_NAME_LENGTH = 100;
function findNameFault(what, name) {
    if (name.length > MAX_NAME_LENGTH)
        return `the ${what} name is longer than ${MAX_NAME_LENGTH} characters`;
    if (WHOLE_NAME.test(name) && !name.includes('//'))
        return null;
    return `${what} name "${name}" cannot be part of a tag: letters, digits, "-", "_" and "/" are allowed, and it begins and ends with a letter or digit`;
}
function parseTagName(tag) {
    const version = VERSION_TAG.exec(tag);
    if (version !== null && (0,_version_number_js__WEBPACK_IMPORTED_MODULE_0__/* .parseVersion */ .ot)(version[2]) !== null) {
        return { kind: 'version', model: version[1], version: version[2] };
    }
    const stage = STAGE_TAG.exec(tag);
    if (stage !== null)
        return { kind: 'stage', model: stage[1], stage: stage[2], number: Number(stage[3]) };
    const foreign = FOREIGN_TAG.exec(tag);
    if (foreign === null || (foreign[3] !== undefined && (0,_version_number_js__WEBPACK_IMPORTED_MODULE_0__/* .parseVersion */ .ot)(foreign[3]) === null))
        return null;
    const number = foreign[4] === undefined ? null : Number(foreign[4]);
    return { kind: 'foreign', model: foreign[1], stage: foreign[2] ?? null, number };
}
function formatTagName(name) {
    return name.kind === 'version' ? `${name.model}@${name.version}` : `${name.model}#${name.stage}#${name.number}`;
}


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


/***/ })

};
