export const id = 542;
export const ids = [542,457];
export const modules = {

/***/ 71542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runRegistry: () => (/* binding */ runRegistry)
});

// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var core_faults = __webpack_require__(3799);
;// CONCATENATED MODULE: ./.cache/build/src/registry/as-of.js
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i;
function parseAsOf(text) {
    const date = DATE.test(text) ? text : (DATE_TIME.exec(text)?.[1] ?? null);
    if (date === null || !isCalendarDate(date))
        return null;
    if (date === text)
        return new Date(`${text}T23:59:59.999Z`);
    const offset = DATE_TIME.exec(text)?.[2];
    const instant = new Date(`${text.replace(' ', 'T').toUpperCase()}${offset === undefined ? 'Z' : ''}`);
    return Number.isNaN(instant.getTime()) ? null : instant;
}
function isCalendarDate(date) {
    const instant = new Date(`${date}T00:00:00Z`);
    return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date);
}

// EXTERNAL MODULE: ./.cache/build/src/registry/tag-name.js
var tag_name = __webpack_require__(68298);
;// CONCATENATED MODULE: ./.cache/build/src/registry/target.js
function parseTarget(text) {
    const match = /^([^@#\s]+)(?:@([^@#\s]+)|#([^@#\s]+))?$/.exec(text);
    return match === null ? null : { model: match[1], version: match[2] ?? null, stage: match[3] ?? null };
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/registry/request.js




const ACTIONS = ['list', 'show', 'history', 'verify'];
const ACTIONS_TO_COME = ['lift', 'unassign', 'deprecate', 'assign', 'register'];
function readRequest(inputs) {
    const [word, text, ...rest] = inputs.operands;
    const faults = [];
    const action = ACTIONS.find((name) => name === word);
    if (action === undefined)
        faults.push(describeAction(word));
    if (rest.length > 0)
        faults.push({ message: `unexpected "${rest[0]}": one model is asked about at a time` });
    const target = text === undefined ? null : parseTarget(text);
    if (text !== undefined && target === null) {
        faults.push({ message: `"${text}" names no model`, help: 'write MODEL, MODEL@v1.2.0 or MODEL#production' });
    }
    const narrow = target !== null && (target.version !== null || target.stage !== null);
    if (narrow && action !== undefined && action !== 'show') {
        faults.push({ message: `${action} takes a model, not "${text}"`, help: `registry ${action} ${target.model}` });
    }
    const models = target === null ? inputs.model : [target.model];
    for (const model of models) {
        const message = (0,tag_name/* findNameFault */.LE)('model', model);
        if (message !== null)
            faults.push({ message });
    }
    const given = inputs['as-of'];
    const asOf = given === undefined ? undefined : (parseAsOf(given) ?? null);
    if (asOf === null) {
        faults.push({ message: `--as-of ${given} is no date or time`, help: 'write 2026-11-21 or 2026-11-21T08:00:00Z' });
    }
    if (asOf !== undefined && action === 'verify') {
        faults.push({ message: 'verify looks at all that is there', help: 'leave --as-of out' });
    }
    if (inputs.csv && action !== undefined && action !== 'history') {
        faults.push({ message: `--csv belongs to history, not to ${action}`, help: 'registry history --csv' });
    }
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    return {
        action: action,
        target,
        models: models.length > 0 ? models : undefined,
        asOf: asOf ?? undefined,
        isCsv: inputs.csv,
    };
}
function describeAction(word) {
    const help = `registry ${ACTIONS.join('|')} [MODEL[@VERSION|#STAGE]]`;
    if (word === undefined)
        return { message: 'registry needs to be told what to do', help };
    const isToCome = ACTIONS_TO_COME.includes(word);
    return { message: isToCome ? `registry ${word} is not there yet` : `registry has no "${word}"`, help };
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/registry/selection.js

function selectVersions(request, snapshot) {
    const { action, target, asOf } = request;
    const { versions } = snapshot;
    const when = asOf === undefined ? '' : ` as of ${asOf.toISOString()}`;
    if (target === null)
        return action === 'show' ? versions.filter(({ stages }) => stages.length > 0) : versions;
    if (versions.length === 0) {
        throw new core_faults/* InputError */.dz({
            message: `no version of ${target.model} is registered${when}`,
            help: 'modelgate registry list shows the models that are',
        });
    }
    if (target.version !== null) {
        const found = versions.filter(({ version }) => version === target.version);
        if (found.length > 0)
            return found;
        const known = versions.slice(0, 10).map(({ version }) => version);
        throw new core_faults/* InputError */.dz({
            message: `${target.model} has no version ${target.version}${when}`,
            help: `its versions: ${known.join(', ')}`,
        });
    }
    if (target.stage !== null) {
        const { stage } = target;
        const found = versions.filter(({ stages }) => stages.includes(stage));
        if (found.length > 0)
            return found;
        const known = [...new Set(versions.flatMap(({ stages }) => stages))];
        throw new core_faults/* InputError */.dz({
            message: `no version of ${target.model} holds ${stage}${when}`,
            help: known.length > 0 ? `stages that are held: ${known.join(', ')}` : 'none of its versions holds a stage',
        });
    }
    return versions;
}

// EXTERNAL MODULE: ./.cache/build/src/report/escape.js
var report_escape = __webpack_require__(17838);
;// CONCATENATED MODULE: ./.cache/build/src/commands/registry/tables.js

function renderTable(header, rows) {
    const cells = [header, ...rows.map((row) => row.map((cell) => (0,report_escape/* escapeLogText */.dD)(cell, 120)))];
    const widths = header.map((_, column) => Math.max(...cells.map((row) => [...row[column]].length)));
    return cells
        .map((row) => row
        .map((cell, column) => cell + ' '.repeat(widths[column] - [...cell].length))
        .join('  ')
        .trimEnd())
        .map((line) => `${line}\n`)
        .join('');
}
const shorten = (id) => (id === null ? '-' : id.slice(0, 10));
function renderVersions(versions) {
    return renderTable(['MODEL', 'VERSION', 'STAGES', 'REGISTERED', 'CODE', 'RECORD'], versions.map((version) => [
        version.model,
        version.version + (version.barred ? ' (barred)' : ''),
        version.stages.join(', ') || '-',
        version.registeredAt,
        shorten(version.codeCommit),
        shorten(version.commit),
    ]));
}
function renderEvents(events) {
    return renderTable(['AT', 'EVENT', 'MODEL', 'VERSION', 'STAGE', 'BY', 'TAG', 'REASON'], events.map((event) => [
        event.at,
        event.event,
        event.model,
        event.version,
        event.stage ?? '-',
        event.by || '-',
        event.tag,
        [event.reason ?? '', event.waivers.length > 0 ? `(${event.waivers.length} waived)` : '']
            .filter(Boolean)
            .join(' ') || '-',
    ]));
}
function renderRecord(version, record, events) {
    const lines = [
        ['stages', version.stages.join(', ') || 'none'],
        ...(version.barred ? [['barred', 'yes, after a rollback']] : []),
        ['registered', version.registeredAt],
        ...describeOptional('description', record.description),
        ...describeOptional('intended use', record.intendedUse),
        ...describeOptional('owner', record.owner),
        ['code commit', record.codeCommit ?? 'unknown'],
        ['record', version.commit],
        ...Object.entries(record.metrics).map(([name, value]) => [`metric ${name}`, String(value)]),
        ...record.data.map(({ name, uri, rows, digest }) => [
            `data ${name}`,
            `${uri}${rows === null ? '' : `, ${rows} rows`}, sha256:${digest.sha256.slice(0, 12)}…`,
        ]),
        ...record.artifacts.map(({ path, size, digest }) => [
            path,
            `${size} bytes, sha256:${digest.sha256.slice(0, 12)}…`,
        ]),
        ...record.evidence.map(({ name, command, verdict, trust }) => [
            name,
            `${command}: ${verdict} (${trust})`,
        ]),
        ...(record.policy === null
            ? []
            : [['policy', `${record.policy.uri} at ${record.policy.ref ?? 'the work tree'}`]]),
        ['waivers', record.waivers.length === 0 ? 'none' : String(record.waivers.length)],
        ...describeOptional('image', record.image),
        ...events.map(({ at, event, stage, by, reason }) => [
            at,
            `${event}${stage === null ? '' : ` ${stage}`}${by ? ` by ${by}` : ''}${reason === null ? '' : `: ${reason}`}`,
        ]),
    ];
    const width = Math.max(...lines.map(([name]) => name.length));
    const body = lines.map(([name, value]) => `  ${(0,report_escape/* escapeLogText */.dD)(name).padEnd(width)}  ${(0,report_escape/* escapeLogText */.dD)(value, 300)}\n`);
    return `${(0,report_escape/* escapeLogText */.dD)(version.tag)}\n${body.join('')}`;
}
function describeOptional(name, value) {
    return value === null ? [] : [[name, value]];
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/registry/run.js




const SCHEMA = 'modelgate.registry/v1';
const runRegistry = async (inputs, services) => {
    const request = readRequest(inputs);
    if (request.action === 'verify') {
        const { verifyModels } = await __webpack_require__.e(/* import() */ 944).then(__webpack_require__.bind(__webpack_require__, 69944));
        return { results: await verifyModels(request.models, services) };
    }
    const registry = await services.registry();
    const { models, asOf } = request;
    const snapshot = await registry.read({ ...(models === undefined ? {} : { models }), ...(asOf === undefined ? {} : { asOf }) }, services.signal);
    return request.action === 'history' ? showHistory(request, snapshot) : showVersions(request, snapshot, services);
};
async function showHistory(request, snapshot) {
    const versions = selectVersions(request, snapshot);
    const { events } = snapshot;
    const document = { schema: SCHEMA, versions, events };
    if (request.isCsv) {
        const { formatHistoryCsv } = await __webpack_require__.e(/* import() */ 449).then(__webpack_require__.bind(__webpack_require__, 71449));
        return { results: [], document, text: formatHistoryCsv(events) };
    }
    return { results: [], document, text: events.length === 0 ? describeNothing(request) : renderEvents(events) };
}
async function showVersions(request, snapshot, services) {
    const versions = selectVersions(request, snapshot);
    const document = { schema: SCHEMA, versions };
    const [only] = versions;
    if (only === undefined)
        return { results: [], document, text: describeNothing(request) };
    if (request.target?.version == null && request.target?.stage == null) {
        return { results: [], document, text: renderVersions(versions) };
    }
    const record = await readRecord(only, services);
    const events = snapshot.events.filter(({ version, stage }) => version === only.version && stage !== null);
    return {
        results: [],
        document,
        text: record === null ? renderVersions(versions) : renderRecord(only, record, events),
    };
}
async function readRecord(version, services) {
    const registry = await services.registry();
    try {
        return await registry.record(version, services.signal);
    }
    catch (error) {
        if (!(error instanceof core_faults/* SystemError */._N))
            throw error;
        services.logger.warning(error.message);
        return null;
    }
}
function describeNothing({ action, asOf }) {
    const when = asOf === undefined ? '' : ` as of ${asOf.toISOString()}`;
    return action === 'show' ? `No version holds a stage${when}.\n` : `No version is registered${when}.\n`;
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


/***/ })

};
