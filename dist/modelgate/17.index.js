export const id = 17;
export const ids = [17];
export const modules = {

/***/ 94824:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Uz: () => (/* binding */ listRemotes),
/* harmony export */   YG: () => (/* binding */ parseConfigList),
/* harmony export */   ku: () => (/* binding */ lastValue),
/* harmony export */   mt: () => (/* binding */ findRewrite)
/* harmony export */ });
function parseConfigList(output) {
    const config = new Map();
    for (const entry of output.split('\0')) {
        if (entry === '')
            continue;
        const end = entry.indexOf('\n');
        const key = end < 0 ? entry : entry.slice(0, end);
        config.set(key, [...(config.get(key) ?? []), end < 0 ? 'true' : entry.slice(end + 1)]);
    }
    return config;
}
function lastValue(config, key) {
    return config.get(key)?.at(-1) ?? null;
}
function listRemotes(config) {
    return [...config.keys()].flatMap((key) => {
        const match = /^remote\.(.+)\.url$/s.exec(key);
        return match ? [match[1]] : [];
    });
}
function findRewrite(config, url) {
    const fitting = [...config].flatMap(([key, values]) => {
        const match = /^url\.(.*)\.(?:push)?insteadof$/s.exec(key);
        if (match === null)
            return [];
        return values.filter((prefix) => url.startsWith(prefix)).map((prefix) => ({ key, prefix, base: match[1] }));
    });
    return fitting.sort((a, b) => b.prefix.length - a.prefix.length)[0] ?? null;
}


/***/ }),

/***/ 56657:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BE: () => (/* binding */ startGit),
/* harmony export */   E$: () => (/* binding */ redact),
/* harmony export */   EO: () => (/* binding */ runGit),
/* harmony export */   Ic: () => (/* binding */ describeFailure),
/* harmony export */   Uc: () => (/* binding */ findReason),
/* harmony export */   gd: () => (/* binding */ expectGit)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3799);


const DEFAULT_TIMEOUT_MS = 120_000;
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;
const MAX_STDERR_LENGTH = 64 * 1024;
function startGit({ args, environment, signal, timeoutMs = DEFAULT_TIMEOUT_MS, secrets = [], }) {
    const limit = AbortSignal.timeout(timeoutMs);
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)('git', [...args], {
        env: { ...environment },
        signal: AbortSignal.any([signal, limit]),
        stdio: 'pipe',
        windowsHide: true,
    });
    let stderr = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text) => {
        if (stderr.length < MAX_STDERR_LENGTH)
            stderr += text;
    });
    child.stdin.on('error', () => { });
    const finish = new Promise((resolve, reject) => {
        child.on('error', (error) => {
            if (signal.aborted)
                reject(signal.reason);
            else if (limit.aborted) {
                const seconds = Math.round(timeoutMs / 1000);
                reject(new _core_faults_js__WEBPACK_IMPORTED_MODULE_1__/* .SystemError */ ._N(`git ${args[0]} did not finish within ${seconds} s`, {
                    help: 'try again; is the remote reachable?',
                }));
            }
            else if (error.code === 'ENOENT') {
                reject(new _core_faults_js__WEBPACK_IMPORTED_MODULE_1__/* .SystemError */ ._N('git was not found', {
                    cause: error,
                    help: 'install git (2.30 or later) and put it on PATH',
                }));
            }
            else
                reject(new _core_faults_js__WEBPACK_IMPORTED_MODULE_1__/* .SystemError */ ._N(`git could not be started: ${error.message}`, { cause: error }));
        });
        child.on('close', (code, name) => {
            const ended = code === null && name !== null ? `\nfatal: git was ended by ${name}` : '';
            resolve({ code: code ?? 128, stderr: redact(stderr + ended, secrets) });
        });
    });
    return { child, finish };
}
async function runGit(call) {
    const { child, finish } = startGit(call);
    const chunks = [];
    let size = 0;
    child.stdout.on('data', (chunk) => {
        size += chunk.length;
        if (size <= MAX_OUTPUT_BYTES)
            chunks.push(chunk);
        else
            child.kill();
    });
    child.stdin.end(call.input ?? '');
    const { code, stderr } = await finish;
    if (size > MAX_OUTPUT_BYTES)
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_1__/* .SystemError */ ._N(`git ${call.args[0]} printed more than ${MAX_OUTPUT_BYTES} bytes`);
    return { code, stdout: Buffer.concat(chunks), stderr };
}
async function expectGit(call, doing, help) {
    const { code, stdout, stderr } = await runGit(call);
    if (code !== 0)
        throw describeFailure(doing, stderr, help);
    return stdout;
}
function describeFailure(doing, stderr, help) {
    return new _core_faults_js__WEBPACK_IMPORTED_MODULE_1__/* .SystemError */ ._N(`cannot ${doing}: ${findReason(stderr)}`, help === undefined ? {} : { help });
}
function findReason(stderr) {
    const lines = stderr
        .split(/[\r\n]+/)
        .map((line) => stripControls(line).trim())
        .filter((line) => line !== '' && !/^(hint|warning):/.test(line));
    const telling = lines.filter((line) => /^(fatal|error|remote|ssh|ERROR):? /i.test(line) || /denied|refused|failed/i.test(line));
    const chosen = (telling.length > 0 ? telling : lines).slice(0, 8);
    return chosen.length > 0 ? chosen.join('; ').slice(0, 1500) : 'git gave no reason';
}
function stripControls(text) {
    return text.replace(/\p{Cc}/gu, ' ');
}
function redact(text, secrets = []) {
    const hidden = secrets
        .filter((secret) => secret !== '')
        .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    return hidden.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/@\s'"]+@/gi, '$1');
}


/***/ }),

/***/ 38017:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fz: () => (/* binding */ readRepositoryConfig),
/* harmony export */   W1: () => (/* binding */ findRepository),
/* harmony export */   readRepository: () => (/* binding */ readRepository),
/* harmony export */   zy: () => (/* binding */ readHead)
/* harmony export */ });
/* unused harmony export findSlug */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _git_config_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94824);
/* harmony import */ var _git_process_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56657);




async function findRepository(folder) {
    for (let topLevel = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder);; topLevel = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(topLevel)) {
        const gitFolder = await findGitFolder(topLevel);
        if (gitFolder !== null) {
            const common = await readTextOrNull((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(gitFolder, 'commondir'));
            return { topLevel, gitFolder, commonFolder: common === null ? gitFolder : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(gitFolder, common.trim()) };
        }
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(topLevel) === topLevel)
            return null;
    }
}
async function findGitFolder(topLevel) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(topLevel, '.git');
    const status = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path).catch(() => null);
    if (status === null)
        return null;
    const target = status.isFile() ? /^gitdir: (.+)$/m.exec((await readTextOrNull(path)) ?? '')?.[1] : '.git';
    if (target === undefined)
        return null;
    const gitFolder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(topLevel, target.trim());
    return (await readTextOrNull((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(gitFolder, 'HEAD'))) === null ? null : gitFolder;
}
async function readTextOrNull(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8').catch(() => null);
}
async function readHead(place) {
    let text = await readTextOrNull((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place.gitFolder, 'HEAD'));
    let ref = null;
    for (let depth = 0; depth < 5 && text !== null; depth += 1) {
        const target = /^ref: (\S+)/.exec(text)?.[1];
        if (target === undefined)
            return { ref, commit: /^([0-9a-f]{40,64})\s*$/.exec(text)?.[1] ?? null };
        if (!/^refs\/[^.]/.test(target) || target.includes('..'))
            return { ref, commit: null };
        ref = target;
        text = (await readTextOrNull((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place.commonFolder, target))) ?? (await findPackedRef(place, target));
    }
    return { ref, commit: null };
}
async function findPackedRef(place, ref) {
    const packed = await readTextOrNull((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place.commonFolder, 'packed-refs'));
    const line = packed?.split('\n').find((candidate) => candidate.endsWith(` ${ref}`));
    return line === undefined ? null : line.slice(0, line.indexOf(' '));
}
async function readRepositoryConfig(place, variables, signal) {
    const output = await (0,_git_process_js__WEBPACK_IMPORTED_MODULE_2__/* .expectGit */ .gd)({
        args: ['config', '--file', (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place.commonFolder, 'config'), '--no-includes', '--null', '--list'],
        environment: { PATH: variables['PATH'] ?? '', SystemRoot: variables['SystemRoot'] ?? '', LC_ALL: 'C' },
        signal,
        timeoutMs: 20_000,
    }, `read the configuration of the repository in ${place.topLevel}`);
    return (0,_git_config_js__WEBPACK_IMPORTED_MODULE_3__/* .parseConfigList */ .YG)(output.toString('utf8'));
}
async function readRepository(folder, variables, signal) {
    const place = await findRepository(folder);
    if (place === null)
        return null;
    const [{ ref, commit }, config] = await Promise.all([readHead(place), readRepositoryConfig(place, variables, signal)]);
    const url = (0,_git_config_js__WEBPACK_IMPORTED_MODULE_3__/* .lastValue */ .ku)(config, 'remote.origin.url');
    return { topLevel: place.topLevel, head: commit, ref, slug: url === null ? null : findSlug(url) };
}
function findSlug(url) {
    const match = /^(?:https?|ssh|git):\/\/[^/]+\/(.+)$/.exec(url) ??
        (/^[a-z]+:\/\//i.test(url) ? null : /^[^/:\s]{2,}:(?!\/\/)(.+)$/.exec(url));
    const parts = match?.[1]
        ?.replace(/\/+$/, '')
        .replace(/\.git$/, '')
        .split('/')
        .filter(Boolean) ?? [];
    return parts.length >= 2 ? parts.slice(-2).join('/') : null;
}


/***/ })

};
