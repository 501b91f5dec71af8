export const id = 449;
export const ids = [449];
export const modules = {

/***/ 71449:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   formatHistoryCsv: () => (/* binding */ formatHistoryCsv)
/* harmony export */ });
const COLUMNS = [
    'at',
    'event',
    'model',
    'version',
    'stage',
    'tag',
    'commit',
    'by',
    'reason',
    'policy',
    'waivers',
];
function formatHistoryCsv(events) {
    const rows = events.map((event) => COLUMNS.map((column) => {
        const value = column === 'waivers' ? (event.waivers.length === 0 ? '' : JSON.stringify(event.waivers)) : event[column];
        return formatCell(value ?? '');
    }));
    return [COLUMNS, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
function formatCell(value) {
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}


/***/ })

};
