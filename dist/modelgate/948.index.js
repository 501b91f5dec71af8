export const id = 948;
export const ids = [948];
export const modules = {

/***/ 96948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runValidate: () => (/* binding */ runValidate)
});

// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var core_faults = __webpack_require__(3799);
// EXTERNAL MODULE: ./.cache/build/src/core/later.js
var later = __webpack_require__(25134);
// EXTERNAL MODULE: ./.cache/build/src/commands/model-selection.js
var model_selection = __webpack_require__(66091);
// EXTERNAL MODULE: ./.cache/build/src/commands/result-draft.js
var result_draft = __webpack_require__(55206);
// EXTERNAL MODULE: ./.cache/build/src/contract/column-reference.js
var column_reference = __webpack_require__(36995);
// EXTERNAL MODULE: ./.cache/build/src/core/check-id.js
var check_id = __webpack_require__(7140);
// EXTERNAL MODULE: ./.cache/build/src/core/verdict.js
var verdict = __webpack_require__(37357);
;// CONCATENATED MODULE: ./.cache/build/src/contract/contract-check.js


function contractCheckId(object, property, rule) {
    return (0,check_id/* checkId */.ij)('contract', object, property, rule);
}
function makeCheck(subject, probe, judge) {
    return { ...subject, probe, judge: (value) => judge(value) };
}
function makeUnmeasured(subject, verdict, help) {
    return { ...subject, probe: null, judge: () => ({ ...UNMEASURED, verdict, help }) };
}
const UNMEASURED = { observed: null, statistics: { rows: null, failing: null, percent: null }, samples: [] };
function inconclusive(help, rows = null) {
    return { ...UNMEASURED, verdict: 'inconclusive', statistics: { ...UNMEASURED.statistics, rows }, help };
}
function countStatistics(rows, failing) {
    return { rows, failing, percent: rows === 0 ? null : (100 * failing) / rows };
}
function judgeRows(measured, help) {
    const { rows, failing, samples } = measured;
    if (rows === 0)
        return inconclusive('the data has no rows', 0);
    return {
        verdict: failing === 0 ? 'pass' : 'fail',
        observed: failing,
        statistics: countStatistics(rows, failing),
        samples,
        help: failing === 0 ? null : help(),
    };
}
const MASK = '•••';
function finishCheck(check, measurement, onInconclusive, isPublic) {
    const judgement = measurement === null || measurement.measured
        ? check.judge(measurement?.value)
        : inconclusive(`not measured: ${measurement.reason}`);
    return {
        id: check.id,
        kind: 'contract',
        title: check.title,
        verdict: judgement.verdict,
        severity: check.severity,
        blocks: (0,verdict/* isBlocking */.Us)(judgement.verdict, check.severity, onInconclusive),
        target: { object: check.object, column: check.column, metric: null, slice: null },
        observed: judgement.observed,
        expected: check.expected,
        unit: check.unit,
        statistics: judgement.statistics,
        samples: judgement.samples.map((sample) => maskSample(sample, isPublic)),
        source: { file: check.place.file, line: check.place.line ?? null },
        waiver: null,
        help: judgement.help,
    };
}
function maskSample({ row, values }, isPublic) {
    const shown = Object.entries(values).map(([column, text]) => [
        column,
        text === null || isPublic(column) ? text : MASK,
    ]);
    return { row, values: Object.fromEntries(shown) };
}

;// CONCATENATED MODULE: ./.cache/build/src/contract/wording.js
function countRows(count, noun = 'row') {
    return `${groupDigits(count)} ${noun}${count === 1 ? '' : 's'}`;
}
function groupDigits(count) {
    return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
function formatPercent(percent) {
    return String(Number(percent.toFixed(4)));
}

;// CONCATENATED MODULE: ./.cache/build/src/contract/key-checks.js



function makeCompoundKeyCheck(object, key) {
    const columns = (0,column_reference/* keyColumns */.Rx)(object);
    if (columns.length < 2)
        return [];
    const names = columns.map(({ name }) => name).join(', ');
    const id = contractCheckId(key, null, 'primaryKey');
    return [makeKeyCheck(id, `${names} together are a key`, object, key, null, columns.map(column_reference/* referTo */.cp))];
}
function makeKeyCheck(id, title, object, key, property, columns) {
    const subject = {
        id,
        title,
        severity: 'error',
        object: key,
        column: property?.name ?? null,
        expected: '0 rows',
        unit: 'rows',
        place: (0,column_reference/* keyColumns */.Rx)(object)[0]?.primaryKey ?? object.place,
    };
    const probe = { kind: 'duplicates', columns, isNullFailing: true, keys: [] };
    return makeCheck(subject, probe, ({ rows, nulls, extra, samples }) => judgeRows({ rows, failing: nulls + extra, samples }, () => `${countRows(extra, 'row')} repeat a key and ${nulls} have an empty one: drop or mend them`));
}

;// CONCATENATED MODULE: ./.cache/build/src/contract/text-formats.js
const TEXT_FORMATS = {
    email: "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:[.][A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+",
    uuid: '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}',
    uri: "[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]+",
    hostname: '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:[.][A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*',
    ipv4: '(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])[.]){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])',
};
const INTEGER_RANGES = {
    i8: ['-128', '127'],
    i16: ['-32768', '32767'],
    i32: ['-2147483648', '2147483647'],
    i64: ['-9223372036854775808', '9223372036854775807'],
    i128: ['-170141183460469231731687303715884105728', '170141183460469231731687303715884105727'],
    u8: ['0', '255'],
    u16: ['0', '65535'],
    u32: ['0', '4294967295'],
    u64: ['0', '18446744073709551615'],
};
const FLOAT_RANGES = {
    f32: ['-3.4028234663852886e38', '3.4028234663852886e38'],
    f64: ['-1.7976931348623157e308', '1.7976931348623157e308'],
};

;// CONCATENATED MODULE: ./.cache/build/src/contract/option-checks.js




function makeOptionChecks(property, object, key) {
    return property.options.map((option) => {
        const demand = demandOf(option, property);
        const subject = {
            id: contractCheckId(key, property.name, option.name),
            title: 'pending' in demand ? `${property.name}: ${option.name} ${option.text}` : `${property.name} ${demand.title}`,
            severity: 'error',
            object: key,
            column: property.name,
            expected: '0 rows',
            unit: 'rows',
            place: option.place,
        };
        if ('pending' in demand)
            return makeUnmeasured(subject, 'inconclusive', demand.pending);
        const probe = { kind: 'rows', column: (0,column_reference/* referTo */.cp)(property), test: demand.test, keys: (0,column_reference/* sampleKeys */.nu)(object) };
        return makeCheck(subject, probe, (measured) => judgeRows(measured, () => `mend ${countRows(measured.failing, 'cell')} of ${property.name}, or change ${option.name} (${option.text}) in the contract`));
    });
}
function demandOf({ name, text }, property) {
    const { logicalType } = property;
    if (name === 'minLength' || name === 'maxLength') {
        const operator = name === 'minLength' ? '>=' : '<=';
        const words = name === 'minLength' ? 'at least' : 'at most';
        return { test: { kind: 'length', operator, length: Number(text) }, title: `has ${words} ${text} characters` };
    }
    if (name === 'pattern')
        return { test: { kind: 'pattern', pattern: text }, title: `matches ${text}` };
    if (logicalType === null)
        return { pending: `${name} has no executor without a logicalType: declare one` };
    if (name === 'format')
        return demandOfFormat(text, property);
    const isOrdered = !['object', 'array', 'boolean', 'string'].includes(logicalType);
    const bound = isOrdered ? BOUNDS[name] : undefined;
    if (bound)
        return { test: { kind: 'bound', operator: bound[0], bound: text }, title: `is ${bound[1]} ${text}` };
    if (name === 'multipleOf')
        return { test: { kind: 'multipleOf', divisor: text }, title: `is a multiple of ${text}` };
    return { pending: `${name} (${logicalType}) has no executor yet` };
}
const BOUNDS = {
    minimum: ['>=', 'at least'],
    exclusiveMinimum: ['>', 'above'],
    maximum: ['<=', 'at most'],
    exclusiveMaximum: ['<', 'below'],
};
function demandOfFormat(text, { logicalType }) {
    if (logicalType === 'date' || logicalType === 'timestamp' || logicalType === 'time') {
        return { test: { kind: 'format' }, title: `has the format ${text}` };
    }
    const range = logicalType === 'integer' ? INTEGER_RANGES[text] : logicalType === 'number' ? FLOAT_RANGES[text] : undefined;
    if (range)
        return { test: { kind: 'range', low: range[0], high: range[1] }, title: `fits into ${text}` };
    const expression = logicalType === 'string' ? TEXT_FORMATS[text] : undefined;
    if (expression !== undefined)
        return { test: { kind: 'matches', expression }, title: `has the format ${text}` };
    return { pending: `the format ${text} has no executor yet` };
}

// EXTERNAL MODULE: ./.cache/build/src/contract/comparison.js
var contract_comparison = __webpack_require__(15360);
;// CONCATENATED MODULE: ./.cache/build/src/contract/rule-checks.js




function makeRuleChecks(rules, property, object, key) {
    return rules.map((rule) => makeRuleCheck(rule, property, object, key));
}
function makeRuleCheck(rule, property, object, key) {
    const { metric, comparison } = rule;
    const subject = {
        id: contractCheckId(key, property?.name ?? null, rule.id ?? metric ?? rule.unknownMetric ?? rule.type),
        title: titleOf(rule, property),
        severity: rule.severity,
        object: key,
        column: property?.name ?? null,
        expected: comparison === null ? null : (0,contract_comparison/* describeComparison */.L5)(comparison, metric === null ? '' : rule.unit),
        unit: metric === null ? null : rule.unit,
        place: rule.place,
    };
    if (rule.type === 'text')
        return makeUnmeasured(subject, 'skip', 'a rule in words: for people to check');
    const pending = findPending(rule, property);
    if (pending !== null)
        return makeUnmeasured(subject, 'inconclusive', pending);
    const measure = planMeasure(rule, metric, property, object);
    if ('pending' in measure)
        return makeUnmeasured(subject, 'inconclusive', measure.pending);
    if (measure.probe.kind === 'rowCount')
        return makeCheck(subject, measure.probe, (rows) => judgeCount(rule, rows));
    if (measure.probe.kind === 'duplicates') {
        return makeCheck(subject, measure.probe, ({ rows, extra, samples }) => judgeRule(rule, { rows, failing: extra, samples }));
    }
    return makeCheck(subject, measure.probe, (measured) => judgeRule(rule, measured));
}
const METRIC_WORDS = {
    nullValues: 'null values',
    missingValues: 'missing values',
    invalidValues: 'invalid values',
    duplicateValues: 'duplicate values',
    rowCount: 'rows',
};
function titleOf(rule, property) {
    const { metric, comparison } = rule;
    const words = rule.name ?? rule.description;
    if (words !== null)
        return property === null ? words : `${property.name}: ${words}`;
    const subject = property?.name ?? 'the data';
    if (metric === null || comparison === null)
        return `${subject}: ${rule.unknownMetric ?? `a ${rule.type} rule`}`;
    const unit = rule.unit === 'rows' ? '' : rule.unit;
    return `${subject} has ${(0,contract_comparison/* describeComparison */.L5)(comparison, unit)} ${METRIC_WORDS[metric]}`;
}
function findPending(rule, property) {
    if (rule.type === 'custom')
        return `a custom rule${rule.engine === null ? '' : ` (${rule.engine})`} has no executor yet`;
    if (rule.type === 'sql')
        return 'a sql rule has no executor yet';
    if (rule.metric === null) {
        return `the rule "${rule.unknownMetric}" has no executor: use a metric of v3.1 (nullValues, missingValues, invalidValues, duplicateValues, rowCount)`;
    }
    if (rule.unit !== 'rows' && rule.unit !== 'percent')
        return `the unit "${rule.unit}" has no executor: rows and percent have`;
    if (rule.metric === 'rowCount' && rule.unit === 'percent')
        return 'rowCount in percent has no executor: of what?';
    const [argument] = rule.arguments.unknown;
    if (argument !== undefined)
        return `the argument "${argument}" of ${rule.metric} has no executor yet`;
    if (property?.logicalType === 'object' || property?.logicalType === 'array') {
        return `${rule.metric} of a column of type ${property.logicalType} has no executor yet`;
    }
    return null;
}
function planMeasure(rule, metric, property, object) {
    if (metric === 'rowCount')
        return { probe: { kind: 'rowCount' } };
    const keys = (0,column_reference/* sampleKeys */.nu)(object);
    if (metric === 'duplicateValues') {
        const names = rule.arguments.properties ?? (property === null ? null : [property.name]);
        if (names === null || names.length === 0) {
            return { pending: 'duplicateValues of a table has no executor without arguments: {properties: […]}' };
        }
        const columns = names.map((name) => {
            const known = object.properties.find((candidate) => candidate.name === name);
            return known ? (0,column_reference/* referTo */.cp)(known) : { names: [name], type: 'text', format: null, missing: [] };
        });
        return { probe: { kind: 'duplicates', columns, isNullFailing: false, keys } };
    }
    if (property === null)
        return { pending: `${metric} of a whole table has no executor: put the rule under a property` };
    const test = testOf(rule, metric);
    if (test === null) {
        return { pending: 'invalidValues has no executor without arguments: {validValues: […]} or {pattern: …}' };
    }
    return { probe: { kind: 'rows', column: (0,column_reference/* referTo */.cp)(property), test, keys } };
}
function testOf(rule, metric) {
    const { validValues, missingValues, pattern } = rule.arguments;
    if (metric === 'nullValues')
        return { kind: 'notNull' };
    if (metric === 'missingValues') {
        const texts = missingValues ?? [null, ''];
        return { kind: 'notMissing', texts: withoutNull(texts), orNull: texts.includes(null) };
    }
    if (validValues === null && pattern === null)
        return null;
    return { kind: 'allowed', values: validValues === null ? null : withoutNull(validValues), pattern };
}
function withoutNull(texts) {
    return texts.filter((text) => text !== null);
}
function judgeCount(rule, rows) {
    const comparison = rule.comparison;
    const isMet = (0,contract_comparison/* holds */.v9)(comparison, rows);
    return {
        verdict: isMet ? 'pass' : 'fail',
        observed: rows,
        statistics: { ...countStatistics(rows, 0), failing: null, percent: null, value: rows },
        samples: [],
        help: isMet ? (0,contract_comparison/* describeEnd */.lA)(comparison, rows) : `the data has ${rows} rows: is it the whole file?`,
    };
}
function judgeRule(rule, measured) {
    const { rows, failing, samples } = measured;
    if (rows === 0)
        return inconclusive('the data has no rows', 0);
    const comparison = rule.comparison;
    const statistics = countStatistics(rows, failing);
    const value = rule.unit === 'percent' ? statistics.percent : failing;
    const isMet = (0,contract_comparison/* holds */.v9)(comparison, value);
    const shown = rule.unit === 'percent' ? formatPercent(value) : String(value);
    return {
        verdict: isMet ? 'pass' : 'fail',
        observed: value,
        statistics,
        samples: isMet ? [] : samples,
        help: isMet
            ? (0,contract_comparison/* describeEnd */.lA)(comparison, value)
            : `measured ${shown} ${rule.unit}, allowed ${(0,contract_comparison/* describeComparison */.L5)(comparison, rule.unit)}: mend the data, or change the rule`,
    };
}

// EXTERNAL MODULE: ./.cache/build/src/text/nearest-name.js
var nearest_name = __webpack_require__(4404);
// EXTERNAL MODULE: ./.cache/build/src/sql/text-value.js + 1 modules
var text_value = __webpack_require__(23739);
;// CONCATENATED MODULE: ./.cache/build/src/contract/type-check.js




function makeTypeCheck(about, property, column, keys) {
    const { name, logicalType, typePlace } = property;
    const subject = about('type', `${name} is of type ${logicalType}`, typePlace);
    if (logicalType === 'object' || logicalType === 'array') {
        return makeUnmeasured(subject, 'inconclusive', `a column of type ${logicalType} has no executor yet`);
    }
    return makeCheck(subject, { kind: 'rows', column, test: { kind: 'type' }, keys }, (measured) => {
        const { actualType, rows, failing, samples } = measured;
        const isSpaced = logicalType === 'timestamp' && samples.some(({ values }) => hasSpaced(values, property));
        const help = () => {
            if (actualType !== null) {
                return `the file holds ${name} as ${actualType}: write it as ${logicalType}, or change the contract`;
            }
            if (isSpaced) {
                return 'the timestamps have a space where ISO 8601 has a T: declare logicalTypeOptions: {format: "yyyy-MM-dd HH:mm:ss"}';
            }
            return `mend ${countRows(failing, 'cell')} of ${name} that ${failing === 1 ? 'is' : 'are'} no ${logicalType}`;
        };
        if (actualType === null)
            return judgeRows(measured, help);
        return { verdict: 'fail', observed: actualType, statistics: countStatistics(rows, failing), samples, help: help() };
    });
}
function hasSpaced(values, property) {
    return (0,column_reference/* columnNames */.lo)(property).some((name) => text_value/* SPACED_TIMESTAMP */.S4.test(values[name] ?? ''));
}

;// CONCATENATED MODULE: ./.cache/build/src/contract/structure-checks.js






function makeTableChecks(object, key) {
    const subject = { object: key, column: null, unit: null, place: object.place };
    const readable = {
        ...subject,
        id: contractCheckId(key, null, 'readable'),
        title: 'every row splits into the columns',
        severity: 'error',
        expected: '0 rows',
        unit: 'rows',
    };
    const columns = {
        ...subject,
        id: contractCheckId(key, null, 'columns'),
        title: 'the data has no column that the contract lacks',
        severity: 'warning',
        expected: 'no extra columns',
    };
    const known = new Set(object.properties.flatMap(column_reference/* columnNames */.lo));
    return [
        makeCheck(readable, { kind: 'readable' }, (measured) => measured === null || measured.rows === 0
            ? inconclusive('the data has no rows', 0)
            : judgeRows(measured, () => 'a cell that holds the delimiter or a line break needs quotes; the samples give the lines')),
        makeCheck(columns, { kind: 'columns' }, (found) => {
            const extra = found.map(({ name }) => name).filter((name) => !known.has(name));
            return {
                verdict: extra.length === 0 ? 'pass' : 'fail',
                observed: extra.length === 0 ? 'none' : extra.join(', '),
                statistics: { rows: null, failing: null, percent: null },
                samples: [],
                help: extra.length === 0 ? null : 'add the columns to the contract, or drop them from the data',
            };
        }),
    ];
}
function makePropertyChecks(property, object, key) {
    const { name } = property;
    const about = (rule, title, place = property.place) => ({
        id: contractCheckId(key, name, rule),
        title,
        severity: 'error',
        object: key,
        column: name,
        expected: '0 rows',
        unit: 'rows',
        place,
    });
    const column = (0,column_reference/* referTo */.cp)(property);
    const keys = (0,column_reference/* sampleKeys */.nu)(object);
    const checks = [makePresentCheck(about('present', `the column ${name} is there`), property)];
    if (property.logicalType !== null)
        checks.push(makeTypeCheck(about, property, column, keys));
    if (property.required !== null) {
        const subject = about('required', `${name} is never empty`, property.required);
        checks.push(makeCheck(subject, { kind: 'rows', column, test: { kind: 'notNull' }, keys }, (measured) => judgeRows(measured, () => `fill ${countRows(measured.failing, 'empty cell')} of ${name}, or take \`required\` off it`)));
    }
    if (property.unique !== null) {
        const subject = about('unique', `no two rows share a value of ${name}`, property.unique);
        checks.push(makeCheck(subject, { kind: 'duplicates', columns: [column], isNullFailing: false, keys }, ({ rows, extra, samples }) => judgeRows({ rows, failing: extra, samples }, () => `drop ${countRows(extra, 'row')} that repeat a value of ${name}`)));
    }
    if (property.primaryKey !== null && (0,column_reference/* keyColumns */.Rx)(object).length === 1) {
        const id = contractCheckId(key, name, 'primaryKey');
        checks.push(makeKeyCheck(id, `${name} is a key`, object, key, property, [column]));
    }
    return checks;
}
function makePresentCheck(subject, property) {
    const names = (0,column_reference/* columnNames */.lo)(property);
    return makeCheck({ ...subject, expected: 'the column', unit: null }, { kind: 'columns' }, (found) => {
        const isPresent = found.some(({ name }) => names.includes(name));
        const nearest = isPresent
            ? null
            : (0,nearest_name/* nearestName */.q)(names[0], found.map(({ name }) => name));
        const mend = `add the column to the data, or take ${property.name} out of the contract`;
        return {
            verdict: isPresent ? 'pass' : 'fail',
            observed: isPresent ? 'present' : 'missing',
            statistics: { rows: null, failing: null, percent: null },
            samples: [],
            help: isPresent ? null : nearest === null ? mend : `is it the column "${nearest}"? Else ${mend}`,
        };
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/contract/object-checks.js






function makeObjectChecks(contract, object, key) {
    const checks = [
        ...makeTableChecks(object, key),
        ...object.properties.flatMap((property) => [
            ...makePropertyChecks(property, object, key),
            ...makeOptionChecks(property, object, key),
            ...makeRuleChecks(property.rules, property, object, key),
            ...makeNestedCheck(property, key),
            ...makeRelationshipChecks(property.relationships, property.name, key),
        ]),
        ...makeCompoundKeyCheck(object, key),
        ...makeRuleChecks(object.rules, null, object, key),
        ...makeRelationshipChecks(object.relationships, null, key),
        ...contract.serviceLevels
            .filter((level) => concerns(level, object, contract))
            .map((level) => makeLevelCheck(level, key)),
    ];
    return (0,check_id/* uniqueIds */.Yj)(checks);
}
function makeNestedCheck({ name, nested }, key) {
    if (nested === null)
        return [];
    const subject = about(key, name, nested.key, `${name}: its ${nested.key}`, nested.place);
    return [makeUnmeasured(subject, 'inconclusive', `${nested.key} inside a column have no executor yet`)];
}
function makeRelationshipChecks(places, column, key) {
    return places.map((place, index) => {
        const subject = about(key, column, `relationship-${index + 1}`, `${column ?? key}: relationship ${index + 1}`, place);
        return makeUnmeasured(subject, 'inconclusive', 'a relationship has no executor yet');
    });
}
function concerns({ element }, object, contract) {
    if (element === null)
        return true;
    const names = element.split(',').map((part) => part.trim().split('.')[0]);
    const isOf = ({ name, physicalName }) => names.includes(name) || names.includes(physicalName ?? name);
    return isOf(object) || !contract.objects.some(isOf);
}
function makeLevelCheck({ property, place }, key) {
    const subject = about(key, null, `sla-${property}`, `service level: ${property}`, place);
    return makeUnmeasured(subject, 'inconclusive', `the service level ${property} has no executor yet`);
}
function about(key, column, rule, title, place) {
    const id = contractCheckId(key, column, rule);
    return { id, title, severity: 'error', object: key, column, expected: null, unit: null, place };
}

// EXTERNAL MODULE: ./.cache/build/src/contract/object-choice.js
var object_choice = __webpack_require__(55428);
// EXTERNAL MODULE: ./.cache/build/src/contract/odcs.js + 4 modules
var odcs = __webpack_require__(44978);
;// CONCATENATED MODULE: ./.cache/build/src/commands/validate/data-set.js






async function validateDataSet(request, services) {
    const { workspace, signal } = services;
    const { data, origin } = request;
    const [contract, source] = await gather(readContract(request, services), workspace.openData(data, origin, request.csv));
    const object = (0,object_choice/* chooseObject */.J)(contract, request.object, data);
    const key = request.key ?? object.name;
    const checks = makeObjectChecks(contract, object, key);
    const probed = checks.flatMap(({ probe }) => (probe === null ? [] : [probe]));
    const engine = await services.engine();
    const [rows, ...measurements] = await engine.measure(source, [{ kind: 'rowCount' }, ...probed], signal);
    const answers = new Map(probed.map((probe, index) => [probe, measurements[index]]));
    const isPublic = findPublicColumns(object);
    return {
        key,
        uri: data,
        checks: checks.map((check) => finishCheck(check, check.probe && answers.get(check.probe), request.onInconclusive, isPublic)),
        materials: [
            {
                name: key,
                uri: data,
                digest: (await workspace.digest(data, origin)).digest,
                rows: rows?.measured === true ? rows.value : null,
                derived: false,
            },
            {
                name: 'contract',
                uri: request.contract,
                digest: (await workspace.digest(request.contract, origin)).digest,
                rows: null,
                derived: false,
            },
        ],
        engine: engine.name,
    };
}
async function readContract({ contract, origin }, { workspace }) {
    const [text, { parseLocatedYaml }] = await Promise.all([
        workspace.readText(contract, origin),
        Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(510)]).then(__webpack_require__.bind(__webpack_require__, 28510)),
    ]);
    return (0,odcs/* readOdcs */.m)(parseLocatedYaml(text, contract));
}
async function gather(first, second) {
    const settled = await Promise.allSettled([first, second]);
    const errors = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    const other = errors.find((error) => !(error instanceof core_faults/* InputError */.dz));
    if (other !== undefined)
        throw other;
    if (errors.length > 0)
        throw new core_faults/* InputError */.dz(errors.flatMap((error) => error.faults));
    return Promise.all([first, second]);
}
function findPublicColumns(object) {
    const names = object.properties.filter(({ classification }) => classification === 'public').flatMap(column_reference/* columnNames */.lo);
    return (column) => names.includes(column);
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/validate/request.js

const FLAGS_OF_DATA = ['object', 'delimiter', 'quote', 'encoding', 'decimal'];
function requestFromFlags(values) {
    const { contract, data } = values;
    const faults = [];
    if (values['as-of'] !== undefined) {
        faults.push({ message: '--as-of: service levels are not there yet', help: 'run validate without --as-of' });
    }
    const isByFlags = contract !== undefined || data !== undefined;
    if (isByFlags && contract === undefined)
        faults.push({ message: '--data needs --contract', help: 'name the contract' });
    if (isByFlags && data === undefined)
        faults.push({ message: '--contract needs --data', help: 'name the data' });
    for (const flag of FLAGS_OF_DATA) {
        if (isByFlags || values[flag] === undefined)
            continue;
        faults.push({ message: `--${flag} needs --data`, help: 'in modelgate.yml it stands beside the path' });
    }
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    if (contract === undefined || data === undefined)
        return null;
    return {
        key: null,
        data,
        contract,
        origin: 'caller',
        object: values.object ?? null,
        csv: dialectOf(values),
        onInconclusive: 'fail',
    };
}
function dialectOf({ delimiter, quote, encoding, decimal }) {
    return {
        ...(delimiter === undefined ? {} : { delimiter }),
        ...(quote === undefined ? {} : { quote }),
        ...(encoding === undefined ? {} : { encoding: encoding }),
        ...(decimal === undefined ? {} : { decimal: decimal }),
    };
}
function requestsFromModel(model) {
    return Object.values(model.data).flatMap(({ key, path, contract, object, production, csv, onInconclusive }) => production || contract === null
        ? []
        : [{ key, data: path, contract, origin: 'config', object, csv, onInconclusive }]);
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/validate/summary.js

function summarizeValidation(dataSets) {
    const judged = dataSets.flatMap(({ uri, checks }) => checks.filter(({ verdict }) => verdict !== 'skip').map((check) => ({ check, uri })));
    const files = dataSets.map(({ uri }) => uri).join(', ');
    if (judged.length === 0)
        return `Nothing to validate: the contract of ${files} makes no demand that can be judged.`;
    const pick = (verdict, isError) => judged.filter(({ check }) => check.verdict === verdict && (check.severity === 'error') === isError);
    const [broken, unjudged, warned, unsure] = [
        pick('fail', true),
        pick('inconclusive', true),
        pick('fail', false),
        pick('inconclusive', false),
    ];
    const total = `of ${groupDigits(judged.length)} rules`;
    const left = unjudged.length === 0 ? '' : `; ${unjudged.length} could not be judged`;
    if (broken.length > 0)
        return `${broken[0].uri} breaks ${broken.length} ${total}${describeFirst(broken)}${left}.`;
    if (unjudged.length > 0) {
        const { check, uri } = unjudged[0];
        return `${uri}: ${unjudged.length} ${total} could not be judged${describeFirst(unjudged)}: ${check.help}.`;
    }
    const keeps = `${files} ${dataSets.length === 1 ? 'keeps' : 'keep'}`;
    if (warned.length > 0) {
        return `${keeps} the contract but for ${countRows(warned.length, 'warning')} ${total}${describeFirst(warned)}.`;
    }
    if (unsure.length > 0)
        return `${keeps} the contract; ${unsure.length} ${total} could not be judged, and only warn.`;
    return `${keeps} ${judged.length === 1 ? 'the one rule' : `all ${groupDigits(judged.length)} rules`} of the contract.`;
}
function describeFirst(found) {
    const { title, statistics } = found[0].check;
    const rows = statistics.failing ? ` (${countRows(statistics.failing)})` : '';
    return `${found.length === 1 ? ': ' : ', first '}"${title}"${rows}`;
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/validate/run.js







async function runValidate(values, services) {
    const request = requestFromFlags(values);
    if (request !== null) {
        return { results: [await validateAll(values.model[0] ?? null, [request], null, services)] };
    }
    const project = await services.project();
    if (project === null) {
        throw new core_faults/* InputError */.dz({
            message: 'there is nothing to validate: neither --contract and --data nor a modelgate.yml',
            help: 'modelgate validate --contract customers.odcs.yaml --data customers.csv',
        });
    }
    const results = [];
    const errors = [];
    for (const model of (0,model_selection/* selectModels */.H)(project, values.model)) {
        try {
            (0,later/* refuseLater */.j)(project.later, model.name, 'validate');
            results.push(await validateAll(model.name, requestsFromModel(model), project.policy, services));
        }
        catch (error) {
            if (services.signal.aborted || !(error instanceof Error))
                throw error;
            errors.push(error);
        }
    }
    return { results, errors };
}
async function validateAll(model, requests, policy, services) {
    const startedAt = services.clock.now();
    const dataSets = [];
    const faults = [];
    for (const request of requests) {
        try {
            dataSets.push(await validateDataSet(request, services));
        }
        catch (error) {
            if (!(error instanceof core_faults/* InputError */.dz))
                throw error;
            faults.push(error);
        }
    }
    if (faults.length === 1)
        throw faults[0];
    if (faults.length > 1)
        throw new core_faults/* InputError */.dz(faults.flatMap((error) => error.faults));
    const silent = dataSets.flatMap(({ checks }, index) => requests[index].onInconclusive === 'pass' ? checks.filter(({ verdict }) => verdict === 'inconclusive') : []);
    return (0,result_draft/* finishResult */.L)({
        command: 'validate',
        model,
        summary: requests.length === 0
            ? `Nothing to validate: no data set of ${model} has a contract.`
            : summarizeValidation(dataSets),
        checks: dataSets.flatMap(({ checks }) => checks),
        silent: new Set(silent),
        materials: keepFirst(dataSets.flatMap(({ materials }) => materials)),
        policy,
        engine: dataSets[0]?.engine ?? null,
    }, services, startedAt);
}
function keepFirst(materials) {
    return materials.filter(({ name, uri }, index) => materials.findIndex((other) => other.name === name && other.uri === uri) === index);
}


/***/ }),

/***/ 74906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ quoteIdentifier),
/* harmony export */   c: () => (/* binding */ quoteLiteral)
/* harmony export */ });
function quoteIdentifier(name) {
    return `"${name.replaceAll('"', '""')}"`;
}
function quoteLiteral(text) {
    return `'${text.replaceAll("'", "''")}'`;
}


/***/ }),

/***/ 23739:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S4: () => (/* binding */ SPACED_TIMESTAMP),
  vy: () => (/* binding */ renderTextValue),
  Xv: () => (/* binding */ renderUtc)
});

;// CONCATENATED MODULE: ./.cache/build/src/sql/date-format.js
const RUNS = {
    yyyy: ['[0-9]{4}', '%Y'],
    uuuu: ['[0-9]{4}', '%Y'],
    yy: ['[0-9]{2}', '%y'],
    MM: ['[0-9]{2}', '%m'],
    M: ['[0-9]{1,2}', '%-m'],
    MMM: ['[A-Za-z]{3}', '%b'],
    MMMM: ['[A-Za-z]{3,9}', '%B'],
    dd: ['[0-9]{2}', '%d'],
    d: ['[0-9]{1,2}', '%-d'],
    HH: ['[0-9]{2}', '%H'],
    H: ['[0-9]{1,2}', '%-H'],
    hh: ['[0-9]{2}', '%I'],
    h: ['[0-9]{1,2}', '%-I'],
    mm: ['[0-9]{2}', '%M'],
    m: ['[0-9]{1,2}', '%-M'],
    ss: ['[0-9]{2}', '%S'],
    s: ['[0-9]{1,2}', '%-S'],
    a: ['[AaPp][Mm]', '%p'],
};
const OFFSET = /^(Z|X{1,3}|x{1,3})$/;
function translateDateFormat(format) {
    let expression = '';
    let specifiers = '';
    let hasOffset = false;
    for (const [token, quoted] of format.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']/g)) {
        const run = RUNS[token];
        if (run) {
            expression += run[0];
            specifiers += run[1];
        }
        else if (OFFSET.test(token)) {
            expression += '(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)';
            specifiers += '%z';
            hasOffset = true;
        }
        else if (/^S{1,6}$/.test(token)) {
            expression += `[0-9]{${token.length}}`;
            specifiers += '%f';
        }
        else if (quoted !== undefined) {
            const literal = quoted === '' ? "'" : quoted.replaceAll("''", "'");
            expression += escapeExpression(literal);
            specifiers += escapeSpecifier(literal);
        }
        else if (/^[^A-Za-z'[\]{}#]$/.test(token)) {
            expression += escapeExpression(token);
            specifiers += escapeSpecifier(token);
        }
        else {
            return null;
        }
    }
    return expression === '' || format.split("'").length % 2 === 0 ? null : { expression, specifiers, hasOffset };
}
function escapeExpression(text) {
    return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
function escapeSpecifier(text) {
    return text.replaceAll('%', '%%');
}

// EXTERNAL MODULE: ./.cache/build/src/sql/quoting.js
var quoting = __webpack_require__(74906);
;// CONCATENATED MODULE: ./.cache/build/src/sql/text-value.js


const WHOLE = '[+-]?[0-9]+';
const NUMBER = '[+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?';
const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const TIME = '[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?';
const text_value_OFFSET = '(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)';
const SPACED_TIMESTAMP = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/;
const EXACT_WHOLE_TYPE = 'HUGEINT';
function renderTextValue(text, reading) {
    switch (reading.type) {
        case 'text':
            return text;
        case 'integer':
            return when(matches(text, WHOLE), `TRY_CAST(${text} AS ${EXACT_WHOLE_TYPE})`);
        case 'number':
            return renderNumber(text, reading.decimal);
        case 'boolean':
            return `CASE lower(${text}) WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END`;
        default:
            return reading.format === null
                ? renderIso(text, reading.type)
                : renderFormatted(text, reading.type, reading.format);
    }
}
function renderNumber(text, decimal) {
    const pattern = decimal === ',' ? NUMBER.replaceAll('[.]', '[,]') : NUMBER;
    const cast = `TRY_CAST(${decimal === ',' ? `replace(${text}, ',', '.')` : text} AS DOUBLE)`;
    return when(`${matches(text, pattern)} AND isfinite(${cast})`, cast);
}
function renderIso(text, type) {
    if (type === 'date')
        return when(matches(text, DAY), `TRY_CAST(${text} AS DATE)`);
    if (type === 'time')
        return when(matches(text, TIME), `TRY_CAST(${text} AS TIME)`);
    const local = `WHEN ${matches(text, `${DAY}T${TIME}`)} THEN TRY_CAST(${text} AS TIMESTAMP)`;
    const instant = `WHEN ${matches(text, `${DAY}T${TIME}${text_value_OFFSET}`)} THEN ${renderUtc(`TRY_CAST(${text} AS TIMESTAMPTZ)`)}`;
    return `CASE ${local} ${instant} END`;
}
function renderFormatted(text, type, format) {
    const executable = translateDateFormat(format);
    if (executable === null)
        return null;
    const input = executable.hasOffset ? `regexp_replace(${text}, 'Z$', '+00:00')` : text;
    const parsed = `try_strptime(${input}, ${(0,quoting/* quoteLiteral */.c)(executable.specifiers)})`;
    const instant = executable.hasOffset ? renderUtc(parsed) : parsed;
    return when(matches(text, executable.expression), type === 'time' ? `CAST(${instant} AS TIME)` : instant);
}
function renderUtc(instant) {
    return `make_timestamp(epoch_us(${instant}))`;
}
function matches(text, expression) {
    return `regexp_full_match(${text}, ${(0,quoting/* quoteLiteral */.c)(expression)})`;
}
function when(condition, value) {
    return `CASE WHEN ${condition} THEN ${value} END`;
}


/***/ })

};
