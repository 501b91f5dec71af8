export const id = 420;
export const ids = [420,17];
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

/***/ 38420:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openRegistry: () => (/* binding */ openRegistry)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var core_faults = __webpack_require__(3799);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./.cache/build/src/backends/git/git-environment.js

const ALWAYS = [
    ...['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'SystemRoot', 'WINDIR', 'PATHEXT', 'COMSPEC', 'PROGRAMDATA'],
    ...['http_proxy', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY'],
    ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'GIT_SSL_CAINFO', 'CURL_CA_BUNDLE', 'SSH_AUTH_SOCK'],
];
const OF_THE_USER = [
    ...['HOME', 'USER', 'LOGNAME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'XDG_CONFIG_HOME'],
    ...['XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'DISPLAY', 'WAYLAND_DISPLAY'],
    ...[
        'GIT_SSH',
        'GIT_SSH_COMMAND',
        'GIT_SSH_VARIANT',
        'GIT_ASKPASS',
        'SSH_ASKPASS',
        'GH_TOKEN',
        'GITHUB_TOKEN',
        'GH_CONFIG_DIR',
    ],
];
const SETTINGS = [
    ['core.fsmonitor', 'false'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['protocol.version', '2'],
    ['push.gpgSign', 'false'],
    ['push.followTags', 'false'],
    ['push.recurseSubmodules', 'no'],
    ['submodule.recurse', 'false'],
    ['fetch.recurseSubmodules', 'false'],
    ['fetch.negotiationAlgorithm', 'noop'],
    ['fetch.writeCommitGraph', 'false'],
    ['http.lowSpeedLimit', '1000'],
    ['http.lowSpeedTime', '30'],
];
const GLOBAL_CONFIG_FILE = 'gitconfig';
function gitEnvironment(options) {
    const { variables, isIsolated, folder, settings = [] } = options;
    const names = isIsolated ? ALWAYS : [...ALWAYS, ...OF_THE_USER];
    const inherited = Object.fromEntries(names.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])));
    const all = [['core.hooksPath', (0,external_node_path_.join)(folder, 'no-hooks')], ...SETTINGS, ...settings];
    return {
        ...inherited,
        ...(isIsolated ? { HOME: folder, GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=20' } : {}),
        ...(isIsolated ? { GIT_CONFIG_NOSYSTEM: '1', GIT_ASKPASS: '' } : {}),
        GIT_CONFIG_GLOBAL: (0,external_node_path_.join)(folder, GLOBAL_CONFIG_FILE),
        GIT_ALLOW_PROTOCOL: 'file:https:http:ssh',
        GIT_TERMINAL_PROMPT: '0',
        GIT_OPTIONAL_LOCKS: '0',
        LC_ALL: 'C',
        GIT_CONFIG_COUNT: String(all.length),
        ...Object.fromEntries(all.flatMap(([key, value], index) => [
            [`GIT_CONFIG_KEY_${index}`, key],
            [`GIT_CONFIG_VALUE_${index}`, value],
        ])),
    };
}
function globalConfigText({ variables, isIsolated, }) {
    const home = variables['HOME'] ?? variables['USERPROFILE'];
    const xdg = variables['XDG_CONFIG_HOME'] ?? (home === undefined ? undefined : (0,external_node_path_.join)(home, '.config'));
    const defaults = [xdg && (0,external_node_path_.join)(xdg, 'git', 'config'), home && (0,external_node_path_.join)(home, '.gitconfig')];
    const files = isIsolated
        ? []
        : variables['GIT_CONFIG_GLOBAL'] !== undefined
            ? [variables['GIT_CONFIG_GLOBAL']]
            : defaults;
    const includes = files
        .filter((file) => Boolean(file))
        .map((file) => `[include]\n\tpath = "${file.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"\n`);
    return `[uploadpack]\n\tallowFilter = true\n\tallowAnySHA1InWant = true\n${includes.join('')}`;
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/git/git-objects.js
function parseBatch(output) {
    const objects = new Map();
    let offset = 0;
    while (offset < output.length) {
        const end = output.indexOf(0x0a, offset);
        if (end < 0)
            break;
        const match = /^([0-9a-f]+) (\w+) (\d+)$/.exec(output.toString('latin1', offset, end));
        offset = end + 1;
        if (match === null)
            continue;
        const size = Number(match[3]);
        objects.set(match[1], { id: match[1], type: match[2], content: output.subarray(offset, offset + size) });
        offset += size + 1;
    }
    return objects;
}
function splitObject(content) {
    const whole = content.toString('utf8');
    const end = whole.indexOf('\n\n');
    const head = end < 0 ? whole : whole.slice(0, end);
    const headers = head
        .split('\n')
        .filter((line) => !line.startsWith(' '))
        .map((line) => {
        const space = line.indexOf(' ');
        return [line.slice(0, space), line.slice(space + 1)];
    });
    return { headers, text: end < 0 ? '' : whole.slice(end + 2) };
}
function parseTagObject(content) {
    const { headers, text } = splitObject(content);
    const find = (name) => headers.find(([key]) => key === name)?.[1] ?? '';
    const person = /^(.*?) ?<[^>]*> (\d{1,12}) [+-]\d{4}$/.exec(find('tagger'));
    return {
        target: find('object'),
        targetType: find('type'),
        name: find('tag'),
        tagger: person?.[1] ?? '',
        time: Number(person?.[2] ?? 0),
        message: text,
    };
}
function parseCommitObject(content) {
    const { headers } = splitObject(content);
    return {
        tree: headers.find(([key]) => key === 'tree')?.[1] ?? '',
        parents: headers.filter(([key]) => key === 'parent').map(([, id]) => id),
    };
}
function parseTreeObject(content, idLength) {
    const entries = [];
    let offset = 0;
    while (offset < content.length) {
        const space = content.indexOf(0x20, offset);
        const end = content.indexOf(0, space);
        if (space < 0 || end < 0)
            break;
        const mode = content.toString('latin1', offset, space);
        const next = end + 1 + idLength / 2;
        entries.push({ mode, name: content.toString('utf8', space + 1, end), id: content.toString('hex', end + 1, next) });
        offset = next;
    }
    return entries;
}

// EXTERNAL MODULE: ./.cache/build/src/backends/git/git-process.js
var git_process = __webpack_require__(56657);
// EXTERNAL MODULE: ./.cache/build/src/backends/git/git-config.js
var git_config = __webpack_require__(94824);
;// CONCATENATED MODULE: ./.cache/build/src/backends/git/remote-address.js




const REMOTE = 'registry';
function resolveRemote(request) {
    const { name, config, token } = request;
    const written = config.get(`remote.${name}.url`)?.[0];
    if (written === undefined)
        throw describeMissing(name, (0,git_config/* listRemotes */.Uz)(config));
    const read = takeCredentials(absolute(written, request.topLevel));
    const pushed = config.get(`remote.${name}.pushurl`)?.[0];
    const push = pushed === undefined ? null : takeCredentials(absolute(pushed, request.topLevel));
    const addresses = push === null ? [read] : [read, push];
    const headers = addresses.flatMap(({ url, credentials }) => {
        const origin = originOf(url);
        if (origin === null)
            return [];
        if (credentials !== null)
            return [basicHeader(origin, credentials)];
        return token !== null && isTokenFor(token, origin) ? [basicHeader(origin, `x-access-token:${token.value}`)] : [];
    });
    return {
        location: (0,git_process/* redact */.E$)(read.url),
        settings: [
            [`remote.${REMOTE}.url`, read.url],
            ...(push === null ? [] : [[`remote.${REMOTE}.pushurl`, push.url]]),
            ...new Map(headers.map(({ key, value }) => [key, value])),
        ],
        secrets: [
            ...(token === null ? [] : [token.value]),
            ...headers.map(({ encoded }) => encoded),
            ...addresses.flatMap(({ credentials }) => credentials?.split(':').slice(1) ?? []),
        ],
        warnings: describeRewrites(request, written),
    };
}
function describeMissing(name, remotes) {
    return new core_faults/* InputError */.dz(remotes.length > 0
        ? {
            message: `this repository has no remote called "${name}"; its remotes: ${remotes.join(', ')}`,
            help: `name one of them in modelgate.yml: registry: {type: git, remote: ${remotes[0]}}`,
        }
        : {
            message: `this repository has no remote, and the registry lives in one called "${name}"`,
            help: `add it: git remote add ${name} URL (a bare repository in a folder will do)`,
        });
}
function absolute(url, topLevel) {
    const isDrive = /^[a-z]:[\\/]/i.test(url);
    const hasHost = /^[^/\\]+:/.test(url);
    return hasHost && !isDrive ? url : (0,external_node_path_.resolve)(topLevel, url);
}
function takeCredentials(url) {
    const match = /^(https?:\/\/)([^/@\s]*):([^/@\s]*)@(.*)$/s.exec(url);
    if (match === null)
        return { url, credentials: null };
    const [, scheme, user, password, rest] = match;
    return { url: `${scheme}${rest}`, credentials: `${decode(user)}:${decode(password)}` };
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
function originOf(url) {
    if (!/^https?:\/\//i.test(url))
        return null;
    try {
        return new URL(url).origin;
    }
    catch {
        return null;
    }
}
function isTokenFor(token, origin) {
    const isSafe = origin.startsWith('https://') || /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin);
    return isSafe && originOf(token.origin) === origin;
}
function basicHeader(origin, credentials) {
    const encoded = Buffer.from(credentials, 'utf8').toString('base64');
    return { key: `http.${origin}/.extraHeader`, value: `Authorization: Basic ${encoded}`, encoded };
}
function describeRewrites({ config, userConfig, isIsolated }, url) {
    const found = [(0,git_config/* findRewrite */.mt)(config, url), isIsolated ? (0,git_config/* findRewrite */.mt)(userConfig, url) : null];
    const where = isIsolated
        ? 'in CI the remote is asked under its address as written'
        : "a repository's own rewriting is not applied";
    return found.flatMap((rewrite) => rewrite === null
        ? []
        : [
            `git's configuration rewrites ${(0,git_process/* redact */.E$)(rewrite.prefix)} to ${(0,git_process/* redact */.E$)(rewrite.base)} (insteadOf); ${where}, ${(0,git_process/* redact */.E$)(url)}`,
        ]);
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/git/bare-repository.js










const SMALL_FILE_BYTES = 131_072;
const PASSING = /could not resolve host|timed out|connection (reset|refused|closed)|early eof|hung up unexpectedly|returned error: (429|5\d\d)|rpc failed|tls connection/i;
const NOT_THERE = /not our ref|unadvertised object|no such remote ref|bad object|could not find|couldn't find/i;
const RETRY_DELAYS_MS = [300, 1500];
const NETWORK_TIMEOUT_MS = 300_000;
class BareRepository {
    location;
    options;
    fetched = new Set();
    queue = Promise.resolve();
    constructor(options) {
        this.options = options;
        this.location = options.location;
    }
    static async create(options, signal) {
        const repository = new BareRepository(options);
        await (0,promises_.mkdir)(options.folder, { recursive: true });
        await (0,promises_.writeFile)((0,external_node_path_.join)(options.folder, GLOBAL_CONFIG_FILE), options.globalConfig);
        const init = ['init', '--quiet', '--bare', '--template=', `--object-format=${options.objectFormat}`];
        const make = (path) => (0,git_process/* expectGit */.gd)({ args: [...init, path], environment: options.environment, signal }, 'make a temporary repository');
        await Promise.all([make(repository.path), make(repository.inbox)]);
        await (0,promises_.mkdir)((0,external_node_path_.join)(repository.path, 'objects/info'), { recursive: true });
        await (0,promises_.writeFile)((0,external_node_path_.join)(repository.path, 'objects/info/alternates'), `${(0,external_node_path_.join)(repository.inbox, 'objects')}\n`);
        return repository;
    }
    get path() {
        return (0,external_node_path_.join)(this.options.folder, 'repository.git');
    }
    get inbox() {
        return (0,external_node_path_.join)(this.options.folder, 'inbox.git');
    }
    call(args, signal, more = {}) {
        const environment = { ...this.options.environment, ...more.environment, GIT_DIR: this.path };
        return { ...more, args, environment, signal, secrets: this.options.secrets };
    }
    async listTags(signal) {
        const output = await this.ask(['ls-remote', '--quiet', '--tags', REMOTE], signal);
        const tags = new Map();
        for (const line of output.toString('utf8').split('\n')) {
            const match = /^([0-9a-f]+)\trefs\/tags\/(.+?)(\^\{\})?$/.exec(line);
            if (match === null)
                continue;
            const [, id, name, suffix] = match;
            tags.set(name, suffix === undefined ? { id: id, peeled: null } : { id: tags.get(name)?.id ?? id, peeled: id });
        }
        return tags;
    }
    async findRemoteHead(signal) {
        const output = await this.ask(['ls-remote', '--quiet', '--symref', REMOTE, 'HEAD'], signal);
        const text = output.toString('utf8');
        const commit = /^([0-9a-f]{40,64})\tHEAD$/m.exec(text)?.[1];
        return commit === undefined ? null : { ref: /^ref: (\S+)\tHEAD$/m.exec(text)?.[1] ?? 'HEAD', commit };
    }
    async fetch(ids, filter, signal) {
        const turn = this.queue.then(async () => {
            const missing = [...new Set(ids)].filter((id) => !this.fetched.has(`${filter} ${id}`));
            if (missing.length === 0)
                return;
            const depth = filter === 'tree:0' || filter === 'blob:none' ? ['--depth=1'] : [];
            const filters = filter === null ? [] : [`--filter=${filter}`];
            const options = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-gc'];
            await this.ask(['fetch', ...options, ...depth, ...filters, '--stdin', REMOTE], signal, `${missing.join('\n')}\n`);
            for (const id of missing)
                this.fetched.add(`${filter} ${id}`);
        });
        this.queue = turn.catch(() => undefined);
        await turn;
    }
    async hasRemoteCommit(id, signal) {
        try {
            await this.fetch([id], 'tree:0', signal);
            return true;
        }
        catch (error) {
            if (error instanceof core_faults/* SystemError */._N && NOT_THERE.test(error.message))
                return false;
            throw error;
        }
    }
    async read(ids, signal) {
        const wanted = [...new Set(ids)];
        if (wanted.length === 0)
            return new Map();
        const call = this.call(['cat-file', '--batch'], signal, { input: `${wanted.join('\n')}\n` });
        return parseBatch(await (0,git_process/* expectGit */.gd)(call, 'read objects of the registry'));
    }
    async listPresent(trees, signal) {
        const input = `${[...new Set(trees)].join('\n')}\n`;
        const args = ['rev-list', '--objects', '--no-object-names', '--missing=print', '--stdin'];
        const listed = await (0,git_process/* expectGit */.gd)(this.call(args, signal, { input }), 'list objects of the registry');
        const present = listed
            .toString('latin1')
            .split('\n')
            .filter((id) => /^[0-9a-f]+$/.test(id));
        const sizes = await (0,git_process/* expectGit */.gd)(this.call(['cat-file', '--batch-check=%(objectname) %(objectsize)'], signal, {
            input: `${present.join('\n')}\n`,
        }), 'read objects of the registry');
        const lines = sizes
            .toString('latin1')
            .split('\n')
            .map((line) => line.split(' '));
        return new Map(lines.flatMap(([id, size]) => (size === undefined ? [] : [[id, Number(size)]])));
    }
    async exportFile(id, path, signal) {
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        const { child, finish } = (0,git_process/* startGit */.BE)(this.call(['cat-file', 'blob', id], signal, { timeoutMs: NETWORK_TIMEOUT_MS }));
        child.stdin.end();
        const hash = (0,external_node_crypto_.createHash)('sha256');
        let size = 0;
        const target = (0,external_node_fs_.createWriteStream)(path, { mode: 0o600 });
        child.stdout.on('data', (chunk) => {
            hash.update(chunk);
            size += chunk.length;
        });
        const written = new Promise((resolve, reject) => {
            target.on('finish', resolve).on('error', reject);
            child.stdout.pipe(target);
        });
        const [{ code, stderr }] = await Promise.all([finish, written]);
        if (code !== 0)
            throw (0,git_process/* describeFailure */.Ic)(`fetch a stored file from ${this.location}`, stderr);
        return { sha256: hash.digest('hex'), size };
    }
    async readOwnTags(tags, signal) {
        const call = this.call(['rev-parse', ...tags.map((tag) => `refs/tags/${tag}`)], signal);
        return (await (0,git_process/* expectGit */.gd)(call, 'read the tags that were made')).toString('latin1').trim().split('\n');
    }
    async push(args, signal) {
        return (0,git_process/* runGit */.EO)(this.call(['push', ...args], signal, { timeoutMs: NETWORK_TIMEOUT_MS }));
    }
    async ask(args, signal, input = '') {
        for (let attempt = 0;; attempt += 1) {
            const call = this.call(args, signal, { input, timeoutMs: NETWORK_TIMEOUT_MS });
            const { code, stdout, stderr } = await (0,git_process/* runGit */.EO)({
                ...call,
                environment: { ...call.environment, GIT_DIR: this.inbox },
            });
            if (code === 0)
                return stdout;
            const delay = RETRY_DELAYS_MS[attempt];
            if (delay === undefined || !PASSING.test(stderr))
                throw describeRemoteFailure(this.location, stderr);
            await (0,external_node_timers_promises_.setTimeout)(delay, undefined, { signal });
        }
    }
}
function describeRemoteFailure(location, stderr) {
    const isCredentials = /authentication failed|could not read (username|password)|permission denied|terminal prompts disabled|\b40[13]\b/i;
    const help = isCredentials.test(stderr)
        ? 'give a token that may read the repository (permission contents), or set up git credentials for it'
        : 'check the address of the remote and that this machine can reach it';
    return (0,git_process/* describeFailure */.Ic)(`read the registry at ${location}`, stderr, help);
}

// EXTERNAL MODULE: ./.cache/build/src/backends/git/repository.js
var git_repository = __webpack_require__(38017);
;// CONCATENATED MODULE: ./.cache/build/src/backends/git/policy-tree.js




const MAX_FILE_BYTES = 10 * 1024 * 1024;
async function openPolicyTree(repository, place, signal) {
    const remote = await repository.findRemoteHead(signal);
    if (remote !== null) {
        await repository.fetch([remote.commit], 'blob:none', signal);
        return openTree(repository, remote, null, signal);
    }
    const { commit } = await (0,git_repository/* readHead */.zy)(place);
    if (commit === null) {
        throw new core_faults/* InputError */.dz({
            message: `neither the remote ${repository.location} nor this repository has a commit that could hold the policy`,
            help: 'commit modelgate.yml and push the default branch',
        });
    }
    return openTree(repository, { ref: 'HEAD', commit }, lendObjects(place), signal);
}
async function hasLocalCommit(repository, place, commit, signal) {
    const call = repository.call(['cat-file', '-e', `${commit}^{commit}`], signal, { environment: lendObjects(place) });
    const { code } = await (0,git_process/* runGit */.EO)(call);
    return code === 0;
}
function lendObjects(place) {
    return { GIT_ALTERNATE_OBJECT_DIRECTORIES: quotePath((0,external_node_path_.join)(place.commonFolder, 'objects')) };
}
function quotePath(path) {
    return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
async function openTree(repository, at, lent, signal) {
    const environment = lent ?? {};
    const doing = `read the policy at ${at.ref} of ${repository.location}`;
    const call = repository.call(['ls-tree', '-r', '-z', '--full-tree', at.commit], signal, { environment });
    const listing = await (0,git_process/* expectGit */.gd)(call, doing);
    const files = new Map(listing
        .toString('utf8')
        .split('\0')
        .flatMap((line) => {
        const match = /^100(?:644|755) blob ([0-9a-f]+)\t(.+)$/s.exec(line);
        return match === null ? [] : [[match[2], match[1]]];
    }));
    return {
        ref: at.ref,
        commit: at.commit,
        list: async () => [...files.keys()],
        readText: async (path) => {
            const id = files.get(path);
            if (id === undefined)
                return null;
            if (lent === null)
                await repository.fetch([id], null, signal);
            const bytes = await (0,git_process/* expectGit */.gd)(repository.call(['cat-file', 'blob', id], signal, { environment }), doing);
            return decodeText(bytes, path, at.ref);
        },
    };
}
function decodeText(bytes, path, ref) {
    if (bytes.length > MAX_FILE_BYTES)
        throw new core_faults/* InputError */.dz(`${path} at ${ref} is larger than ${MAX_FILE_BYTES} bytes`);
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw new core_faults/* InputError */.dz({ message: `${path} at ${ref} is not UTF-8`, help: 'save it as UTF-8' }, { cause: error });
    }
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/git/record-reading.js



const MAX_DEPTH = 6;
async function readRecords(repository, commits, signal) {
    const objects = await repository.read(commits, signal);
    const heads = new Map([...objects.values()].flatMap(({ id, type, content }) => type === 'commit' ? [[id, parseCommitObject(content)]] : []));
    const roots = [...heads.values()].map(({ tree }) => tree);
    if (roots.length === 0)
        return new Map();
    await repository.fetch(roots, 'blob:limit=131072', signal);
    const listings = await listTrees(repository, roots, signal);
    const sizes = await repository.listPresent(roots, signal);
    const small = [...listings.values()]
        .flatMap((files) => [...files.values()])
        .filter((id) => (sizes.get(id) ?? Number.POSITIVE_INFINITY) <= SMALL_FILE_BYTES);
    const blobs = await repository.read(small, signal);
    const digests = new Map([...blobs].map(([id, { content }]) => [id, sha256(content)]));
    return new Map([...heads].map(([commit, { tree, parents }]) => {
        const ids = listings.get(tree) ?? new Map();
        const recordId = ids.get('record.json');
        const blob = recordId === undefined ? undefined : blobs.get(recordId);
        const record = blob === undefined ? null : { text: blob.content.toString('utf8'), sha256: digests.get(blob.id) };
        const files = new Map([...ids].map(([path, id]) => [path, digests.get(id) ?? null]));
        return [commit, { commit, parents, record, files, ids }];
    }));
}
const sha256 = (content) => (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex');
async function listTrees(repository, roots, signal) {
    const listings = new Map(roots.map((root) => [root, new Map()]));
    let open = roots.map((root) => ({ root, prefix: '', id: root }));
    for (let depth = 0; depth < MAX_DEPTH && open.length > 0; depth += 1) {
        const trees = await repository.read(open.map(({ id }) => id), signal);
        open = open.flatMap(({ root, prefix, id }) => {
            const entries = parseTreeObject(trees.get(id)?.content ?? Buffer.alloc(0), id.length);
            for (const entry of entries) {
                if (entry.mode === '100644' || entry.mode === '100755')
                    listings.get(root).set(prefix + entry.name, entry.id);
            }
            return entries
                .filter(({ mode }) => mode === '40000')
                .map((entry) => ({ root, prefix: `${prefix}${entry.name}/`, id: entry.id }));
        });
    }
    return listings;
}

// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
;// CONCATENATED MODULE: ./.cache/build/src/backends/git/record-writing.js






async function storeFiles(repository, drafts, signal) {
    refuseBadPaths(drafts.map(({ path }) => path));
    if (drafts.length === 0)
        return [];
    return runImport(repository, signal, async (importer) => {
        const stored = [];
        for (const draft of drafts) {
            const { sha256, size } = await sendFile(importer, draft);
            await importer.write('\nget-mark :1\n');
            stored.push({ path: draft.path, id: await importer.readLine(), sha256, size });
        }
        return stored;
    });
}
function refuseBadPaths(paths) {
    const isBad = (path) => !/^(artifacts|evidence)\/[^/]/.test(path) ||
        path.split('/').some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git') ||
        /["\\\p{Cc}]/u.test(path);
    const faults = [
        ...paths.filter(isBad).map((path) => `"${path}" cannot be a path in a record`),
        ...paths.filter((path, index) => paths.indexOf(path) !== index).map((path) => `"${path}" is in the record twice`),
    ];
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults.map((message) => ({ message })));
}
async function sendFile(importer, { path, file }) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    if ('bytes' in file) {
        await importer.write(`blob\nmark :1\ndata ${file.bytes.length}\n`);
        await importer.write(file.bytes);
        return { sha256: hash.update(file.bytes).digest('hex'), size: file.bytes.length };
    }
    const status = await (0,promises_.stat)(file.localPath).catch(() => null);
    if (status?.isFile() !== true)
        throw new core_faults/* InputError */.dz(`${file.localPath}: there is no such file to store as ${path}`);
    await importer.write(`blob\nmark :1\ndata ${status.size}\n`);
    let size = 0;
    for await (const chunk of (0,external_node_fs_.createReadStream)(file.localPath)) {
        size += chunk.length;
        if (size > status.size)
            break;
        hash.update(chunk);
        await importer.write(chunk);
    }
    if (size !== status.size)
        throw new core_faults/* InputError */.dz(`${file.localPath} changed while it was stored: try again`);
    return { sha256: hash.digest('hex'), size };
}
async function writeRecord(repository, draft, draftTags, signal) {
    return runImport(repository, signal, async (importer) => {
        const who = formatPerson(draft.person, draft.time);
        await importer.write(`commit refs/draft/record\nmark :1\ncommitter ${who}\n${data(draft.message)}`);
        if (draft.parent !== null)
            await importer.write(`merge ${draft.parent}\n`);
        await importer.write(`M 100644 inline record.json\n${data(draft.recordText)}`);
        for (const { path, id } of draft.files)
            await importer.write(`M 100644 ${id} ${path}\n`);
        await importer.write('\nget-mark :1\n');
        const commit = await importer.readLine();
        await sendTags(importer, commit, draftTags(commit), who);
        return commit;
    });
}
async function writeTags(repository, commit, tags, by, signal) {
    await runImport(repository, signal, (importer) => sendTags(importer, commit, tags, formatPerson(by.person, by.time)));
}
async function sendTags(importer, commit, tags, who) {
    for (const { tag, message } of tags)
        await importer.write(`tag ${tag}\nfrom ${commit}\ntagger ${who}\n${data(message)}`);
}
function data(text) {
    return `data ${Buffer.byteLength(text, 'utf8')}\n${text}\n`;
}
function formatPerson({ name, email }, time) {
    const clean = (text) => text
        .replace(/[<>\p{Cc}]/gu, ' ')
        .replace(/ +/g, ' ')
        .trim();
    return `${clean(name) || 'unknown'} <${clean(email)}> ${time} +0000`;
}
async function runImport(repository, signal, use) {
    const args = ['fast-import', '--quiet', '--force', '--done', '--date-format=raw', '--cat-blob-fd=1'];
    const git = (0,git_process/* startGit */.BE)(repository.call(args, signal, { timeoutMs: 600_000 }));
    const lines = (0,external_node_readline_.createInterface)({ input: git.child.stdout })[Symbol.asyncIterator]();
    const ended = failAtEnd(git);
    try {
        const value = await use({
            write: (text) => Promise.race([send(git, text), ended]),
            readLine: async () => {
                const line = await Promise.race([lines.next(), ended]);
                return line.done === true ? ended : line.value;
            },
        });
        git.child.stdin.end('done\n');
        const { code, stderr } = await git.finish;
        if (code !== 0)
            throw describeImport(stderr);
        return value;
    }
    catch (error) {
        git.child.kill();
        throw error;
    }
}
function failAtEnd({ finish }) {
    const failed = finish.then(({ stderr }) => {
        throw describeImport(stderr);
    });
    failed.catch(() => { });
    return failed;
}
function describeImport(stderr) {
    const reason = stderr.split('\n').find((line) => line.startsWith('fatal:')) ?? 'git fast-import ended early';
    return new core_faults/* SystemError */._N(`cannot write the record: ${reason.trim()}`, {
        help: 'is the disk with the temporary folder full?',
    });
}
function send({ child }, data) {
    return new Promise((resolve) => {
        if (child.stdin.write(data))
            resolve();
        else
            child.stdin.once('drain', resolve);
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/git/registry-state.js

async function readState(repository, rules, models, signal) {
    const refs = await repository.listTags(signal);
    const chosen = [...refs].filter(([tag]) => rules.selectTagName(tag, models) !== null);
    const annotated = chosen.filter(([, { peeled }]) => peeled !== null).map(([, { id }]) => id);
    await repository.fetch(annotated, 'tree:0', signal);
    const tagObjects = await repository.read(annotated, signal);
    const parsed = new Map([...tagObjects].map(([id, { content }]) => [id, parseTagObject(content)]));
    const commitIds = [...parsed.values()].filter(({ targetType }) => targetType === 'commit').map(({ target }) => target);
    const commits = await repository.read(commitIds, signal);
    const parents = new Map([...commits].map(([id, { content }]) => [id, parseCommitObject(content).parents[0] ?? null]));
    const toRemoteTag = ([tag, { id, peeled }]) => {
        const commit = peeled ?? id;
        return { tag, objectId: id, commit, parent: parents.get(commit) ?? null, annotation: parsed.get(id) ?? null };
    };
    const tags = chosen.map(toRemoteTag).flatMap((tag) => rules.readRegistryTag(tag) ?? []);
    return { names: [...refs.keys()], tags };
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/git/tag-push.js


async function pushTags(repository, tags, signal) {
    const refs = tags.map((tag) => `refs/tags/${tag}`);
    const leases = refs.map((ref) => `--force-with-lease=${ref}:`);
    const specs = refs.map((ref) => `${ref}:${ref}`);
    const options = ['--porcelain', '--atomic', '--no-verify', '--no-thin', '--no-follow-tags', '--recurse-submodules=no'];
    return readPushOutput(await repository.push([...options, ...leases, REMOTE, ...specs], signal));
}
const CONTENDED = /stale info|already exists|cannot lock ref|failed to (update|lock)|incorrect old value|unable to (create|lock)|reference already/i;
const COLLATERAL = /atomic (push|transaction) fail|transaction (failed|aborted)/i;
function readPushOutput({ code, stdout, stderr }) {
    if (code === 0)
        return { kind: 'pushed' };
    const reasons = stdout
        .toString('utf8')
        .split('\n')
        .flatMap((line) => /^!\t[^\t]*\t\[[^\]]*\](?: \((.*)\))?$/.exec(line)?.[1] ?? []);
    const telling = reasons.filter((reason) => !COLLATERAL.test(reason));
    if (telling.length === 0) {
        return reasons.length > 0 ? { kind: 'taken', reason: reasons[0] } : { kind: 'unknown', reason: (0,git_process/* findReason */.Uc)(stderr) };
    }
    if (telling.every((reason) => CONTENDED.test(reason)))
        return { kind: 'taken', reason: telling.join('; ') };
    const words = findServerWords(stderr);
    return { kind: 'refused', reason: [...new Set(telling), ...words].join('; ').slice(0, 1500) };
}
function findServerWords(stderr) {
    return stderr
        .split(/[\r\n]+/)
        .flatMap((line) => /^remote: (.*)$/
        .exec(line)?.[1]
        ?.replace(/\p{Cc}/gu, ' ')
        .trim() || [])
        .slice(0, 8);
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/git/git-registry.js








const MAX_ATTEMPTS = 40;
class GitRegistry {
    location;
    options;
    known = new Map();
    records = new Map();
    warned = new Set();
    lastWrite = Promise.resolve();
    constructor(options) {
        this.options = options;
        this.location = options.repository.location;
    }
    async read(options, signal) {
        const { tags } = await this.readState(options.models, signal);
        return this.options.rules.buildSnapshot(tags, options.asOf);
    }
    async inspect(options, signal) {
        const { tags } = await this.readState(options.models, signal);
        const annotated = tags.filter((tag) => tag.at !== null);
        return { tags, records: await this.readRecords([...new Set(annotated.map((tag) => tag.commit))], signal) };
    }
    async record(version, signal) {
        const tag = await this.findTag(version, signal);
        const found = (await this.readRecords([tag.commit], signal)).get(tag.commit)?.record ?? null;
        const help = 'modelgate registry verify shows what was altered; compare with a clone or backup';
        if (found === null)
            throw new core_faults/* SystemError */._N(`the record of ${tag.tag} is missing at ${this.location}`, { help });
        if (found.sha256 !== tag.details?.record.sha256) {
            const wanted = tag.details === null ? (tag.fault ?? 'no digest') : `sha256:${tag.details.record.sha256}`;
            throw new core_faults/* SystemError */._N(`the record of ${tag.tag} is not the one registered: sha256:${found.sha256}, the tag has ${wanted}`, { help });
        }
        const record = parseRecord(found.text, tag.tag);
        if (record.schema === 'modelgate.record/v1')
            return record;
        throw new core_faults/* SystemError */._N(`the record of ${tag.tag} is of schema ${String(record.schema)}, which this version does not read`, {
            help: 'use a newer modelgate',
        });
    }
    async artifact(version, path, signal) {
        const record = await this.record(version, signal);
        const entry = record.artifacts.find((artifact) => artifact.path === path);
        if (entry === undefined)
            return null;
        const id = this.records.get(version.commit)?.ids.get(path);
        if (id === undefined)
            throw new core_faults/* SystemError */._N(`${path} of ${version.tag} is missing at ${this.location}`);
        const { repository, folder } = this.options;
        await repository.fetch([id], null, signal);
        const target = (0,external_node_path_.join)(folder, id, path.split('/').at(-1));
        const { sha256, size } = await repository.exportFile(id, target, signal);
        if (sha256 === entry.digest.sha256)
            return { path: target, sha256, size };
        throw new core_faults/* SystemError */._N(`${path} of ${version.tag} is sha256:${sha256}, its record says sha256:${entry.digest.sha256}`, {
            help: 'modelgate registry verify shows what was altered; compare with a clone or backup',
        });
    }
    async register(draft, signal) {
        const { rules, repository } = this.options;
        const person = this.findPerson(draft.identity);
        const request = { ...draft, modelDigest: rules.findModelDigest(draft.record) };
        rules.planRegistration([], [], { ...request, expectedStageCommit: null });
        const files = await storeFiles(repository, draft.files, signal);
        refuseOtherBytes(draft, files);
        return this.repeat(async () => {
            const state = await this.readState([draft.model], signal);
            const plan = rules.planRegistration(state.tags, state.names, request);
            const record = {
                schema: 'modelgate.record/v1',
                model: draft.model,
                version: plan.version,
                previous: plan.previous,
                ...draft.record,
            };
            const recordText = rules.formatRecord(record);
            const sha256 = (0,external_node_crypto_.createHash)('sha256').update(recordText).digest('hex');
            let tags = [];
            const commit = await writeRecord(repository, {
                parent: plan.previous,
                recordText,
                files,
                message: `${draft.model} ${plan.version}\n`,
                person,
                time: this.chooseTime(state),
            }, (id) => {
                tags = rules.draftTags(plan, { record, commit: id, sha256 }, draft);
                return tags;
            }, signal);
            const registration = {
                version: plan.version,
                tag: plan.tag,
                stage: plan.stage?.stage ?? null,
                stageTag: plan.stage?.tag ?? null,
                commit,
            };
            return { registration, outcome: await this.push(commit, tags, signal) };
        });
    }
    async assign(draft, signal) {
        const { rules, repository } = this.options;
        const person = this.findPerson(draft.identity);
        return this.repeat(async () => {
            const state = await this.readState([draft.model], signal);
            const plan = rules.planAssignment(state.tags, state.names, draft);
            const registration = {
                version: draft.version,
                tag: plan.version.tag,
                stage: draft.stage,
                stageTag: plan.stage.tag,
                commit: plan.version.commit,
            };
            if (plan.existing !== null)
                return { registration, outcome: { kind: 'pushed' } };
            const tag = rules.draftStageTag(plan.version, plan.stage, draft.sentence, draft.details);
            await writeTags(repository, registration.commit, [tag], { person, time: this.chooseTime(state) }, signal);
            return { registration, outcome: await this.push(registration.commit, [tag], signal) };
        });
    }
    async hasCommit(commit, signal) {
        if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
            return false;
        const { repository, place } = this.options;
        return (await repository.hasRemoteCommit(commit, signal)) || hasLocalCommit(repository, place, commit, signal);
    }
    policyFiles(signal) {
        return openPolicyTree(this.options.repository, this.options.place, signal);
    }
    async readState(models, signal) {
        const { repository, rules, warn } = this.options;
        const state = await readState(repository, rules, models, signal);
        for (const tag of state.tags)
            this.known.set(tag.tag, tag);
        for (const { tag } of rules.selectForeignTags(state.names, models)) {
            if (!this.warned.has(tag))
                warn(`${tag} is a tag of GTO's that modelgate does not act on: stages are shown as if it were not there`);
            this.warned.add(tag);
        }
        return state;
    }
    async readRecords(commits, signal) {
        const missing = commits.filter((commit) => !this.records.has(commit));
        for (const [commit, record] of await readRecords(this.options.repository, missing, signal))
            this.records.set(commit, record);
        return new Map([...this.records].filter(([commit]) => commits.includes(commit)));
    }
    async findTag(version, signal) {
        if (!this.known.has(version.tag))
            await this.readState([version.model], signal);
        const tag = this.known.get(version.tag);
        if (tag?.commit === version.commit)
            return tag;
        throw new core_faults/* SystemError */._N(`the tag ${version.tag} is not at ${this.location} as it was seen before`, {
            help: 'compare again',
        });
    }
    findPerson(identity) {
        const person = identity ?? this.options.user;
        if (person !== null)
            return person;
        throw new core_faults/* InputError */.dz({
            message: 'nobody is named who registers the version',
            help: 'set user.name and user.email with git config, or GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL',
        });
    }
    chooseTime(state) {
        const times = state.tags.map((tag) => (tag.details === null ? 0 : Date.parse(tag.at ?? '') / 1000 || 0));
        return times.reduce((latest, time) => Math.max(latest, time), Math.floor(this.options.clock.now().getTime() / 1000));
    }
    async push(commit, tags, signal) {
        const { repository } = this.options;
        const names = tags.map(({ tag }) => tag);
        const outcome = await pushTags(repository, names, signal);
        if (outcome.kind === 'refused')
            return outcome;
        const [remote, own] = await Promise.all([repository.listTags(signal), repository.readOwnTags(names, signal)]);
        const isThere = names.every((tag, index) => remote.get(tag)?.id === own[index] && remote.get(tag)?.peeled === commit);
        if (isThere)
            return { kind: 'pushed' };
        if (outcome.kind !== 'pushed')
            return outcome;
        return { kind: 'refused', reason: 'it accepted the tags and does not show them' };
    }
    async repeat(attempt) {
        const turn = this.lastWrite.then(() => this.repeatNow(attempt));
        this.lastWrite = turn.catch(() => undefined);
        return turn;
    }
    async repeatNow(attempt) {
        let reason = '';
        for (let count = 0; count < MAX_ATTEMPTS; count += 1) {
            const { registration, outcome } = await attempt();
            if (outcome.kind === 'pushed')
                return registration;
            reason = outcome.reason;
            if (outcome.kind === 'taken')
                continue;
            const tags = [registration.tag, registration.stageTag].filter((tag) => tag !== null).join(' and ');
            throw new core_faults/* SystemError */._N(`${this.location} did not take ${tags}: ${reason}`, {
                help: outcome.kind === 'refused'
                    ? 'nothing was changed; the job needs permission contents: write, and rulesets and hooks must allow new tags'
                    : 'nothing was changed; try again',
            });
        }
        throw new core_faults/* SystemError */._N(`${this.location} was changed by others ${MAX_ATTEMPTS} times in a row: ${reason}`, {
            help: 'try again later',
        });
    }
}
function parseRecord(text, tag) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new core_faults/* SystemError */._N(`the record of ${tag} is no JSON`, { cause: error });
    }
}
function refuseOtherBytes(draft, files) {
    const faults = draft.record.artifacts.flatMap(({ path, digest }) => {
        const file = files.find((candidate) => candidate.path === path);
        if (file === undefined || file.sha256 === digest.sha256)
            return [];
        return [`${path} is sha256:${file.sha256} now and was sha256:${digest.sha256} when it was judged: compare again`];
    });
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults.map((message) => ({ message })));
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/git/registry.js










async function openRegistry(request, signal) {
    const { variables, isIsolated } = request;
    const place = await (0,git_repository/* findRepository */.W1)(request.folder);
    if (place === null) {
        throw new core_faults/* InputError */.dz({
            message: `${request.folder} lies in no git repository, and the registry lives in a repository's remote`,
            help: 'run in a clone (in a workflow after actions/checkout), or start with git init and git remote add origin URL',
        });
    }
    const folder = await (0,promises_.realpath)(await (0,promises_.mkdtemp)((0,external_node_path_.join)(request.temporaryFolder, 'modelgate-registry-')));
    const close = () => (0,promises_.rm)(folder, { recursive: true, force: true, maxRetries: 3 });
    try {
        const [config, userConfig] = await Promise.all([
            (0,git_repository/* readRepositoryConfig */.Fz)(place, variables, signal),
            readUserConfig(variables, folder, signal),
        ]);
        const address = resolveRemote({
            name: request.remote,
            topLevel: place.topLevel,
            config,
            userConfig,
            isIsolated,
            token: request.token,
        });
        for (const warning of address.warnings)
            request.logger.warning(warning);
        const repository = await BareRepository.create({
            folder,
            environment: gitEnvironment({ variables, isIsolated, folder, settings: address.settings }),
            globalConfig: globalConfigText({ variables, isIsolated }),
            objectFormat: (0,git_config/* lastValue */.ku)(config, 'extensions.objectformat') === 'sha256' ? 'sha256' : 'sha1',
            location: address.location,
            secrets: address.secrets,
        }, signal);
        const registry = new GitRegistry({
            repository,
            place,
            rules: request.rules,
            clock: request.clock,
            user: findUser(config) ?? findUser(userConfig),
            warn: (message) => request.logger.warning(message),
            folder: (0,external_node_path_.join)(folder, 'artifacts'),
        });
        return Object.assign(registry, { close });
    }
    catch (error) {
        await close();
        throw error;
    }
}
async function readUserConfig(variables, folder, signal) {
    const names = [
        'PATH',
        'SystemRoot',
        'HOME',
        'USERPROFILE',
        'XDG_CONFIG_HOME',
        'GIT_CONFIG_GLOBAL',
        'GIT_CONFIG_SYSTEM',
        'GIT_CONFIG_NOSYSTEM',
    ];
    const environment = Object.fromEntries(names.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])));
    const { code, stdout } = await (0,git_process/* runGit */.EO)({
        args: ['config', '--null', '--list', '--includes'],
        environment: { ...environment, GIT_DIR: folder, LC_ALL: 'C' },
        signal,
        timeoutMs: 20_000,
    });
    return (0,git_config/* parseConfigList */.YG)(code === 0 ? stdout.toString('utf8') : '');
}
function findUser(config) {
    const [name, email] = [(0,git_config/* lastValue */.ku)(config, 'user.name'), (0,git_config/* lastValue */.ku)(config, 'user.email')];
    return name && email ? { name, email } : null;
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
