export const id = 250;
export const ids = [250];
export const modules = {

/***/ 64250:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findProject: () => (/* binding */ findProject),
/* harmony export */   loadProject: () => (/* binding */ loadProject),
/* harmony export */   readGates: () => (/* binding */ readGates)
/* harmony export */ });
async function findProject(reader, parents, named = null) {
    const { locateProject } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(694)]).then(__webpack_require__.bind(__webpack_require__, 86694));
    return locateProject(reader, parents, named);
}
async function loadProject(reader, location, options) {
    const { assembleProject } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(72), __webpack_require__.e(880), __webpack_require__.e(343)]).then(__webpack_require__.bind(__webpack_require__, 20343));
    return assembleProject(reader, location, options);
}
async function readGates(text, file) {
    const { parseGates } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(72), __webpack_require__.e(880), __webpack_require__.e(60)]).then(__webpack_require__.bind(__webpack_require__, 24060));
    return parseGates(text, file);
}


/***/ })

};
