export const id = 84;
export const ids = [84];
export const modules = {

/***/ 85084:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderChart: () => (/* binding */ renderChart)
/* harmony export */ });
/* harmony import */ var echarts_charts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57730);
/* harmony import */ var echarts_charts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7599);
/* harmony import */ var echarts_charts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36214);
/* harmony import */ var echarts_components__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(87628);
/* harmony import */ var echarts_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(91798);
/* harmony import */ var echarts_core__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8541);
/* harmony import */ var echarts_renderers__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9833);
/* harmony import */ var _chart_options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58546);





(0,echarts_core__WEBPACK_IMPORTED_MODULE_1__/* .use */ .Y)([echarts_charts__WEBPACK_IMPORTED_MODULE_2__/* .install */ .a, echarts_charts__WEBPACK_IMPORTED_MODULE_3__/* .install */ .a, echarts_charts__WEBPACK_IMPORTED_MODULE_4__/* .install */ .a, echarts_components__WEBPACK_IMPORTED_MODULE_5__/* .install */ .a, echarts_renderers__WEBPACK_IMPORTED_MODULE_6__/* .install */ .a]);
function renderChart(figure, id) {
    const { option, width, height } = (0,_chart_options_js__WEBPACK_IMPORTED_MODULE_0__/* .describeOption */ .t)(figure);
    const chart = (0,echarts_core__WEBPACK_IMPORTED_MODULE_7__/* .init */ .Ts)(null, null, { renderer: 'svg', ssr: true, width, height });
    try {
        chart.setOption(option);
        return tidy(chart.renderToSVGString(), id);
    }
    finally {
        chart.dispose();
    }
}
function tidy(svg, id) {
    return svg
        .replace(/<style\b[^>]*>[\s\S]*?<\/style>/g, '')
        .replace(/ (class|pointer-events|ecmeta_[a-z_]+)="[^"]*"/g, '')
        .replace(/zr\d+-/g, `${id}-`)
        .replace(/^<svg [^>]*viewBox="([^"]*)"[^>]*>/, `<svg class="chart" viewBox="$1" role="img" aria-labelledby="${id}-title">`)
        .replace(/\n+/g, '');
}


/***/ })

};
