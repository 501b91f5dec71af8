export const id = 60;
export const ids = [60];
export const modules = {

/***/ 24060:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseGates: () => (/* binding */ parseGates)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9691);
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);
/* harmony import */ var _yaml_located_document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28510);
/* harmony import */ var _gate_resolution_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27833);
/* harmony import */ var _gate_settings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(96722);
/* harmony import */ var _root_settings_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(98695);
/* harmony import */ var _schema_faults_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2794);
/* harmony import */ var _settings_schema_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(15078);








const gatesFileSchema = (0,_settings_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .strictMap */ .yj)({
    version: zod__WEBPACK_IMPORTED_MODULE_7__/* .literal */ .euz(1, { error: 'must be 1, the version of this file format' }).optional(),
    gates: zod__WEBPACK_IMPORTED_MODULE_7__/* .array */ .YOg(_gate_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .gateSchema */ .T).min(1),
    waivers: _root_settings_js__WEBPACK_IMPORTED_MODULE_4__/* .waiversSchema */ .JW.optional(),
});
function parseGates(text, file) {
    const document = (0,_yaml_located_document_js__WEBPACK_IMPORTED_MODULE_1__.parseLocatedYaml)(text, file);
    const result = gatesFileSchema.safeParse(document.data, _settings_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .CHECK_ONCE */ .pc);
    if (!result.success)
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz((0,_schema_faults_js__WEBPACK_IMPORTED_MODULE_5__/* .describeIssues */ .w)(result.error.issues, document.data, document));
    const faults = [];
    const later = [];
    const note = (path, message, commands) => {
        later.push({ path: path.map(String).join('.'), message, place: document.placeOf(path), model: null, commands });
    };
    const gates = (0,_gate_resolution_js__WEBPACK_IMPORTED_MODULE_2__/* .resolveGates */ .TJ)(result.data.gates, null, {
        placeOf: document.placeOf,
        fault: (path, message, help) => faults.push(faultAt(document, path, message, help)),
        later: note,
    });
    if (result.data.waivers !== undefined && result.data.waivers.length > 0) {
        note(['waivers'], 'waivers are not there yet', ['compare']);
    }
    if (faults.length > 0)
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(faults);
    return { gates, later };
}
function faultAt(document, path, message, help) {
    return { message, place: document.placeOf(path, 'value'), ...(help === undefined ? {} : { help }) };
}


/***/ })

};
