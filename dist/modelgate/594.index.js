export const id = 594;
export const ids = [594];
export const modules = {

/***/ 84594:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createConfigFiles: () => (/* binding */ createConfigFiles)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3799);
/* harmony import */ var _path_jail_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(862);




function createConfigFiles(root, boundary) {
    return {
        async readText(path) {
            const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root, path);
            await (0,_path_jail_js__WEBPACK_IMPORTED_MODULE_3__/* .refuseOutside */ .gz)(file, boundary, path);
            try {
                return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file));
            }
            catch (error) {
                const { code } = error;
                if (code === 'ENOENT' || code === 'ENOTDIR')
                    return null;
                const message = code === undefined ? 'is not UTF-8 text' : `cannot be read (${code})`;
                throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz({ message, place: { file: path } }, { cause: error });
            }
        },
        async list(pattern) {
            const { glob } = await __webpack_require__.e(/* import() */ 382).then(__webpack_require__.bind(__webpack_require__, 73382));
            return (await glob([pattern], { cwd: root, expandDirectories: false, followSymbolicLinks: false })).sort();
        },
    };
}


/***/ })

};
