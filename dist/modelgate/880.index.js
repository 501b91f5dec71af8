export const id = 880;
export const ids = [880,510];
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

/***/ 27833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F1: () => (/* binding */ resolveMetric),
/* harmony export */   P6: () => (/* binding */ JUDGING),
/* harmony export */   TJ: () => (/* binding */ resolveGates)
/* harmony export */ });
/* harmony import */ var _core_metric_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58566);
/* harmony import */ var _text_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4404);


const JUDGING = ['compare', 'check'];
function resolveGates(gates, slices, source) {
    return gates.flatMap((gate, index) => resolveGate(gate, slices, ['gates', index], source) ?? []);
}
function resolveGate(gate, slices, path, source) {
    const slice = resolveSlice(gate.slice, slices, path, source);
    if (gate.expr !== undefined) {
        source.later([...path, 'expr'], 'gates by expression are not there yet', JUDGING);
        return null;
    }
    const metric = resolveMetric(gate.metric, [...path, 'metric'], source);
    if (metric === null)
        return null;
    const kind = gate.min !== undefined ? 'min' : gate.max !== undefined ? 'max' : 'margin';
    const bound = gate[kind];
    checkRange(metric, kind, bound, path, source);
    return {
        ...(gate.name === undefined ? {} : { name: gate.name }),
        metric,
        kind,
        bound,
        confidence: gate.confidence ?? null,
        slice,
        severity: gate.severity,
        onInconclusive: gate.on_inconclusive ?? (slice === null ? 'fail' : 'warn'),
        power: gate.power ?? null,
        place: source.placeOf(path),
    };
}
function resolveMetric(name, path, source) {
    const metric = (0,_core_metric_js__WEBPACK_IMPORTED_MODULE_0__/* .findMetric */ .GF)(name);
    if (metric !== undefined)
        return metric.name;
    const base = name.replace(/_(macro|weighted|micro)$/, '');
    if (_core_metric_js__WEBPACK_IMPORTED_MODULE_0__/* .METRICS_TO_COME */ .fi.includes(name) || (base !== name && (0,_core_metric_js__WEBPACK_IMPORTED_MODULE_0__/* .findMetric */ .GF)(base) !== undefined)) {
        source.later(path, `the metric ${name} is not there yet`, JUDGING);
        return null;
    }
    const known = _core_metric_js__WEBPACK_IMPORTED_MODULE_0__/* .BINARY_METRICS */ .Cd.map((info) => info.name);
    const nearest = (0,_text_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__/* .nearestName */ .q)(name, [...known, ..._core_metric_js__WEBPACK_IMPORTED_MODULE_0__/* .METRICS_TO_COME */ .fi]);
    source.fault(path, `there is no metric ${JSON.stringify(name)}`, nearest === null ? `metrics: ${known.join(', ')}` : `did you mean "${nearest}"?`);
    return null;
}
function resolveSlice(written, slices, path, source) {
    if (written === undefined)
        return null;
    const equals = written.indexOf('=');
    const column = equals < 0 ? written : written.slice(0, equals);
    const value = equals < 0 ? undefined : written.slice(equals + 1);
    if (column === '*' && slices?.length === 0) {
        source.fault([...path, 'slice'], 'slice "*" stands for all declared slices, and none is declared', 'list columns in evaluation: {slices: [column]}');
    }
    return { column, value };
}
const RANGES = {
    log_loss: [0, Number.POSITIVE_INFINITY],
    mcc: [-1, 1],
    cohen_kappa: [-1, 1],
};
function checkRange(metric, kind, bound, path, source) {
    const [low, high] = RANGES[metric] ?? [0, 1];
    const [least, most] = kind === 'margin' ? [0, high - low] : [low, high];
    if (bound >= least && bound <= most)
        return;
    const percent = bound > 1 && bound <= 100 && high === 1 ? `; for ${bound} % write ${bound / 100}` : '';
    source.fault([...path, kind], `${kind} ${bound} is out of reach: ${metric} lies between ${low} and ${high}`, `write a number between ${least} and ${most}${percent}`);
}


/***/ }),

/***/ 96722:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ gateSchema)
/* harmony export */ });
/* unused harmony export GATE_ALTERNATIVES */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9691);
/* harmony import */ var _settings_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15078);


const BOUNDS = ['min', 'max', 'margin', 'expr'];
const gateSchema = (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .strictMap */ .yj)({
    name: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Name of the gate in reports').optional(),
    metric: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Metric that is judged').optional(),
    min: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().optional().describe('Smallest value that passes'),
    max: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().optional().describe('Largest value that passes'),
    margin: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().min(0).optional().describe('How much worse than the baseline is still let through'),
    expr: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('CEL expression over metrics and slices').optional(),
    confidence: zod__WEBPACK_IMPORTED_MODULE_1__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('none'), zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().gt(0).lt(1)], {
        error: 'must be a number between 0 and 1, such as 0.95, or none',
    })
        .optional()
        .describe('Confidence of the interval that decides; none: the point alone'),
    slice: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()
        .regex(/^(\*|[^=]+(=.*)?)$/s, { error: 'must be a column, column=value, or "*"' })
        .optional()
        .describe('A column (every value), column=value, or "*" for all declared slices'),
    severity: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['error', 'warning', 'info']).default('error').describe('Only errors block'),
    on_inconclusive: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['fail', 'warn', 'pass'])
        .optional()
        .describe('What a gate that settles nothing does; default fail, of a slice warn'),
    power: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .share */ .uM)('Power that the number of further labels is planned for').optional(),
}).superRefine((gate, context) => {
    const given = BOUNDS.filter((bound) => gate[bound] !== undefined);
    const refuse = (path, message, help) => context.addIssue({ code: 'custom', path, message, params: { help } });
    if (given.length === 0) {
        refuse([], 'a gate needs one of min, max, margin and expr', 'add the bound that decides, such as min: 0.8');
    }
    if (given.length > 1) {
        const found = given.join(' and ');
        refuse(given.slice(1, 2), `a gate has one of min, max, margin and expr, this one has ${found}`, 'write a gate for each');
    }
    if (gate.expr === undefined && gate.metric === undefined && given.length > 0) {
        refuse([], 'the key "metric" is missing', `name the metric that ${given[0]} bounds`);
    }
    if (gate.expr !== undefined && gate.metric !== undefined) {
        refuse(['metric'], 'an expression names its metrics itself', 'take out "metric", and say "name" for the title');
    }
});
const GATE_ALTERNATIVES = BOUNDS.map((bound) => ({
    required: bound === 'expr' ? [bound] : ['metric', bound],
}));


/***/ }),

/***/ 48196:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DB: () => (/* binding */ parseSize),
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   Lk: () => (/* binding */ isCalendarDay),
/* harmony export */   dz: () => (/* binding */ schemeOf)
/* harmony export */ });
function parseDuration(text) {
    return parseQuantity(text, { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 });
}
function parseSize(text) {
    return parseQuantity(text.toLowerCase(), {
        b: 1,
        kb: 1e3,
        mb: 1e6,
        gb: 1e9,
        tb: 1e12,
        kib: 1024,
        mib: 1024 ** 2,
        gib: 1024 ** 3,
        tib: 1024 ** 4,
    });
}
function parseQuantity(text, units) {
    const match = /^(\d{1,9}(?:\.\d{1,6})?) ?([a-z]+)$/i.exec(text);
    const unit = match && Object.hasOwn(units, match[2]) ? units[match[2]] : undefined;
    return unit === undefined ? null : Math.round(Number(match[1]) * unit);
}
function isCalendarDay(text) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
        return false;
    const day = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
function schemeOf(location) {
    return (/^(?:([a-z][a-z0-9+.-]+):\/\/|(trino|mlflow|wandb):)/i.exec(location)?.slice(1).find(Boolean)?.toLowerCase() ?? null);
}


/***/ }),

/***/ 98695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JW: () => (/* binding */ waiversSchema),
/* harmony export */   MF: () => (/* binding */ rootOnlyShape),
/* harmony export */   c6: () => (/* binding */ includedSchema),
/* harmony export */   qt: () => (/* binding */ rootSchema)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9691);
/* harmony import */ var _settings_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15078);


const REGISTRIES_TO_COME = ['mlflow', 'sagemaker', 'vertex', 'azureml', 'wandb'];
const STORES_TO_COME = ['release', 'oci', 's3', 'gs', 'azure', 'dvc', 'mlflow', 'folder'];
const registry = zod__WEBPACK_IMPORTED_MODULE_1__/* .discriminatedUnion */ .gMt('type', [
    (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .strictMap */ .yj)({
        type: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('git').optional().describe('Where versions and stages are kept'),
        remote: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Name of the git remote that holds the tags').default('origin'),
    }),
    zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ type: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(REGISTRIES_TO_COME) }),
])
    .describe('Where versions and stages are kept: git | mlflow | sagemaker | vertex | azureml | wandb');
const store = zod__WEBPACK_IMPORTED_MODULE_1__/* .discriminatedUnion */ .gMt('type', [
    (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .strictMap */ .yj)({
        type: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('git').optional().describe('Where the files of a version are kept'),
        max_size: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .size */ .Ej)('Largest file that goes into a record').default(20_000_000),
        allow_personal: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY()
            .default(false)
            .describe('Whether predictions may be stored though the contract classifies their id as not public'),
    }),
    zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ type: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(STORES_TO_COME) }),
])
    .describe("Where a version's model, predictions, golden rows and profile are kept");
const engine = zod__WEBPACK_IMPORTED_MODULE_1__/* .discriminatedUnion */ .gMt('type', [
    (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .strictMap */ .yj)({
        type: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('duckdb').optional().describe('What reads and measures the data'),
        memory: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()
            .regex(/^\d+(\.\d+)? ?([KMGT]i?B)$/i, { error: 'must be a number and a unit, such as 4GB' })
            .default('4GB')
            .describe('Most memory that the engine takes'),
        threads: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)('Threads; default: as many as there are processors').nullish(),
        timeout: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)('Longest time of one question to the engine').default(600_000),
        folder: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Folder of an engine installed by hand').nullish(),
    }),
    (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .strictMap */ .yj)({
        type: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('trino'),
        url: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Address of the Trino server'),
        catalog: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Catalog').optional(),
        schema: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Schema').optional(),
        timeout: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)('Longest time of one question to the engine').optional(),
    }),
])
    .describe('What reads and measures the data: duckdb | trino');
const evidence = (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .strictMap */ .yj)({
    sign: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['none', 'sigstore', 'key']).default('none').describe('How evidence is signed'),
    require_signed: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY().default(false).describe('Whether promote refuses evidence without a signature'),
    public_log: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY().optional().describe('Whether signatures may go to the public transparency log'),
    trust: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg((0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .strictMap */ .yj)({ issuer: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Issuer of the identity'), workflow: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Workflow that signed') }))
        .optional()
        .describe('Identities whose signed evidence counts'),
}).describe('What promote asks of evidence');
const waiver = (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .strictMap */ .yj)({
    check: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Id of the check that is lifted'),
    reason: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Why'),
    by: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Who answers for it'),
    until: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .day */ .vd)('Last day on which it counts'),
});
const waiversSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(waiver).describe('Checks lifted until a day, each with its reason');
const rootOnlyShape = {
    include: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .texts */ .Te)('Globs of further files, one per model folder; root file only').optional(),
    shared: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .texts */ .Te)('Globs of files whose change touches every model').optional(),
    defaults: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J())
        .optional()
        .describe("Keys of every model; a model's own win, maps merge, lists replace"),
    env: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be the name of an environment variable' }))
        .optional()
        .describe('The only environment variables that values may read'),
    network: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .strictMap */ .yj)({ allow: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .texts */ .Te)('Hosts') })
        .optional()
        .describe('Hosts that URLs in this file may name'),
    policy: (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .strictMap */ .yj)({
        from: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['base', 'head'])
            .default('base')
            .describe("Whose policy judges a pull request: the base branch's or its own"),
    })
        .prefault({})
        .describe('Whose policy judges a pull request'),
    registry: registry.prefault({}),
    store: store.prefault({}),
    engine: engine.prefault({}),
    evidence: evidence.prefault({}),
    waivers: waiversSchema.optional(),
};
const version = zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz(1, { error: 'must be 1, the version of this file format' })
    .describe('Version of this file format');
const models = zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()).optional().describe('The models, by name');
const rootSchema = (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .strictMap */ .yj)({ version, ...rootOnlyShape, models });
const includedSchema = (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .strictMap */ .yj)({ version: version.optional(), models });


/***/ }),

/***/ 2794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ describeIssues)
/* harmony export */ });
/* harmony import */ var _text_nearest_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4404);

function describeIssues(issues, data, places) {
    return issues.flatMap((issue) => describeIssue(issue, data, places));
}
function describeIssue(issue, data, places) {
    if (issue.code === 'unrecognized_keys') {
        const helps = issue.message.split('\n');
        return issue.keys.map((key, index) => ({
            message: `unknown key ${JSON.stringify(key)}`,
            place: places.placeOf([...issue.path, key]),
            help: helps[index] ?? '',
        }));
    }
    const found = valueAt(data, issue.path);
    const key = String(issue.path.at(-1) ?? '');
    if (found === undefined && issue.code !== 'custom') {
        const place = places.placeOf(issue.path.slice(0, -1));
        return [{ message: `the key ${JSON.stringify(key)} is missing`, place, help: `add "${key}"` }];
    }
    const help = helpOf(issue, found);
    const subject = typeof issue.path.at(-1) === 'string' ? `"${key}" ` : issue.path.length > 0 ? 'this entry ' : '';
    return [
        {
            message: issue.code === 'custom' ? issue.message : `${subject}${wordIssue(issue, found)}`,
            place: places.placeOf(issue.path, typeof found === 'object' && found !== null ? 'key' : 'value'),
            ...(help === null ? {} : { help }),
        },
    ];
}
function wordIssue(issue, found) {
    switch (issue.code) {
        case 'invalid_type':
            return `must be ${nameType(issue.expected)}, not ${describeValue(found)}`;
        case 'invalid_value':
            return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}`;
        case 'invalid_union':
            return choicesOf(issue) === null ? issue.message : `must be one of ${choicesOf(issue).join(', ')}`;
        case 'too_small':
            return describeBound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
        case 'too_big':
            return describeBound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
        default:
            return issue.message;
    }
}
function describeBound(origin, relation, bound) {
    if (origin === 'string')
        return Number(bound) === 1 && relation === 'at least'
            ? 'must not be empty'
            : `must have ${relation} ${bound} characters`;
    if (origin === 'array')
        return `must have ${relation} ${bound} entries`;
    return `must be ${relation} ${bound}`;
}
function helpOf(issue, found) {
    if (issue.code === 'custom')
        return typeof issue.params?.['help'] === 'string' ? issue.params['help'] : null;
    if (issue.code === 'too_big' && issue.maximum === 1 && typeof found === 'number' && found <= 100) {
        return `for ${found} % write ${found / 100}`;
    }
    const nearest = typeof found === 'string' ? (0,_text_nearest_name_js__WEBPACK_IMPORTED_MODULE_0__/* .nearestName */ .q)(found, choicesOf(issue) ?? []) : null;
    if (nearest !== null)
        return `did you mean "${nearest}"?`;
    if (issue.code === 'invalid_type' &&
        issue.expected === 'string' &&
        (typeof found === 'number' || typeof found === 'boolean')) {
        return `put it in quotes: "${found}"`;
    }
    return null;
}
function choicesOf(issue) {
    const choices = issue.code === 'invalid_value'
        ? issue.values
        : 'options' in issue && 'discriminator' in issue
            ? issue.options
            : null;
    return Array.isArray(choices) ? choices.filter((choice) => typeof choice === 'string') : null;
}
function nameType(expected) {
    const names = {
        string: 'text',
        number: 'a number',
        int: 'a whole number',
        boolean: 'true or false',
        array: 'a list',
        object: 'a map',
        record: 'a map',
    };
    return names[expected] ?? expected;
}
function describeValue(value) {
    if (value === null)
        return 'empty';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'number')
        return Number.isInteger(value) || !Number.isFinite(value) ? 'a number' : 'a fraction';
    if (typeof value === 'boolean')
        return 'true or false';
    return typeof value === 'string' ? 'text' : 'a map';
}
function valueAt(data, path) {
    let value = data;
    for (const key of path) {
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
            return undefined;
        value = value[key];
    }
    return value;
}


/***/ }),

/***/ 15078:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ej: () => (/* binding */ size),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   Te: () => (/* binding */ texts),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   Vh: () => (/* binding */ NAME_PATTERN),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   pc: () => (/* binding */ CHECK_ONCE),
/* harmony export */   uM: () => (/* binding */ share),
/* harmony export */   vd: () => (/* binding */ day),
/* harmony export */   yj: () => (/* binding */ strictMap)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9691);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(88532);
/* harmony import */ var _text_nearest_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4404);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48196);



const CHECK_ONCE = { jitless: true };
function strictMap(shape) {
    const known = Object.keys(shape);
    return zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej(shape, {
        error: (issue) => issue.code === 'unrecognized_keys' ? issue.keys.map((key) => suggestKey(key, known)).join('\n') : undefined,
    });
}
function suggestKey(key, known) {
    const nearest = (0,_text_nearest_name_js__WEBPACK_IMPORTED_MODULE_0__/* .nearestName */ .q)(key, known);
    return nearest === null ? `known keys here: ${known.join(', ')}` : `did you mean "${nearest}"?`;
}
const text = (description) => zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1).describe(description);
const texts = (description) => zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1)).describe(description);
const duration = (description) => parsed(description, _quantities_js__WEBPACK_IMPORTED_MODULE_2__/* .parseDuration */ .E9, 'is no duration', 'write a number and a unit: 200ms, 30s, 10m, 24h, 7d');
const size = (description) => parsed(description, _quantities_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSize */ .DB, 'is no size', 'write a number and a unit: 500kB, 20MB, 4GB');
const day = (description) => parsed(description, (value) => ((0,_quantities_js__WEBPACK_IMPORTED_MODULE_2__/* .isCalendarDay */ .Lk)(value) ? value : null), 'is no calendar day', 'write year, month and day: 2026-12-31');
const share = (description) => zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().gt(0).lt(1).describe(description);
const count = (description, minimum = 1) => zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().min(minimum).describe(description);
function parsed(description, parse, message, help) {
    return zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()
        .transform((value, context) => {
        const result = parse(value);
        if (result !== null)
            return result;
        context.addIssue({ code: 'custom', message: `"${value}" ${message}`, params: { help } });
        return zod__WEBPACK_IMPORTED_MODULE_3__/* .NEVER */ .tm;
    })
        .describe(description);
}
const NAME_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/;


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
