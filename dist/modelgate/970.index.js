export const id = 970;
export const ids = [970];
export const modules = {

/***/ 45970:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderText: () => (/* binding */ renderText)
/* harmony export */ });
/* harmony import */ var _advice_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19457);
/* harmony import */ var _data_rules_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(72415);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(17838);
/* harmony import */ var _gate_table_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76667);
/* harmony import */ var _headline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86153);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(55979);
/* harmony import */ var _section_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(73406);







const MOST_CHECKS = 100;
function renderText(results, options) {
    const paint = options.colour ? (text, style) => `\u001B[${STYLES[style]}m${text}\u001B[0m` : (text) => text;
    return (0,_section_js__WEBPACK_IMPORTED_MODULE_4__/* .groupByModel */ .EY)(results)
        .map((section) => renderSection(section, paint))
        .join('\n\n');
}
const STYLES = { bad: '1;31', open: '1;33', good: '1;32', quiet: '2' };
function renderSection(section, paint) {
    const style = section.blocks ? 'bad' : section.verdict === 'pass' ? 'good' : 'open';
    const verdict = (0,_headline_js__WEBPACK_IMPORTED_MODULE_3__/* .describeVerdict */ .XZ)(section);
    const isNamed = section.model === null || verdict.startsWith(`${section.model} `);
    const name = isNamed ? '' : `${(0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLogText */ .dD)(section.model, 80)}: `;
    const headline = paint(`${name}${(0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLogText */ .dD)(verdict)}`, style);
    const { open, quiet } = listOpenChecks(section);
    const rows = new Map((0,_gate_table_js__WEBPACK_IMPORTED_MODULE_2__/* .groupGates */ .U)(section).flatMap((group) => group.rows.map((row) => [row.check, row])));
    const more = open.length - MOST_CHECKS;
    return [
        `${(0,_headline_js__WEBPACK_IMPORTED_MODULE_3__/* .sectionIcon */ .f7)(section)} ${headline}`,
        ...section.results
            .filter((result) => result.summary !== verdict)
            .map((result) => `  ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLogText */ .dD)((0,_numbers_js__WEBPACK_IMPORTED_MODULE_6__/* .toRealMinus */ .G8)(result.summary), 1000)}`),
        ...open.slice(0, MOST_CHECKS).flatMap((check) => renderCheck(check, rows.get(check), paint)),
        ...(more > 0 ? [`  and ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_6__/* .formatPlural */ .yk)(more, 'more check')} that did not pass`] : []),
        ...describeQuiet(quiet).map((line) => `  ${paint((0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLogText */ .dD)(line, 600), 'quiet')}`),
        ...[describeCounts(section)].filter((line) => line !== '').map((line) => `  ${paint(line, 'quiet')}`),
    ].join('\n');
}
function listOpenChecks({ checks }) {
    const others = checks.filter((check) => (0,_section_js__WEBPACK_IMPORTED_MODULE_4__/* .stateOf */ .L4)(check) !== 'pass');
    const isQuiet = (check) => check.severity === 'info' || (check.kind === 'gate' && check.verdict === 'skip');
    return {
        open: others
            .filter((check) => !isQuiet(check))
            .toSorted((a, b) => _section_js__WEBPACK_IMPORTED_MODULE_4__/* .STATES */ .xj.indexOf((0,_section_js__WEBPACK_IMPORTED_MODULE_4__/* .stateOf */ .L4)(a)) - _section_js__WEBPACK_IMPORTED_MODULE_4__/* .STATES */ .xj.indexOf((0,_section_js__WEBPACK_IMPORTED_MODULE_4__/* .stateOf */ .L4)(b))),
        quiet: others.filter(isQuiet),
    };
}
function describeQuiet(checks) {
    const unmeasured = checks.filter((check) => check.kind === 'metric' && check.verdict === 'inconclusive');
    const skipped = checks.filter((check) => check.kind === 'gate');
    const reasons = [...new Set(skipped.map((check) => check.help ?? 'nothing to judge'))];
    return [
        ...reasons.map((reason) => {
            const count = skipped.filter((check) => (check.help ?? 'nothing to judge') === reason).length;
            return `${_headline_js__WEBPACK_IMPORTED_MODULE_3__/* .STATE_ICONS */ .t1.skip} ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_6__/* .formatPlural */ .yk)(count, 'gate')} skipped: ${reason}`;
        }),
        ...(unmeasured.length > 0 ? [`not measured: ${unmeasured.map((check) => check.title).join('; ')}`] : []),
    ];
}
function renderCheck(check, row, paint) {
    const { waiver, expected } = check;
    const place = (0,_advice_js__WEBPACK_IMPORTED_MODULE_0__/* .placeOf */ .$)(check);
    const help = check.help === null ? null : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_6__/* .toRealMinus */ .G8)(check.help);
    const measured = describeMeasured(check, row);
    const facts = [
        measured === null ? 'not measured' : `measured ${measured}`,
        ...(expected === null ? [] : [`allowed ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_6__/* .toRealMinus */ .G8)(expected)}`]),
    ];
    const isTold = measured !== null && help?.includes(measured.split(' (')[0]) === true;
    const waived = waiver === null ? null : `waived until ${waiver.until} by ${waiver.by}: ${waiver.reason}`;
    return [
        `  ${_headline_js__WEBPACK_IMPORTED_MODULE_3__/* .STATE_ICONS */ .t1[(0,_section_js__WEBPACK_IMPORTED_MODULE_4__/* .stateOf */ .L4)(check)]} ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLogText */ .dD)(check.title)}`,
        ...(isTold ? [] : [`      ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLogText */ .dD)(facts.join(', '))}`]),
        ...(waived === null ? [] : [`      ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLogText */ .dD)(waived)}`]),
        ...(help === null ? [] : [`      → ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLogText */ .dD)(help, 600)}`]),
        ...(place === null ? [] : [`      ${paint((0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLogText */ .dD)(place), 'quiet')}`]),
    ];
}
function describeMeasured(check, row) {
    if (check.kind === 'contract')
        return (0,_data_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .describeRule */ .I)(check);
    if (check.kind !== 'gate')
        return check.observed === null ? null : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_6__/* .formatScalar */ .kQ)(check.observed);
    const value = row?.difference ?? row?.candidate ?? null;
    return value !== null && row?.interval ? `${value} (${row.interval.text})` : value;
}
function describeCounts(section) {
    const gates = section.checks.filter((check) => check.kind === 'gate' && check.verdict !== 'skip');
    const passed = gates.filter((check) => check.verdict === 'pass').length;
    const measured = section.checks.filter((check) => check.kind === 'metric').length;
    const { baseline } = section;
    const parts = [
        gates.length > 0 ? `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_6__/* .formatCount */ .B4)(passed)} of ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_6__/* .formatPlural */ .yk)(gates.length, 'gate')} pass` : '',
        measured > 0 ? `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_6__/* .formatPlural */ .yk)(measured, 'metric')} measured` : '',
        (0,_data_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .listDataRules */ .K)(section)?.headline ?? '',
        baseline === null || (0,_headline_js__WEBPACK_IMPORTED_MODULE_3__/* .isEmptyStage */ .yy)(baseline) ? '' : `compared with ${(0,_section_js__WEBPACK_IMPORTED_MODULE_4__/* .nameBaseline */ .rl)(baseline).full}`,
    ];
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLogText */ .dD)(parts.filter((part) => part !== '').join(' · '));
}


/***/ })

};
