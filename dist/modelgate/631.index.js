export const id = 631;
export const ids = [631];
export const modules = {

/***/ 22631:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readTree: () => (/* binding */ readTree)
/* harmony export */ });
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(35763);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7381);


function readTree(tree, workingFolder = '') {
    const inTree = (path) => {
        const joined = (0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .joinPath */ .uJ)(workingFolder, path);
        return joined.split('/')[0] === '..' || joined.startsWith('/') ? null : joined;
    };
    return {
        readText: async (path) => {
            const file = inTree(path);
            return file === null ? null : tree.readText(file);
        },
        list: async (glob) => {
            const pattern = inTree(glob);
            if (pattern === null)
                return [];
            return (await tree.list())
                .filter((path) => (0,_glob_js__WEBPACK_IMPORTED_MODULE_1__/* .matchesGlob */ .k)(path, pattern))
                .map((path) => (0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .relativePath */ .iZ)(workingFolder, path))
                .sort();
        },
    };
}


/***/ }),

/***/ 35763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ isGlob),
/* harmony export */   k: () => (/* binding */ matchesGlob)
/* harmony export */ });
function matchesGlob(path, glob) {
    return matchParts(path.split('/'), glob.split('/'));
}
function isGlob(text) {
    return /[*?]/.test(text);
}
function matchParts(parts, globs) {
    return matchSequence(parts, globs, (glob) => glob === '**', (part, glob) => matchPart(part, glob));
}
function matchPart(part, glob) {
    return matchSequence([...part], [...glob], (unit) => unit === '*', (character, unit) => unit === '?' || unit === character);
}
function matchSequence(items, globs, isSpan, matches) {
    let item = 0;
    let glob = 0;
    let lastSpan = -1;
    let resumeAt = 0;
    while (item < items.length) {
        const unit = globs[glob];
        if (unit !== undefined && isSpan(unit)) {
            lastSpan = glob;
            resumeAt = item;
            glob += 1;
        }
        else if (unit !== undefined && matches(items[item], unit)) {
            item += 1;
            glob += 1;
        }
        else if (lastSpan >= 0) {
            glob = lastSpan + 1;
            resumeAt += 1;
            item = resumeAt;
        }
        else {
            return false;
        }
    }
    while (glob < globs.length && isSpan(globs[glob]))
        glob += 1;
    return glob === globs.length;
}


/***/ }),

/***/ 7381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iZ: () => (/* binding */ relativePath),
/* harmony export */   uJ: () => (/* binding */ joinPath),
/* harmony export */   yS: () => (/* binding */ folderOf)
/* harmony export */ });
function joinPath(...parts) {
    const written = parts.filter((part) => part !== '').join('/');
    const kept = [];
    for (const part of written.split('/')) {
        if (part === '' || part === '.')
            continue;
        if (part === '..' && kept.length > 0 && kept.at(-1) !== '..')
            kept.pop();
        else if (part !== '..' || !written.startsWith('/'))
            kept.push(part);
    }
    return (written.startsWith('/') ? '/' : '') + kept.join('/');
}
function folderOf(file) {
    const end = file.lastIndexOf('/');
    return end < 0 ? '' : joinPath(file.slice(0, end === 0 ? 1 : end));
}
function relativePath(folder, path) {
    const from = joinPath(folder).split('/').filter(Boolean);
    const to = joinPath(path).split('/').filter(Boolean);
    let shared = 0;
    while (shared < from.length && from[shared] === to[shared])
        shared += 1;
    return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}


/***/ })

};
