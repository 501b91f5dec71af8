export const id = 103;
export const ids = [103];
export const modules = {

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


/***/ })

};
