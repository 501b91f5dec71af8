export const id = 704;
export const ids = [704];
export const modules = {

/***/ 5740:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  u: () => (/* binding */ formatCanonicalJson)
});

;// CONCATENATED MODULE: ./node_modules/canonicalize/lib/canonicalize.js
function hasLoneSurrogate (value) {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);

    if (code >= 0xD800 && code <= 0xDBFF) {
      if (i === value.length - 1) {
        return true;
      }
      const next = value.charCodeAt(i + 1);
      if (!(next >= 0xDC00 && next <= 0xDFFF)) {
        return true;
      }
      i++;
    } else if (code >= 0xDC00 && code <= 0xDFFF) {
      return true;
    }
  }

  return false;
}

function canonicalize (object, seen = new Set()) {
  if (typeof object === 'number' && isNaN(object)) {
    throw new Error('NaN is not allowed');
  }

  if (typeof object === 'number' && !isFinite(object)) {
    throw new Error('Infinity is not allowed');
  }

  if (typeof object === 'string' && hasLoneSurrogate(object)) {
    throw new Error('Lone surrogate is not allowed');
  }

  if (object === null || typeof object !== 'object') {
    return JSON.stringify(object);
  }

  if (typeof object.toJSON === 'function') {
    if (seen.has(object)) {
      throw new Error('Circular reference detected');
    }
    seen.add(object);
    const result = canonicalize(object.toJSON(), seen);
    seen.delete(object);
    return result;
  }

  if (seen.has(object)) {
    throw new Error('Circular reference detected');
  }
  seen.add(object);

  let result;
  if (Array.isArray(object)) {
    const values = object.map((cv) => {
      const value = cv === undefined || typeof cv === 'symbol' ? null : cv;
      return canonicalize(value, seen);
    });
    result = `[${values.join(',')}]`;
  } else {
    const parts = [];
    for (const key of Object.keys(object).sort()) {
      if (object[key] === undefined || typeof object[key] === 'symbol') {
        continue;
      }
      parts.push(`${canonicalize(key)}:${canonicalize(object[key], seen)}`);
    }
    result = `{${parts.join(',')}}`;
  }

  seen.delete(object);
  return result;
}

;// CONCATENATED MODULE: ./.cache/build/src/evidence/canonical-json.js

const LONE_SURROGATE = /\p{Surrogate}/gu;
function formatCanonicalJson(value) {
    const text = canonicalize(wellFormed(value));
    if (text === undefined)
        throw new Error('undefined has no JSON form');
    return text;
}
function wellFormed(value) {
    if (typeof value === 'string')
        return value.replace(LONE_SURROGATE, '\uFFFD');
    if (Array.isArray(value))
        return value.map(wellFormed);
    if (value === null || typeof value !== 'object')
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, wellFormed(entry)]));
}


/***/ }),

/***/ 55704:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   evidenceBytes: () => (/* binding */ evidenceBytes)
/* harmony export */ });
/* harmony import */ var _canonical_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5740);
/* harmony import */ var _statement_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28643);


function evidenceBytes(results) {
    return new TextEncoder().encode(results.map((result) => `${(0,_canonical_json_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCanonicalJson */ .u)((0,_statement_js__WEBPACK_IMPORTED_MODULE_1__/* .statement */ .qZ)(result))}\n`).join(''));
}


/***/ }),

/***/ 28643:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UJ: () => (/* binding */ TEST_RESULT_TYPE),
/* harmony export */   qZ: () => (/* binding */ statement),
/* harmony export */   zG: () => (/* binding */ STATEMENT_TYPE)
/* harmony export */ });
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
const TEST_RESULT_TYPE = 'https://in-toto.io/attestation/test-result/v0.1';
function statement(result) {
    return {
        _type: STATEMENT_TYPE,
        subject: result.materials.map(({ name, uri, digest }) => ({ name, uri, digest })),
        predicateType: TEST_RESULT_TYPE,
        predicate: {
            result: result.blocks ? 'FAILED' : result.verdict === 'pass' ? 'PASSED' : 'WARNED',
            configuration: configuration(result),
            passedTests: result.checks.filter((check) => check.verdict === 'pass').map((check) => check.id),
            warnedTests: result.checks.filter(isWarned).map((check) => check.id),
            failedTests: result.checks.filter(isFailed).map((check) => check.id),
            modelgate: result,
        },
    };
}
function configuration({ policy }) {
    if (policy === null)
        return [];
    const files = policy.files.map(({ uri, digest }) => ({ name: 'file', uri, digest }));
    return [{ name: 'policy', uri: policy.uri, digest: policy.digest }, ...files];
}
const isFailed = (check) => check.blocks && check.waiver === null;
const isWarned = (check) => check.verdict !== 'pass' && check.verdict !== 'skip' && !isFailed(check);


/***/ })

};
