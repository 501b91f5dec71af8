export const id = 694;
export const ids = [694,510];
export const modules = {

/***/ 13873:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ readConfigFile),
/* harmony export */   y: () => (/* binding */ listIncludes)
/* harmony export */ });
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);
/* harmony import */ var _yaml_located_document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28510);
/* harmony import */ var _defaults_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69183);
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(35763);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7381);





async function readConfigFile(reader, file) {
    const text = await reader.readText(file);
    if (text === null) {
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({
            message: 'there is no such file',
            place: { file },
            help: 'name the configuration with --config FILE',
        });
    }
    const document = (0,_yaml_located_document_js__WEBPACK_IMPORTED_MODULE_1__.parseLocatedYaml)(text, file);
    if (document.data === null) {
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({ message: 'the file is empty', place: { file }, help: 'begin with version: 1' });
    }
    if (!(0,_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .isMap */ .j)(document.data)) {
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({
            message: 'the file must hold keys and values',
            place: document.placeOf([]),
            help: 'begin with version: 1',
        });
    }
    return { file, text, document };
}
async function listIncludes(reader, root, include, faults) {
    const found = new Set();
    for (const [index, glob] of include.entries()) {
        const pattern = (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .joinPath */ .uJ)((0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .folderOf */ .yS)(root.file), glob);
        const files = (await reader.list(pattern)).filter((file) => file !== root.file);
        if (files.length === 0) {
            faults.push({
                message: (0,_glob_js__WEBPACK_IMPORTED_MODULE_4__/* .isGlob */ .f)(glob) ? `no file matches ${glob}` : `there is no file ${pattern}`,
                place: root.placeOf(['include', index], 'value'),
                help: 'paths are relative to this file: mend the path, or take it out',
            });
        }
        for (const file of files)
            found.add(file);
    }
    return [...found];
}


/***/ }),

/***/ 69183:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ applyDefaults),
/* harmony export */   j: () => (/* binding */ isMap)
/* harmony export */ });
function isMap(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function applyDefaults(defaults, own) {
    const merged = new Map(Object.entries(defaults));
    for (const [key, value] of Object.entries(own)) {
        const inherited = merged.get(key);
        if (value === null && merged.has(key))
            merged.delete(key);
        else
            merged.set(key, isMap(value) && isMap(inherited) ? applyDefaults(inherited, value) : value);
    }
    return Object.fromEntries(merged);
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


/***/ }),

/***/ 86694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   locateProject: () => (/* binding */ locateProject)
/* harmony export */ });
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);
/* harmony import */ var _config_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13873);
/* harmony import */ var _defaults_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69183);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7381);




const FILE_NAME = 'modelgate.yml';
async function locateProject(reader, parents, named) {
    const upwards = listUpwards('', parents);
    const found = named === null ? await findFirst(reader, upwards) : (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .joinPath */ .uJ)(named);
    if (found === null)
        return null;
    if (named !== null && (await reader.readText(found)) === null) {
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({
            message: 'there is no such file',
            place: { file: found },
            help: 'mend the path after --config',
        });
    }
    if (found.startsWith('/'))
        return { file: found, part: null };
    for (const file of listUpwards((0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .folderOf */ .yS)(found), parents)) {
        if (file !== found && (await reader.readText(file)) !== null && (await isIncluded(reader, file, found))) {
            return { file, part: found };
        }
    }
    return { file: found, part: null };
}
async function findFirst(reader, files) {
    for (const file of files)
        if ((await reader.readText(file)) !== null)
            return file;
    return null;
}
async function isIncluded(reader, root, file) {
    const { document } = await (0,_config_files_js__WEBPACK_IMPORTED_MODULE_1__/* .readConfigFile */ .R)(reader, root);
    const include = (0,_defaults_js__WEBPACK_IMPORTED_MODULE_3__/* .isMap */ .j)(document.data) && Array.isArray(document.data['include'])
        ? document.data['include']
        : [];
    const globs = include.filter((glob) => typeof glob === 'string');
    return (await (0,_config_files_js__WEBPACK_IMPORTED_MODULE_1__/* .listIncludes */ .y)(reader, document, globs, [])).includes(file);
}
function listUpwards(folder, parents) {
    const files = [];
    for (let current = folder; countUp(current) <= parents; current = (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .joinPath */ .uJ)(current, '..')) {
        files.push((0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .joinPath */ .uJ)(current, FILE_NAME));
    }
    return files;
}
function countUp(folder) {
    return folder.split('/').filter((part) => part === '..').length;
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
