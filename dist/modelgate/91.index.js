export const id = 91;
export const ids = [91];
export const modules = {

/***/ 66091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ selectModels)
/* harmony export */ });
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);
/* harmony import */ var _text_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4404);


function selectModels(project, wanted) {
    const known = Object.keys(project.models);
    const faults = wanted
        .filter((name) => !known.includes(name))
        .map((name) => {
        const nearest = (0,_text_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__/* .nearestName */ .q)(name, known);
        return {
            message: `--model ${name}: there is no such model`,
            help: nearest ? `did you mean ${nearest}?` : `there are: ${known.join(', ')}`,
        };
    });
    if (faults.length > 0)
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(faults);
    const names = wanted.length > 0 ? new Set(wanted) : project.defaultModels;
    return [...names].map((name) => project.models[name]);
}


/***/ })

};
