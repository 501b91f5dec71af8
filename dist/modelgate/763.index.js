export const id = 763;
export const ids = [763];
export const modules = {

/***/ 70763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createActionsCache: () => (/* binding */ createActionsCache)
/* harmony export */ });
function createActionsCache(logger) {
    const load = async () => {
        const client = await Promise.all(/* import() */[__webpack_require__.e(838), __webpack_require__.e(691)]).then(__webpack_require__.bind(__webpack_require__, 61691));
        return client.isFeatureAvailable() ? client : null;
    };
    return {
        async restore(folder, key) {
            try {
                const client = await load();
                return client !== null && (await client.restoreCache([folder], key)) !== undefined;
            }
            catch (error) {
                logger.debug(`the cache gave nothing: ${String(error)}`);
                return false;
            }
        },
        async save(folder, key) {
            try {
                const client = await load();
                await client?.saveCache([folder], key);
            }
            catch (error) {
                logger.debug(`the cache kept nothing: ${String(error)}`);
            }
        },
    };
}


/***/ })

};
