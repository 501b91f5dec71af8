export const id = 127;
export const ids = [127,457];
export const modules = {

/***/ 92127:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   listAnnotations: () => (/* binding */ listAnnotations)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(17838);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55979);


const MOST_OF_A_LEVEL = 10;
const LEVELS = ['error', 'warning', 'notice'];
function listAnnotations(results) {
    const all = results.flatMap((result) => result.checks.flatMap((check) => {
        const level = levelOf(check);
        return level === null ? [] : [annotate(check, result, level)];
    }));
    return LEVELS.flatMap((level) => shorten(all.filter((annotation) => annotation.level === level)));
}
function levelOf(check) {
    if (check.severity === 'info' || check.verdict === 'pass' || check.verdict === 'skip')
        return null;
    if (check.waiver !== null)
        return 'notice';
    return check.blocks ? 'error' : 'warning';
}
function annotate(check, { model }, level) {
    const verdict = check.verdict === 'fail' ? 'does not hold' : 'could not be settled';
    const measured = check.observed === null ? '' : `measured ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatScalar */ .kQ)(check.observed)}`;
    const allowed = check.expected === null ? '' : `allowed ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .toRealMinus */ .G8)(check.expected)}`;
    const facts = [measured, allowed].filter((part) => part !== '').join(', ');
    const waived = check.waiver ? `waived until ${check.waiver.until}: ${check.waiver.reason}` : '';
    const help = check.help === null ? '' : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .toRealMinus */ .G8)(check.help);
    const reason = [waived, help || facts].filter((part) => part !== '').join('. ');
    return {
        level,
        title: (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeLogText */ .dD)(`${model === null ? '' : `${model}: `}${check.title}`, 120),
        message: (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeLogText */ .dD)(reason === '' ? verdict : `${verdict}. ${reason}`, 800),
        file: check.source?.file ?? null,
        line: check.source?.line ?? null,
    };
}
function shorten(annotations) {
    if (annotations.length <= MOST_OF_A_LEVEL)
        return annotations;
    const shown = annotations.slice(0, MOST_OF_A_LEVEL - 1);
    const left = annotations.length - shown.length;
    const message = `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlural */ .yk)(left, 'more check')} did not pass; the step summary lists them all`;
    return [...shown, { level: annotations[0].level, title: `and ${left} more`, message, file: null, line: null }];
}


/***/ }),

/***/ 17838:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ markdownCode),
/* harmony export */   X5: () => (/* binding */ cleanText),
/* harmony export */   ZD: () => (/* binding */ escapeHtml),
/* harmony export */   _g: () => (/* binding */ embedJson),
/* harmony export */   dD: () => (/* binding */ escapeLogText),
/* harmony export */   escapeMarkdown: () => (/* binding */ escapeMarkdown)
/* harmony export */ });
const BREAK = '\u200B';
const TEXT_LIMIT = 300;
const INVISIBLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}\p{Surrogate}]/gu;
function cleanText(text, limit = TEXT_LIMIT) {
    const line = text
        .slice(0, limit * 4)
        .replace(/[\s\u2028\u2029\u0085]+/g, ' ')
        .replace(INVISIBLE, '\uFFFD')
        .trim();
    const points = [...line];
    return points.length > limit || text.length > limit * 4 ? `${points.slice(0, limit - 1).join('')}…` : line;
}
function escapeLogText(text, limit = TEXT_LIMIT) {
    return cleanText(text, limit).replace(/##\[/g, '## [').replace(/^::/, ': :');
}
function breakReferences(text) {
    return text
        .replace(/@(?=[\w-])/g, `@${BREAK}`)
        .replace(/#(?=\d)/g, `#${BREAK}`)
        .replace(/\bGH-(?=\d)/gi, (match) => `${match}${BREAK}`)
        .replace(/:(?=\/\/)/g, `:${BREAK}`)
        .replace(/\b(mailto|xmpp):/gi, (match) => `${match}${BREAK}`)
        .replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}${BREAK}.`);
}
function escapeMarkdown(text, limit = TEXT_LIMIT) {
    return breakReferences(cleanText(text, limit))
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/[\\`*_[\]~|!#$]/g, '\\$&')
        .replace(/^(\d+)(?=[.)](\s|$))/, '$1\\')
        .replace(/^[-+=]/, '\\$&');
}
function markdownCode(text, limit = TEXT_LIMIT) {
    const line = cleanText(text, limit).replace(/\|/g, '\\|');
    const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
    const fence = '`'.repeat(longest + 1);
    const padding = line === '' || line.startsWith('`') || line.endsWith('`') ? ' ' : '';
    return `${fence}${padding}${line}${padding}${fence}`;
}
function escapeHtml(text, limit = TEXT_LIMIT) {
    return cleanText(text, limit)
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(/'/g, '&#39;');
}
function embedJson(value) {
    return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}


/***/ }),

/***/ 55979:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ countDecimals),
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   G8: () => (/* binding */ toRealMinus),
/* harmony export */   Gp: () => (/* binding */ formatSigned),
/* harmony export */   Sp: () => (/* binding */ formatBound),
/* harmony export */   ZV: () => (/* binding */ formatNumber),
/* harmony export */   df: () => (/* binding */ separateFromLimit),
/* harmony export */   kQ: () => (/* binding */ formatScalar),
/* harmony export */   l9: () => (/* binding */ formatPercent),
/* harmony export */   yk: () => (/* binding */ formatPlural)
/* harmony export */ });
const MOST_DECIMALS = 6;
function toReadable(value, decimals) {
    const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
    return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
function countDecimals(values, interval) {
    const least = leastDecimals(Math.max(0, ...values.map(Math.abs)));
    const halfWidth = interval ? Math.abs(interval[1] - interval[0]) / 2 : 0;
    const deserved = halfWidth > 0 ? Math.ceil(-Math.log10(halfWidth / 5)) : 0;
    return Math.min(Math.max(least, deserved), MOST_DECIMALS);
}
function separateFromLimit(decimals, judged, limit) {
    const others = judged.filter((value) => value !== limit);
    const isTold = (value, places) => toReadable(value, places) !== toReadable(limit, places);
    let places = decimals;
    while (places < MOST_DECIMALS && !others.every((value) => isTold(value, places)))
        places++;
    return places;
}
function leastDecimals(scale) {
    if (scale === 0 || !Number.isFinite(scale))
        return 3;
    if (scale < 0.01)
        return Math.min(MOST_DECIMALS, 1 - Math.floor(Math.log10(scale)));
    return Math.max(0, Math.min(3, 3 - Math.floor(Math.log10(scale))));
}
function formatNumber(value, decimals) {
    if (!Number.isFinite(value))
        return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : '−∞';
    if (value !== 0 && Math.abs(value) < 0.5 * 10 ** -MOST_DECIMALS)
        return value.toExponential(1).replace(/-/g, '−');
    return toReadable(value, decimals);
}
function formatSigned(value, decimals) {
    const text = formatNumber(value, decimals);
    return value > 0 && /[1-9∞]/.test(text) ? `+${text}` : text;
}
function toRealMinus(sentence) {
    return sentence.replace(/(^|[\s(])-(?=\d)/g, '$1−');
}
function formatCount(count) {
    return toReadable(count, Number.isInteger(count) ? 0 : 1);
}
function formatPlural(count, noun) {
    return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
function formatPercent(percent) {
    if (percent > 0 && percent < 0.01)
        return '< 0.01 %';
    return `${toReadable(percent, percent < 0.1 && percent > 0 ? 2 : 1)} %`;
}
function formatBound(bound) {
    return String(bound).replace('-', '−');
}
function formatScalar(value) {
    if (value === null)
        return '–';
    if (typeof value !== 'number')
        return String(value);
    return Number.isInteger(value) ? formatCount(value) : formatNumber(value, countDecimals([value], null));
}


/***/ })

};
