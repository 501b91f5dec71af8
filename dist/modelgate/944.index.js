export const id = 944;
export const ids = [944];
export const modules = {

/***/ 69944:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  verifyModels: () => (/* binding */ verifyModels)
});

// EXTERNAL MODULE: ./.cache/build/src/core/check-id.js
var check_id = __webpack_require__(7140);
// EXTERNAL MODULE: ./.cache/build/src/registry/stage-tags.js
var stage_tags = __webpack_require__(44866);
;// CONCATENATED MODULE: ./.cache/build/src/registry/verification.js


function verifyRegistry(inspection) {
    const versions = inspection.tags.filter((tag) => tag.name.kind === 'version');
    const stages = [...(0,stage_tags/* listStageTags */.i)(inspection.tags).values()];
    return [
        ...versions.flatMap((tag) => [checkMessage(tag), ...checkRecord(tag, inspection), checkChain(tag, inspection)].map((finding) => toCheck(tag, finding))),
        ...stages.flatMap((list) => list.flatMap((tag, index) => [checkMessage(tag), checkAssigned(tag, versions), ...checkSequence(tag, list[index - 1])].map((finding) => toCheck(tag, finding)))),
    ];
}
function checkMessage({ fault }) {
    return {
        rule: 'message',
        title: 'its message can be read and speaks of it',
        expected: 'a sentence, then JSON',
        fault,
    };
}
function checkRecord(tag, { records }) {
    const found = records.get(tag.commit)?.record ?? null;
    const expected = tag.details?.record.sha256;
    const finding = (fault) => ({
        rule: 'record',
        title: 'its record is the one that was registered',
        expected: expected === undefined ? 'a record whose digest the tag names' : `record.json of sha256:${expected}`,
        fault,
    });
    if (found === null)
        return [finding('record.json is missing')];
    if (expected === undefined)
        return [finding(`sha256:${found.sha256}, and the tag names no digest to compare with`)];
    if (found.sha256 !== expected)
        return [finding(`sha256:${found.sha256}`)];
    const outline = readOutline(found.text);
    if (outline === null)
        return [finding('record.json is no JSON object')];
    const isOwn = tag.name.kind === 'version' && outline.model === tag.name.model && outline.version === tag.name.version;
    return [
        finding(isOwn ? null : `the record of ${String(outline.model)} ${String(outline.version)}`),
        checkArtifacts(outline, records.get(tag.commit)),
    ];
}
function checkArtifacts(outline, { files }) {
    const faults = [
        ...listEntries(outline.artifacts).flatMap(({ path, location, sha256 }) => {
            if (location !== 'git' || typeof path !== 'string')
                return [];
            if (!files.has(path))
                return [`${path} is missing`];
            const digest = files.get(path) ?? null;
            return digest === null || digest === sha256 ? [] : [`${path} is sha256:${digest}, recorded as sha256:${sha256}`];
        }),
        ...listEntries(outline.evidence).flatMap(({ name, sha256 }) => {
            const isUnread = [...files].some(([path, digest]) => path.startsWith('evidence/') && digest === null);
            const isThere = isUnread || [...files.values()].includes(String(sha256));
            return isThere ? [] : [`evidence ${String(name)} (sha256:${sha256}) is missing or altered`];
        }),
    ];
    return {
        rule: 'artifacts',
        title: 'what its record stores is there',
        expected: 'every stored file present, those read with the recorded digest',
        fault: faults.length > 0 ? faults.join('; ') : null,
        help: 'restore the files from a copy; a version whose bytes are gone cannot be gone back to',
    };
}
function listEntries(value) {
    if (!Array.isArray(value))
        return [];
    return value.map((item) => {
        const entry = (item ?? {});
        return { path: entry.path, name: entry.name, location: entry.location, sha256: String(entry.digest?.sha256) };
    });
}
function readOutline(text) {
    try {
        const json = JSON.parse(text);
        return typeof json === 'object' && json !== null ? json : null;
    }
    catch {
        return null;
    }
}
function checkChain(tag, { tags, records }) {
    const found = records.get(tag.commit);
    const outline = found?.record ? readOutline(found.record.text) : null;
    const parent = found?.parents[0] ?? null;
    const recorded = typeof outline?.previous === 'string' ? outline.previous : null;
    const finding = (fault) => ({
        rule: 'previous',
        title: 'it follows a registered record',
        expected: recorded === null ? 'no record before it' : `record ${recorded.slice(0, 12)}`,
        fault,
        help: 'find the missing tag in a clone or backup and push it back; forbid deleting and updating these tags by a ruleset',
    });
    if (recorded !== parent || (found?.parents.length ?? 0) > 1) {
        return finding(parent === null ? 'the commit follows none' : `the commit follows ${found.parents.join(' and ')}`);
    }
    if (parent === null)
        return finding(null);
    const isTagged = tags.some(({ name, commit }) => name.kind === 'version' && name.model === tag.name.model && commit === parent);
    return finding(isTagged ? null : `the version tag of record ${parent.slice(0, 12)} is missing or was moved`);
}
function checkAssigned(tag, versions) {
    const holder = versions.find(({ name, commit }) => name.model === tag.name.model && commit === tag.commit);
    const digest = tag.details?.record.sha256;
    const fault = holder === undefined
        ? `commit ${tag.commit.slice(0, 12)} is no registered version of ${tag.name.model}`
        : digest !== undefined && holder.details !== null && digest !== holder.details.record.sha256
            ? `it names record sha256:${digest}, ${holder.tag} names sha256:${holder.details.record.sha256}`
            : null;
    return {
        rule: 'record',
        title: 'it stands on a registered version',
        expected: tag.details === null ? 'a registered version' : `${tag.name.model}@${tag.details.version}`,
        fault,
    };
}
function checkSequence(tag, before) {
    const number = (0,stage_tags/* stageNumber */.s)(tag);
    const last = before === undefined ? 0 : (0,stage_tags/* stageNumber */.s)(before);
    const missing = number - last - 1;
    const previous = tag.details?.previous ?? null;
    return [
        {
            rule: 'number',
            title: 'its number follows without a gap',
            expected: String(last + 1),
            fault: missing === 0 ? null : `${number}: ${missing === 1 ? 'one tag is' : `${missing} tags are`} missing before it`,
            help: 'find the missing tags in a clone or backup and push them back',
        },
        {
            rule: 'previous',
            title: 'it names the tag before it',
            expected: before === undefined ? 'none' : `${before.tag} (${before.objectId.slice(0, 12)})`,
            fault: previous === (before?.objectId ?? null) ? null : previous === null ? 'none' : previous,
            help: 'the tag before it was removed or rewritten: compare with a clone or backup',
        },
    ];
}
function toCheck(tag, { rule, title, expected, fault, help }) {
    return {
        id: (0,check_id/* checkId */.ij)('registry', tag.tag, rule),
        kind: 'evidence',
        title: `${tag.tag}: ${title}`,
        verdict: fault === null ? 'pass' : 'fail',
        severity: 'error',
        blocks: fault !== null,
        target: { object: null, column: null, metric: null, slice: null },
        observed: fault ?? 'as expected',
        expected,
        unit: null,
        statistics: {},
        samples: [],
        source: null,
        waiver: null,
        help: fault === null ? null : (help ?? 'compare with a clone or backup made earlier'),
    };
}

// EXTERNAL MODULE: ./.cache/build/src/commands/result-draft.js
var result_draft = __webpack_require__(55206);
;// CONCATENATED MODULE: ./.cache/build/src/commands/registry/verify.js


const LIMITS = 'A deleted last tag only a ruleset or a copy kept elsewhere can show.';
async function verifyModels(models, services) {
    const startedAt = services.clock.now();
    const registry = await services.registry();
    const inspection = await registry.inspect(models === undefined ? {} : { models }, services.signal);
    const found = models ?? [...new Set(inspection.tags.map(({ name }) => name.model))].sort();
    const subjects = found.length > 0 ? found : [null];
    return subjects.map((model) => {
        const own = { ...inspection, tags: inspection.tags.filter(({ name }) => name.model === model) };
        const checks = verifyRegistry(own);
        return (0,result_draft/* finishResult */.L)({
            command: 'registry',
            model,
            summary: (verdict) => summarize(verdict, own, checks, registry.location),
            checks,
            materials: [],
            policy: null,
            engine: null,
        }, services, startedAt);
    });
}
function summarize(verdict, { tags }, checks, location) {
    if (tags.length === 0)
        return `Nothing is registered at ${location}, so there is nothing to verify.`;
    const failed = checks.filter((check) => check.verdict === 'fail');
    if (verdict !== 'fail')
        return `${describeCount(tags.length, 'tag')} and their records agree. ${LIMITS}`;
    const altered = new Set(failed.map(({ title }) => title.slice(0, title.indexOf(': '))));
    const [first] = failed;
    return `${altered.size} of ${describeCount(tags.length, 'tag')} ${altered.size === 1 ? 'does' : 'do'} not hold, first ${first.title}, but found: ${String(first.observed)}. ${LIMITS}`;
}
const describeCount = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;


/***/ }),

/***/ 55206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ finishResult)
/* harmony export */ });
/* harmony import */ var _core_verdict_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37357);

function finishResult(draft, services, startedAt) {
    const { provenance } = services;
    const { verdict, blocks } = (0,_core_verdict_js__WEBPACK_IMPORTED_MODULE_0__/* .combineVerdicts */ .aG)(draft.checks, (check) => draft.silent?.has(check) ?? false);
    return {
        schema: 'modelgate.result/v1',
        command: draft.command,
        model: draft.model,
        verdict,
        blocks,
        summary: typeof draft.summary === 'string' ? draft.summary : draft.summary(verdict, blocks),
        checks: draft.checks,
        baseline: draft.baseline ?? null,
        changes: draft.changes ?? { parameters: [], data: [], environment: [], code: {} },
        figures: draft.figures ?? [],
        materials: draft.materials,
        policy: draft.policy,
        trust: provenance.trust,
        tool: { ...provenance.tool, engine: draft.engine },
        source: provenance.source,
        startedAt: formatInstant(startedAt),
        finishedAt: formatInstant(services.clock.now()),
    };
}
function formatInstant(instant) {
    return instant.toISOString().replace(/\.\d+Z$/, 'Z');
}


/***/ }),

/***/ 7140:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yj: () => (/* binding */ uniqueIds),
/* harmony export */   fT: () => (/* binding */ sliceIdPart),
/* harmony export */   h3: () => (/* binding */ encodeIdPart),
/* harmony export */   ij: () => (/* binding */ checkId)
/* harmony export */ });
function encodeIdPart(part) {
    return part.replace(/[%/=]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
function checkId(...parts) {
    return parts
        .filter((part) => part !== null && part !== undefined && part !== '')
        .map(encodeIdPart)
        .join('/');
}
function sliceIdPart(column, value) {
    return `${encodeIdPart(column)}=${encodeIdPart(value ?? '(null)')}`;
}
function uniqueIds(checks) {
    const seen = new Map();
    return checks.map((check) => {
        const count = (seen.get(check.id) ?? 0) + 1;
        seen.set(check.id, count);
        return count === 1 ? check : { ...check, id: `${check.id}-${count}` };
    });
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


/***/ })

};
