export const id = 852;
export const ids = [852];
export const modules = {

/***/ 21916:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.Io = __webpack_unused_export__ = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.Io = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
__webpack_unused_export__ = closest;


/***/ }),

/***/ 66852:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCli: () => (/* binding */ runCli)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./.cache/build/src/commands/catalogue.js + 5 modules
var catalogue = __webpack_require__(98972);
// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var faults = __webpack_require__(3799);
// EXTERNAL MODULE: ./.cache/build/src/text/nearest-name.js
var nearest_name = __webpack_require__(4404);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./.cache/build/src/host/arguments.js


function readArguments(words, specs) {
    const options = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [
        name,
        { type: spec.kind === 'flag' ? 'boolean' : 'string' },
    ]));
    const { tokens } = (0,external_node_util_.parseArgs)({
        args: [...words],
        options: { ...options, help: { type: 'boolean', short: 'h' } },
        strict: false,
        allowPositionals: true,
        tokens: true,
    });
    const raw = new Map();
    const operands = [];
    const faults = [];
    let unknownAt = null;
    for (const token of tokens) {
        if (token.kind === 'positional' && token.index - 1 !== unknownAt)
            operands.push(token.value);
        if (token.kind !== 'option')
            continue;
        const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
        if (spec === undefined) {
            faults.push(unknownFlag(token.rawName, Object.keys(specs)));
            if (token.value === undefined)
                unknownAt = token.index;
            continue;
        }
        const fault = spec.kind === 'flag' ? null : missingValue(token);
        if (fault)
            faults.push(fault);
        else
            raw.set(token.name, [...(raw.get(token.name) ?? []), token.value ?? 'true']);
    }
    return { raw, operands, faults };
}
function unknownFlag(name, known) {
    const nearest = (0,nearest_name/* nearestName */.q)(name.replace(/^-+/, ''), known);
    return {
        message: `unknown flag ${name}`,
        help: nearest ? `did you mean --${nearest}?` : 'see --help for the flags that are there',
    };
}
function missingValue(token) {
    const tookFlag = token.inlineValue !== true && token.value?.startsWith('--') === true;
    if (token.value !== undefined && token.value !== '' && !tookFlag)
        return null;
    return {
        message: `${token.rawName} needs a value`,
        help: tookFlag ? `write ${token.rawName}=${token.value} if that is the value` : undefined,
    };
}

// EXTERNAL MODULE: ./.cache/build/src/host/environment.js
var host_environment = __webpack_require__(59108);
// EXTERNAL MODULE: ./.cache/build/src/host/execution.js + 2 modules
var host_execution = __webpack_require__(67338);
;// CONCATENATED MODULE: ./.cache/build/src/host/help.js

function renderOverview(version) {
    const width = Math.max(...catalogue/* COMMANDS */.Lo.map((spec) => spec.name.length));
    return [
        `modelgate ${version}: may this model replace the one in production?`,
        '',
        'Usage: modelgate COMMAND [FLAGS]',
        '',
        ...catalogue/* COMMANDS */.Lo.map((spec) => `  ${spec.name.padEnd(width)}  ${spec.summary}`),
        '',
        'modelgate COMMAND --help tells more. Exit: 0 pass, 1 no, 2 inconclusive, 3 unusable request, 4 a system did not answer.',
        '',
    ].join('\n');
}
function renderHelp(spec) {
    const inputs = Object.entries((0,catalogue/* inputsOf */.Vc)(spec, 'cli'));
    const rows = inputs.map(([name, input]) => [flagForm(name, input), describeInput(input)]);
    const width = Math.max(...rows.map(([form]) => form.length));
    return [
        spec.summary,
        '',
        ...wrap(spec.description),
        '',
        `Usage: modelgate ${spec.name}${spec.operands ? ` ${spec.operands.placeholder}` : ''} [FLAGS]`,
        ...(spec.operands ? ['', `  ${spec.operands.placeholder}  ${spec.operands.summary}`] : []),
        '',
        ...rows.map(([form, text]) => `  ${form.padEnd(width)}  ${text}`),
        '',
        'Example:',
        ...spec.example.split('\n').map((line) => `  ${line}`),
        '',
    ].join('\n');
}
function flagForm(name, input) {
    if (input.kind === 'flag')
        return `--${name}`;
    const value = input.kind === 'choice' ? input.choices.join('|') : (input.placeholder ?? (input.kind === 'number' ? 'N' : 'TEXT'));
    return `--${name} ${value}${input.kind === 'list' ? ' …' : ''}`;
}
function describeInput(input) {
    const value = 'default' in input ? input.default : undefined;
    return value === undefined ? input.summary : `${input.summary} (default ${value})`;
}
function wrap(text, width = 100) {
    return text.split('\n').flatMap((paragraph) => {
        const lines = [''];
        for (const word of paragraph.split(' ')) {
            const line = lines[lines.length - 1];
            if (line !== '' && line.length + word.length + 1 > width)
                lines.push(word);
            else
                lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
        }
        return lines;
    });
}

// EXTERNAL MODULE: ./.cache/build/src/host/inputs.js
var host_inputs = __webpack_require__(99628);
// EXTERNAL MODULE: ./.cache/build/src/host/outcome.js
var outcome = __webpack_require__(32465);
;// CONCATENATED MODULE: ./.cache/build/src/host/terminal.js

async function print(text) {
    if (text === '')
        return;
    const { stdout } = process;
    stdout.on('error', ignore);
    const error = await new Promise((resolve) => stdout.write(text, resolve));
    if (!error || error.code === 'EPIPE')
        return;
    throw new faults/* SystemError */._N(`standard output cannot be written (${error.code ?? error.message})`, { cause: error });
}
function printError(line) {
    if (!process.stderr.listeners('error').includes(ignore))
        process.stderr.on('error', ignore);
    process.stderr.write(`${line}\n`);
}
function createLogger(isQuiet, isVerbose) {
    return {
        info: (message) => (isQuiet ? undefined : printError(message)),
        warning: (message) => printError(`warning: ${message}`),
        debug: (message) => (isVerbose ? printError(message) : undefined),
    };
}
const ignore = () => { };

// EXTERNAL MODULE: ./.cache/build/src/host/version.js + 1 modules
var version = __webpack_require__(14031);
;// CONCATENATED MODULE: ./.cache/build/src/host/cli.js













async function runCli(words, loadRun) {
    const environment = (0,host_environment/* readEnvironment */.Qo)();
    let isVerbose = environment.isDebug || words.includes('--verbose');
    try {
        const [name, ...rest] = words;
        if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
            const wanted = (0,catalogue/* findCommand */.Zv)(rest[0] ?? '');
            await print(wanted === undefined ? renderOverview(version/* VERSION */.x) : renderHelp(wanted));
            return name === undefined ? 3 : 0;
        }
        const spec = (0,catalogue/* findCommand */.Zv)(name);
        if (words.includes('--version') && !('version' in (spec?.inputs ?? {}))) {
            await print(`${version/* VERSION */.x}\n`);
            return 0;
        }
        if (spec === undefined)
            throw unknownCommand(name);
        const specs = (0,catalogue/* inputsOf */.Vc)(spec, 'cli');
        const given = readArguments(rest, specs);
        if (given.raw.has('help')) {
            await print(renderHelp(spec));
            return 0;
        }
        const faults = [...given.faults];
        if (given.operands.length > 0 && spec.operands === undefined) {
            faults.push({
                message: `unexpected "${given.operands[0]}": ${name} takes flags only`,
                help: 'quote a value that holds spaces',
            });
        }
        const inputs = (0,host_inputs/* parseInputs */.T)(specs, given.raw, (flag) => `--${flag}`, faults);
        isVerbose ||= inputs['verbose'] === true;
        const logger = createLogger(inputs['quiet'] === true, isVerbose);
        const execution = await (0,host_execution/* executeCommand */.RS)({ spec, inputs, operands: given.operands, environment, logger, loadRun });
        await printOutcome(execution, inputs, environment);
        if (inputs['summary'] === true)
            await appendSummary(execution.outcome.markdown ?? '', environment.variables['GITHUB_STEP_SUMMARY']);
        for (const error of execution.outcome.errors ?? [])
            printError((0,outcome/* describeError */.Uc)(error, isVerbose));
        return execution.exitCode;
    }
    catch (error) {
        printError((0,outcome/* describeError */.Uc)(error, isVerbose));
        return (0,outcome/* exitCodeOfError */.LL)(error);
    }
}
function unknownCommand(name) {
    if (catalogue/* COMMANDS_TO_COME */.mj.includes(name))
        return new faults/* InputError */.dz(`${name} is not there yet in modelgate ${version/* VERSION */.x}`);
    const nearest = (0,nearest_name/* nearestName */.q)(name, catalogue/* COMMANDS */.Lo.map((spec) => spec.name));
    return new faults/* InputError */.dz({
        message: `unknown command "${name}"`,
        help: nearest ? `did you mean ${nearest}?` : 'see modelgate --help for the commands that are there',
    });
}
async function printOutcome(execution, inputs, environment) {
    const { outcome, document } = execution;
    const output = typeof inputs['output'] === 'string' ? inputs['output'] : null;
    const format = inputs['format'] ?? (output?.endsWith('.json') ? 'json' : 'text');
    const isColoured = output === null && process.stdout.isTTY === true && !environment.variables['NO_COLOR'];
    const render = async () => {
        if (format === 'json')
            return `${JSON.stringify(document, null, 2)}\n`;
        const text = await renderOutcome(outcome, inputs['quiet'] === true, isColoured);
        return text === '' || text.endsWith('\n') ? text : `${text}\n`;
    };
    if (output === null)
        await print(await render());
    else
        await (0,host_execution/* writeAside */.qE)((0,external_node_path_.resolve)(environment.cwd, output), await render());
}
async function renderOutcome({ text, results }, isQuiet, isColoured) {
    if (text !== undefined)
        return text;
    const shown = isQuiet ? results.filter(({ verdict }) => verdict !== 'pass') : results;
    if (shown.length === 0)
        return '';
    const { renderText } = await Promise.all(/* import() */[__webpack_require__.e(236), __webpack_require__.e(970)]).then(__webpack_require__.bind(__webpack_require__, 45970));
    return renderText(shown, { colour: isColoured });
}
async function appendSummary(markdown, path) {
    if (!path)
        throw new faults/* InputError */.dz({
            message: '--summary is given outside of a job: GITHUB_STEP_SUMMARY is not set',
            help: 'use --markdown FILE',
        });
    await (0,promises_.appendFile)(path, markdown);
}


/***/ }),

/***/ 4404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ nearestName)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21916);

function fold(name) {
    return name.toLowerCase().replaceAll('-', '_');
}
function isSwapped(left, right) {
    if (left.length !== right.length)
        return false;
    const index = [...left].findIndex((letter, position) => letter !== right[position]);
    return index >= 0 && left === right.slice(0, index) + right[index + 1] + right[index] + right.slice(index + 2);
}
function nearestName(name, candidates) {
    const wanted = fold(name);
    let nearest = null;
    let smallest = Number.POSITIVE_INFINITY;
    for (const candidate of candidates) {
        const folded = fold(candidate);
        const limit = Math.max(1, Math.floor(Math.max(wanted.length, folded.length) / 3));
        if (Math.abs(wanted.length - folded.length) > limit)
            continue;
        const edits = isSwapped(wanted, folded) ? 1 : (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(wanted, folded);
        const isWholeWord = edits >= Math.min(wanted.length, folded.length);
        if (edits <= limit && !isWholeWord && edits < smallest) {
            nearest = candidate;
            smallest = edits;
        }
    }
    if (nearest !== null || wanted.length < 3)
        return nearest;
    return candidates.find((candidate) => fold(candidate).startsWith(wanted) || fold(candidate).endsWith(wanted)) ?? null;
}


/***/ })

};
