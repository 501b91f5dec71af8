export const id = 140;
export const ids = [140];
export const modules = {

/***/ 28140:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createEngine: () => (/* binding */ createEngine)
});

// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var core_faults = __webpack_require__(3799);
// EXTERNAL MODULE: ./.cache/build/src/sql/quoting.js
var quoting = __webpack_require__(74906);
;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/columns.js


const NUMERIC = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\b.*|BOOLEAN|BIGNUM)$/;
const TEXT = /^(VARCHAR|ENUM\b.*)$/;
async function* readColumns(session, requests, signal) {
    const shapes = findColumns(session, requests);
    const decimal = session.source.csv?.decimal ?? '.';
    const values = requests.map(({ as }, index) => as === 'text' ? asText(shapes[index]) : asNumber(shapes[index], decimal));
    const guards = requests.flatMap(({ as }, index) => as === 'number' && TEXT.test(shapes[index].type) ? [isNoNumber(shapes[index], decimal)] : []);
    const list = [...values, ...(guards.length > 0 ? [guards.join(' OR ')] : [])].join(', ');
    for await (const chunk of session.stream(`SELECT ${list || '1'} FROM ${session.tableExpression()}`, signal)) {
        if (guards.length > 0 && hasTrue(chunk, values.length))
            throw await explainCells(session, requests, decimal, signal);
        yield {
            rows: chunk.rowCount,
            columns: requests.map(({ as }, index) => (as === 'text' ? takeText(chunk, index) : takeNumbers(chunk, index))),
        };
    }
}
function findColumns(session, requests) {
    const shapes = requests.map(({ name }) => session.columns.find((column) => column.name === name));
    const there = session.columns.map(({ name }) => name).join(', ');
    const faults = [];
    requests.forEach(({ name, as }, index) => {
        const shape = shapes[index];
        if (!shape) {
            faults.push({ message: `${session.source.uri}: there is no column "${name}"`, help: `the columns are: ${there}` });
        }
        else if (as === 'number' && !NUMERIC.test(shape.type) && !TEXT.test(shape.type)) {
            faults.push({ message: `${session.source.uri}: column "${name}" is ${shape.type}; a number is needed` });
        }
    });
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    return shapes;
}
function asText({ name, type }) {
    const column = (0,quoting/* quoteIdentifier */.C)(name);
    if (type === 'VARCHAR')
        return column;
    if (type === 'FLOAT' || type === 'DOUBLE')
        return `CASE WHEN NOT isnan(${column}) THEN CAST(${column} AS VARCHAR) END`;
    return `CAST(${column} AS VARCHAR)`;
}
function asNumber(shape, decimal) {
    const number = TEXT.test(shape.type) ? castText(shape, decimal) : `CAST(${(0,quoting/* quoteIdentifier */.C)(shape.name)} AS DOUBLE)`;
    return `coalesce(${number}, 'nan'::DOUBLE)`;
}
function castText({ name }, decimal) {
    const text = `CAST(${(0,quoting/* quoteIdentifier */.C)(name)} AS VARCHAR)`;
    if (decimal === '.')
        return `TRY_CAST(${text} AS DOUBLE)`;
    return `CASE WHEN NOT contains(${text}, '.') THEN TRY_CAST(replace(${text}, ',', '.') AS DOUBLE) END`;
}
function isNoNumber(shape, decimal) {
    return `(${(0,quoting/* quoteIdentifier */.C)(shape.name)} IS NOT NULL AND ${castText(shape, decimal)} IS NULL)`;
}
function hasTrue(chunk, index) {
    const flags = chunk.getColumnVector(index);
    for (let row = 0; row < chunk.rowCount; row += 1)
        if (flags.getItem(row) === true)
            return true;
    return false;
}
function takeText(chunk, index) {
    const vector = chunk.getColumnVector(index);
    return Array.from({ length: chunk.rowCount }, (_, row) => vector.getItem(row));
}
function takeNumbers(chunk, index) {
    const vector = chunk.getColumnVector(index);
    const numbers = new Float64Array(chunk.rowCount);
    for (let row = 0; row < numbers.length; row += 1)
        numbers[row] = vector.getItem(row);
    return numbers;
}
async function explainCells(session, requests, decimal, signal) {
    const shapes = findColumns(session, requests).filter((shape, index) => requests[index].as === 'number' && TEXT.test(shape.type));
    const renamed = shapes.map(({ name }, index) => `${(0,quoting/* quoteIdentifier */.C)(name)} AS c${index}`);
    const list = shapes.flatMap(({ type }, index) => {
        const broken = isNoNumber({ name: `c${index}`, type }, decimal);
        return [
            `count_if(${broken})`,
            `min(position) FILTER (WHERE ${broken})`,
            `arg_min(c${index}, position) FILTER (WHERE ${broken})`,
        ];
    });
    const numbered = `SELECT ${renamed.join(', ')}, row_number() OVER () AS position FROM ${session.tableExpression()}`;
    const [row] = await session.query(`SELECT ${list.join(', ')} FROM (${numbered})`, signal);
    const faults = shapes.flatMap(({ name }, index) => {
        const [count, first, cell] = row.slice(index * 3, index * 3 + 3);
        if (!count)
            return [];
        return [
            {
                message: `${session.source.uri}: column "${name}" must hold numbers; in row ${first} it holds none (${count} such ${count === 1n ? 'row' : 'rows'})`,
                help: suggestMend(String(cell), decimal),
            },
        ];
    });
    return new core_faults/* InputError */.dz(faults);
}
function suggestMend(cell, decimal) {
    if (/^\s*(na|n\/a|#n\/a|null|none|missing|\?|-+|\.)\s*$/i.test(cell)) {
        return `"${cell.trim()}" is text here: write missing values as empty cells`;
    }
    if (decimal === '.' && /^\s*[-+]?\d+,\d+\s*$/.test(cell)) {
        return `it looks like a decimal comma: set --decimal ',' (csv: {decimal: ","} beside the path)`;
    }
    if (/^\s*[-+]?\d[\d.,'\s]*%?\s*$/.test(cell))
        return 'write it without thousands separators, blanks or signs of unit';
    return 'is it the right column?';
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __webpack_require__(98995);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/npm.js




const TIME_LIMIT_MS = 300_000;
const KEPT_OUTPUT = 4000;
const ALLOWED = [
    'PATH HOME USERPROFILE APPDATA LOCALAPPDATA SYSTEMROOT WINDIR COMSPEC PATHEXT TEMP TMP TMPDIR LANG',
    'HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR',
    'NPM_CONFIG_REGISTRY NPM_CONFIG_USERCONFIG NPM_CONFIG_CACHE NPM_CONFIG_CAFILE',
    'NPM_CONFIG_PROXY NPM_CONFIG_HTTPS_PROXY NPM_CONFIG_NOPROXY',
].flatMap((line) => line.split(' '));
function allowEnvironment(environment) {
    return Object.fromEntries(Object.entries(environment).filter((entry) => entry[1] !== undefined && ALLOWED.includes(entry[0].toUpperCase())));
}
const FLAGS = [
    '--ignore-scripts',
    '--include=optional',
    '--install-strategy=hoisted',
    '--global=false',
    '--package-lock=true',
    '--dry-run=false',
    '--bin-links=false',
    '--audit=false',
    '--fund=false',
    '--update-notifier=false',
    '--loglevel=error',
];
async function installPackages(folder, environment, execPath, signal) {
    const [program, ...words] = await findNpm(environment, execPath);
    const { code, output } = await new Promise((done, failed) => {
        const child = (0,external_node_child_process_.spawn)(program, [...words, 'ci', ...FLAGS], {
            cwd: folder,
            env: allowEnvironment(environment),
            stdio: ['ignore', 'pipe', 'pipe'],
            timeout: TIME_LIMIT_MS,
            killSignal: 'SIGKILL',
            signal,
        });
        let kept = '';
        const keep = (text) => {
            kept = (kept + text.toString('utf8')).slice(-KEPT_OUTPUT);
        };
        child.stdout.on('data', keep);
        child.stderr.on('data', keep);
        child.on('error', failed);
        child.on('close', (exit) => done({ code: exit, output: kept }));
    }).catch((error) => {
        signal.throwIfAborted();
        throw new core_faults/* SystemError */._N('npm does not start, so the data engine cannot be fetched', { help: ADVICE, cause: error });
    });
    if (code === 0)
        return;
    const how = code === null ? `did not end within ${TIME_LIMIT_MS / 1000} s` : `ended with ${code}`;
    throw new core_faults/* SystemError */._N(`npm could not fetch the data engine: it ${how}\n${indent(output)}`.trimEnd(), { help: ADVICE });
}
const ADVICE = 'run `npm install @duckdb/node-api` beside modelgate, or name a folder that has it: `engine: {folder: …}` in modelgate.yml';
async function findNpm(environment, execPath) {
    const beside = (0,external_node_path_.dirname)(execPath);
    const folders = [beside, ...(environment['PATH'] ?? environment['Path'] ?? '').split(external_node_path_.delimiter).filter(Boolean)];
    for (const folder of folders) {
        for (const script of ['../lib/node_modules/npm/bin/npm-cli.js', 'node_modules/npm/bin/npm-cli.js']) {
            if (await isThere((0,external_node_path_.join)(folder, script)))
                return [execPath, (0,external_node_path_.join)(folder, script)];
        }
        const program = await (0,promises_.realpath)((0,external_node_path_.join)(folder, 'npm')).catch(() => null);
        if (program !== null && process.platform !== 'win32') {
            return program.endsWith('.js') ? [execPath, program] : [program];
        }
    }
    throw new core_faults/* SystemError */._N('the data engine is not installed, and there is no npm to fetch it', { help: ADVICE });
}
async function isThere(path) {
    return (0,promises_.access)(path).then(() => true, () => false);
}
function indent(text) {
    return text
        .trim()
        .split('\n')
        .slice(-10)
        .map((line) => `    ${line}`)
        .join('\n');
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/pinned-digests.js
const ENGINE_VERSION = '1.5.5-r.5';
const PACKAGE_DIGESTS = {
    '@duckdb/node-api': '64728033af9cc3c67bdea89fde42358e83619a288d6442277ab3fd6a27f055c8',
    '@duckdb/node-bindings': '3e9a9396039c5508c89b5d420ce0dfe05da9bb8fa37c6f72ab3153a8c23ba4e9',
    '@duckdb/node-bindings-darwin-arm64': '20b6dca73dab73824afbed2a10342c7a9d67bfdfdbfdd8f99996e88f183c82ad',
    '@duckdb/node-bindings-darwin-x64': '01bd4ed53ceb291fa623f3e7e532a26cd0b5a32d73e33056432c7b0afc078ee7',
    '@duckdb/node-bindings-linux-arm64': '08fb0380942d644ba8de74b008c468bb51ed8f0c4a66b7a60772681aa320eef0',
    '@duckdb/node-bindings-linux-arm64-musl': '108c9a3031a11b0203d3f0a21b7f2f4445f4a48c0554821497cfe7129253bd6c',
    '@duckdb/node-bindings-linux-x64': '71941908f2c29226b9fe1cd652dffda31d1feef1b73af703593bcbf99c103c8b',
    '@duckdb/node-bindings-linux-x64-musl': '7cced64ed3b28c254c1f98f7055d5e63fdc017b51a00af6ae440e29cca9ff2fa',
    '@duckdb/node-bindings-win32-arm64': 'd9dfdbe33352e2eb0f2b75c3df6fb5bfeca515cefc737990af483b05c04e60ac',
    '@duckdb/node-bindings-win32-x64': '9b24cd47a3b7e43ba35abc2fbf7375837a34720a6dbfa3bd830a3a372064dfe0',
    'detect-libc': '6d8de4f5d749b92a661c8e685a2e8019d2ea003c3fcd6266215c87661e2b2e28',
};

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/verify.js







const COMMON = ['@duckdb/node-api', '@duckdb/node-bindings', 'detect-libc'];
async function verifyEngine(folder) {
    const modules = (0,external_node_path_.join)(await (0,promises_.realpath)(folder), 'node_modules');
    const natives = (await listNames((0,external_node_path_.join)(modules, '@duckdb')))
        .map((name) => `@duckdb/${name}`)
        .filter((name) => name.startsWith('@duckdb/node-bindings-'));
    if (natives.length === 0)
        throw refuse(folder, 'the native library is missing');
    const unknown = natives.find((name) => !(name in PACKAGE_DIGESTS));
    if (unknown !== undefined)
        throw refuse(folder, `${unknown} is no package of the engine`);
    checkResolution(folder, modules, natives);
    for (const name of [...COMMON, ...natives]) {
        const found = await digestPackage((0,external_node_path_.join)(modules, name)).catch((error) => {
            throw refuse(folder, `${name} cannot be read`, error);
        });
        if (found !== PACKAGE_DIGESTS[name]) {
            throw refuse(folder, `the files of ${name} are not those of the pinned version`);
        }
    }
}
async function digestPackage(folder) {
    const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true });
    const files = entries
        .filter((entry) => !entry.isDirectory())
        .map((entry) => (0,external_node_path_.relative)(folder, (0,external_node_path_.join)(entry.parentPath ?? entry.path, entry.name))
        .split(external_node_path_.sep)
        .join('/'))
        .sort();
    const listing = (0,external_node_crypto_.createHash)('sha256');
    for (const file of files)
        listing.update(`${await hashFile((0,external_node_path_.join)(folder, file))}  ${file}\n`);
    return listing.digest('hex');
}
function checkResolution(folder, modules, natives) {
    const steps = [
        [modules, '@duckdb/node-api'],
        [(0,external_node_path_.join)(modules, '@duckdb/node-api/lib'), '@duckdb/node-bindings'],
        ...['detect-libc', ...natives].map((name) => [(0,external_node_path_.join)(modules, '@duckdb/node-bindings'), name]),
    ];
    for (const [from, name] of steps) {
        const found = resolveFrom(from, natives.includes(name) ? `${name}/duckdb.node` : name);
        if (found === null)
            throw refuse(folder, `${name} is missing`);
        if (!found.startsWith((0,external_node_path_.join)(modules, name) + external_node_path_.sep))
            throw refuse(folder, `${name} is hidden by another at ${found}`);
    }
}
function resolveFrom(folder, name) {
    try {
        return (0,external_node_module_.createRequire)((0,external_node_path_.join)(folder, 'from.js')).resolve(name);
    }
    catch {
        return null;
    }
}
async function listNames(folder) {
    return (0,promises_.readdir)(folder).catch(() => []);
}
async function hashFile(path) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const part of (0,external_node_fs_.createReadStream)(path, { highWaterMark: 1_048_576 }))
        hash.update(part);
    return hash.digest('hex');
}
function refuse(folder, problem, cause) {
    return new core_faults/* SystemError */._N(`the data engine in ${folder} is refused: ${problem}`, {
        help: `delete ${folder}, and the engine is fetched again`,
        cause,
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/obtain.js








async function obtainEngine(options, signal) {
    const name = await nameEngine(options.packageFolder);
    const base = findCacheFolder(options.environment);
    const target = (0,external_node_path_.join)(base, name);
    if (await obtain_isThere(target)) {
        await verifyEngine(target);
        return target;
    }
    if (options.cache && (await restoreEngine(options.cache, base, name, options.logger)))
        return target;
    options.logger.info(`fetching the data engine (DuckDB ${ENGINE_VERSION}) with npm`);
    await makeEngine(target, options, signal);
    if (options.cache && options.savesCache)
        await saveEngine(options.cache, base, name);
    return target;
}
function findCacheFolder(environment) {
    const tools = environment['RUNNER_TOOL_CACHE'];
    if (tools)
        return (0,external_node_path_.join)(tools, 'modelgate');
    const custom = environment['XDG_CACHE_HOME'];
    if (custom)
        return (0,external_node_path_.join)(custom, 'modelgate');
    const home = environment['HOME'] || (0,external_node_os_.homedir)();
    if (process.platform === 'win32')
        return (0,external_node_path_.join)(environment['LOCALAPPDATA'] || home, 'modelgate', 'cache');
    return (0,external_node_path_.join)(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'modelgate');
}
async function nameEngine(packageFolder) {
    const lock = await (0,promises_.readFile)((0,external_node_path_.join)(packageFolder, 'package-lock.json')).catch((error) => {
        throw new core_faults/* SystemError */._N(`${packageFolder}: the engine's lock file is missing; this installation is incomplete`, {
            cause: error,
        });
    });
    const hash = (0,external_node_crypto_.createHash)('sha256').update(lock).digest('hex').slice(0, 16);
    return `duckdb-${ENGINE_VERSION}-${process.platform}-${process.arch}${(await isMusl()) ? '-musl' : ''}-${hash}`;
}
async function isMusl() {
    if (process.platform !== 'linux')
        return false;
    return /musl/.test(await (0,promises_.readFile)('/usr/bin/ldd', 'latin1').catch(() => ''));
}
async function makeEngine(target, options, signal) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(options.environment['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'modelgate-engine-'));
    try {
        for (const file of ['package.json', 'package-lock.json']) {
            await (0,promises_.copyFile)((0,external_node_path_.join)(options.packageFolder, file), (0,external_node_path_.join)(folder, file));
        }
        await installPackages(folder, options.environment, options.execPath, signal);
        await verifyEngine(folder);
        await moveFolder(folder, target);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
async function restoreEngine(cache, base, name, logger) {
    const aside = (0,external_node_path_.join)(base, 'restored', name);
    await (0,promises_.rm)(aside, { recursive: true, force: true });
    try {
        if (!(await cache.restore(aside, name)))
            return false;
        await verifyEngine(aside);
        await moveFolder(aside, (0,external_node_path_.join)(base, name));
        return true;
    }
    catch (error) {
        logger.warning(`the cached data engine is not used: ${error instanceof Error ? error.message : String(error)}`);
        return false;
    }
    finally {
        await (0,promises_.rm)(aside, { recursive: true, force: true });
    }
}
async function saveEngine(cache, base, name) {
    const aside = (0,external_node_path_.join)(base, 'restored', name);
    try {
        await (0,promises_.cp)((0,external_node_path_.join)(base, name), aside, { recursive: true });
        await cache.save(aside, name);
    }
    finally {
        await (0,promises_.rm)(aside, { recursive: true, force: true });
    }
}
async function moveFolder(from, target) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
    const aside = `${target}.${(0,external_node_crypto_.randomUUID)()}`;
    try {
        await (0,promises_.rename)(from, target).catch(async (error) => {
            if (error.code !== 'EXDEV')
                throw error;
            await (0,promises_.cp)(from, aside, { recursive: true });
            await (0,promises_.rename)(aside, target);
        });
    }
    catch (error) {
        if (!(await obtain_isThere(target)))
            throw cannotKeep(target, error);
        await verifyEngine(target);
    }
    finally {
        await (0,promises_.rm)(aside, { recursive: true, force: true });
    }
}
function cannotKeep(target, cause) {
    return new core_faults/* SystemError */._N(`the data engine cannot be kept at ${target}`, {
        help: 'make the folder writable, or set XDG_CACHE_HOME (in Actions RUNNER_TOOL_CACHE)',
        cause,
    });
}
async function obtain_isThere(path) {
    return (0,promises_.access)(path).then(() => true, () => false);
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/load.js







async function loadDuckDb(places, signal) {
    const installed = await findInstalled(places.programFolder);
    if (installed) {
        const loaded = load(installed);
        if (loaded)
            return loaded;
        places.logger.debug(`the package in ${installed} lacks the native library of this platform`);
    }
    const folder = places.folder === null ? await obtainEngine(places, signal) : await checkFolder(places.folder);
    const loaded = load(folder);
    if (loaded)
        return loaded;
    throw new core_faults/* SystemError */._N(`the data engine in ${folder} lacks the native library of ${process.platform} ${process.arch}`, {
        help: 'run on Linux, macOS or Windows on x64 or arm64',
    });
}
async function findInstalled(start) {
    for (let folder = (0,external_node_path_.resolve)(start);; folder = (0,external_node_path_.dirname)(folder)) {
        const text = await (0,promises_.readFile)((0,external_node_path_.join)(folder, 'node_modules/@duckdb/node-api/package.json'), 'utf8').catch(() => null);
        if (text !== null && JSON.parse(text).version === ENGINE_VERSION)
            return folder;
        if ((0,external_node_path_.dirname)(folder) === folder)
            return null;
    }
}
async function checkFolder(folder) {
    const real = await (0,promises_.realpath)(folder).catch((error) => {
        throw new core_faults/* SystemError */._N(`${folder}: there is no such folder`, { help: 'correct engine.folder', cause: error });
    });
    await verifyEngine(real);
    return real;
}
function load(folder) {
    const requireFrom = (0,external_node_module_.createRequire)((0,external_node_path_.join)(folder, 'from.js'));
    try {
        return requireFrom('@duckdb/node-api');
    }
    catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (error.code === 'MODULE_NOT_FOUND' || /unsupported arch/.test(message))
            return null;
        throw new core_faults/* SystemError */._N(`the data engine in ${folder} does not load: ${message.split('\n', 1)[0]}`, {
            help: 'the system may be older than the engine needs (glibc 2.28, macOS 11)',
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./.cache/build/src/sql/cell-test.js

function renderTest(test, cell) {
    const plain = (fails) => ({ fails, operand: null, needsValue: false });
    switch (test.kind) {
        case 'notNull':
            return plain(`${cell.raw} IS NULL`);
        case 'notMissing':
            return plain(renderMissing(test.texts, test.orNull, cell));
        case 'type':
            return plain(`${cell.text} IS NOT NULL AND ${renderTypeFault(cell)}`);
        case 'format':
            return plain(`${cell.text} IS NOT NULL AND ${cell.value} IS NULL`);
        case 'matches':
            return plain(`NOT regexp_full_match(${cell.text}, ${(0,quoting/* quoteLiteral */.c)(test.expression)})`);
        case 'pattern':
            return plain(`NOT regexp_matches(${cell.text}, ${(0,quoting/* quoteLiteral */.c)(test.pattern)})`);
        case 'length':
            return plain(`NOT length(${cell.text}) ${test.operator} ${Math.trunc(test.length)}`);
        case 'bound':
            return compareWith(test.bound, cell, (operand) => `NOT ${cell.value} ${test.operator} ${operand}`);
        case 'range':
            return plain(`NOT ${cell.value} BETWEEN ${cell.literal(test.low).sql} AND ${cell.literal(test.high).sql}`);
        case 'multipleOf':
            return compareWith(test.divisor, cell, (operand) => renderRemainder(cell.value, operand));
        case 'allowed':
            return plain(renderNotAllowed(test.values, test.pattern, cell));
    }
}
function renderTypeFault(cell) {
    if (cell.actualType !== null)
        return 'true';
    return cell.isFormatted || cell.value === cell.text ? 'false' : `${cell.value} IS NULL`;
}
function renderValues(values, cell) {
    const literals = values.map((value) => cell.literal(value)).filter((literal) => literal !== null);
    const hasCasts = literals.some(({ sql }) => sql.includes('HUGEINT'));
    return literals.map(({ sql }) => sql).filter((sql) => !hasCasts || sql.includes('HUGEINT'));
}
function compareWith(text, cell, render) {
    const literal = cell.literal(text);
    if (literal === null)
        return null;
    return { fails: render(literal.sql), operand: literal.isUncertain ? literal.sql : null, needsValue: true };
}
function renderMissing(texts, orNull, cell) {
    const isNull = `${cell.raw} IS NULL`;
    const isText = texts.length > 0 ? `CAST(${cell.raw} AS VARCHAR) IN (${texts.map(quoting/* quoteLiteral */.c).join(', ')})` : 'false';
    return orNull ? `(${isNull} OR ${isText})` : isText;
}
function renderRemainder(value, divisor) {
    const quotient = `(CAST(${value} AS DOUBLE) / ${divisor})`;
    const isOff = `abs(${quotient} - round(${quotient})) > 1e-9 * greatest(1, abs(${quotient}))`;
    return `CASE WHEN typeof(${value}) IN ('DOUBLE', 'FLOAT') OR typeof(${divisor}) = 'DOUBLE' THEN ${isOff} ELSE ${value} % ${divisor} <> 0 END`;
}
function renderNotAllowed(values, pattern, cell) {
    const faults = [];
    if (values !== null && values.length === 0)
        faults.push('true');
    else if (values !== null) {
        const texts = values.map(quoting/* quoteLiteral */.c).join(', ');
        const isText = `${cell.text} IN (${texts})`;
        const literals = cell.value === cell.text ? [] : renderValues(values, cell);
        const isValue = literals.length === 0 ? '' : ` OR coalesce(${cell.value} IN (${literals.join(', ')}), false)`;
        faults.push(`NOT (${isText}${isValue})`);
    }
    if (pattern !== null)
        faults.push(`NOT regexp_matches(${cell.text}, ${(0,quoting/* quoteLiteral */.c)(pattern)})`);
    return `${cell.text} IS NOT NULL AND (${faults.join(' OR ')})`;
}

;// CONCATENATED MODULE: ./.cache/build/src/sql/physical-type.js
const KINDS = [
    [/^(VARCHAR|UUID|ENUM\(.*\))$/s, 'text'],
    [/^U?(TINY|SMALL|BIG|HUGE)INT$|^U?INTEGER$/, 'integer'],
    [/^DECIMAL\(\d+, ?0\)$/, 'integer'],
    [/^DECIMAL/, 'decimal'],
    [/^(FLOAT|DOUBLE)$/, 'float'],
    [/^BOOLEAN$/, 'boolean'],
    [/^DATE$/, 'date'],
    [/^TIMESTAMP(_S|_MS|_NS)?$/, 'timestamp'],
    [/^TIMESTAMP WITH TIME ZONE$/, 'instant'],
    [/^TIME$/, 'time'],
];
function findPhysicalKind(type) {
    return KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'other';
}
const HELD_BY = {
    text: ['text'],
    integer: ['integer'],
    number: ['integer', 'float', 'decimal'],
    boolean: ['boolean'],
    date: ['date'],
    timestamp: ['timestamp', 'instant'],
    time: ['time'],
};
function isHeldBy(type, kind, format) {
    return HELD_BY[type].includes(kind) || (kind === 'text' && format !== null);
}

// EXTERNAL MODULE: ./.cache/build/src/sql/text-value.js + 1 modules
var text_value = __webpack_require__(23739);
;// CONCATENATED MODULE: ./.cache/build/src/sql/cell.js



function renderCell(table, reference, column) {
    const index = findColumn(table, reference.names);
    if (index === null)
        return { reason: `the data has no column "${reference.names[0]}"` };
    const { name, type } = table.columns[index];
    const reading = {
        type: reference.type,
        format: reference.format,
        decimal: table.source.csv?.decimal ?? '.',
    };
    if ((0,text_value/* renderTextValue */.vy)('x', reading) === null) {
        return { reason: `the date format "${reference.format}" has no executor` };
    }
    const parse = (text) => (0,text_value/* renderTextValue */.vy)(text, reading);
    const shared = {
        name,
        isFormatted: reading.format !== null,
        key: (text, value) => renderTextKey(text, value, reading),
        actualType: null,
        literal: (text) => renderLiteral(text, reading),
    };
    const bare = column(index);
    const { format } = table.source;
    if (format === 'csv') {
        const text = withoutMissing(bare, bare, reference.missing);
        return { ...shared, raw: bare, text, value: parse(text) };
    }
    if (format === 'json') {
        const raw = `CASE WHEN ${bare} <> 'null' THEN ${bare} ->> '$' END`;
        const text = withoutMissing(raw, raw, reference.missing);
        const value = `CASE WHEN ${renderJsonTest(bare, reading.type)} THEN ${parse(text)} END`;
        return { ...shared, raw, text, value };
    }
    const kind = findPhysicalKind(type);
    const isHeld = isHeldBy(reading.type, kind, reading.format);
    const asText = `CAST(${bare} AS VARCHAR)`;
    const text = withoutMissing(asText, asText, reference.missing);
    const typed = { ...shared, raw: bare, text, actualType: isHeld ? null : type };
    if (kind === 'text' || !(isHeld || isNumeric(kind, reading.type)))
        return { ...typed, value: parse(text) };
    const value = withoutMissing(renderNative(bare, kind), asText, reference.missing);
    return { ...typed, value, key: (_, native) => native };
}
function findColumn(table, names) {
    for (const name of names) {
        const index = table.columns.findIndex((column) => column.name === name);
        if (index >= 0)
            return index;
    }
    return null;
}
function withoutMissing(expression, text, missing) {
    if (missing.length === 0)
        return expression;
    return `CASE WHEN ${text} NOT IN (${missing.map(quoting/* quoteLiteral */.c).join(', ')}) THEN ${expression} END`;
}
function renderNative(column, kind) {
    if (kind === 'float')
        return `CASE WHEN isfinite(${column}) THEN ${column} END`;
    return kind === 'instant' ? (0,text_value/* renderUtc */.Xv)(column) : column;
}
function isNumeric(kind, type) {
    return (type === 'integer' || type === 'number') && ['integer', 'float', 'decimal'].includes(kind);
}
function renderTextKey(text, value, { type, decimal }) {
    if (type === 'text')
        return text;
    if (type !== 'number')
        return `coalesce(CAST(${value} AS VARCHAR), ${text})`;
    const pointed = decimal === ',' ? `replace(${text}, ',', '.')` : text;
    const whole = `CASE WHEN ${value} = trunc(${value}) THEN CAST(TRY_CAST(${pointed} AS HUGEINT) AS VARCHAR) END`;
    return `coalesce(${whole}, CAST(${value} AS VARCHAR), ${text})`;
}
function renderJsonTest(cell, type) {
    const isText = `starts_with(CAST(${cell} AS VARCHAR), '"')`;
    if (type === 'integer' || type === 'number')
        return `NOT ${isText}`;
    return type === 'boolean' ? `${cell} IN ('true', 'false')` : isText;
}
const WHOLE = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
function renderLiteral(text, reading) {
    const literal = (0,quoting/* quoteLiteral */.c)(text);
    switch (reading.type) {
        case 'integer':
            if (WHOLE.test(text))
                return { sql: `TRY_CAST(${literal} AS HUGEINT)`, isUncertain: true };
            return NUMBER.test(text) ? { sql: `CAST(${literal} AS DOUBLE)`, isUncertain: false } : null;
        case 'number':
            return NUMBER.test(text) ? { sql: `CAST(${literal} AS DOUBLE)`, isUncertain: false } : null;
        case 'text':
            return { sql: literal, isUncertain: false };
        case 'boolean':
            return { sql: (0,text_value/* renderTextValue */.vy)(literal, reading), isUncertain: true };
        default:
            return { sql: renderMoment(literal, reading), isUncertain: true };
    }
}
function renderMoment(literal, reading) {
    const iso = (0,text_value/* renderTextValue */.vy)(literal, { ...reading, format: null });
    const spaced = `TRY_CAST(${literal} AS ${reading.type === 'time' ? 'TIME' : 'TIMESTAMP'})`;
    const own = reading.format === null ? [] : [(0,text_value/* renderTextValue */.vy)(literal, reading)];
    return `coalesce(${[...own, iso, spaced].join(', ')})`;
}

;// CONCATENATED MODULE: ./.cache/build/src/sql/inner-columns.js

class InnerColumns {
    #table;
    #scan;
    #cells = new Map();
    #columns = [];
    constructor(table, scan) {
        this.#table = table;
        this.#scan = scan;
        if (scan.broken !== null)
            this.#columns.push(scan.broken);
    }
    cell(reference) {
        const identity = JSON.stringify([reference.names, reference.type, reference.format, reference.missing]);
        const known = this.#cells.get(identity);
        if (known)
            return known;
        const cell = renderCell(this.#table, reference, (index) => this.#scan.column(index));
        const named = 'reason' in cell ? cell : this.#name(cell);
        this.#cells.set(identity, named);
        return named;
    }
    render(extra = []) {
        const columns = [...extra, ...this.#columns];
        return `(SELECT ${columns.length > 0 ? columns.join(', ') : '1'} FROM ${this.#scan.from})`;
    }
    #name(cell) {
        const names = new Map();
        const nameOf = (expression) => {
            const known = names.get(expression);
            if (known !== undefined)
                return known;
            const name = `x${this.#columns.length}`;
            this.#columns.push(`${expression} AS ${name}`);
            names.set(expression, name);
            return name;
        };
        return {
            name: cell.name,
            isFormatted: cell.isFormatted,
            actualType: cell.actualType,
            literal: (text) => cell.literal(text),
            get raw() {
                return nameOf(cell.raw);
            },
            get text() {
                return nameOf(cell.text);
            },
            get value() {
                return nameOf(cell.value);
            },
            get key() {
                return cell.key(nameOf(cell.text), nameOf(cell.value));
            },
        };
    }
}

;// CONCATENATED MODULE: ./.cache/build/src/sql/table.js

function renderTable({ source, columns }, rejects) {
    const files = `[${source.files.map((file) => (0,quoting/* quoteLiteral */.c)(escapeWildcards(file))).join(', ')}]`;
    if (source.format === 'parquet') {
        return {
            from: `read_parquet(${files})`,
            column: (index) => (0,quoting/* quoteIdentifier */.C)(columns[index].name),
            broken: null,
        };
    }
    if (source.format === 'json') {
        const cells = columns.map(({ name }, index) => `json -> ${(0,quoting/* quoteLiteral */.c)(toPointer(name))} AS c${index}`);
        const broken = `(json IS NULL OR json_type(json) <> 'OBJECT') AS broken`;
        return {
            from: `(SELECT ${[broken, ...cells].join(', ')} FROM read_json_objects(${files}, format = 'auto', ignore_errors = true))`,
            column: (index) => `c${index}`,
            broken: 'broken',
        };
    }
    return { from: renderCsv(source, files, columns.length, rejects), column: (index) => `c${index}`, broken: null };
}
function renderCsv(source, files, width, rejects) {
    const dialect = source.csv ?? {};
    const quote = (0,quoting/* quoteLiteral */.c)(dialect.quote ?? '"');
    const columns = Array.from({ length: width }, (_, index) => `'c${index}': 'VARCHAR'`);
    const options = [
        'auto_detect = false',
        'header = true',
        `delim = ${(0,quoting/* quoteLiteral */.c)(dialect.delimiter ?? ',')}`,
        `quote = ${quote}`,
        `escape = ${quote}`,
        `encoding = ${(0,quoting/* quoteLiteral */.c)(dialect.encoding ?? 'utf-8')}`,
        "nullstr = ''",
        'allow_quoted_nulls = false',
        'store_rejects = true',
        `rejects_table = ${(0,quoting/* quoteLiteral */.c)(rejects.errors)}`,
        `rejects_scan = ${(0,quoting/* quoteLiteral */.c)(rejects.scans)}`,
        `columns = {${columns.join(', ')}}`,
    ];
    return `read_csv(${files}, ${options.join(', ')})`;
}
function escapeWildcards(file) {
    return file.replace(/[*?[]/g, '[$&]');
}
function toPointer(name) {
    return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

;// CONCATENATED MODULE: ./.cache/build/src/sql/measure-plan.js



function planMeasure(table, probes, rejects) {
    const scan = renderTable(table, rejects);
    const inner = new InnerColumns(table, scan);
    const outer = new SelectList();
    const rows = outer.add(scan.broken === null ? 'count(*)' : `count_if(NOT ${scan.broken})`);
    const broken = scan.broken === null ? null : outer.add(`count_if(${scan.broken})`);
    const planned = probes.map((probe) => {
        if (probe.kind === 'rows')
            return planRows(probe, inner, outer, scan);
        if (probe.kind === 'duplicates')
            return planDuplicates(probe, inner, outer, table.source.format !== 'parquet');
        return { kind: probe.kind };
    });
    return { scan, inner, sql: `SELECT ${outer.render()} FROM ${inner.render()}`, rows, broken, probes: planned };
}
function planRows(probe, inner, outer, scan) {
    const cell = inner.cell(probe.column);
    if ('reason' in cell)
        return { kind: 'refused', reason: cell.reason };
    const rendered = renderTest(probe.test, cell);
    if (rendered === null)
        return { kind: 'refused', reason: describeOperand(probe) };
    const test = withoutBroken(rendered, probe.test, scan);
    return {
        kind: 'rows',
        probe,
        cell,
        test,
        failing: outer.add(`count_if(${test.fails})`),
        isOperandNull: test.operand === null ? null : outer.add(`(${test.operand}) IS NULL`),
        cells: test.needsValue
            ? { present: outer.add(`count(${cell.text})`), read: outer.add(`count(${cell.value})`) }
            : null,
    };
}
function describeOperand({ test, column }) {
    const text = test.kind === 'bound' ? test.bound : test.kind === 'multipleOf' ? test.divisor : '';
    return `"${text}" does not read as ${column.type}`;
}
function withoutBroken(rendered, test, scan) {
    const countsNull = test.kind === 'notNull' || test.kind === 'notMissing';
    return countsNull && scan.broken !== null
        ? { ...rendered, fails: `NOT ${scan.broken} AND ${rendered.fails}` }
        : rendered;
}
function planDuplicates(probe, inner, outer, isInScan) {
    const cells = [];
    for (const reference of probe.columns) {
        const cell = inner.cell(reference);
        if ('reason' in cell)
            return { kind: 'refused', reason: cell.reason };
        cells.push(cell);
    }
    const key = cells.length === 1 ? cells[0].key : `(${cells.map((cell) => cell.key).join(', ')})`;
    const isWhole = cells.map((cell) => `${cell.key} IS NOT NULL`).join(' AND ');
    const whole = `count_if(${isWhole})`;
    return {
        kind: 'duplicates',
        probe,
        cells,
        key,
        isWhole,
        whole: outer.add(whole),
        extra: isInScan ? outer.add(`${whole} - count(DISTINCT ${key}) FILTER (WHERE ${isWhole})`) : null,
    };
}
function renderExtraRows(plan, { key, isWhole }) {
    const groups = `SELECT count(*) AS n FROM ${plan.inner.render()} WHERE ${isWhole} GROUP BY ${key} HAVING count(*) > 1`;
    return `SELECT coalesce(sum(n - 1), 0) FROM (${groups})`;
}
class SelectList {
    #expressions = [];
    add(expression) {
        const index = this.#expressions.indexOf(expression);
        return index >= 0 ? index : this.#expressions.push(expression) - 1;
    }
    render() {
        return this.#expressions.join(', ');
    }
}

;// CONCATENATED MODULE: ./.cache/build/src/sql/measure-script.js
const MOST_LINES = 10;
function renderCsvScript(plan, rejects) {
    const found = [
        'count(DISTINCT (file_id, line))',
        `list_slice(list_sort(list_distinct(list(line))), 1, ${MOST_LINES})`,
        "min(line) FILTER (WHERE error_type = 'INVALID ENCODING')",
    ];
    const sql = [
        `CREATE TEMP TABLE measured AS ${plan.sql}`,
        `SELECT * FROM measured, (SELECT ${found.join(', ')} FROM ${rejects.errors})`,
    ];
    return { sql: sql.join('; '), broken: -3, lines: -2, badEncoding: -1 };
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/csv-header.js
function completeDialect(csv) {
    const delimiter = csv?.delimiter ?? ',';
    return {
        delimiter: delimiter === '\\t' ? '\t' : delimiter,
        quote: csv?.quote ?? '"',
        encoding: csv?.encoding ?? 'utf-8',
        decimal: csv?.decimal ?? '.',
    };
}
function parseHeaderLine(text, dialect) {
    const { delimiter, quote } = dialect;
    const fields = [];
    let field = '';
    let isQuoted = false;
    let isFieldStart = true;
    for (let at = 0; at < text.length; at += 1) {
        const character = text[at];
        if (isQuoted) {
            if (character !== quote)
                field += character;
            else if (text[at + 1] === quote) {
                field += quote;
                at += 1;
            }
            else
                isQuoted = false;
        }
        else if (isFieldStart && character === quote) {
            isQuoted = true;
            isFieldStart = false;
        }
        else if (text.startsWith(delimiter, at)) {
            fields.push(field);
            field = '';
            isFieldStart = true;
            at += delimiter.length - 1;
        }
        else if (character === '\n' || character === '\r') {
            return { fields: [...fields, field], isComplete: true };
        }
        else {
            field += character;
            isFieldStart = false;
        }
    }
    return { fields: [...fields, field], isComplete: false };
}
function nameColumns(fields) {
    return fields.map((field, index) => (field === '' ? `column${index}` : field));
}
const OTHER_DELIMITERS = [',', ';', '\t', '|'];
function findHeaderFaults(fields, dialect, file) {
    const place = { file, line: 1 };
    if (fields.length === 1 && fields[0].trim() === '') {
        return [{ message: 'the first line is blank; it must name the columns', place }];
    }
    if (fields.some((field) => field.includes('\uFFFD')))
        return [notInEncoding(place, dialect.encoding)];
    const [only] = fields;
    const other = OTHER_DELIMITERS.find((candidate) => candidate !== dialect.delimiter && only.includes(candidate));
    if (fields.length === 1 && other !== undefined) {
        const written = other === '\t' ? '\\t' : other;
        return [
            {
                message: `the header is one column that holds ${JSON.stringify(other)}, so the delimiter is hardly ${JSON.stringify(dialect.delimiter)}`,
                place,
                help: `set --delimiter '${written}', or csv: {delimiter: "${written}"} beside the path`,
            },
        ];
    }
    return findRepeatedNames(nameColumns(fields), place);
}
function notInEncoding(place, encoding) {
    return {
        message: `is not ${encoding.toUpperCase()} text`,
        place,
        help: 'save it as UTF-8, or set --encoding latin-1 (csv: {encoding: latin-1} beside the path)',
    };
}
function findRepeatedNames(names, place) {
    const first = new Map();
    const faults = [];
    names.forEach((name, index) => {
        const earlier = first.get(name.toLowerCase());
        if (earlier === undefined) {
            first.set(name.toLowerCase(), index);
            return;
        }
        faults.push({
            message: names[earlier] === name
                ? `the header names the column "${name}" twice (columns ${earlier + 1} and ${index + 1})`
                : `the columns "${names[earlier]}" and "${name}" differ by case alone, which the engine cannot tell apart`,
            place,
            help: 'give each column a name of its own',
        });
    });
    return faults;
}
function showFile(source, file) {
    return source.files.length === 1 ? source.uri : file;
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/measure-patterns.js

async function findBrokenPatterns(session, probes, signal) {
    const reasons = new Map();
    const patterns = new Set(probes.map(patternOf).filter((pattern) => pattern !== null));
    if (patterns.size === 0)
        return new Map();
    if ((await tryPatterns(session, [...patterns], signal)) === null)
        return new Map();
    for (const pattern of patterns) {
        const reason = await tryPatterns(session, [pattern], signal);
        if (reason !== null)
            reasons.set(pattern, `the pattern is not one that RE2 knows (${reason})`);
    }
    return new Map(probes.flatMap((probe) => {
        const reason = reasons.get(patternOf(probe) ?? '');
        return reason === undefined ? [] : [[probe, reason]];
    }));
}
function patternOf(probe) {
    if (probe.kind !== 'rows')
        return null;
    return probe.test.kind === 'pattern' || probe.test.kind === 'allowed' ? probe.test.pattern : null;
}
async function tryPatterns(session, patterns, signal) {
    const tests = patterns.map((_, index) => `regexp_matches('', $${index + 1})`);
    try {
        await session.query(`SELECT ${tests.join(', ')}`, signal, patterns);
        return null;
    }
    catch (error) {
        if (!(error instanceof core_faults/* InputError */.dz))
            throw error;
        return error.message.split('\n', 1)[0].replace(/^.*?Error: /, '');
    }
}

;// CONCATENATED MODULE: ./.cache/build/src/sql/samples-plan.js
const MOST_SAMPLES = 10;
const MOST_CHARACTERS = 200;
function renderRowSamples(plan, failing) {
    const shown = failing.map(({ cell, probe }) => showCells(plan, [cell], probe.keys));
    const lists = failing.map(({ test }, index) => `arg_min(${shown[index].list}, n, ${MOST_SAMPLES}) FILTER (WHERE ${test.fails})`);
    return { sql: `SELECT ${lists.join(', ')} FROM ${renderNumbered(plan)}`, names: shown.map(({ names }) => names) };
}
function renderDuplicateSamples(plan, planned) {
    const { list, names } = showCells(plan, planned.cells, planned.probe.keys);
    const isBeyondFirst = `row_number() OVER (PARTITION BY ${planned.key} ORDER BY n) > 1`;
    const isFailing = `(${planned.isWhole}) AND ${isBeyondFirst}`;
    const fails = planned.probe.isNullFailing ? `NOT (${planned.isWhole}) OR ${isFailing}` : isFailing;
    const filter = plan.scan.broken === null ? '' : ` WHERE NOT ${plan.scan.broken}`;
    return {
        sql: `SELECT ${list} FROM ${renderNumbered(plan)}${filter} QUALIFY ${fails} ORDER BY n LIMIT ${MOST_SAMPLES}`,
        names: [names],
    };
}
function renderNumbered(plan) {
    return plan.inner.render(['row_number() OVER () AS n']);
}
function showCells(plan, tested, keys) {
    const cells = new Map(tested.map((cell) => [cell.name, cell.raw]));
    for (const key of keys) {
        const cell = plan.inner.cell(key);
        if (!('reason' in cell) && !cells.has(cell.name))
            cells.set(cell.name, cell.raw);
    }
    const texts = [...cells.values()].map((raw) => `left(CAST(${raw} AS VARCHAR), ${MOST_CHARACTERS})`);
    return { list: `[CAST(n AS VARCHAR), ${texts.join(', ')}]`, names: [...cells.keys()] };
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/measure-samples.js

async function readRowSamples(session, plan, failing, signal) {
    if (failing.length === 0)
        return new Map();
    const { sql, names } = renderRowSamples(plan, failing);
    const [lists = []] = await session.query(sql, signal);
    return new Map(failing.map((planned, index) => {
        const list = lists[index];
        return [planned, (list?.items ?? []).map((row) => toFailingRow(row, names[index]))];
    }));
}
async function readDuplicateSamples(session, plan, planned, signal) {
    const { sql, names } = renderDuplicateSamples(plan, planned);
    const rows = await session.query(sql, signal);
    return rows.map(([row]) => toFailingRow(row, names[0]));
}
function toFailingRow({ items }, names) {
    const [row, ...cells] = items;
    return { row: Number(row), values: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null])) };
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/measure.js






const REJECTS = { errors: 'broken_rows', scans: 'broken_scans' };
async function measureProbes(session, source, probes, signal) {
    const table = { source, columns: session.columns };
    const refused = await findBrokenPatterns(session, probes, signal);
    const sound = probes.filter((probe) => !refused.has(probe));
    const plan = planMeasure(table, sound, REJECTS);
    const scanned = await scan(session, source, plan, signal);
    const extras = await countExtraRows(session, plan, scanned, signal);
    const samples = await readSamples(session, plan, scanned, extras, signal);
    const answers = new Map([...refused].map(([probe, reason]) => [probe, { measured: false, reason }]));
    sound.forEach((probe, index) => {
        answers.set(probe, answer(plan, index, session, scanned, extras, samples));
    });
    return probes.map((probe) => answers.get(probe));
}
async function scan(session, source, plan, signal) {
    if (source.format !== 'csv') {
        const [row = []] = await session.query(plan.sql, signal);
        const broken = plan.broken === null ? 0 : Number(row[plan.broken]);
        return { row, rows: Number(row[plan.rows]), broken, brokenLines: [] };
    }
    const script = renderCsvScript(plan, REJECTS);
    const [row = []] = await session.query(script.sql, signal);
    const line = row.at(script.badEncoding);
    if (line !== null) {
        throw new core_faults/* InputError */.dz(notInEncoding({ file: source.uri, line: Number(line) }, source.csv?.encoding ?? 'utf-8'));
    }
    const [rows, broken] = [Number(row[plan.rows]), Number(row.at(script.broken))];
    if (rows === 0 && broken > 0) {
        throw new core_faults/* InputError */.dz({
            message: `${source.uri}: no row splits into the ${session.columns.length} columns of the header`,
            help: 'is it another delimiter or quote? Set --delimiter or --quote (csv: {delimiter, quote} beside the path)',
        });
    }
    const lines = row.at(script.lines);
    return {
        row,
        rows,
        broken,
        brokenLines: (lines?.items ?? []).map(Number),
    };
}
async function countExtraRows(session, plan, scanned, signal) {
    const counts = new Map();
    for (const planned of plan.probes) {
        if (planned.kind !== 'duplicates')
            continue;
        if (planned.extra !== null)
            counts.set(planned, Number(scanned.row[planned.extra]));
        else {
            const [row] = await session.query(renderExtraRows(plan, planned), signal);
            counts.set(planned, Number(row[0]));
        }
    }
    return counts;
}
async function readSamples(session, plan, scanned, extras, signal) {
    const failing = plan.probes.filter((planned) => planned.kind === 'rows' && Number(scanned.row[planned.failing]) > 0);
    const samples = new Map(await readRowSamples(session, plan, failing, signal));
    for (const [planned, extra] of extras) {
        const nulls = planned.probe.isNullFailing ? scanned.rows - Number(scanned.row[planned.whole]) : 0;
        if (extra + nulls > 0)
            samples.set(planned, await readDuplicateSamples(session, plan, planned, signal));
    }
    return samples;
}
function answer(plan, index, session, scanned, extras, samples) {
    const planned = plan.probes[index];
    switch (planned.kind) {
        case 'refused':
            return { measured: false, reason: planned.reason };
        case 'rowCount':
            return { measured: true, value: scanned.rows };
        case 'columns':
            return { measured: true, value: session.columns };
        case 'readable':
            return { measured: true, value: describeReadable(scanned) };
        case 'rows':
            return answerRows(planned, scanned, samples.get(planned) ?? []);
        case 'duplicates': {
            const value = {
                rows: scanned.rows,
                nulls: scanned.rows - Number(scanned.row[planned.whole]),
                extra: extras.get(planned),
                samples: samples.get(planned) ?? [],
            };
            return { measured: true, value };
        }
    }
}
function answerRows(planned, { row, rows }, samples) {
    const { cell, cells } = planned;
    if (planned.isOperandNull !== null && row[planned.isOperandNull] === true) {
        return { measured: false, reason: describeOperand(planned.probe) };
    }
    if (cells !== null && Number(row[cells.present]) > 0 && Number(row[cells.read]) === 0) {
        return { measured: false, reason: `no cell of "${cell.name}" reads as ${planned.probe.column.type}` };
    }
    const failing = Number(row[planned.failing]);
    return { measured: true, value: { rows, failing, samples, actualType: cell.actualType } };
}
function describeReadable({ rows, broken, brokenLines }) {
    const samples = brokenLines.map((line) => ({ row: line, values: {} }));
    return { rows: rows + broken, failing: broken, samples };
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/explain.js


const OURS = /^(Binder|Parser|Catalog|Permission|Internal|Not implemented|Syntax|FATAL|Constraint|Parameter)\b.*Error:|configuration has been locked/i;
function explainFailure(error, source) {
    const message = error instanceof Error ? error.message : String(error);
    if (/^Out of Memory Error/.test(message)) {
        return new core_faults/* SystemError */._N(`${source.uri}: the data engine needs more memory than it may take`, {
            help: 'raise `engine: {memory: …}`, or split the data',
            cause: error,
        });
    }
    if (OURS.test(message)) {
        return new core_faults/* SystemError */._N(`${source.uri}: the data engine refused a query: ${firstLine(message)}`, { cause: error });
    }
    const fault = explainCsv(message, source) ?? explainJson(message, source);
    if (fault)
        return new core_faults/* InputError */.dz(fault, { cause: error });
    return new core_faults/* InputError */.dz({ message: `${source.uri}: cannot be read: ${firstLine(message)}` }, { cause: error });
}
function explainCsv(message, source) {
    const file = showFile(source, /^ {2}file = (.+)$/m.exec(message)?.[1] ?? source.uri);
    const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
    const place = line === undefined ? { file } : { file, line: Number(line) };
    if (/not utf-8 encoded|Invalid unicode|invalid byte sequence/i.test(message)) {
        return notInEncoding(place, source.csv?.encoding ?? 'utf-8');
    }
    const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
    if (counts) {
        return {
            message: `the line has ${counts[2]} fields, the header ${counts[1]}`,
            place,
            help: 'a field that holds the delimiter or a line break needs quotes around it',
        };
    }
    if (/unterminated quote/.test(message)) {
        return {
            message: 'a quoted field does not end, or goes on after its quote',
            place,
            help: 'write a quote inside a field twice',
        };
    }
    if (/Maximum line size/.test(message)) {
        return { message: 'a line is longer than 2 MB', place, help: 'a quote before it may not be closed' };
    }
    if (/state machine reached an invalid state/.test(message)) {
        return {
            message: 'is not well-formed CSV: line endings are mixed, or quotes stand where none may',
            place,
            help: 'write it again with one kind of line ending',
        };
    }
    const cell = /Error when converting column "(.+?)"[\s\S]*? to '(.+?)'/.exec(message);
    if (cell)
        return { message: `column "${cell[1]}" holds a value that is no ${cell[2]}`, place };
    return line === undefined ? null : { message: 'the line cannot be read', place };
}
function explainJson(message, source) {
    const found = /(Malformed JSON|JSON transform error) in file "(.*?)",.*?in line (\d+): ([^\n]*)/.exec(message);
    if (!found)
        return null;
    const place = { file: showFile(source, found[2]), line: Number(found[3]) };
    if (/byte order mark/.test(found[4])) {
        return {
            message: 'starts with a byte order mark, which JSON does not allow',
            place: { file: place.file },
            help: 'save it as UTF-8 without one',
        };
    }
    const repeated = /has duplicate key "(.*)"/.exec(found[4])?.[1];
    if (repeated !== undefined)
        return { message: `the object has the key "${repeated}" twice`, place };
    const isMalformed = found[1] === 'Malformed JSON';
    return {
        message: isMalformed ? `is not JSON: ${found[4].trim()}` : 'the row is no object of the expected shape',
        place,
    };
}
function firstLine(message) {
    return message.split('\n', 1)[0].slice(0, 200);
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/file-head.js





const HEAD_BYTES = 1_048_576;
const LARGEST_RATIO = 250;
const BOMB_BYTES = 256_000_000;
function isGzipName(file) {
    return /\.gz$/i.test(file);
}
async function readHead(file, shown) {
    const { bytes, size } = await readEnds(file, shown, 65_536);
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    if (isGzip !== isGzipName(file)) {
        throw new core_faults/* InputError */.dz({
            message: `${shown}: ${isGzip ? 'is compressed with gzip, which its name does not say' : 'is no gzip file, whatever its name says'}`,
            help: isGzip ? 'give it a name that ends in .gz' : 'take .gz off its name, or compress it with gzip',
        });
    }
    if (isGzip)
        return readGzip(file, shown, size);
    if (bytes.length === size || hasLine(bytes))
        return { bytes, isWhole: bytes.length === size };
    const more = await readEnds(file, shown, HEAD_BYTES);
    return { bytes: more.bytes, isWhole: more.bytes.length === more.size };
}
async function checkParquet(file, shown) {
    const { bytes, last } = await readEnds(file, shown, 4);
    if (bytes.toString('latin1') !== 'PAR1') {
        throw new core_faults/* InputError */.dz({ message: `${shown}: is no Parquet file, whatever its name says`, help: 'write it again' });
    }
    if (last !== 'PAR1') {
        throw new core_faults/* InputError */.dz({
            message: `${shown}: is cut off: Parquet's end mark is missing`,
            help: 'write or fetch it again; under Git LFS or DVC, pull it',
        });
    }
}
async function readEnds(file, shown, length) {
    try {
        const handle = await (0,promises_.open)(file);
        try {
            const { size } = await handle.stat();
            if (size === 0)
                throw new core_faults/* InputError */.dz(`${shown}: is empty (0 bytes); not even a header is there`);
            const bytes = Buffer.alloc(Math.min(length, size));
            await handle.read(bytes, 0, bytes.length, 0);
            const end = Buffer.alloc(Math.min(4, size));
            await handle.read(end, 0, end.length, size - end.length);
            return { bytes, size, last: end.toString('latin1') };
        }
        finally {
            await handle.close();
        }
    }
    catch (error) {
        if (error instanceof core_faults/* InputError */.dz)
            throw error;
        const code = error.code;
        const problem = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code ?? String(error)})`;
        throw new core_faults/* InputError */.dz(`${shown}: ${problem}`, { cause: error });
    }
}
function hasLine(bytes) {
    return bytes.includes(0x0a);
}
async function readGzip(file, shown, size) {
    const kept = [];
    let length = 0;
    let bomb;
    try {
        await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(file), (0,external_node_zlib_.createGunzip)({ chunkSize: 262_144 }), async (parts) => {
            for await (const part of parts) {
                if (length < HEAD_BYTES)
                    kept.push(part.subarray(0, HEAD_BYTES - length));
                length += part.length;
                if (length > BOMB_BYTES && length > size * LARGEST_RATIO) {
                    bomb = new core_faults/* InputError */.dz(`${shown}: expands to more than ${LARGEST_RATIO} times its size; that is no table`);
                    throw bomb;
                }
            }
        });
    }
    catch (error) {
        throw (bomb ??
            new core_faults/* InputError */.dz({ message: `${shown}: the gzip data is damaged or cut off`, help: 'write or fetch it again' }, { cause: error }));
    }
    if (length === 0)
        throw new core_faults/* InputError */.dz(`${shown}: holds nothing (0 bytes after decompression)`);
    return { bytes: Buffer.concat(kept), isWhole: length <= HEAD_BYTES };
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/table.js




async function inspectTable(source) {
    if (source.format === 'csv')
        return inspectCsv(source);
    return source.format === 'json' ? inspectJson(source) : inspectParquet(source);
}
async function inspectCsv(source) {
    const dialect = completeDialect(source.csv);
    const headers = await forEachFile(source, (file, shown) => readHeader(file, shown, dialect));
    const names = headers[0];
    const faults = headers.flatMap((header, index) => compareHeaders(names, header, source, index));
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    const { delimiter, quote, encoding, decimal } = dialect;
    const options = [
        'auto_detect=false',
        'header=true',
        `delim=${(0,quoting/* quoteLiteral */.c)(delimiter)}`,
        `quote=${(0,quoting/* quoteLiteral */.c)(quote)}`,
        `escape=${(0,quoting/* quoteLiteral */.c)(quote)}`,
        ...(encoding === 'utf-8' ? [] : [`encoding=${(0,quoting/* quoteLiteral */.c)(encoding)}`]),
        ...(decimal === '.' ? [] : [`decimal_separator=${(0,quoting/* quoteLiteral */.c)(decimal)}`]),
        ...compression(source),
    ];
    return {
        names,
        describe: '',
        keys: '',
        expression: (columns, types) => `read_csv(${[listFiles(source), ...options, columnTypes(columns, types)].join(', ')})`,
    };
}
async function readHeader(file, shown, dialect) {
    const head = await readHead(file, shown);
    const [first, second] = head.bytes;
    if (dialect.encoding !== 'utf-16' && ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))) {
        const help = first === 0xff ? 'set --encoding utf-16 (csv: {encoding: utf-16} beside the path)' : 'save it as UTF-8';
        throw new core_faults/* InputError */.dz({ ...notInEncoding({ file: shown }, dialect.encoding), help });
    }
    const { fields, isComplete } = parseHeaderLine(decode(head.bytes, dialect), dialect);
    if (!isComplete && !head.isWhole) {
        throw new core_faults/* InputError */.dz({
            message: 'the first line does not end within 1 MB',
            place: { file: shown, line: 1 },
            help: 'a quote in the header may not be closed',
        });
    }
    const faults = findHeaderFaults(fields, dialect, shown);
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    return nameColumns(fields);
}
function decode(bytes, dialect) {
    if (dialect.encoding === 'latin-1')
        return Buffer.from(bytes).toString('latin1');
    return new TextDecoder(dialect.encoding === 'utf-16' ? 'utf-16le' : 'utf-8').decode(bytes, { stream: true });
}
function compareHeaders(expected, names, source, index) {
    if (names.length === expected.length && names.every((name, at) => name === expected[at]))
        return [];
    const missing = expected.filter((name) => !names.includes(name));
    const extra = names.filter((name) => !expected.includes(name));
    const differences = [
        ...(missing.length > 0 ? [`lacks ${missing.join(', ')}`] : []),
        ...(extra.length > 0 ? [`has ${extra.join(', ')} besides`] : []),
    ];
    return [
        {
            message: `the columns are not those of ${source.files[0]}: ${differences.join(' and ') || 'the order differs'}`,
            place: { file: showFile(source, source.files[index]), line: 1 },
            help: 'files that are read together need the same header',
        },
    ];
}
async function inspectJson(source) {
    const heads = await forEachFile(source, readHead);
    const isArray = /^\s*\[/.test(Buffer.from(heads[0].bytes.subarray(0, 1024)).toString('latin1'));
    const isLines = source.files.every((file) => !/\.json(\.gz)?$/i.test(file));
    const format = `format=${isArray ? "'array'" : isLines ? "'newline_delimited'" : "'auto'"}`;
    const files = listFiles(source);
    const options = [format, ...compression(source)].join(', ');
    return {
        names: null,
        describe: `read_json(${files}, ${options}, maximum_depth=1, sample_size=-1, union_by_name=true)`,
        keys: `SELECT DISTINCT unnest(json_keys(json)) FROM read_json_objects(${files}, ${options})`,
        expression: (columns, types) => `read_json(${files}, ${options}, ${columnTypes(columns, types)})`,
    };
}
async function inspectParquet(source) {
    await forEachFile(source, checkParquet);
    const expression = `read_parquet(${listFiles(source)})`;
    return { names: null, describe: expression, keys: '', expression: () => expression };
}
async function forEachFile(source, look) {
    const settled = await Promise.allSettled(source.files.map((file) => look(file, showFile(source, file))));
    const errors = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    const other = errors.find((error) => !(error instanceof core_faults/* InputError */.dz));
    if (other)
        throw other;
    if (errors.length === 1)
        throw errors[0];
    if (errors.length > 1)
        throw new core_faults/* InputError */.dz(errors.flatMap((error) => error.faults));
    return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
function compression(source) {
    const zipped = source.files.filter(isGzipName).length;
    if (zipped === 0)
        return [source.format === 'csv' ? "compression='none'" : "compression='uncompressed'"];
    return zipped === source.files.length ? ["compression='gzip'"] : [];
}
function columnTypes(names, types) {
    const entries = names.map((name) => `${(0,quoting/* quoteLiteral */.c)(name)}: ${(0,quoting/* quoteLiteral */.c)(types[name] ?? 'VARCHAR')}`);
    return `columns={${entries.join(', ')}}`;
}
function toPattern(file) {
    return file.replace(/[*?[]/g, '[$&]');
}
function listFiles(source) {
    return `[${source.files.map((file) => (0,quoting/* quoteLiteral */.c)(toPattern(file))).join(', ')}]`;
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/session.js





const LONGEST_TIMER_MS = 2 ** 31 - 1;
async function openSession(duckdb, source, limits, signal) {
    const table = await inspectTable(source);
    signal.throwIfAborted();
    const instance = await openLocked(duckdb, source, limits);
    try {
        const runs = createRuns(instance, source, limits.timeoutMs);
        const columns = table.names?.map((name) => ({ name, type: 'VARCHAR' })) ?? (await describe(table, source, runs, signal));
        const names = columns.map(({ name }) => name);
        return {
            source,
            columns,
            tableExpression: (types = {}) => table.expression(names, types),
            ...runs,
            close: () => instance.closeSync(),
        };
    }
    catch (error) {
        instance.closeSync();
        throw error;
    }
}
async function openLocked(duckdb, source, limits) {
    const instance = await duckdb.DuckDBInstance.create(':memory:', {
        memory_limit: limits.memory,
        ...(limits.threads === null ? {} : { threads: String(limits.threads) }),
        temp_directory: '',
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
    }).catch((error) => {
        throw new core_faults/* SystemError */._N(`the data engine does not start: ${error instanceof Error ? error.message : String(error)}`, {
            help: 'look at `engine: {memory, threads}`',
            cause: error,
        });
    });
    const files = new Set(source.files.flatMap((file) => [file, toPattern(file)]));
    const connection = await instance.connect();
    await connection.run(`SET TimeZone='UTC'; SET allowed_paths=[${[...files].map(quoting/* quoteLiteral */.c).join(', ')}]; ` +
        'SET enable_external_access=false; SET lock_configuration=true');
    connection.disconnectSync();
    return instance;
}
async function describe(table, source, runs, signal) {
    const rows = await runs.query(`DESCRIBE SELECT * FROM ${table.describe}`, signal);
    const columns = rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
    if (source.format === 'parquet')
        return columns;
    if (columns.length === 1 && columns[0].name === 'json') {
        throw new core_faults/* InputError */.dz({
            message: `${source.uri}: the rows are no JSON objects, so there are no columns`,
            help: 'write one object a line: {"column": value, …}',
        });
    }
    if (columns.some(({ name }) => mayBeRenamed(name, columns))) {
        const keys = (await runs.query(table.keys, signal)).map(([key]) => String(key));
        const faults = findRepeatedNames(keys.sort(), { file: source.uri });
        if (faults.length > 0)
            throw new core_faults/* InputError */.dz(faults);
    }
    return columns.map(({ name }) => ({ name, type: 'VARCHAR' }));
}
function mayBeRenamed(name, columns) {
    const base = /^(.*)_\d+$/.exec(name)?.[1]?.toLowerCase();
    return base !== undefined && columns.some((column) => column.name.toLowerCase() === base);
}
function createRuns(instance, source, timeoutMs) {
    return {
        async query(sql, signal, parameters) {
            const connection = await instance.connect();
            const watch = watchTime(connection, source, timeoutMs, signal);
            try {
                const result = parameters ? await connection.run(sql, [...parameters]) : await connection.run(sql);
                return await result.getRows();
            }
            catch (error) {
                throw watch.reason() ?? explainFailure(error, source);
            }
            finally {
                watch.stop();
                connection.disconnectSync();
            }
        },
        async *stream(sql, signal) {
            const connection = await instance.connect();
            const watch = watchTime(connection, source, timeoutMs, signal);
            try {
                const result = await connection.stream(sql);
                for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk())
                    yield chunk;
            }
            catch (error) {
                throw watch.reason() ?? explainFailure(error, source);
            }
            finally {
                watch.stop();
                connection.disconnectSync();
            }
        },
    };
}
function watchTime(connection, source, timeoutMs, signal) {
    signal.throwIfAborted();
    let reason;
    let again;
    const interrupt = (why) => {
        reason ??= why;
        connection.interrupt();
        again ??= setInterval(() => connection.interrupt(), 100);
    };
    const onAbort = () => interrupt(signal.reason);
    const limit = setTimeout(() => interrupt(new core_faults/* SystemError */._N(`${source.uri}: the data engine took longer than ${timeoutMs / 1000} s`, {
        help: 'raise `engine: {timeout: …}`, or make the data smaller',
    })), Math.min(timeoutMs, LONGEST_TIMER_MS));
    signal.addEventListener('abort', onAbort, { once: true });
    return {
        reason: () => reason,
        stop: () => {
            clearTimeout(limit);
            clearInterval(again);
            signal.removeEventListener('abort', onAbort);
        },
    };
}

;// CONCATENATED MODULE: ./.cache/build/src/backends/duckdb/engine.js




async function createEngine(options, signal) {
    const duckdb = await loadDuckDb(options, signal);
    const sessions = new Map();
    const open = (source, stop) => {
        const key = JSON.stringify([source.files, source.format, source.csv]);
        const known = sessions.get(key);
        if (known)
            return known;
        const session = openSession(duckdb, source, options, stop);
        sessions.set(key, session);
        session.catch(() => sessions.delete(key));
        return session;
    };
    return {
        name: `duckdb ${duckdb.version().replace(/^v/, '')}`,
        async describe(source, stop) {
            return (await open(source, stop)).columns;
        },
        async measure(source, probes, stop) {
            return measureProbes(await open(source, stop), source, probes, stop);
        },
        async *columns(source, requests, stop) {
            yield* readColumns(await open(source, stop), requests, stop);
        },
        close() {
            for (const session of sessions.values())
                session.then((one) => one.close(), ignore);
            sessions.clear();
        },
    };
}
function ignore() { }


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
