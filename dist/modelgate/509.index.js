export const id = 509;
export const ids = [509];
export const modules = {

/***/ 21916:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.Io = __webpack_unused_export__ = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.Io = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
__webpack_unused_export__ = closest;


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

/***/ 25134:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ refuseLater)
/* harmony export */ });
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);

function refuseLater(later, model, command) {
    const needed = later.filter((key) => (key.model === null || key.model === model) && (key.commands.includes(command) || key.commands.includes('*')));
    if (needed.length === 0)
        return;
    throw new _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(needed.map((key) => ({
        message: `${key.path}: ${key.message}`,
        place: key.place,
        help: `${command} would need it: take the key out to run ${command} without it`,
    })));
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

/***/ 4404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ nearestName)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21916);

function fold(name) {
    return name.toLowerCase().replaceAll('-', '_');
}
function isSwapped(left, right) {
    if (left.length !== right.length)
        return false;
    const index = [...left].findIndex((letter, position) => letter !== right[position]);
    return index >= 0 && left === right.slice(0, index) + right[index + 1] + right[index] + right.slice(index + 2);
}
function nearestName(name, candidates) {
    const wanted = fold(name);
    let nearest = null;
    let smallest = Number.POSITIVE_INFINITY;
    for (const candidate of candidates) {
        const folded = fold(candidate);
        const limit = Math.max(1, Math.floor(Math.max(wanted.length, folded.length) / 3));
        if (Math.abs(wanted.length - folded.length) > limit)
            continue;
        const edits = isSwapped(wanted, folded) ? 1 : (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(wanted, folded);
        const isWholeWord = edits >= Math.min(wanted.length, folded.length);
        if (edits <= limit && !isWholeWord && edits < smallest) {
            nearest = candidate;
            smallest = edits;
        }
    }
    if (nearest !== null || wanted.length < 3)
        return nearest;
    return candidates.find((candidate) => fold(candidate).startsWith(wanted) || fold(candidate).endsWith(wanted)) ?? null;
}


/***/ })

};
