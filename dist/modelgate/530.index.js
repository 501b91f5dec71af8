export const id = 530;
export const ids = [530,509];
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

/***/ 36995:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rx: () => (/* binding */ keyColumns),
/* harmony export */   cp: () => (/* binding */ referTo),
/* harmony export */   lo: () => (/* binding */ columnNames),
/* harmony export */   nu: () => (/* binding */ sampleKeys)
/* harmony export */ });
const VALUE_TYPES = {
    string: 'text',
    integer: 'integer',
    number: 'number',
    boolean: 'boolean',
    date: 'date',
    timestamp: 'timestamp',
    time: 'time',
    object: 'text',
    array: 'text',
};
function columnNames(property) {
    const { physicalName, name } = property;
    return physicalName === null || physicalName === name ? [name] : [physicalName, name];
}
function referTo(property) {
    const type = property.logicalType === null ? 'text' : VALUE_TYPES[property.logicalType];
    const isMoment = type === 'date' || type === 'timestamp' || type === 'time';
    const format = property.options.find(({ name }) => name === 'format')?.text ?? null;
    const missing = property.rules
        .filter(({ metric }) => metric === 'missingValues')
        .flatMap((rule) => rule.arguments.missingValues ?? [])
        .filter((text) => text !== null);
    return { names: columnNames(property), type, format: isMoment ? format : null, missing: [...new Set(missing)] };
}
function keyColumns(object) {
    return object.properties
        .filter((property) => property.primaryKey !== null)
        .sort((a, b) => (a.primaryKeyPosition ?? Infinity) - (b.primaryKeyPosition ?? Infinity));
}
function sampleKeys(object) {
    return keyColumns(object).map(referTo);
}


/***/ }),

/***/ 15360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dj: () => (/* binding */ ORDER_OPERATORS),
/* harmony export */   L5: () => (/* binding */ describeComparison),
/* harmony export */   lA: () => (/* binding */ describeEnd),
/* harmony export */   u: () => (/* binding */ RANGE_OPERATORS),
/* harmony export */   v9: () => (/* binding */ holds),
/* harmony export */   we: () => (/* binding */ OPERATORS)
/* harmony export */ });
const ORDER_OPERATORS = [
    'mustBeGreaterThan',
    'mustBeGreaterOrEqualTo',
    'mustBeLessThan',
    'mustBeLessOrEqualTo',
];
const RANGE_OPERATORS = ['mustBeBetween', 'mustNotBeBetween'];
const OPERATORS = ['mustBe', 'mustNotBe', ...ORDER_OPERATORS, ...RANGE_OPERATORS];
function holds(comparison, value) {
    switch (comparison.operator) {
        case 'mustBe':
            return value === comparison.operand;
        case 'mustNotBe':
            return value !== comparison.operand;
        case 'mustBeGreaterThan':
            return value > comparison.operand;
        case 'mustBeGreaterOrEqualTo':
            return value >= comparison.operand;
        case 'mustBeLessThan':
            return value < comparison.operand;
        case 'mustBeLessOrEqualTo':
            return value <= comparison.operand;
        case 'mustBeBetween':
            return isWithin(comparison.range, value);
        case 'mustNotBeBetween':
            return !isWithin(comparison.range, value);
    }
}
function isWithin([low, high], value) {
    return value >= low && value <= high;
}
function describeEnd(comparison, value) {
    if (!('range' in comparison) || !comparison.range.includes(value))
        return null;
    return `${value} is an end of the range; ${comparison.operator} counts its ends as inside`;
}
function describeComparison(comparison, unit) {
    const [before, numbers] = describeParts(comparison);
    return `${before}${numbers}${unit === '' ? '' : ` ${unit}`}`;
}
function describeParts(comparison) {
    switch (comparison.operator) {
        case 'mustBe':
            return ['', String(comparison.operand)];
        case 'mustNotBe':
            return ['not ', String(comparison.operand)];
        case 'mustBeGreaterThan':
            return ['more than ', String(comparison.operand)];
        case 'mustBeGreaterOrEqualTo':
            return ['at least ', String(comparison.operand)];
        case 'mustBeLessThan':
            return ['less than ', String(comparison.operand)];
        case 'mustBeLessOrEqualTo':
            return ['at most ', String(comparison.operand)];
        case 'mustBeBetween':
            return ['', `${comparison.range[0]} to ${comparison.range[1]}`];
        case 'mustNotBeBetween':
            return ['not ', `${comparison.range[0]} to ${comparison.range[1]}`];
    }
}


/***/ }),

/***/ 55428:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ chooseObject)
/* harmony export */ });
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);
/* harmony import */ var _text_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4404);


function chooseObject(contract, name, location) {
    const { objects, file } = contract;
    const [first] = objects;
    if (first === undefined) {
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({
            message: 'the contract describes no object',
            place: { file },
            help: 'add one under schema: with its properties',
        });
    }
    const names = objects.map((object) => object.name);
    if (name !== null) {
        const named = objects.find((object) => object.name === name || object.physicalName === name);
        if (named)
            return named;
        const nearest = (0,_text_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__/* .nearestName */ .q)(name, names);
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({
            message: `the contract has no object "${name}"`,
            place: { file },
            help: nearest ? `did you mean ${nearest}?` : `there are: ${names.join(', ')}`,
        });
    }
    if (objects.length === 1)
        return first;
    const stem = location.split(/[\\/]/).at(-1).split('.')[0];
    const called = objects.filter((object) => object.name === stem || object.physicalName === stem);
    if (called.length === 1)
        return called[0];
    throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({
        message: `the contract has several objects, and none is called as the data file (${stem})`,
        place: { file },
        help: `name one by --object, or object: in modelgate.yml; there are: ${names.join(', ')}`,
    });
}


/***/ }),

/***/ 44978:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ readOdcs)
});

// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var core_faults = __webpack_require__(3799);
// EXTERNAL MODULE: ./.cache/build/src/contract/comparison.js
var comparison = __webpack_require__(15360);
;// CONCATENATED MODULE: ./.cache/build/src/contract/odcs-keys.js

const ELEMENT = [
    'id',
    'name',
    'physicalType',
    'description',
    'businessName',
    'authoritativeDefinitions',
    'tags',
    'customProperties',
];
const CONTRACT_KEYS = [
    ...[
        'version',
        'kind',
        'apiVersion',
        'id',
        'name',
        'tenant',
        'tags',
        'status',
        'servers',
        'dataProduct',
        'description',
    ],
    ...['domain', 'schema', 'support', 'price', 'team', 'roles', 'slaDefaultElement', 'slaProperties'],
    ...['authoritativeDefinitions', 'customProperties', 'contractCreatedTs'],
];
const OBJECT_KEYS = [
    ...ELEMENT,
    ...['logicalType', 'physicalName', 'dataGranularityDescription', 'properties', 'relationships', 'quality'],
];
const PROPERTY_KEYS = [
    ...ELEMENT,
    ...['primaryKey', 'primaryKeyPosition', 'logicalType', 'logicalTypeOptions', 'physicalName', 'required', 'unique'],
    ...[
        'partitioned',
        'partitionKeyPosition',
        'classification',
        'encryptedName',
        'transformSourceObjects',
        'transformLogic',
    ],
    ...['transformDescription', 'examples', 'criticalDataElement', 'relationships', 'quality', 'properties', 'items'],
];
const QUALITY_KEYS = [
    ...[
        'id',
        'authoritativeDefinitions',
        'businessImpact',
        'customProperties',
        'description',
        'dimension',
        'method',
        'name',
    ],
    ...['schedule', 'scheduler', 'severity', 'tags', 'type', 'unit', 'metric', 'rule', 'arguments', 'query', 'engine'],
    ...['implementation', ...comparison/* OPERATORS */.we],
];
const SERVICE_LEVEL_KEYS = [
    ...['id', 'property', 'value', 'valueExt', 'unit', 'element', 'driver', 'description', 'scheduler', 'schedule'],
];
const ORDER = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
const OPTION_KEYS = {
    string: ['minLength', 'maxLength', 'pattern', 'format'],
    date: ['format', ...ORDER],
    timestamp: ['format', ...ORDER, 'timezone', 'defaultTimezone'],
    time: ['format', ...ORDER, 'timezone', 'defaultTimezone'],
    integer: ['multipleOf', ...ORDER, 'format'],
    number: ['multipleOf', ...ORDER, 'format'],
    boolean: [],
    object: ['minProperties', 'maxProperties', 'required'],
    array: ['minItems', 'maxItems', 'uniqueItems'],
};
const LOGICAL_TYPES = Object.keys(OPTION_KEYS);

// EXTERNAL MODULE: ./.cache/build/src/text/nearest-name.js
var nearest_name = __webpack_require__(4404);
;// CONCATENATED MODULE: ./.cache/build/src/contract/odcs-node.js

class OdcsNode {
    #document;
    #path;
    #faults;
    value;
    constructor(document, faults, path = [], value = document.data) {
        this.#document = document;
        this.#faults = faults;
        this.#path = path;
        this.value = value;
    }
    get place() {
        return this.#document.placeOf(this.#path);
    }
    get source() {
        return this.#document.textOf(this.#path) ?? '';
    }
    get isMap() {
        return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
    }
    has(key) {
        return this.isMap && Object.hasOwn(this.value, key) && this.child(key).value !== null;
    }
    get keys() {
        return this.isMap ? Object.keys(this.value) : [];
    }
    child(key) {
        const value = this.value?.[key] ?? null;
        return new OdcsNode(this.#document, this.#faults, [...this.#path, key], value);
    }
    refuse(message, help) {
        this.#faults.push({ message, place: this.place, ...(help === undefined ? {} : { help }) });
    }
    refuseUnknownKeys(what, known) {
        for (const key of this.keys) {
            if (known.includes(key))
                continue;
            const nearest = (0,nearest_name/* nearestName */.q)(key, known);
            const help = nearest ? `did you mean ${nearest}?` : `${what} has: ${known.join(', ')}`;
            this.child(key).refuse(`unknown key "${key}" in ${what}`, help);
        }
    }
    maps(key, what) {
        if (!this.has(key))
            return [];
        const list = this.child(key);
        if (!Array.isArray(list.value)) {
            list.refuse(`"${key}" must be a list`, `begin each ${what} with "- "`);
            return [];
        }
        return list.value.flatMap((_, index) => {
            const entry = list.child(index);
            if (entry.isMap)
                return [entry];
            entry.refuse(`an entry of "${key}" must be a map: ${what}`);
            return [];
        });
    }
    text(key) {
        if (!this.has(key))
            return null;
        const child = this.child(key);
        if (typeof child.value !== 'object')
            return typeof child.value === 'string' ? child.value : child.source;
        child.refuse(`"${key}" must be text`);
        return null;
    }
    choice(key, choices) {
        const text = this.text(key);
        if (text === null || choices.includes(text))
            return text;
        const nearest = (0,nearest_name/* nearestName */.q)(text, choices);
        this.child(key).refuse(`"${key}" is "${text}"; it takes ${choices.join(', ')}`, nearest ? `did you mean ${nearest}?` : undefined);
        return null;
    }
    flag(key) {
        if (!this.has(key))
            return null;
        const child = this.child(key);
        if (typeof child.value !== 'boolean')
            child.refuse(`"${key}" must be true or false`);
        return child.value === true ? child.place : null;
    }
    number(key) {
        const child = this.child(key);
        if (child.value === null)
            return null;
        if (typeof child.value === 'number' && Number.isFinite(child.value))
            return child.value;
        child.refuse(`"${key}" must be a number`);
        return null;
    }
}

;// CONCATENATED MODULE: ./.cache/build/src/contract/odcs-quality.js


const METRICS = [
    'nullValues',
    'missingValues',
    'invalidValues',
    'duplicateValues',
    'rowCount',
];
const TYPES = ['library', 'text', 'sql', 'custom'];
function readRules(owner) {
    return owner.maps('quality', 'a rule').map(readRule);
}
function readRule(node) {
    node.refuseUnknownKeys('a quality rule', QUALITY_KEYS);
    const type = node.choice('type', TYPES) ?? 'library';
    const named = type === 'library' ? (node.text('metric') ?? node.text('rule')) : null;
    const metric = METRICS.find((candidate) => candidate === named) ?? null;
    if (type === 'library' && named === null)
        node.refuse('the rule has no "metric"', `it takes ${METRICS.join(', ')}`);
    if (type === 'library' && metric === null && node.has('metric'))
        node.choice('metric', METRICS);
    const needsComparison = type === 'library' || type === 'sql';
    return {
        id: node.text('id'),
        name: node.text('name'),
        description: node.text('description'),
        type,
        metric,
        unknownMetric: metric === null ? named : null,
        arguments: readArguments(node),
        comparison: needsComparison ? readComparison(node, type === 'library') : null,
        unit: node.text('unit') ?? 'rows',
        severity: readSeverity(node.text('severity')),
        dimension: node.text('dimension'),
        engine: node.text('engine'),
        place: node.place,
    };
}
function readSeverity(text) {
    const word = text?.toLowerCase();
    if (word === 'info' || word === 'information')
        return 'info';
    return word === 'warning' || word === 'warn' ? 'warning' : 'error';
}
function readComparison(node, isCount) {
    const operators = comparison/* OPERATORS */.we.filter((operator) => node.has(operator));
    if (operators.length !== 1) {
        const is = operators.length === 0 ? 'the rule does not say what must be' : `the rule has ${operators.join(' and ')}`;
        node.refuse(is, `a rule has one of ${comparison/* OPERATORS */.we.join(', ')}`);
        return null;
    }
    const [operator] = operators;
    const range = comparison/* RANGE_OPERATORS */.u.find((candidate) => candidate === operator);
    if (range)
        return readRange(node.child(range), range);
    const order = comparison/* ORDER_OPERATORS */.Dj.find((candidate) => candidate === operator);
    if (order) {
        const operand = node.number(order);
        return operand === null ? null : { operator: order, operand };
    }
    return readEquality(node, operator === 'mustBe' ? 'mustBe' : 'mustNotBe', isCount);
}
function readEquality(node, operator, isCount) {
    const { value } = node.child(operator);
    if (isCount) {
        const operand = node.number(operator);
        return operand === null ? null : { operator, operand };
    }
    if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
        return { operator, operand: value };
    node.child(operator).refuse(`"${operator}" must be one value`);
    return null;
}
function readRange(node, operator) {
    const [low, high] = Array.isArray(node.value) && node.value.length === 2 ? [node.number(0), node.number(1)] : [null, null];
    if (low !== null && high !== null && low < high)
        return { operator, range: [low, high] };
    node.refuse(`"${operator}" must be a list of two numbers, the smaller first`);
    return null;
}
const ARGUMENTS = ['validValues', 'missingValues', 'pattern', 'properties'];
function readArguments(rule) {
    const node = rule.child('arguments');
    if (node.value !== null && !node.isMap)
        node.refuse('"arguments" must be a map');
    return {
        validValues: readValues(node, 'validValues'),
        missingValues: readValues(node, 'missingValues'),
        pattern: node.text('pattern'),
        properties: readValues(node, 'properties')?.filter((name) => name !== null) ?? null,
        unknown: node.keys.filter((key) => !ARGUMENTS.includes(key)),
    };
}
function readValues(node, key) {
    if (!node.has(key))
        return null;
    const list = node.child(key);
    if (!Array.isArray(list.value)) {
        list.refuse(`"${key}" must be a list`);
        return null;
    }
    return list.value.map((value, index) => {
        const entry = list.child(index);
        if (typeof value === 'object' && value !== null)
            entry.refuse(`an entry of "${key}" must be one value`);
        return value === null ? null : entry.source;
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/contract/odcs-property.js


function readProperty(node) {
    node.refuseUnknownKeys('a property', PROPERTY_KEYS);
    const name = node.text('name');
    if (name === null)
        node.refuse('the property has no "name"', 'name it as the column is called');
    const logicalType = node.choice('logicalType', LOGICAL_TYPES);
    const position = node.number('primaryKeyPosition');
    return {
        name: name ?? '',
        physicalName: node.text('physicalName'),
        logicalType,
        typePlace: node.has('logicalType') ? node.child('logicalType').place : node.place,
        options: readOptions(node, logicalType),
        required: node.flag('required'),
        unique: node.flag('unique'),
        primaryKey: node.flag('primaryKey'),
        primaryKeyPosition: position !== null && position > 0 ? position : null,
        classification: node.text('classification')?.toLowerCase() ?? null,
        rules: readRules(node),
        relationships: node.maps('relationships', 'a relationship').map(({ place }) => place),
        nested: readNested(node),
        place: node.place,
    };
}
function readNested(node) {
    const key = ['properties', 'items'].find((candidate) => node.has(candidate));
    return key === undefined ? null : { key, place: node.child(key).place };
}
function readOptions(property, type) {
    if (!property.has('logicalTypeOptions'))
        return [];
    const node = property.child('logicalTypeOptions');
    if (!node.isMap) {
        node.refuse('"logicalTypeOptions" must be a map');
        return [];
    }
    const known = type === null ? [...new Set(Object.values(OPTION_KEYS).flat())] : OPTION_KEYS[type];
    node.refuseUnknownKeys(type === null ? 'logicalTypeOptions' : `the options of type ${type}`, known);
    return node.keys
        .filter((name) => known.includes(name) && node.has(name))
        .map((name) => {
        const option = node.child(name);
        refuseWrongOption(name, option, type);
        return { name, text: option.source, place: option.place };
    });
}
const NUMERIC = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;
function refuseWrongOption(name, option, type) {
    if (/^(min|max)(Length|Items|Properties)$/.test(name) && !/^\+?\d{1,9}$/.test(option.source)) {
        option.refuse(`"${name}" must be a whole number of at least 0`);
    }
    const isNumber = type === 'integer' || type === 'number';
    if (isNumber && /^(exclusive)?(minimum|maximum)$/i.test(name) && !NUMERIC.test(option.source)) {
        option.refuse(`"${name}" must be a number`);
    }
    if (name === 'multipleOf' && !(NUMERIC.test(option.source) && Number(option.source) > 0)) {
        option.refuse('"multipleOf" must be a number above 0');
    }
    if (/^(pattern|format|(exclusive)?(minimum|maximum))$/i.test(name) && option.source === '') {
        option.refuse(`"${name}" must be text`);
    }
}

;// CONCATENATED MODULE: ./.cache/build/src/contract/odcs.js





const API_VERSIONS = ['v3.1.0', 'v3.0.2', 'v3.0.1', 'v3.0.0'];
function readOdcs(document) {
    const faults = [];
    const root = new OdcsNode(document, faults);
    if (!root.isMap)
        throw new core_faults/* InputError */.dz({ message: 'is no data contract: a map is expected', place: root.place });
    refuseOtherFormats(root);
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    root.refuseUnknownKeys('the contract', CONTRACT_KEYS);
    const contract = {
        file: document.file,
        name: root.text('name'),
        version: root.text('version'),
        objects: root.maps('schema', 'an object with a name').map(readObject),
        serviceLevels: root.maps('slaProperties', 'a property with a value').map(readServiceLevel),
    };
    refuseRepeatedNames(root.maps('schema', 'an object with a name'));
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    return contract;
}
function refuseOtherFormats(root) {
    if (root.has('dataContractSpecification')) {
        const help = 'convert it to the Open Data Contract Standard: datacontract export --format odcs';
        root.child('dataContractSpecification').refuse('this is a Data Contract Specification, which is not read', help);
        return;
    }
    const kind = root.text('kind');
    if (kind !== 'DataContract') {
        root.child('kind').refuse(kind === null ? '"kind" is missing' : `"kind" is "${kind}"`, 'write kind: DataContract');
    }
    const version = root.text('apiVersion');
    if (version === null || !API_VERSIONS.includes(version)) {
        const is = version === null ? '"apiVersion" is missing' : `"apiVersion" is "${version}", which is not read`;
        root.child('apiVersion').refuse(`${is}; ${API_VERSIONS.join(', ')} are`, suggestVersion(version));
    }
}
function suggestVersion(version) {
    if (version === null)
        return 'write apiVersion: v3.1.0';
    if (API_VERSIONS.includes(`v${version}`))
        return `write v${version}`;
    if (/^v?[012]\./.test(version)) {
        return "migrate it to v3.1.0: `dataset` became `schema`, `table` and `column` became `name`, rules moved to `quality` (the standard's v3 migration guide)";
    }
    return 'write the contract in v3.1.0, or use a newer modelgate';
}
function readObject(node) {
    node.refuseUnknownKeys('an object of the schema', OBJECT_KEYS);
    const name = node.text('name');
    if (name === null)
        node.refuse('the object has no "name"', 'name it');
    const properties = node.maps('properties', 'a property with a name');
    refuseRepeatedNames(properties);
    return {
        name: name ?? '',
        physicalName: node.text('physicalName'),
        properties: properties.map(readProperty),
        rules: readRules(node),
        relationships: node.maps('relationships', 'a relationship').map(({ place }) => place),
        place: node.place,
    };
}
function readServiceLevel(node) {
    node.refuseUnknownKeys('a service level', SERVICE_LEVEL_KEYS);
    const property = node.text('property');
    if (property === null)
        node.refuse('the service level has no "property"', 'name it: latency, retention, …');
    return { property: property ?? '', element: node.text('element'), place: node.place };
}
function refuseRepeatedNames(nodes) {
    const seen = new Set();
    for (const node of nodes) {
        const name = node.text('name');
        if (name === null)
            continue;
        if (seen.has(name))
            node.child('name').refuse(`the name "${name}" is there twice`, 'give each a name of its own');
        seen.add(name);
    }
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
