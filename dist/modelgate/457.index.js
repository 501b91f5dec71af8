export const id = 457;
export const ids = [457];
export const modules = {

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


/***/ })

};
