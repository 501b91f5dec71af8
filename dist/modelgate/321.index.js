export const id = 321;
export const ids = [321,91,510];
export const modules = {

/***/ 82321:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCompare: () => (/* binding */ runCompare)
});

// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var core_faults = __webpack_require__(3799);
// EXTERNAL MODULE: ./.cache/build/src/core/later.js
var core_later = __webpack_require__(25134);
// EXTERNAL MODULE: ./.cache/build/src/commands/model-selection.js
var model_selection = __webpack_require__(66091);
// EXTERNAL MODULE: ./.cache/build/src/commands/result-draft.js
var result_draft = __webpack_require__(55206);
// EXTERNAL MODULE: ./.cache/build/src/core/metric.js
var core_metric = __webpack_require__(58566);
;// CONCATENATED MODULE: ./.cache/build/src/evaluation/comparison-methods.js

const MOST_RESAMPLED_ROWS = 20_000;
const NORMAL_AVERAGE_PRECISION_ROWS = 200;
const PROPORTIONS = ['accuracy', 'precision', 'recall', 'specificity', 'selection_rate'];
function supportsMethod(metric, method) {
    switch (method) {
        case 'delong':
            return metric.name === 'roc_auc';
        case 'wilson':
            return PROPORTIONS.includes(metric.name);
        case 'normal':
            return metric.name !== 'ece';
        case 'bootstrap-bca':
        case 'bootstrap-percentile':
            return true;
    }
}
function findTests(metric) {
    if (metric.name === 'roc_auc')
        return ['delong'];
    return metric.name === 'accuracy' ? ['mcnemar-mid-p', 'mcnemar-exact'] : [];
}
function chooseTest(metric, asked) {
    const tests = findTests(metric);
    return asked !== null && tests.includes(asked) ? asked : (tests[0] ?? null);
}
function chooseMethod(metric, asked, classes) {
    if (asked !== null)
        return asked;
    if (metric.name === 'roc_auc')
        return 'delong';
    if (classes.positives + classes.negatives <= MOST_RESAMPLED_ROWS)
        return 'bootstrap-bca';
    if (metric.name === 'log_loss' || metric.name === 'brier')
        return 'normal';
    const rarer = Math.min(classes.positives, classes.negatives);
    return metric.name === 'pr_auc' && rarer >= NORMAL_AVERAGE_PRECISION_ROWS ? 'normal' : 'bootstrap-bca';
}
function assertSupported(metrics, { method, test }) {
    const faults = [];
    const without = metrics.filter((metric) => method !== null && !supportsMethod(metric, method)).map(({ name }) => name);
    if (without.length > 0) {
        faults.push({
            message: `there is no ${method} interval of ${without.join(', ')}`,
            help: 'leave the method out, or ask only for metrics that have it: delong for roc_auc; wilson for accuracy, precision, recall, specificity, selection_rate; normal for all but ece; bootstrap-bca and bootstrap-percentile for all',
        });
    }
    if (test === 'paired-t' || test === 'wilcoxon') {
        faults.push({
            message: `${test} tests the errors of a regression, not a binary task`,
            help: 'leave the test out, or take mcnemar-mid-p, mcnemar-exact (accuracy) or delong (roc_auc)',
        });
    }
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/sort-order.js
function findHighWord() {
    return new Uint32Array(new Float64Array([1]).buffer)[0] === 0 ? 1 : 0;
}
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
function sortOrder(values, start) {
    const rows = values.length;
    const words = new Uint32Array(values.map((value) => value + 0).buffer);
    const highWord = findHighWord();
    const keys = [new Uint32Array(rows), new Uint32Array(rows)];
    for (let i = 0; i < rows; i++) {
        const low = words[2 * i + 1 - highWord];
        const high = words[2 * i + highWord];
        const isNegative = high >>> 31 === 1;
        keys[0][i] = isNegative ? ~low : low;
        keys[1][i] = isNegative ? ~high : high ^ 0x80000000;
    }
    let from = start ? start.slice() : new Int32Array(rows).map((_, i) => i);
    let to = new Int32Array(rows);
    const places = new Int32Array(DIGITS);
    for (const key of keys) {
        for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
            places.fill(0);
            for (let i = 0; i < rows; i++)
                places[(key[i] >>> shift) & (DIGITS - 1)]++;
            if (rows > 0 && places[(key[0] >>> shift) & (DIGITS - 1)] === rows)
                continue;
            let place = 0;
            for (let digit = 0; digit < DIGITS; digit++) {
                const count = places[digit];
                places[digit] = place;
                place += count;
            }
            for (let i = 0; i < rows; i++) {
                const row = from[i];
                to[places[(key[row] >>> shift) & (DIGITS - 1)]++] = row;
            }
            ;
            [from, to] = [to, from];
        }
    }
    return from;
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/ranking.js

function rankRows(labels, scores) {
    const rows = scores.length;
    const order = sortOrder(scores).reverse();
    const positive = new Uint8Array(rows);
    const endsTie = new Uint8Array(rows);
    for (let i = 0; i < rows; i++) {
        positive[i] = labels[order[i]];
        endsTie[i] = i === rows - 1 || scores[order[i]] !== scores[order[i + 1]] ? 1 : 0;
    }
    return { order, positive, endsTie };
}
function isSameRanking(a, b) {
    const tie = new Int32Array(a.order.length);
    let ties = 0;
    for (let i = 0; i < tie.length; i++) {
        tie[a.order[i]] = ties;
        ties += a.endsTie[i];
    }
    ties = 0;
    for (let i = 0; i < tie.length; i++) {
        if (tie[b.order[i]] !== ties || a.endsTie[i] !== b.endsTie[i])
            return false;
        ties += b.endsTie[i];
    }
    return true;
}
function computeRocAuc(ranking, counts = null) {
    const { order, positive, endsTie } = ranking;
    let above = 0;
    let rowsAbove = 0;
    let area = 0;
    let tiePositives = 0;
    let tieRows = 0;
    for (let i = 0; i < order.length; i++) {
        const count = counts === null ? 1 : counts[order[i]];
        tiePositives += count * positive[i];
        tieRows += count;
        if (endsTie[i] === 0)
            continue;
        area += (tieRows - tiePositives) * (above + tiePositives / 2);
        above += tiePositives;
        rowsAbove += tieRows;
        tiePositives = 0;
        tieRows = 0;
    }
    return area / (above * (rowsAbove - above));
}
function computeAveragePrecision(ranking, counts = null) {
    const { order, positive, endsTie } = ranking;
    let positives = 0;
    let rows = 0;
    let sum = 0;
    let tiePositives = 0;
    for (let i = 0; i < order.length; i++) {
        const count = counts === null ? 1 : counts[order[i]];
        tiePositives += count * positive[i];
        rows += count;
        if (endsTie[i] === 0 || tiePositives === 0)
            continue;
        positives += tiePositives;
        sum += (tiePositives * positives) / rows;
        tiePositives = 0;
    }
    return positives === rows ? Number.NaN : sum / positives;
}
function leaveOutAveragePrecision(ranking) {
    const { order, positive, endsTie } = ranking;
    const rows = order.length;
    const result = new Float64Array(rows);
    const ties = [];
    let positives = 0;
    let tiePositives = 0;
    let sum = 0;
    for (let i = 0; i < rows; i++) {
        tiePositives += positive[i];
        if (endsTie[i] === 0)
            continue;
        positives += tiePositives;
        ties.push({ end: i + 1, positives: tiePositives, above: positives, sum });
        sum += (tiePositives * positives) / (i + 1);
        tiePositives = 0;
    }
    let belowWithoutPositive = 0;
    let belowWithoutNegative = 0;
    for (let t = ties.length - 1; t >= 0; t--) {
        const tie = ties[t];
        const others = tie.end - 1;
        const own = others === 0 ? 0 : ((tie.positives - 1) * (tie.above - 1)) / others;
        const withoutPositive = (tie.sum + own + belowWithoutPositive) / (positives - 1);
        belowWithoutPositive += others === 0 ? 0 : (tie.positives * (tie.above - 1)) / others;
        belowWithoutNegative += others === 0 ? 0 : (tie.positives * tie.above) / others;
        const withoutNegative = rows - positives === 1 ? Number.NaN : (tie.sum + belowWithoutNegative) / positives;
        for (let i = t === 0 ? 0 : ties[t - 1].end; i < tie.end; i++) {
            result[order[i]] = positive[i] === 1 ? (positives === 1 ? Number.NaN : withoutPositive) : withoutNegative;
        }
    }
    return result;
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/delong.js
function computePlacements(ranking) {
    const { order, positive, endsTie } = ranking;
    const placements = new Float64Array(order.length);
    const positives = positive.reduce((sum, value) => sum + value, 0);
    let above = 0;
    let negativesBelow = order.length - positives;
    let start = 0;
    let tiePositives = 0;
    for (let end = 0; end < order.length; end++) {
        tiePositives += positive[end];
        if (endsTie[end] === 0)
            continue;
        const tieNegatives = end + 1 - start - tiePositives;
        negativesBelow -= tieNegatives;
        for (let i = start; i <= end; i++) {
            placements[order[i]] = positive[i] === 1 ? negativesBelow + tieNegatives / 2 : above + tiePositives / 2;
        }
        above += tiePositives;
        tiePositives = 0;
        start = end + 1;
    }
    return placements;
}
function computeCovarianceOfMeans(a, b, labels, label) {
    let rows = 0;
    let sumA = 0;
    let sumB = 0;
    for (let i = 0; i < labels.length; i++) {
        if (labels[i] !== label)
            continue;
        rows++;
        sumA += a[i];
        sumB += b[i];
    }
    const meanA = sumA / rows;
    const meanB = sumB / rows;
    let products = 0;
    for (let i = 0; i < labels.length; i++) {
        if (labels[i] === label)
            products += (a[i] - meanA) * (b[i] - meanB);
    }
    return products / (rows - 1) / rows;
}
function computeDelongCovariance(labels, a, b) {
    const positives = labels.reduce((sum, value) => sum + value, 0);
    const negatives = labels.length - positives;
    return (computeCovarianceOfMeans(a, b, labels, 1) / (negatives * negatives) +
        computeCovarianceOfMeans(a, b, labels, 0) / (positives * positives));
}
function leaveOutRocAuc(labels, placements) {
    const positives = labels.reduce((sum, value) => sum + value, 0);
    const negatives = labels.length - positives;
    let wins = 0;
    for (let i = 0; i < labels.length; i++)
        wins += labels[i] * placements[i];
    return placements.map((placement, i) => {
        const pairs = labels[i] === 1 ? (positives - 1) * negatives : positives * (negatives - 1);
        return pairs === 0 ? Number.NaN : (wins - placement) / pairs;
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/metrics-scores.js


const CLIP = 2.220446049250313e-16;
const CALIBRATION_BINS = 10;
function findCalibrationBin(probability) {
    return Math.min(Math.floor(CALIBRATION_BINS * probability), CALIBRATION_BINS - 1);
}
function createMeanStatistic(terms) {
    const sum = (counts) => {
        let total = 0;
        if (counts === null)
            for (let i = 0; i < terms.length; i++)
                total += terms[i];
        else
            for (let i = 0; i < terms.length; i++)
                total += counts[i] * terms[i];
        return total;
    };
    return {
        measure: (counts) => sum(counts) / terms.length,
        leaveOut: () => {
            const total = sum(null);
            return terms.map((term) => (total - term) / (terms.length - 1));
        },
    };
}
function createLogLoss(labels, scores) {
    return createMeanStatistic(scores.map((score, i) => {
        const given = labels[i] === 1 ? score : 1 - score;
        return -Math.log(Math.min(Math.max(given, CLIP), 1 - CLIP));
    }));
}
function createCalibrationError(labels, scores) {
    const bins = new Uint8Array(scores.length).map((_, i) => findCalibrationBin(scores[i]));
    const gaps = scores.map((score, i) => labels[i] - score);
    const sumBins = (counts) => {
        const sums = new Float64Array(CALIBRATION_BINS);
        for (let i = 0; i < gaps.length; i++) {
            const bin = bins[i];
            sums[bin] = sums[bin] + (counts === null ? 1 : counts[i]) * gaps[i];
        }
        return sums;
    };
    const sumSizes = (sums) => sums.reduce((total, sum) => total + Math.abs(sum), 0);
    return {
        measure: (counts) => sumSizes(sumBins(counts)) / gaps.length,
        leaveOut: () => {
            const sums = sumBins(null);
            const total = sumSizes(sums);
            return gaps.map((gap, i) => {
                const sum = sums[bins[i]];
                return (total - Math.abs(sum) + Math.abs(sum - gap)) / (gaps.length - 1);
            });
        },
    };
}
function createScoreStatistic(name, labels, scores) {
    switch (name) {
        case 'log_loss':
            return createLogLoss(labels, scores);
        case 'brier':
            return createMeanStatistic(scores.map((score, i) => (score - labels[i]) ** 2));
        case 'ece':
            return createCalibrationError(labels, scores);
        case 'roc_auc':
        case 'pr_auc': {
            const ranking = rankRows(labels, scores);
            return name === 'roc_auc'
                ? {
                    measure: (counts) => computeRocAuc(ranking, counts),
                    leaveOut: () => leaveOutRocAuc(labels, computePlacements(ranking)),
                }
                : {
                    measure: (counts) => computeAveragePrecision(ranking, counts),
                    leaveOut: () => leaveOutAveragePrecision(ranking),
                };
        }
        default:
            throw new RangeError(`${name} is not computed from scores`);
    }
}
function countClipped(scores) {
    return scores.reduce((count, score) => count + (score < CLIP || score > 1 - CLIP ? 1 : 0), 0);
}
const format = (count, one, many) => `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
function explainUndefinedScore(metric, labels, scores) {
    if (scores === null)
        return 'there is no score column';
    if (labels.length === 0)
        return 'there are no rows';
    const missing = scores.reduce((count, score) => count + (Number.isNaN(score) ? 1 : 0), 0);
    if (missing > 0)
        return `${format(missing, 'score is', 'scores are')} missing`;
    if (metric.needsProbability) {
        const outside = scores.reduce((count, score) => count + (score < 0 || score > 1 ? 1 : 0), 0);
        return outside > 0 ? `${format(outside, 'score is', 'scores are')} outside [0, 1]` : null;
    }
    if (!labels.includes(1))
        return 'no row is labelled positive';
    return labels.includes(0) ? null : 'no row is labelled negative';
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/curves.js


const MOST_POINTS = 200;
const FEWEST_ROWS = 5;
function rocCurve(labels, scores) {
    if (!labels.includes(0) || !labels.includes(1) || scores.includes(Number.NaN))
        return null;
    const { positive, endsTie } = rankRows(labels, scores);
    const rows = labels.length;
    const positives = labels.reduce((sum, label) => sum + label, 0);
    const step = Math.max(FEWEST_ROWS, Math.ceil(rows / (MOST_POINTS - 2)));
    const points = [{ falsePositiveRate: 0, truePositiveRate: 0 }];
    let truePositives = 0;
    let rowsAtLastPoint = 0;
    for (let i = 0; i < rows; i++) {
        truePositives += positive[i];
        const above = i + 1;
        if (endsTie[i] === 0 || above - rowsAtLastPoint < step || rows - above < FEWEST_ROWS)
            continue;
        points.push({
            falsePositiveRate: (above - truePositives) / (rows - positives),
            truePositiveRate: truePositives / positives,
        });
        rowsAtLastPoint = above;
    }
    points.push({ falsePositiveRate: 1, truePositiveRate: 1 });
    return points;
}
function calibrationBins(labels, scores) {
    if (scores.length === 0 || !scores.every((score) => score >= 0 && score <= 1))
        return null;
    const sums = Array.from({ length: CALIBRATION_BINS }, (_, bin) => ({
        low: bin / CALIBRATION_BINS,
        high: (bin + 1) / CALIBRATION_BINS,
        rows: 0,
        scores: 0,
        positives: 0,
    }));
    scores.forEach((score, i) => {
        const bin = sums[findCalibrationBin(score)];
        bin.rows++;
        bin.scores += score;
        bin.positives += labels[i];
    });
    const merged = [];
    for (const bin of sums.filter(({ rows }) => rows > 0)) {
        const last = merged.at(-1);
        if (last !== undefined && last.rows < FEWEST_ROWS)
            absorb(last, bin);
        else
            merged.push(bin);
    }
    const top = merged.at(-1);
    if (top.rows < FEWEST_ROWS && merged.length > 1) {
        merged.pop();
        absorb(merged.at(-1), top);
    }
    return merged.map(({ low, high, rows, scores: sum, positives }) => ({
        low,
        high,
        rows,
        meanScore: sum / rows,
        positiveRate: positives / rows,
    }));
}
function absorb(bin, above) {
    bin.high = above.high;
    bin.rows += above.rows;
    bin.scores += above.scores;
    bin.positives += above.positives;
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/figures.js

const figures_FEWEST_ROWS = 5;
const SCORE_BINS = 20;
function makeFigures(rows, comparisons, baselineName) {
    if (rows.labels.length < figures_FEWEST_ROWS)
        return [];
    const models = [
        { name: 'candidate', scored: rows.candidate },
        ...(rows.baseline ? [{ name: baselineName, scored: rows.baseline }] : []),
    ];
    const trace = (draw) => models.flatMap(({ name, scored }) => {
        const points = draw(scored);
        return points === null ? [] : [{ name, points }];
    });
    const figures = [
        {
            id: 'roc',
            kind: 'line',
            title: 'ROC',
            x: 'false positive rate',
            y: 'true positive rate',
            series: trace(({ scores }) => drawRoc(rows.labels, scores)),
        },
        {
            id: 'calibration',
            kind: 'line',
            title: 'Calibration',
            x: 'mean score',
            y: 'share of positives',
            series: trace(({ scores }) => drawCalibration(rows.labels, scores)),
        },
        {
            id: 'scores',
            kind: 'bar',
            title: 'Score distribution',
            x: 'score',
            y: 'rows',
            series: countScores(models),
        },
        {
            id: 'differences',
            kind: 'interval',
            title: `Candidate − ${baselineName}`,
            x: 'metric',
            y: 'difference',
            series: drawDifferences(comparisons),
        },
    ];
    return figures.filter(({ series }) => series.length > 0);
}
function drawRoc(labels, scores) {
    const points = scores === null ? null : rocCurve(labels, scores);
    return points?.map((point) => ({ x: point.falsePositiveRate, y: point.truePositiveRate })) ?? null;
}
function drawCalibration(labels, scores) {
    const bins = scores === null ? null : calibrationBins(labels, scores);
    return bins?.map((bin) => ({ x: bin.meanScore, y: bin.positiveRate, rows: bin.rows })) ?? null;
}
function drawDifferences(comparisons) {
    const points = comparisons.flatMap(({ metric, difference }) => difference === null || difference.value === null || difference.interval === null
        ? []
        : [{ x: metric.title, y: difference.value, low: difference.interval[0], high: difference.interval[1] }]);
    return points.length === 0 ? [] : [{ name: 'difference', points }];
}
function countScores(models) {
    const counts = models.map(({ scored }) => countBins(scored.scores));
    if (!counts.every((bins) => bins !== null))
        return [];
    const cells = [];
    let open = false;
    for (let bin = 0; bin < SCORE_BINS; bin += 1) {
        const rows = counts.map((bins) => bins[bin]);
        const last = cells.at(-1);
        if (open && last) {
            last.high = bin + 1;
            last.rows = last.rows.map((sum, model) => sum + rows[model]);
        }
        else
            cells.push({ low: bin, high: bin + 1, rows });
        open = cells.at(-1).rows.some((sum) => sum > 0 && sum < figures_FEWEST_ROWS);
    }
    while (cells.length > 1 && cells.at(-1).rows.some((sum) => sum > 0 && sum < figures_FEWEST_ROWS)) {
        const top = cells.pop();
        const last = cells.at(-1);
        last.high = top.high;
        last.rows = last.rows.map((sum, model) => sum + top.rows[model]);
    }
    const edge = (bin) => (bin / SCORE_BINS).toFixed(2);
    return models.map(({ name }, model) => ({
        name,
        points: cells.map(({ low, high, rows }) => ({ x: `${edge(low)}–${edge(high)}`, y: rows[model] })),
    }));
}
function countBins(scores) {
    if (scores === null || !scores.every((score) => score >= 0 && score <= 1))
        return null;
    const bins = new Uint32Array(SCORE_BINS);
    for (const score of scores)
        bins[Math.min(SCORE_BINS - 1, Math.floor(score * SCORE_BINS))] += 1;
    return bins;
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/slice-values.js
const MOST_SLICE_VALUES = 100;
function listSliceValues(slices) {
    return slices.map(({ column, values }) => ({ column, values: [...new Set(values)].sort(compareValues) }));
}
function compareValues(left, right) {
    if (left === null || right === null)
        return left === right ? 0 : left === null ? 1 : -1;
    const difference = Number(left) - Number(right);
    if (!Number.isNaN(difference) && difference !== 0)
        return difference;
    return left < right ? -1 : left > right ? 1 : 0;
}

// EXTERNAL MODULE: ./.cache/build/src/core/check-id.js
var check_id = __webpack_require__(7140);
// EXTERNAL MODULE: ./.cache/build/src/core/verdict.js
var verdict = __webpack_require__(37357);
;// CONCATENATED MODULE: ./.cache/build/src/stats/holm.js
function adjustHolm(pValues) {
    const ascending = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j]);
    const adjusted = new Array(pValues.length);
    let largest = 0;
    ascending.forEach((index, rank) => {
        largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]));
        adjusted[index] = largest;
    });
    return adjusted;
}

;// CONCATENATED MODULE: ./.cache/build/src/policy/gate.js
const MIN_ROWS_OVERALL = 30;
const MIN_ROWS_SHOWN = 5;
function formatSlice(slice) {
    return `${slice.column}=${slice.value ?? '(null)'}`;
}

;// CONCATENATED MODULE: ./.cache/build/src/policy/gate-numbers.js
function decimalsOf(bound) {
    const text = String(bound);
    const written = /e-(\d+)$/.exec(text)?.[1] ?? text.split('.')[1]?.length ?? 0;
    return Math.min(6, Math.max(3, Number(written)));
}
function formatNumber(value, decimals) {
    const text = value.toFixed(decimals);
    return Number(text) === 0 ? text.replace('-', '') : text;
}
function formatSigned(value, decimals) {
    const text = formatNumber(value, decimals);
    return Number(text) > 0 ? `+${text}` : text;
}
function formatInterval(interval, confidence, decimals, isDifference) {
    const format = isDifference ? formatSigned : formatNumber;
    return `${nameInterval(confidence)} ${format(interval[0], decimals)} to ${format(interval[1], decimals)}`;
}
function nameInterval(confidence) {
    return `two-sided ${Number((confidence * 100).toFixed(4))} % interval`;
}
function formatRows(rows) {
    return `${(rows ?? 0).toLocaleString('en-US')} row${rows === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./.cache/build/src/policy/gate-text.js


function describeSlice(slice) {
    return slice === null ? '' : ` for ${slice.column} = ${slice.value ?? '(null)'}`;
}
function titleGate(subject) {
    const rule = describeRule(subject);
    return subject.gate.name === undefined ? rule : `${subject.gate.name}: ${rule}`;
}
function describeRule({ gate, metric, slice, context }) {
    const name = capitalize(metric.title) + describeSlice(slice);
    if (gate.kind === 'min')
        return `${name} is at least ${gate.bound}`;
    if (gate.kind === 'max')
        return `${name} is at most ${gate.bound}`;
    const limit = gate.bound === 0 ? '' : ` by more than ${gate.bound}`;
    return `${name} is no worse than ${context.baselineName}${limit}`;
}
function describeExpectation({ gate, metric, judgement }) {
    const suffix = judgement.confidence === null ? '' : `, ${nameInterval(judgement.confidence)}`;
    if (gate.kind === 'min')
        return `>= ${gate.bound}${suffix}`;
    if (gate.kind === 'max')
        return `<= ${gate.bound}${suffix}`;
    const isStrict = judgement.confidence !== null;
    const bound = gate.bound === 0 ? '0' : metric.better === 'lower' ? `${gate.bound}` : `-${gate.bound}`;
    return `${metric.better === 'lower' ? '<' : '>'}${isStrict ? '' : '='} ${bound}${suffix}`;
}
function describeHelp(subject) {
    const { gate, judgement, slice, context } = subject;
    const { reason, rows } = judgement;
    const against = gate.kind === 'margin' ? ` against ${context.baselineName}` : '';
    const where = slice === null ? '' : ` with ${slice.column} = ${slice.value ?? '(null)'}`;
    switch (reason.kind) {
        case 'noVersion':
            return `${context.baselineName} holds no version yet: nothing is there to compare with`;
        case 'obstacle':
            return `Cannot be judged: ${reason.text}. Candidate and baseline have to answer the same labelled rows, all of them.`;
        case 'undefined':
            return `Undefined: ${reason.text}. What cannot be computed is never taken as passed.`;
        case 'noInterval':
            return `${describeMeasured(subject)} has no interval: ${reason.text}. ${capitalize(describeAllowed(subject))}; confidence: none judges by the point alone.`;
        case 'tooFewRows':
            return `${formatRows(rows)}${where} ${rows === 1 ? 'is' : 'are'} too few to judge by an interval; ${reason.minimum} are needed. Label at least ${judgement.labelsNeeded} more.`;
        case 'tooClose':
            return describeTooClose(subject, where);
        case 'byChance':
            return `Measured ${describeMeasured(subject)}${against}; ${describeAllowed(subject)}. Among ${reason.slices} slices one that low is expected by chance now and then, so it is no proof of a fault (Holm). Label more rows${where} to settle it.`;
        case 'settled':
            if (judgement.verdict === 'pass')
                return null;
            return `Measured ${describeMeasured(subject)}${against}; ${describeAllowed(subject)}. Improve the candidate, or, if ${gate.bound} is stricter than the business needs, change the gate in a pull request of its own.`;
    }
}
function describeTooClose(subject, where) {
    const { gate, judgement, metric } = subject;
    const doubt = gate.kind === 'margin'
        ? `to rule out a ${metric.better === 'lower' ? 'rise' : 'drop'} of more than ${gate.bound}`
        : `to place it on one side of ${gate.bound}`;
    const start = `${formatRows(judgement.rows)}${where} are too few ${doubt}: measured ${describeMeasured(subject)}.`;
    return judgement.labelsNeeded === null
        ? `${start} The measured value itself does not clear the bound, so more rows are not expected to let it pass. Improve the candidate.`
        : `${start} About ${judgement.labelsNeeded.toLocaleString('en-US')} more labelled rows${where} would settle it, if the measured value holds.`;
}
function describeMeasured({ gate, judgement }) {
    const { value, interval, confidence } = judgement;
    if (value === null || (judgement.rows ?? 0) < MIN_ROWS_SHOWN)
        return 'a value that is not shown';
    const decimals = decimalsOf(gate.bound);
    const isMargin = gate.kind === 'margin';
    const text = isMargin ? formatSigned(value, decimals) : formatNumber(value, decimals);
    if (interval === null || confidence === null)
        return text;
    return `${text} (${formatInterval(interval, confidence, decimals, isMargin)})`;
}
function describeAllowed({ gate, metric }) {
    if (gate.kind === 'min')
        return `allowed is at least ${gate.bound}`;
    if (gate.kind === 'max')
        return `allowed is at most ${gate.bound}`;
    const direction = metric.better === 'lower' ? 'rise' : 'drop';
    return gate.bound === 0 ? `no ${direction} is allowed` : `allowed is a ${direction} of less than ${gate.bound}`;
}
function capitalize(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/normal.js
function evaluatePolynomial(x, coefficients) {
    let sum = 0;
    for (const coefficient of coefficients)
        sum = sum * x + coefficient;
    return sum;
}
function evaluateFraction(x, [top, bottom]) {
    return evaluatePolynomial(x, top) / evaluatePolynomial(x, bottom);
}
const CENTRE = [
    [0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356],
    [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.789335026726],
];
const MIDDLE = [
    [
        1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
        2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
    ],
    [
        1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
        34900.952721145979, 38912.00328609327, 19685.429676859992,
    ],
];
const FAR = [
    [
        0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
        2.9112874951168793e-5,
    ],
    [1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5],
];
function computeDecay(y) {
    const head = Math.trunc(y * 16) / 16;
    return Math.exp(-head * head * 0.5) * Math.exp(-(y - head) * (y + head) * 0.5);
}
function computeTail(y) {
    if (y <= Math.sqrt(32))
        return computeDecay(y) * evaluateFraction(y, MIDDLE);
    if (y > 39)
        return 0;
    const inverse = 1 / (y * y);
    return (computeDecay(y) * (1 / Math.sqrt(2 * Math.PI) - inverse * evaluateFraction(inverse, FAR))) / y;
}
function normalCdf(x) {
    if (Number.isNaN(x))
        return Number.NaN;
    const y = Math.abs(x);
    if (y <= 0.67448975)
        return 0.5 + x * evaluateFraction(y * y, CENTRE);
    return x > 0 ? 1 - computeTail(y) : computeTail(y);
}
function normalSurvival(x) {
    return normalCdf(-x);
}
const INNER = [
    [
        2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
        133.14166789178438, 3.3871328727963665,
    ],
    [
        5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
        42.31333070160091, 1,
    ],
];
const OUTER = [
    [
        7.745450142783414e-4, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
        5.769497221460691, 4.630337846156546, 1.4234371107496835,
    ],
    [
        1.0507500716444169e-9, 5.475938084995345e-4, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
        1.6763848301838038, 2.053191626637759, 1,
    ],
];
const EXTREME = [
    [
        2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
        1.7848265399172913, 5.463784911164114, 6.657904643501103,
    ],
    [
        2.0442631033899397e-15, 1.4215117583164459e-7, 1.8463183175100548e-5, 7.868691311456133e-4, 0.014875361290850615,
        0.1369298809227358, 0.599832206555888, 1,
    ],
];
function normalQuantile(p) {
    if (!(p >= 0 && p <= 1))
        return Number.NaN;
    const fromCentre = p - 0.5;
    if (Math.abs(fromCentre) <= 0.425)
        return fromCentre * evaluateFraction(0.180625 - fromCentre * fromCentre, INNER);
    const tail = fromCentre < 0 ? p : 1 - p;
    if (tail === 0)
        return fromCentre < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const r = Math.sqrt(-Math.log(tail));
    const size = r <= 5 ? evaluateFraction(r - 1.6, OUTER) : evaluateFraction(r - 5, EXTREME);
    return fromCentre < 0 ? -size : size;
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/labels-needed.js

function computeLabelsNeeded(plan) {
    const room = plan.difference + plan.margin;
    const z = normalQuantile(plan.power) - normalQuantile((1 - plan.confidence) / 2);
    const total = Math.ceil(((z * plan.standardError) / room) ** 2 * plan.rows);
    return room > 0 && Number.isFinite(total) ? Math.max(0, total - plan.rows) : null;
}

;// CONCATENATED MODULE: ./.cache/build/src/policy/judgement.js



function judgeGate(gate, measured, slice, context) {
    const isMargin = gate.kind === 'margin';
    const confidence = gate.confidence === 'none' ? null : (gate.confidence ?? (isMargin ? context.confidence : null));
    const numbers = isMargin ? measured.difference : { ...measured.candidate, method: measured.method };
    const power = confidence === null ? null : (gate.power ?? context.power);
    const base = {
        value: numbers?.value ?? null,
        interval: confidence === null ? null : (numbers?.interval ?? null),
        confidence,
        method: confidence === null ? null : (numbers?.method ?? null),
        rows: measured.rows,
        labelsNeeded: null,
        power,
        failPValue: null,
    };
    const leaveOpen = (reason, labelsNeeded = null) => ({
        ...base,
        verdict: 'inconclusive',
        reason,
        labelsNeeded,
    });
    if (isMargin && context.baseline.kind === 'empty')
        return { ...base, verdict: 'skip', reason: { kind: 'noVersion' } };
    if (context.obstacle !== null)
        return leaveOpen({ kind: 'obstacle', text: context.obstacle });
    if (isMargin && context.baseline.kind === 'obstacle') {
        return leaveOpen({ kind: 'obstacle', text: context.baseline.reason });
    }
    const minimum = slice === null ? MIN_ROWS_OVERALL : context.minRows;
    if (confidence !== null && measured.rows < minimum && measured.rows > 0) {
        return leaveOpen({ kind: 'tooFewRows', minimum }, minimum - measured.rows);
    }
    const clearance = measureClearance(gate, measured);
    if (clearance === null) {
        return leaveOpen({ kind: 'undefined', text: measured.reason ?? 'it cannot be computed on these rows' });
    }
    if (confidence === null || power === null) {
        return { ...base, verdict: clearance.value >= -ROUNDING ? 'pass' : 'fail', reason: { kind: 'settled' } };
    }
    if (clearance.interval === null) {
        return leaveOpen({ kind: 'noInterval', text: measured.reason ?? 'its sampling error cannot be computed' });
    }
    const position = placeInterval(clearance.interval, isMargin);
    const failPValue = computeFailPValue(clearance, confidence);
    if (position !== 'across')
        return { ...base, verdict: position, reason: { kind: 'settled' }, failPValue };
    const labelsNeeded = countLabelsNeeded(clearance, measured.rows, confidence, power);
    return { ...leaveOpen({ kind: 'tooClose' }, labelsNeeded), failPValue };
}
function countLabelsNeeded(clearance, rows, confidence, power) {
    if (clearance.standardError === null)
        return null;
    const { value: difference, standardError } = clearance;
    const further = computeLabelsNeeded({ difference, margin: 0, standardError, rows, confidence, power });
    return further === null ? null : Math.max(1, further);
}
const ROUNDING = 1e-12;
function measureClearance(gate, measured) {
    if (gate.kind !== 'margin') {
        const { value, interval } = measured.candidate;
        const sign = gate.kind === 'min' ? 1 : -1;
        return turn(value, interval, measured.standardError, sign, -sign * gate.bound);
    }
    const { difference, metric } = measured;
    if (difference === null)
        return null;
    return turn(difference.value, difference.interval, difference.standardError, metric.better === 'lower' ? -1 : 1, gate.bound);
}
function turn(value, interval, standardError, sign, shift) {
    if (value === null)
        return null;
    const ends = interval?.map((end) => sign * end + shift).sort((a, b) => a - b);
    return { value: sign * value + shift, interval: ends ? [ends[0], ends[1]] : null, standardError };
}
function placeInterval([low, high], isStrict) {
    if (high < 0)
        return 'fail';
    return low > 0 || (!isStrict && low === 0) ? 'pass' : 'across';
}
function computeFailPValue(clearance, confidence) {
    const [low, high] = clearance.interval;
    const error = clearance.standardError ?? (high - low) / (2 * normalQuantile((1 + confidence) / 2));
    if (error === 0)
        return clearance.value < 0 ? 0 : 1;
    return normalCdf(clearance.value / error);
}

;// CONCATENATED MODULE: ./.cache/build/src/policy/gate-checks.js







function judgeGates(gates, slices, declared, measure, context) {
    const subjects = gates.flatMap((gate) => {
        const metric = (0,core_metric/* findMetric */.GF)(gate.metric);
        const confidence = gate.confidence ?? (gate.kind === 'margin' ? context.confidence : null);
        const judged = expandSlices(gate, slices, declared).map((slice) => {
            const measured = measure(metric, slice, confidence === 'none' ? null : confidence);
            return { gate, metric, slice, judgement: judgeGate(gate, measured, slice, context), context };
        });
        return gate.slice === null ? judged : correctFails(judged);
    });
    const checks = (0,check_id/* uniqueIds */.Yj)(subjects.map(makeCheck));
    const silent = checks.filter((check, index) => check.verdict === 'inconclusive' && subjects[index].gate.onInconclusive === 'pass');
    return { checks, subjects, silent: new Set(silent) };
}
function expandSlices(gate, slices, declared) {
    if (gate.slice === null)
        return [null];
    const { column, value } = gate.slice;
    if (value !== undefined) {
        const known = slices.find((slice) => slice.column === column)?.values ?? [];
        return [{ column, value: value === '(null)' && !known.includes(value) ? null : value }];
    }
    const columns = column === '*' ? declared : [column];
    return columns.flatMap((name) => {
        const values = slices.find((slice) => slice.column === name)?.values ?? [];
        return values.length === 0 ? [{ column: name, value: '*' }] : values.map((each) => ({ column: name, value: each }));
    });
}
function correctFails(family) {
    const tested = family.filter(({ judgement }) => judgement.failPValue !== null);
    if (tested.length < 2)
        return family;
    const adjusted = adjustHolm(tested.map(({ judgement }) => judgement.failPValue));
    return family.map((subject) => {
        const { judgement } = subject;
        const pValue = adjusted[tested.indexOf(subject)];
        if (judgement.verdict !== 'fail' || pValue === undefined || pValue <= (1 - judgement.confidence) / 2)
            return subject;
        const open = {
            ...judgement,
            verdict: 'inconclusive',
            reason: { kind: 'byChance', slices: tested.length },
        };
        return { ...subject, judgement: open };
    });
}
function makeCheck(subject) {
    const { gate, metric, slice, judgement } = subject;
    const id = gate.name === undefined ? (0,check_id/* checkId */.ij)('gate', metric.name, gate.kind) : (0,check_id/* checkId */.ij)('gate', gate.name);
    const isShown = slice === null || (judgement.rows ?? 0) >= MIN_ROWS_SHOWN;
    return {
        id: slice === null ? id : `${id}/${(0,check_id/* sliceIdPart */.fT)(slice.column, slice.value)}`,
        kind: 'gate',
        title: titleGate(subject),
        verdict: judgement.verdict,
        severity: gate.severity,
        blocks: (0,verdict/* isBlocking */.Us)(judgement.verdict, gate.severity, gate.onInconclusive),
        target: { object: null, column: null, metric: metric.name, slice: slice === null ? null : formatSlice(slice) },
        observed: isShown ? judgement.value : null,
        expected: describeExpectation(subject),
        unit: null,
        statistics: {
            value: isShown ? judgement.value : null,
            interval: isShown ? judgement.interval : null,
            confidence: judgement.confidence,
            method: judgement.method,
            ...(gate.kind === 'margin' ? { margin: gate.bound } : { threshold: gate.bound }),
            rows: judgement.rows,
            labelsNeeded: judgement.labelsNeeded,
            power: judgement.power,
        },
        samples: [],
        source: { file: gate.place.file, line: gate.place.line ?? null },
        waiver: null,
        help: describeHelp(subject),
    };
}

// EXTERNAL MODULE: ./.cache/build/src/text/nearest-name.js
var nearest_name = __webpack_require__(4404);
;// CONCATENATED MODULE: ./.cache/build/src/policy/gate-faults.js


function findGateFaults(gates, evaluation) {
    return gates.flatMap((gate) => {
        const { place } = gate;
        const metric = (0,core_metric/* findMetric */.GF)(gate.metric);
        if (metric === undefined)
            return [{ ...describeUnknownMetric(gate.metric), place }];
        const faults = [];
        if (gate.kind === 'margin' && metric.better === 'none') {
            faults.push({
                message: `a margin on ${metric.name} cannot be judged: neither a higher nor a lower one is better`,
                help: 'use min or max',
                place,
            });
        }
        if (metric.needsScore && !evaluation.hasScore) {
            faults.push({
                message: `gate on ${metric.name} needs scores, and no score column is named`,
                help: 'name it: --score COLUMN, or score: under evaluation',
                place,
            });
        }
        if (gate.slice?.column === '*' && evaluation.declared.length === 0) {
            faults.push({
                message: 'slice "*" stands for all declared slices, and none is declared',
                help: 'declare them: --slice COLUMN, or slices: under evaluation',
                place,
            });
        }
        return faults;
    });
}
function describeUnknownMetric(name) {
    if (core_metric/* METRICS_TO_COME */.fi.includes(name) || /_(macro|micro|weighted)$/.test(name)) {
        return { message: `metric ${name} is not there yet`, help: `there are: ${METRIC_NAMES.join(', ')}` };
    }
    const nearest = (0,nearest_name/* nearestName */.q)(name, METRIC_NAMES);
    return {
        message: `unknown metric ${JSON.stringify(name)}`,
        help: nearest ? `did you mean ${nearest}?` : `there are: ${METRIC_NAMES.join(', ')}`,
    };
}
const METRIC_NAMES = core_metric/* BINARY_METRICS */.Cd.map((metric) => metric.name);
function findSliceFaults(gates, slices) {
    return gates.flatMap(({ slice, place }) => {
        const known = slices.find((entry) => entry.column === slice?.column)?.values ?? [];
        if (slice?.value === undefined || known.length === 0)
            return [];
        const names = known.map((value) => value ?? '(null)');
        if (names.includes(slice.value))
            return [];
        const nearest = (0,nearest_name/* nearestName */.q)(slice.value, names);
        return [
            {
                message: `no row has ${slice.column} = ${JSON.stringify(slice.value)}`,
                help: `${nearest ? `did you mean ${nearest}? ` : ''}${slice.column} holds ${names.slice(0, 10).join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`,
                place,
            },
        ];
    });
}

// EXTERNAL MODULE: ./.cache/build/src/core/data-source.js
var data_source = __webpack_require__(62106);
;// CONCATENATED MODULE: ./.cache/build/src/commands/compare/baseline.js


async function chooseBaseline(request, services) {
    const { baselines } = request;
    let empty = null;
    for (const [index, { kind, value, origin }] of baselines.entries()) {
        if (kind === 'file') {
            if (index < baselines.length - 1 && !(await services.workspace.exists(value, origin)))
                continue;
            return openFile(value, origin, services);
        }
        const chosen = await openStage(value, request.model, services);
        if (!chosen.isEmpty)
            return chosen;
        empty ??= chosen;
    }
    if (empty)
        return empty;
    return {
        statement: null,
        name: 'the baseline',
        label: 'the baseline',
        predictions: null,
        isEmpty: false,
        obstacle: 'no baseline is named (--baseline FILE, or baseline: in modelgate.yml)',
        record: null,
    };
}
async function openFile(path, origin, { workspace }) {
    const source = await workspace.openData(path, origin);
    const { digest } = await workspace.digest(path, origin);
    return {
        statement: { source: `file:${path}`, version: null, commit: null, reason: 'the file that was named' },
        name: 'the baseline',
        label: path,
        predictions: { source, origin: 'file', material: { name: 'baseline', uri: path, digest, derived: false } },
        isEmpty: false,
        obstacle: null,
        record: null,
    };
}
async function openStage(stage, model, services) {
    if (model === null)
        throw new core_faults/* InputError */.dz(`baseline ${stage} is a stage, and no model is named whose stage it is`);
    const registry = await services.registry();
    const snapshot = await registry.read({ models: [model] }, services.signal);
    const version = snapshot.versions.find((entry) => entry.model === model && entry.stages.includes(stage));
    const base = { name: stage, record: null, obstacle: null, predictions: null };
    if (!version) {
        const statement = { source: `stage:${stage}`, version: null, commit: null, reason: `${stage} holds no version yet` };
        return { ...base, statement, label: stage, isEmpty: true };
    }
    const label = `${stage} ${version.version}`;
    const record = await registry.record(version, services.signal);
    const chosen = {
        ...base,
        statement: {
            source: `stage:${stage}`,
            version: version.version,
            commit: version.commit,
            reason: `it holds ${stage}`,
        },
        label,
        isEmpty: false,
        record,
    };
    const path = record.artifacts.find((artifact) => /^artifacts\/predictions\./.test(artifact.path))?.path;
    const stored = path === undefined ? null : await registry.artifact(version, path, services.signal);
    if (path === undefined || stored === null) {
        return { ...chosen, obstacle: `the predictions of ${label} are not kept in the registry any more` };
    }
    const uri = `${version.tag}:${path}`;
    return {
        ...chosen,
        predictions: {
            source: { ...(0,data_source/* detectFormat */.T)(path), uri: label, files: [stored.path] },
            origin: 'stage',
            material: { name: 'baseline', uri, digest: { sha256: stored.sha256 }, derived: false },
        },
    };
}

// EXTERNAL MODULE: ./.cache/build/src/core/digest.js
var core_digest = __webpack_require__(53834);
// EXTERNAL MODULE: ./.cache/build/src/commands/parameter-file.js
var parameter_file = __webpack_require__(78101);
;// CONCATENATED MODULE: ./.cache/build/src/commands/compare/changes.js



function compareParameters(before, after) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names
        .filter((name) => (before[name] ?? null) !== (after[name] ?? null))
        .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }));
}
async function readParameters(request, services) {
    const file = request.parameters;
    return file && (0,parameter_file/* readParameterFile */.C)(file.location, file.origin, services.workspace);
}
async function findChanges(record, parameters, materials, request, services) {
    const none = { parameters: [], data: [], environment: [], code: {} };
    if (record === null)
        return none;
    const after = services.provenance.source?.commit ?? null;
    const before = record.codeCommit;
    const isMoved = before !== null && after !== null && before !== after;
    return {
        ...none,
        parameters: parameters === null ? [] : compareParameters(record.parameters, parameters),
        data: await findDataChanges(record, materials, request, services),
        code: isMoved ? { before, after } : {},
    };
}
async function findDataChanges(record, materials, request, services) {
    const now = new Map();
    for (const { key, path } of request.dataSets) {
        const digest = await digestIfThere(path, services);
        if (digest)
            now.set(key, { digest, rows: null });
    }
    for (const material of materials) {
        const key = material.name === 'evaluation' ? request.dataSets.find(({ path }) => path === material.uri)?.key : null;
        now.set(material.name, material);
        if (key)
            now.set(key, material);
    }
    const changes = record.data.flatMap((data) => {
        const current = now.get(data.name);
        if (!current || current.digest.sha256 === data.digest.sha256)
            return [];
        return [{ name: data.name, before: describeData(data), after: describeData(current) }];
    });
    const isRepeated = (change) => change.name === 'evaluation' && changes.some(({ name, after }) => name !== 'evaluation' && after === change.after);
    return changes.filter((change) => !isRepeated(change));
}
async function digestIfThere(path, { workspace }) {
    try {
        return (await workspace.digest(path, 'config')).digest;
    }
    catch (error) {
        if (error instanceof core_faults/* InputError */.dz)
            return null;
        throw error;
    }
}
function describeData(data) {
    const digest = (0,core_digest/* formatDigest */.M)(data.digest).slice(0, 'sha256:'.length + 12);
    return data.rows === null ? digest : `${data.rows.toLocaleString('en-US')} rows, ${digest}`;
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/label-classes.js
function canonicalValue(text) {
    if (/^true$/i.test(text))
        return '1';
    if (/^false$/i.test(text))
        return '0';
    return /^-?\d+\.0+$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
}
function distinctValues(columns) {
    const values = new Map();
    for (const column of columns) {
        for (const text of column) {
            if (text !== null && !values.has(canonicalValue(text)))
                values.set(canonicalValue(text), text);
        }
    }
    return values;
}
function listValues(values, limit = 5) {
    const all = [...values];
    const shown = all.slice(0, limit).map((text) => JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text));
    return all.length > limit ? `${shown.join(', ')} and ${all.length - limit} more` : shown.join(', ');
}
function resolveClasses(labels, predictions, positive, column) {
    const values = distinctValues([labels]);
    if (values.size > 2) {
        return {
            message: `label column ${column} holds ${values.size} values (${listValues(values.values())}); a binary task has two`,
            help: 'more than two classes (task multiclass) are not there yet; write the label as one class against the rest',
        };
    }
    const isEmpty = values.size === 0;
    const isBoolean = !isEmpty && [...values.keys()].every((value) => value === '0' || value === '1');
    if (!isEmpty && values.size < 2 && !isBoolean)
        addOther(values, predictions);
    if (positive === null && !isBoolean && !isEmpty) {
        return {
            message: `label column ${column} holds ${listValues(values.values())}: which is the positive class has to be named`,
            help: `name it: --positive ${JSON.stringify([...values.values()].at(-1))}, or positive: under evaluation`,
        };
    }
    const wanted = canonicalValue(positive ?? '1');
    const isForeign = isBoolean && wanted !== '0' && wanted !== '1';
    if (!values.has(wanted) && (values.size === 2 || isForeign)) {
        return {
            message: `positive class ${JSON.stringify(positive)} is not among the labels of column ${column}: ${listValues(values.values())}`,
            help: 'name one of them by --positive, or positive: under evaluation',
        };
    }
    return makeClasses(wanted, values, positive ?? '1', isBoolean);
}
function addOther(values, predictions) {
    for (const [value, text] of distinctValues(predictions)) {
        if (values.size < 2 && value !== '0' && value !== '1')
            values.set(value, text);
    }
}
function makeClasses(wanted, values, positive, isBoolean) {
    const other = [...values.keys()].find((value) => value !== wanted) ?? (isBoolean ? (wanted === '1' ? '0' : '1') : null);
    const isNumbered = isBoolean || values.has('0') || values.has('1');
    return {
        positive: values.get(wanted) ?? positive,
        negative: other === null ? null : (values.get(other) ?? other),
        classOf: (text) => {
            const value = canonicalValue(text);
            if (value === wanted)
                return 1;
            if (value === other)
                return 0;
            return isNumbered ? null : value === '1' ? 1 : value === '0' ? 0 : null;
        },
    };
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/row-ids.js

function indexIds(ids, uri, column) {
    const index = new Map();
    const repeated = new Set();
    let missing = 0;
    let extra = 0;
    ids.forEach((id, row) => {
        if (id === null)
            missing += 1;
        else if (index.has(id)) {
            repeated.add(id);
            extra += 1;
        }
        else
            index.set(id, row);
    });
    const faults = [];
    if (missing > 0) {
        faults.push({
            message: `${uri}: ${count(missing, 'row')} without an id in column ${column}; each row needs one`,
            help: 'give each row the id that it has in the other files',
        });
    }
    if (extra > 0) {
        faults.push({
            message: `${uri}: ${count(repeated.size, 'id')} of column ${column} stand more than once, ${count(extra, 'row')} too many (first: ${listValues(repeated)}); rows are joined one to one`,
            help: 'keep one row for each id, or name the column that tells rows apart',
        });
    }
    return { index, faults };
}
function describeIdDifference(left, right) {
    const parts = [describeSurplus(left, right), describeSurplus(right, left)].filter((part) => part !== null);
    return parts.length === 0 ? null : parts.join(', ');
}
function describeSurplus(file, other) {
    let surplus = 0;
    for (const id of file.index.keys())
        if (!other.index.has(id))
            surplus += 1;
    return surplus === 0 ? null : `${count(surplus, 'id')} only in ${file.uri}`;
}
function count(amount, noun) {
    return `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/agreement.js


function countDifferences(values, index, file, others, key) {
    let differing = 0;
    file.ids.forEach((id, row) => {
        const at = id === null ? undefined : index.get(id);
        if (at === undefined)
            return;
        const value = values[at] ?? null;
        const other = others[row] ?? null;
        if ((value === null ? null : key(value)) !== (other === null ? null : key(other)))
            differing += 1;
    });
    return differing;
}
const haveWord = (amount) => (amount === 1 ? 'has' : 'have');
const classKey = (classes) => (text) => classes.classOf(text) ?? text;
function findDisagreements(data, index, file, classes, columns) {
    const faults = [];
    const report = (column, differing) => {
        if (differing === 0)
            return;
        faults.push({
            message: `${file.uri}: ${count(differing, 'row')} ${haveWord(differing)} another value in column ${column} than in ${data.uri}; they have to be equal`,
            help: `make the predictions from ${data.uri} again, or leave column ${column} out of ${file.uri}`,
        });
    };
    if (file.labels && data.labels) {
        report(columns.label, countDifferences(data.labels, index, file, file.labels, classKey(classes)));
    }
    for (const [column, values] of file.slices) {
        const own = data.slices.get(column);
        if (own)
            report(column, countDifferences(own, index, file, values, canonicalValue));
    }
    return faults;
}
function describeStrangePrediction(file, classes, column) {
    const strange = file.predictions?.find((text) => text !== null && classes.classOf(text) === null);
    if (strange === undefined || strange === null)
        return null;
    const allowed = [classes.positive, classes.negative].filter((text) => text !== null);
    return `${file.uri}: column ${column ?? 'prediction'} predicts ${listValues([strange])}; the labels know ${listValues(allowed)}`;
}
function describeBaselineObstacle(input, index, baselineIds, classes) {
    const { baseline } = input;
    if (!baseline)
        return null;
    if (baselineIds.faults.length > 0)
        return `${baseline.uri} holds ids that are missing or stand twice`;
    const reference = input.data ?? input.candidate;
    const difference = describeIdDifference({ uri: input.candidate.uri, index }, baselineIds);
    if (difference !== null)
        return difference;
    if (describeStrangePrediction(baseline, classes, input.columns.prediction) !== null) {
        return `${baseline.uri} predicts classes that the labels do not know`;
    }
    if (baseline.labels && reference.labels) {
        const differing = countDifferences(reference.labels, index, baseline, baseline.labels, classKey(classes));
        if (differing > 0)
            return `${count(differing, 'row')} of ${baseline.uri} ${haveWord(differing)} another label`;
    }
    for (const [column, values] of baseline.slices) {
        const own = reference.slices.get(column);
        const differing = own ? countDifferences(own, index, baseline, values, canonicalValue) : 0;
        if (differing > 0)
            return `${count(differing, 'row')} of ${baseline.uri} ${haveWord(differing)} another ${column}`;
    }
    return null;
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/evaluation-data.js




function joinEvaluation(input) {
    const reference = input.data ?? input.candidate;
    const candidateIds = indexFile(input.candidate, input.columns.id);
    const referenceIds = input.data ? indexFile(input.data, input.columns.id) : candidateIds;
    const baselineIds = input.baseline ? indexFile(input.baseline, input.columns.id) : null;
    const classes = findClasses(input, [
        ...candidateIds.faults,
        ...(input.data ? referenceIds.faults : []),
        ...(input.baseline?.origin === 'file' ? (baselineIds?.faults ?? []) : []),
        ...findUnlabelled(reference, input.columns.label),
    ]);
    const faults = findContentFaults(input, referenceIds.index, classes);
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    const kept = reference.ids.flatMap((id, row) => (id !== null && candidateIds.index.has(id) ? [row] : []));
    const unanswered = reference.ids.length - kept.length;
    const gateObstacle = unanswered > 0
        ? `${count(unanswered, 'row')} of the ${reference.ids.length.toLocaleString('en-US')} in ${reference.uri} ${unanswered === 1 ? 'has' : 'have'} no prediction in ${input.candidate.uri}`
        : null;
    const marginObstacle = gateObstacle ??
        describeIdDifference(referenceIds, candidateIds) ??
        (input.candidate.ids.length === 0 ? `${input.candidate.uri} holds no rows` : null) ??
        (baselineIds && describeBaselineObstacle(input, referenceIds.index, baselineIds, classes));
    const align = (file, index) => {
        const order = kept.map((row) => index.get(reference.ids[row]));
        return alignRows(file, order, classes, input.threshold);
    };
    const own = align(input.candidate, candidateIds.index);
    const other = input.baseline && baselineIds && marginObstacle === null ? align(input.baseline, baselineIds.index) : null;
    return {
        rows: {
            labels: Uint8Array.from(kept, (row) => classes.classOf(reference.labels[row])),
            candidate: own.scored,
            baseline: other?.scored ?? null,
        },
        slices: input.slices.map((column) => {
            const values = reference.slices.get(column) ?? [];
            return { column, values: kept.map((row) => values[row] ?? null) };
        }),
        positive: classes.positive,
        predictedBy: input.candidate.predictions ? 'prediction' : 'threshold',
        unpredicted: { candidate: own.unpredicted, baseline: other?.unpredicted ?? null },
        gateObstacle,
        marginObstacle,
    };
}
function indexFile(file, column) {
    return { uri: file.uri, ...indexIds(file.ids, file.uri, column) };
}
function findUnlabelled(file, column) {
    const missing = file.labels?.filter((label) => label === null).length ?? 0;
    if (missing === 0)
        return [];
    return [
        {
            message: `${file.uri}: ${count(missing, 'row')} without a label in column ${column}; an evaluation needs labelled rows`,
            help: 'leave rows out of the file until their label is known',
        },
    ];
}
function findClasses(input, faults) {
    const { uri, labels } = input.data ?? input.candidate;
    const said = [input.candidate.predictions, input.baseline?.predictions ?? null].filter((column) => column !== null);
    const classes = resolveClasses(labels ?? [], said, input.positive, input.columns.label);
    if ('message' in classes)
        throw new core_faults/* InputError */.dz([...faults, { ...classes, message: `${uri}: ${classes.message}` }]);
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    return classes;
}
function findContentFaults(input, index, classes) {
    const { candidate, baseline, data, columns } = input;
    const named = candidate.ids.length > 0 && baseline?.origin === 'file' ? [candidate, baseline] : [candidate];
    return named.flatMap((file) => {
        const strange = describeStrangePrediction(file, classes, columns.prediction);
        const help = 'a prediction column holds classes; probabilities belong into the score column (--score, or score: under evaluation)';
        return [
            ...(strange === null ? [] : [{ message: strange, help }]),
            ...(data ? findDisagreements(data, index, file, classes, columns) : []),
        ];
    });
}
function alignRows(file, order, classes, threshold) {
    const scores = file.scores ? Float64Array.from(order, (row) => file.scores[row]) : null;
    const unpredicted = new Uint8Array(order.length);
    const predictions = Uint8Array.from(order, (row, position) => {
        const text = file.predictions?.[row];
        const score = scores?.[position] ?? Number.NaN;
        if (file.predictions ? text === null || text === undefined : Number.isNaN(score))
            unpredicted[position] = 1;
        if (file.predictions)
            return text === null || text === undefined ? 0 : classes.classOf(text);
        return score >= threshold ? 1 : 0;
    });
    return { scored: { predictions, scores }, unpredicted: unpredicted.includes(1) ? unpredicted : null };
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/compare/columns.js


function findMissingColumns(uri, wanted, present) {
    const missing = new Set(wanted.filter(({ name, isOptional }) => !isOptional && !present.includes(name)).map(({ name }) => name));
    return [...missing].map((name) => {
        const nearest = (0,nearest_name/* nearestName */.q)(name, present);
        const shown = present.slice(0, 30).join(', ');
        const rest = present.length > 30 ? ` and ${present.length - 30} more` : '';
        return {
            message: `${uri}: column ${name} is not there`,
            help: `${nearest ? `did you mean ${nearest}? ` : ''}The file has: ${shown}${rest}`,
        };
    });
}
async function readColumns(engine, source, wanted, signal) {
    const present = (await engine.describe(source, signal)).map(({ name }) => name);
    const faults = findMissingColumns(source.uri, wanted, present);
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    const requests = wanted.filter(({ name }) => present.includes(name));
    const texts = requests.map(() => []);
    const numbers = requests.map(() => []);
    let rows = 0;
    for await (const batch of engine.columns(source, requests.map(({ name, as }) => ({ name, as })), signal)) {
        rows += batch.rows;
        batch.columns.forEach((values, index) => {
            if (values instanceof Float64Array)
                numbers[index].push(values);
            else
                for (const value of values)
                    texts[index].push(value);
        });
    }
    return {
        rows,
        columns: wanted.map((column) => {
            const index = requests.indexOf(column);
            if (index < 0)
                return null;
            return column.as === 'text' ? texts[index] : joinNumbers(numbers[index], rows);
        }),
    };
}
function joinNumbers(parts, length) {
    const joined = new Float64Array(length);
    let offset = 0;
    for (const part of parts) {
        joined.set(part, offset);
        offset += part.length;
    }
    return joined;
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/compare/evaluation-files.js



async function readEvaluation(request, slices, baseline, services) {
    const engine = await services.engine();
    const faults = [];
    const attempt = async (read) => {
        try {
            return await read();
        }
        catch (error) {
            if (!(error instanceof core_faults/* InputError */.dz))
                throw error;
            faults.push(error);
            return null;
        }
    };
    const read = (source, wish) => readFile(request, slices, engine, source, wish, services);
    const open = ({ location, origin, csv }) => services.workspace.openData(location, origin, csv);
    const { data, candidate } = request;
    const labelled = data && (await attempt(async () => read(await open(data), { labels: 'required', hasPredictions: false })));
    const own = await attempt(async () => read(await open(candidate), { labels: data ? 'optional' : 'required', hasPredictions: true }));
    const { predictions } = baseline;
    let obstacle = null;
    const other = predictions &&
        (await attempt(async () => {
            try {
                return await read(predictions.source, { labels: 'optional', hasPredictions: true });
            }
            catch (error) {
                if (predictions.origin === 'file' || !(error instanceof core_faults/* InputError */.dz))
                    throw error;
                obstacle = `the stored predictions do not fit: ${error.faults.map(({ message }) => message).join('; ')}`;
                return null;
            }
        }));
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults.flatMap((error) => error.faults));
    const joined = joinEvaluation({
        data: labelled,
        candidate: own,
        baseline: other && predictions ? { ...other, origin: predictions.origin } : null,
        positive: request.positive,
        threshold: request.threshold,
        slices,
        columns: request.columns,
    });
    const digest = async (name, file, rows) => {
        const found = await services.workspace.digest(file.location, file.origin);
        return { name, uri: file.location, digest: found.digest, rows, derived: false };
    };
    const materials = [await digest('candidate', candidate, own.ids.length)];
    if (predictions)
        materials.push({ ...predictions.material, rows: other?.ids.length ?? null });
    if (data)
        materials.push(await digest('evaluation', data, labelled.ids.length));
    if (request.modelFile)
        materials.push(await digest('model', request.modelFile, null));
    if (request.parameters)
        materials.push(await digest('parameters', request.parameters, null));
    return { data: joined, materials, baselineObstacle: obstacle, engine: engine.name };
}
async function readFile({ columns }, slices, engine, source, wish, services) {
    const isOptional = wish.labels === 'optional';
    const text = (name, optional) => ({ name, as: 'text', isOptional: optional });
    const wanted = [text(columns.id, false), text(columns.label, isOptional)];
    const { score, prediction } = columns;
    if (wish.hasPredictions && score !== null)
        wanted.push({ name: score, as: 'number', isOptional: false });
    if (wish.hasPredictions && prediction !== null)
        wanted.push(text(prediction, false));
    const others = slices.filter((name) => !wanted.some((column) => column.name === name && column.as === 'text'));
    wanted.push(...others.map((name) => text(name, isOptional)));
    const read = await readColumns(engine, source, wanted, services.signal);
    const find = (name, as) => read.columns[wanted.findIndex((column) => column.name === name && column.as === as)] ?? null;
    const findText = (name) => find(name, 'text');
    return {
        uri: source.uri,
        ids: findText(columns.id),
        labels: findText(columns.label),
        slices: new Map(slices.flatMap((name) => (findText(name) ? [[name, findText(name)]] : []))),
        scores: wish.hasPredictions ? find(score, 'number') : null,
        predictions: wish.hasPredictions ? findText(prediction) : null,
    };
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/jackknife.js
function sumDeviations({ values, counts }) {
    let rows = 0;
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
        const count = counts === null ? 1 : counts[i];
        if (count === 0 || Number.isNaN(values[i]))
            continue;
        rows += count;
        sum += count * values[i];
    }
    const mean = sum / rows;
    let squares = 0;
    let cubes = 0;
    for (let i = 0; i < values.length; i++) {
        const count = counts === null ? 1 : counts[i];
        if (count === 0 || Number.isNaN(values[i]))
            continue;
        const deviation = mean - values[i];
        squares += count * deviation * deviation;
        cubes += count * deviation * deviation * deviation;
    }
    return { rows, squares, cubes };
}
function computeJackknifeError(leaveOneOut) {
    const { rows, squares } = sumDeviations(leaveOneOut);
    return rows < 2 ? Number.NaN : Math.sqrt(((rows - 1) / rows) * squares);
}
function computeAcceleration(leaveOneOut) {
    const { squares, cubes } = sumDeviations(leaveOneOut);
    return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/binomial.js
const STIRLING_ERRORS = [
    0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193,
    0.013876128823070748, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.008330563433362871,
    0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.0059513701127588475, 0.005554733551962801,
];
function computeStirlingError(n) {
    if (n <= 15)
        return STIRLING_ERRORS[n];
    const square = n * n;
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}
function computeDeviance(x, mean) {
    if (Math.abs(x - mean) >= 0.1 * (x + mean))
        return x * Math.log(x / mean) + mean - x;
    const v = (x - mean) / (x + mean);
    let sum = (x - mean) * v;
    let power = 2 * x * v;
    for (let j = 1;; j++) {
        power *= v * v;
        const next = sum + power / (2 * j + 1);
        if (next === sum)
            return next;
        sum = next;
    }
}
function logBinomialProbability(k, n, p) {
    if (k < 0 || k > n || !Number.isInteger(k))
        return Number.NEGATIVE_INFINITY;
    if (p === 0)
        return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
    if (p === 1)
        return k === n ? 0 : Number.NEGATIVE_INFINITY;
    if (k === 0)
        return n * Math.log1p(-p);
    if (k === n)
        return n * Math.log(p);
    const rest = n - k;
    const shape = computeStirlingError(n) -
        computeStirlingError(k) -
        computeStirlingError(rest) -
        computeDeviance(k, n * p) -
        computeDeviance(rest, n * (1 - p));
    return shape + 0.5 * Math.log(n / (2 * Math.PI * k * rest));
}
function binomialCdf(k, n, p) {
    if (k < 0)
        return 0;
    const last = Math.floor(k);
    if (last >= n)
        return 1;
    if (last > n * p)
        return 1 - binomialCdf(n - last - 1, n, 1 - p);
    let term = 1;
    let sum = 1;
    for (let i = last; i > 0; i--) {
        term *= (i * (1 - p)) / ((n - i + 1) * p);
        sum += term;
        if (term < sum * 1e-17)
            break;
    }
    return Math.min(1, Math.exp(logBinomialProbability(last, n, p)) * sum);
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/mcnemar.js

function computeMcnemarExact(b, c) {
    return Math.min(1, 2 * binomialCdf(Math.min(b, c), b + c, 0.5));
}
function computeMcnemarMidP(b, c) {
    const pairs = b + c;
    if (pairs === 0)
        return 1;
    const k = Math.min(b, c);
    const here = Math.exp(logBinomialProbability(k, pairs, 0.5));
    return b === c ? 1 - here / 2 : Math.min(1, 2 * binomialCdf(k, pairs, 0.5) - here);
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/wilson.js

function computeWilsonInterval(successes, trials, confidence) {
    const z = -normalQuantile((1 - confidence) / 2);
    const share = successes / trials;
    const scale = 1 + (z * z) / trials;
    const centre = (share + (z * z) / (2 * trials)) / scale;
    const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
    return [successes === 0 ? 0 : centre - half, successes === trials ? 1 : centre + half];
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/multinomial.js

function drawByInversion(stream, n, p) {
    const odds = p / (1 - p);
    const none = Math.exp(n * Math.log1p(-p));
    for (;;) {
        let left = stream.nextUniform();
        let chance = none;
        for (let k = 0; k <= n; k++) {
            if (left <= chance)
                return k;
            left -= chance;
            chance *= ((n - k) / (k + 1)) * odds;
        }
    }
}
function drawByRejection(stream, n, p) {
    const deviation = Math.sqrt(n * p * (1 - p));
    const b = 1.15 + 2.53 * deviation;
    const a = -0.0873 + 0.0248 * b + 0.01 * p;
    const centre = n * p + 0.5;
    const squeeze = 0.92 - 4.2 / b;
    const alpha = (2.83 + 5.1 / b) * deviation;
    let logMode = null;
    for (;;) {
        const u = stream.nextUniform() - 0.5;
        const v = stream.nextUniform();
        const edge = 0.5 - Math.abs(u);
        const k = Math.floor(((2 * a) / edge + b) * u + centre);
        if (edge >= 0.07 && v <= squeeze)
            return k;
        if (k < 0 || k > n)
            continue;
        logMode ??= logBinomialProbability(Math.floor((n + 1) * p), n, p);
        if (Math.log((v * alpha) / (a / (edge * edge) + b)) <= logBinomialProbability(k, n, p) - logMode)
            return k;
    }
}
function drawBinomial(stream, n, p) {
    if (n === 0 || p <= 0)
        return 0;
    if (p >= 1)
        return n;
    if (p > 0.5)
        return n - drawBinomial(stream, n, 1 - p);
    return n * p < 10 ? drawByInversion(stream, n, p) : drawByRejection(stream, n, p);
}
function drawMultinomial(stream, counts, drawn) {
    let rowsAhead = 0;
    for (let cell = 0; cell < counts.length; cell++)
        rowsAhead += counts[cell];
    let left = rowsAhead;
    for (let cell = 0; cell < counts.length; cell++) {
        const count = counts[cell];
        const here = count === rowsAhead ? left : drawBinomial(stream, left, count / rowsAhead);
        drawn[cell] = here;
        left -= here;
        rowsAhead -= count;
    }
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/random.js
function multiplyWide(a, b) {
    const aLow = a & 0xffff;
    const aHigh = a >>> 16;
    const bLow = b & 0xffff;
    const bHigh = b >>> 16;
    const lowLow = aLow * bLow;
    const middle = aHigh * bLow + (lowLow >>> 16);
    const middleLow = (middle & 0xffff) + aLow * bHigh;
    const high = aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(middleLow / 65536);
    return [high >>> 0, Math.imul(a, b) >>> 0];
}
function philox(counter, key) {
    let [c0, c1, c2, c3] = counter;
    let [k0, k1] = key;
    for (let round = 0; round < 10; round++) {
        const [high0, low0] = multiplyWide(0xd2511f53, c0);
        const [high1, low1] = multiplyWide(0xcd9e8d57, c2);
        c0 = (high1 ^ c1 ^ k0) >>> 0;
        c1 = low1;
        c2 = (high0 ^ c3 ^ k1) >>> 0;
        c3 = low0;
        k0 = (k0 + 0x9e3779b9) >>> 0;
        k1 = (k1 + 0xbb67ae85) >>> 0;
    }
    return [c0, c1, c2, c3];
}
class RandomStream {
    s0;
    s1;
    s2;
    s3;
    constructor(state) {
        this.s0 = state[0] | 0;
        this.s1 = state[1] | 0;
        this.s2 = state[2] | 0;
        this.s3 = state[3] | 0;
    }
    nextWord() {
        const product = Math.imul(this.s1, 5);
        const result = Math.imul((product << 7) | (product >>> 25), 9);
        const shifted = this.s1 << 9;
        this.s2 ^= this.s0;
        this.s3 ^= this.s1;
        this.s1 ^= this.s2;
        this.s0 ^= this.s3;
        this.s2 ^= shifted;
        this.s3 = (this.s3 << 11) | (this.s3 >>> 21);
        return result >>> 0;
    }
    nextUniform() {
        const high = this.nextWord() >>> 6;
        const low = this.nextWord() >>> 6;
        return (high * 67108864 + low + 0.5) / 4503599627370496;
    }
    fillRowCounts(counts) {
        const rows = counts.length;
        const scale = rows / 4294967296;
        counts.fill(0);
        let { s0, s1, s2, s3 } = this;
        for (let i = 0; i < rows; i++) {
            const product = Math.imul(s1, 5);
            const word = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
            const shifted = s1 << 9;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            s2 ^= shifted;
            s3 = (s3 << 11) | (s3 >>> 21);
            const row = Math.floor(word * scale);
            counts[row] = counts[row] + 1;
        }
        this.s0 = s0;
        this.s1 = s1;
        this.s2 = s2;
        this.s3 = s3;
    }
}
function createRandomStream(seed, purpose, replicate) {
    const key = [seed >>> 0, Math.floor(seed / 4294967296) >>> 0];
    const state = philox([replicate, purpose, 0, 0], key);
    return new RandomStream(state.every((word) => word === 0) ? [1, 0, 0, 0] : state);
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/comparison-samples.js
function subtract(a, b) {
    return a.map((value, i) => value - b[i]);
}
function pairSamples(candidate, baseline, counts) {
    const single = (sample) => ({
        value: sample.value,
        replicates: sample.replicates,
        leaveOut: () => ({ values: sample.leaveOut(), counts }),
    });
    if (baseline === null)
        return { candidate: single(candidate), baseline: null, difference: null, isSame: false };
    const difference = {
        value: candidate.value - baseline.value,
        replicates: candidate.replicates === null || baseline.replicates === null
            ? null
            : subtract(candidate.replicates, baseline.replicates),
        leaveOut: () => ({ values: subtract(candidate.leaveOut(), baseline.leaveOut()), counts }),
    };
    return {
        candidate: single(candidate),
        baseline: single(baseline),
        difference,
        isSame: isAlwaysZero(difference, counts),
    };
}
function isAlwaysZero(difference, counts) {
    if (difference.value !== 0)
        return false;
    const isZero = (value) => value === 0 || Number.isNaN(value);
    if (difference.replicates !== null)
        return difference.replicates.every(isZero);
    return difference.leaveOut().values.every((value, i) => isZero(value) || (counts !== null && counts[i] === 0));
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/metrics-counts.js
function countConfusion(labels, predictions) {
    const cells = [0, 0, 0, 0];
    for (let i = 0; i < labels.length; i++)
        cells[2 * labels[i] + predictions[i]]++;
    return {
        trueNegatives: cells[0],
        falsePositives: cells[1],
        falseNegatives: cells[2],
        truePositives: cells[3],
    };
}
function countRows(counts) {
    return counts.truePositives + counts.falsePositives + counts.falseNegatives + counts.trueNegatives;
}
function findProportion(name, counts) {
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
    switch (name) {
        case 'accuracy':
            return [truePositives + trueNegatives, countRows(counts)];
        case 'precision':
            return [truePositives, truePositives + falsePositives];
        case 'recall':
            return [truePositives, truePositives + falseNegatives];
        case 'specificity':
            return [trueNegatives, trueNegatives + falsePositives];
        case 'selection_rate':
            return [truePositives + falsePositives, countRows(counts)];
        default:
            return null;
    }
}
function computeMatthews({ truePositives, falsePositives, falseNegatives, trueNegatives }) {
    const labels = (truePositives + falseNegatives) * (trueNegatives + falsePositives);
    const predictions = (truePositives + falsePositives) * (trueNegatives + falseNegatives);
    const cross = truePositives * trueNegatives - falsePositives * falseNegatives;
    return cross / (Math.sqrt(labels) * Math.sqrt(predictions));
}
function computeKappa({ truePositives, falsePositives, falseNegatives, trueNegatives }) {
    const positives = truePositives + falseNegatives;
    const negatives = falsePositives + trueNegatives;
    if (positives === 0 || negatives === 0)
        return Number.NaN;
    const byChance = (truePositives + falsePositives) * negatives + positives * (falseNegatives + trueNegatives);
    return (2 * (truePositives * trueNegatives - falsePositives * falseNegatives)) / byChance;
}
function computeCountMetric(name, counts) {
    const proportion = findProportion(name, counts);
    if (proportion !== null)
        return proportion[0] / proportion[1];
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
    switch (name) {
        case 'balanced_accuracy':
            return (truePositives / (truePositives + falseNegatives) + trueNegatives / (trueNegatives + falsePositives)) / 2;
        case 'f1':
            return (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);
        case 'mcc':
            return computeMatthews(counts);
        case 'cohen_kappa':
            return computeKappa(counts);
        default:
            throw new RangeError(`${name} is not computed from predictions`);
    }
}
function explainUndefinedCount(name, counts) {
    const positives = counts.truePositives + counts.falseNegatives;
    const negatives = counts.falsePositives + counts.trueNegatives;
    if (positives + negatives === 0)
        return 'there are no rows';
    if (name === 'precision')
        return 'no row is predicted positive';
    if (name === 'f1')
        return 'no row is labelled or predicted positive';
    if (positives === 0)
        return 'no row is labelled positive';
    if (negatives === 0)
        return 'no row is labelled negative';
    return 'all predictions are the same';
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/comparison-counts.js




const CELL_STREAM = 1;
const CELLS = 8;
function countCells({ labels, candidate, baseline }) {
    const cells = new Int32Array(CELLS);
    for (let i = 0; i < labels.length; i++) {
        cells[4 * labels[i] + 2 * (baseline?.predictions[i] ?? 0) + candidate.predictions[i]]++;
    }
    return cells;
}
function confuseCandidate(cells) {
    return {
        trueNegatives: cells[0] + cells[2],
        falsePositives: cells[1] + cells[3],
        falseNegatives: cells[4] + cells[6],
        truePositives: cells[5] + cells[7],
    };
}
function confuseBaseline(cells) {
    return {
        trueNegatives: cells[0] + cells[1],
        falsePositives: cells[2] + cells[3],
        falseNegatives: cells[4] + cells[5],
        truePositives: cells[6] + cells[7],
    };
}
function countDiscordant(cells) {
    return [cells[1] + cells[6], cells[2] + cells[5]];
}
function leaveOutCells(name, cells, confuse) {
    return Float64Array.from(cells, (count, cell) => {
        if (count === 0)
            return Number.NaN;
        const rest = cells.slice();
        rest[cell] = count - 1;
        return computeCountMetric(name, confuse(rest));
    });
}
function sampleCountMetrics(metrics, cells, hasBaseline, { resamples, seed }) {
    const models = hasBaseline ? [confuseCandidate, confuseBaseline] : [confuseCandidate];
    const replicates = metrics.map(() => models.map(() => new Float64Array(resamples)));
    const drawn = new Int32Array(CELLS);
    for (let replicate = 0; replicate < resamples; replicate++) {
        drawMultinomial(createRandomStream(seed, CELL_STREAM, replicate), cells, drawn);
        models.forEach((confuse, model) => {
            const counts = confuse(drawn);
            metrics.forEach(({ name }, m) => {
                replicates[m][model][replicate] = computeCountMetric(name, counts);
            });
        });
    }
    return new Map(metrics.map(({ name }, m) => {
        const samples = models.map((confuse, model) => ({
            value: computeCountMetric(name, confuse(cells)),
            replicates: resamples === 0 ? null : replicates[m][model],
            leaveOut: () => leaveOutCells(name, cells, confuse),
        }));
        return [name, pairSamples(samples[0], samples[1] ?? null, cells)];
    }));
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/quantile.js
function quantile(sorted, p) {
    if (sorted.length === 0)
        return Number.NaN;
    const position = Math.min(1, Math.max(0, p)) * (sorted.length - 1);
    const below = Math.floor(position);
    const low = sorted[below];
    const high = sorted[Math.min(below + 1, sorted.length - 1)];
    return low === high ? low : low + (position - below) * (high - low);
}

;// CONCATENATED MODULE: ./.cache/build/src/stats/bootstrap.js


const bootstrap_ROUNDING = 1e-12;
function sortReplicates(replicates) {
    return replicates.filter((value) => !Number.isNaN(value)).sort();
}
function isConstant(sorted) {
    return sorted.length === 0 || sorted[sorted.length - 1] - sorted[0] <= bootstrap_ROUNDING * Math.max(1, Math.abs(sorted[0]));
}
function computeStandardDeviation(values) {
    let sum = 0;
    for (const value of values)
        sum += value;
    const mean = sum / values.length;
    let squares = 0;
    for (const value of values)
        squares += (value - mean) * (value - mean);
    return values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1));
}
function computePercentileInterval(sorted, confidence) {
    const tail = (1 - confidence) / 2;
    return [quantile(sorted, tail), quantile(sorted, 1 - tail)];
}
function computeShareBelow(sorted, estimate) {
    const width = bootstrap_ROUNDING * Math.max(1, Math.abs(estimate));
    let halves = 0;
    for (const value of sorted) {
        if (value < estimate - width)
            halves += 2;
        else if (value <= estimate + width)
            halves += 1;
        else
            break;
    }
    return halves / 2 / sorted.length;
}
function computeBcaInterval(estimate, sorted, acceleration, confidence) {
    const bias = normalQuantile(computeShareBelow(sorted, estimate));
    if (!Number.isFinite(bias))
        return null;
    const ends = [];
    for (const z of [normalQuantile((1 - confidence) / 2), -normalQuantile((1 - confidence) / 2)]) {
        const stretch = 1 - acceleration * (bias + z);
        if (stretch <= 0)
            return null;
        ends.push(quantile(sorted, normalCdf(bias + (bias + z) / stretch)));
    }
    return [ends[0], ends[1]];
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/comparison-intervals.js



const MOST_UNDEFINED = 0.05;
const noSpread = (reason) => ({ interval: null, standardError: null, reason });
const ZERO_SPREAD = { interval: [0, 0], standardError: 0, reason: null };
function findRange(metric) {
    if (metric.name === 'mcc' || metric.name === 'cohen_kappa')
        return [-1, 1];
    return metric.name === 'log_loss' ? [0, Number.POSITIVE_INFINITY] : [0, 1];
}
function computeNormalInterval(value, standardError, confidence, range) {
    const reach = -normalQuantile((1 - confidence) / 2) * standardError;
    return [Math.max(range[0], value - reach), Math.min(range[1], value + reach)];
}
function estimateByBootstrap(sample, replicates, isBca, confidence) {
    const sorted = sortReplicates(replicates);
    const leftOut = replicates.length - sorted.length;
    if (leftOut > MOST_UNDEFINED * replicates.length) {
        return noSpread(`${leftOut} of ${replicates.length} resamples have no value, more than 5 %: too few rows decide it`);
    }
    if (isConstant(sorted))
        return noSpread('all resamples give the same value, which says nothing about its error');
    const acceleration = isBca ? computeAcceleration(sample.leaveOut()) : 0;
    const interval = isBca
        ? computeBcaInterval(sample.value, sorted, acceleration, confidence)
        : computePercentileInterval(sorted, confidence);
    const standardError = computeStandardDeviation(sorted);
    if (interval === null) {
        const reason = 'all resamples lie on one side of the value, which bootstrap-bca cannot correct; take another method';
        return { interval, standardError, reason };
    }
    const reason = leftOut === 0 ? null : `${leftOut} of ${replicates.length} resamples have no value and were left out`;
    return { interval, standardError, reason };
}
function estimateSpread(sample, method, confidence, range) {
    if (Number.isNaN(sample.value))
        return noSpread(null);
    if (sample.replicates !== null && method !== 'normal') {
        return estimateByBootstrap(sample, sample.replicates, method === 'bootstrap-bca', confidence);
    }
    const standardError = computeJackknifeError(sample.leaveOut());
    if (!(standardError > 1e-14))
        return noSpread('no row left out changes the value, which says nothing about its error');
    return {
        interval: computeNormalInterval(sample.value, standardError, confidence, range),
        standardError,
        reason: null,
    };
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/comparison-result.js

function describeDifference({ difference, isSame }, method, confidence) {
    if (difference === null)
        return null;
    if (Number.isNaN(difference.value))
        return { value: null, spread: noSpread(null) };
    if (isSame)
        return { value: 0, spread: ZERO_SPREAD };
    const range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    return { value: difference.value, spread: estimateSpread(difference, method, confidence, range) };
}
const describe = ({ value, spread }) => ({ value, interval: spread.interval });
function joinReasons({ candidate, baseline, difference, notes = [] }) {
    const subjects = new Map();
    for (const [subject, side] of Object.entries({ candidate, baseline, difference })) {
        const reason = side?.spread.reason;
        if (reason)
            subjects.set(reason, [...(subjects.get(reason) ?? []), subject]);
    }
    const parts = [...subjects].map(([reason, names]) => (baseline === null ? reason : `${names.join(', ')}: ${reason}`));
    return [...parts, ...notes].join('; ') || null;
}
function assembleComparison(metric, rows, method, confidence, findings) {
    const { candidate, baseline, difference, test } = findings;
    const pValue = test?.pValue ?? null;
    return {
        metric,
        rows,
        method: candidate.value === null ? null : method,
        candidate: describe(candidate),
        baseline: baseline && describe(baseline),
        difference: difference && {
            ...describe(difference),
            confidence,
            method: difference.value === null ? null : (findings.differenceMethod ?? method),
            pValue,
            test: pValue === null ? null : test.method,
            standardError: difference.spread.standardError,
        },
        standardError: candidate.spread.standardError,
        reason: joinReasons(findings),
    };
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/comparison-of-predictions.js








const differenceMethod = (method) => (method === 'wilson' ? 'bootstrap-bca' : method);
function comparePredictions(metrics, rows, classes, options) {
    const cells = countCells(rows);
    const hasBaseline = rows.baseline !== null;
    const isResampled = metrics.some((metric) => {
        const method = chooseMethod(metric, options.method, classes);
        return method === 'wilson' ? hasBaseline : method !== 'normal';
    });
    const samples = sampleCountMetrics(metrics, cells, hasBaseline, {
        seed: options.seed,
        resamples: isResampled ? options.resamples : 0,
    });
    return new Map(metrics.map((metric) => {
        const method = chooseMethod(metric, options.method, classes);
        return [metric.name, describeMetric(metric, samples.get(metric.name), cells, method, options)];
    }));
}
function describeMetric(metric, sample, cells, method, { confidence, test: asked }) {
    const test = chooseTest(metric, asked);
    const describeModel = (single, counts) => {
        if (Number.isNaN(single.value)) {
            return { value: null, spread: noSpread(explainUndefinedCount(metric.name, counts)) };
        }
        const proportion = method === 'wilson' ? findProportion(metric.name, counts) : null;
        if (proportion === null) {
            return { value: single.value, spread: estimateSpread(single, method, confidence, findRange(metric)) };
        }
        const interval = computeWilsonInterval(proportion[0], proportion[1], confidence);
        const standardError = computeJackknifeError(single.leaveOut());
        return { value: single.value, spread: { interval, standardError, reason: null } };
    };
    return {
        candidate: describeModel(sample.candidate, confuseCandidate(cells)),
        baseline: sample.baseline && describeModel(sample.baseline, confuseBaseline(cells)),
        difference: describeDifference(sample, differenceMethod(method), confidence),
        differenceMethod: differenceMethod(method),
        test: sample.baseline && test && { method: test, pValue: testAccuracy(cells, test) },
    };
}
function testAccuracy(cells, test) {
    const [baselineOnly, candidateOnly] = countDiscordant(cells);
    return test === 'mcnemar-exact'
        ? computeMcnemarExact(baselineOnly, candidateOnly)
        : computeMcnemarMidP(baselineOnly, candidateOnly);
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/comparison-delong.js




function describeSpread(value, variance, confidence, range, what) {
    if (Number.isNaN(variance))
        return noSpread("DeLong's variance needs two rows of each class");
    if (variance <= 0)
        return noSpread(`DeLong's variance is 0 ${what}, so there is no interval`);
    const standardError = Math.sqrt(variance);
    return { interval: computeNormalInterval(value, standardError, confidence, range), standardError, reason: null };
}
function compareRocAuc({ labels, candidate, baseline }, confidence) {
    const describeModel = (scores) => {
        const ranking = rankRows(labels, scores);
        const placements = computePlacements(ranking);
        const value = computeRocAuc(ranking);
        const variance = computeDelongCovariance(labels, placements, placements);
        const spread = describeSpread(value, variance, confidence, [0, 1], `at AUC ${value}`);
        return { ranking, placements, side: { value, spread } };
    };
    const ours = describeModel(candidate);
    if (baseline === null)
        return { candidate: ours.side, baseline: null, difference: null, pValue: null };
    const theirs = describeModel(baseline);
    const sides = { candidate: ours.side, baseline: theirs.side };
    if (isSameRanking(ours.ranking, theirs.ranking)) {
        return { ...sides, difference: { value: 0, spread: ZERO_SPREAD }, pValue: 1 };
    }
    const gaps = ours.placements.map((placement, i) => placement - theirs.placements[i]);
    const variance = computeDelongCovariance(labels, gaps, gaps);
    const value = ours.side.value - theirs.side.value;
    const spread = describeSpread(value, variance, confidence, [-1, 1], 'for the difference');
    const pValue = spread.standardError === null ? null : 2 * normalCdf(-Math.abs(value) / spread.standardError);
    return { ...sides, difference: { value, spread }, pValue };
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/comparison-calibration.js




const CALIBRATION_STREAM = 3;
const MODELS = 2;
function describeCells(labels, models) {
    const keys = CALIBRATION_BINS ** MODELS;
    const counts = new Int32Array(2 * keys);
    const sums = Array.from({ length: 2 * keys }, () => [0, 0, 0, 0, 0]);
    const second = models[1] ?? models[0];
    for (let i = 0; i < labels.length; i++) {
        const a = models[0][i];
        const b = second[i];
        const cell = labels[i] * keys + findCalibrationBin(a) * CALIBRATION_BINS + findCalibrationBin(b);
        const total = sums[cell];
        counts[cell] += 1;
        const x = a - (findCalibrationBin(a) + 0.5) / CALIBRATION_BINS;
        const y = b - (findCalibrationBin(b) + 0.5) / CALIBRATION_BINS;
        total[0] += x;
        total[1] += y;
        total[2] += x * x;
        total[3] += x * y;
        total[4] += y * y;
    }
    const used = [...counts.keys()].filter((cell) => counts[cell] > 0);
    const bins = used.map((cell) => [Math.floor((cell % keys) / CALIBRATION_BINS), cell % CALIBRATION_BINS]);
    const laws = used.map((cell, u) => {
        const n = counts[cell];
        const [x, y, xx, xy, yy] = sums[cell].map((sum) => sum / n);
        const label = cell >= keys ? 1 : 0;
        const factor11 = Math.sqrt(Math.max(0, xx - x * x));
        const factor21 = factor11 === 0 ? 0 : (xy - x * y) / factor11;
        const factor22 = Math.sqrt(Math.max(0, yy - y * y - factor21 * factor21));
        const middles = bins[u].map((bin) => (bin + 0.5) / CALIBRATION_BINS);
        return [label - middles[0] - x, label - middles[1] - y, factor11, factor21, factor22];
    });
    return { counts: Int32Array.from(used, (cell) => counts[cell]), bins, laws };
}
function resampleCalibration(labels, models, resamples, seed) {
    const [first, second] = models;
    if (first !== undefined && second?.every((score, i) => score === first[i])) {
        const [values] = resampleCalibration(labels, [first], resamples, seed);
        return [values, values];
    }
    const { counts, bins, laws } = describeCells(labels, models);
    const drawn = new Int32Array(counts.length);
    const replicates = models.map(() => new Float64Array(resamples));
    for (let replicate = 0; replicate < resamples; replicate++) {
        const stream = createRandomStream(seed, CALIBRATION_STREAM, replicate);
        const sums = [new Float64Array(CALIBRATION_BINS), new Float64Array(CALIBRATION_BINS)];
        drawMultinomial(stream, counts, drawn);
        for (let cell = 0; cell < drawn.length; cell++) {
            const [meanA, meanB, factor11, factor21, factor22] = laws[cell];
            const [binA, binB] = bins[cell];
            const root = Math.sqrt(drawn[cell]);
            const u = normalQuantile(stream.nextUniform());
            const v = normalQuantile(stream.nextUniform());
            sums[0][binA] += drawn[cell] * meanA + root * factor11 * u;
            sums[1][binB] += drawn[cell] * meanB + root * (factor21 * u + factor22 * v);
        }
        replicates.forEach((values, model) => {
            values[replicate] = sums[model].reduce((total, sum) => total + Math.abs(sum), 0) / labels.length;
        });
    }
    return replicates;
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/comparison-scores.js






const ROW_STREAM = 2;
function orderRows({ labels, candidate, baseline }) {
    let order = sortOrder(Float64Array.from(labels));
    if (baseline !== null)
        order = sortOrder(baseline, order);
    order = sortOrder(candidate, order);
    const sort = (scores) => new Float64Array(scores.length).map((_, i) => scores[order[i]]);
    return {
        labels: new Uint8Array(labels.length).map((_, i) => labels[order[i]]),
        candidate: sort(candidate),
        baseline: baseline && sort(baseline),
    };
}
function fillReplicates(sampled, rows, resamples, seed) {
    const tasks = sampled.flatMap(({ statistics, replicates }) => statistics.map((statistic, model) => ({ statistic, values: replicates[model] })));
    const counts = new Int32Array(rows);
    for (let replicate = 0; replicate < resamples; replicate++) {
        createRandomStream(seed, ROW_STREAM, replicate).fillRowCounts(counts);
        for (const { statistic, values } of tasks)
            values[replicate] = statistic.measure(counts);
    }
}
function sampleScoreMetrics(metrics, { labels, candidate, baseline }, isResampled, { resamples, seed }) {
    const models = baseline === null ? [candidate] : [candidate, baseline];
    const byRows = [];
    const sampled = metrics.map((metric) => {
        const { name } = metric;
        const statistics = models.map((scores) => createScoreStatistic(name, labels, scores));
        if (!isResampled(metric))
            return { name, statistics, replicates: null };
        if (name === 'ece' && labels.length > MOST_RESAMPLED_ROWS) {
            return { name, statistics, replicates: resampleCalibration(labels, models, resamples, seed) };
        }
        const entry = { name, statistics, replicates: models.map(() => new Float64Array(resamples)) };
        byRows.push(entry);
        return entry;
    });
    if (byRows.length > 0)
        fillReplicates(byRows, labels.length, resamples, seed);
    return new Map(sampled.map(({ name, statistics, replicates }) => {
        const samples = statistics.map((statistic, model) => ({
            value: statistic.measure(null),
            replicates: replicates?.[model] ?? null,
            leaveOut: () => statistic.leaveOut(),
        }));
        return [name, pairSamples(samples[0], samples[1] ?? null, null)];
    }));
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/comparison-of-scores.js






const undefinedSide = (reason) => ({ value: null, spread: noSpread(reason) });
const FITNESS = [
    { candidate: true, baseline: true },
    { candidate: true, baseline: false },
    { candidate: false, baseline: true },
    { candidate: false, baseline: false },
];
function compareScores(metrics, { labels, candidate, baseline }, classes, options) {
    const judged = metrics.map((metric) => ({
        metric,
        candidate: explainUndefinedScore(metric, labels, candidate.scores),
        baseline: baseline && explainUndefinedScore(metric, labels, baseline.scores),
    }));
    const findings = new Map();
    for (const fit of FITNESS) {
        const group = judged.filter((faults) => (faults.candidate === null) === fit.candidate &&
            (baseline !== null && faults.baseline === null) === fit.baseline);
        if (group.length === 0)
            continue;
        const fitScores = [fit.candidate ? candidate.scores : null, fit.baseline && baseline ? baseline.scores : null];
        const [first, second = null] = fitScores.filter((scores) => scores !== null);
        const found = first &&
            compareFitScores(group.map(({ metric }) => metric), orderRows({ labels, candidate: first, baseline: second }), classes, options);
        for (const faults of group) {
            const known = found?.get(faults.metric.name);
            const theirs = fit.candidate ? known?.baseline : known?.candidate;
            findings.set(faults.metric.name, {
                ...known,
                candidate: fit.candidate ? known.candidate : undefinedSide(faults.candidate),
                baseline: baseline === null ? null : fit.baseline ? theirs : undefinedSide(faults.baseline),
                difference: baseline === null ? null : (known?.difference ?? undefinedSide(null)),
            });
        }
    }
    return findings;
}
function compareFitScores(metrics, table, classes, options) {
    const { confidence } = options;
    const methodOf = (metric) => chooseMethod(metric, options.method, classes);
    const samples = sampleScoreMetrics(metrics.filter((metric) => methodOf(metric) !== 'delong'), table, (metric) => methodOf(metric) !== 'normal', options);
    return new Map(metrics.map((metric) => {
        const method = methodOf(metric);
        const delong = metric.name === 'roc_auc' ? compareRocAuc(table, confidence) : null;
        const sample = samples.get(metric.name);
        const describeModel = (single) => ({
            value: single.value,
            spread: estimateSpread(single, method, confidence, findRange(metric)),
        });
        const test = chooseTest(metric, options.test);
        return [
            metric.name,
            {
                ...(sample === undefined
                    ? delong
                    : {
                        candidate: describeModel(sample.candidate),
                        baseline: sample.baseline && describeModel(sample.baseline),
                        difference: describeDifference(sample, method, confidence),
                    }),
                test: test && delong && { method: test, pValue: delong.pValue },
                notes: metric.name === 'log_loss' ? noteClipping(table) : [],
            },
        ];
    }));
}
function noteClipping({ candidate, baseline }) {
    const clipped = countClipped(candidate) + (baseline === null ? 0 : countClipped(baseline));
    if (clipped === 0)
        return [];
    return [`${clipped} ${clipped === 1 ? 'score' : 'scores'} of 0 or 1 clipped to 2.2e-16 from it in the logarithm`];
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/comparison.js




function compareMetrics(metrics, rows, options) {
    assertSupported(metrics, options);
    const positives = rows.labels.reduce((sum, label) => sum + label, 0);
    const classes = { positives, negatives: rows.labels.length - positives };
    const ofPredictions = metrics.filter(({ needsScore }) => !needsScore);
    const ofScores = metrics.filter(({ needsScore }) => needsScore);
    const findings = new Map([
        ...comparePredictions(ofPredictions, rows, classes, options),
        ...compareScores(ofScores, rows, classes, options),
    ]);
    return metrics.map((metric) => {
        const method = chooseMethod(metric, options.method, classes);
        return assembleComparison(metric, rows.labels.length, method, options.confidence, findings.get(metric.name));
    });
}

;// CONCATENATED MODULE: ./.cache/build/src/evaluation/slices.js
function sliceScoredRows({ predictions, scores }, indices) {
    return {
        predictions: new Uint8Array(indices.length).map((_, i) => predictions[indices[i]]),
        scores: scores === null ? null : new Float64Array(indices.length).map((_, i) => scores[indices[i]]),
    };
}
function sliceRows(rows, indices) {
    return {
        labels: new Uint8Array(indices.length).map((_, i) => rows.labels[indices[i]]),
        candidate: sliceScoredRows(rows.candidate, indices),
        baseline: rows.baseline === null ? null : sliceScoredRows(rows.baseline, indices),
    };
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/compare/measurements.js





const keyOf = (slice) => (slice === null ? '' : JSON.stringify([slice.column, slice.value]));
function createMeasurements(data, options) {
    const known = new Map();
    const rowsOf = createRowLookup(data);
    return {
        measureAll: (metrics, slice, confidence) => {
            const prefix = `${keyOf(slice)} ${confidence} `;
            const missing = metrics.filter(({ name }) => !known.has(prefix + name));
            if (missing.length > 0) {
                for (const comparison of measureRows(data, rowsOf(slice), missing, { ...options, confidence }, slice !== null)) {
                    known.set(prefix + comparison.metric.name, comparison);
                }
            }
            return metrics.map(({ name }) => known.get(prefix + name));
        },
    };
}
function createRowLookup(data) {
    const lookups = new Map();
    for (const { column, values } of data.slices) {
        const groups = new Map();
        values.forEach((value, row) => {
            const group = groups.get(value);
            if (group)
                group.push(row);
            else
                groups.set(value, [row]);
        });
        for (const [value, rows] of groups)
            lookups.set(keyOf({ column, value }), rows);
    }
    return (slice) => (slice === null ? null : (lookups.get(keyOf(slice)) ?? []));
}
function measureRows(data, indices, metrics, options, isSlice) {
    const total = indices?.length ?? data.rows.labels.length;
    if (isSlice && total < MIN_ROWS_SHOWN) {
        const reason = total === 0 ? 'there are no such rows' : `numbers of fewer than ${MIN_ROWS_SHOWN} rows are not shown`;
        return metrics.map((metric) => leaveUndefined(metric, total, reason));
    }
    const rows = indices === null ? data.rows : sliceRows(data.rows, indices);
    const ownGap = describeUnpredicted(data.unpredicted.candidate, indices, 'candidate');
    const otherGap = describeUnpredicted(data.unpredicted.baseline, indices, 'baseline');
    if (ownGap === null && otherGap === null)
        return compareEach(metrics, rows, options);
    const onScores = metrics.filter(({ needsScore }) => needsScore);
    const onPredictions = metrics.filter(({ needsScore }) => !needsScore);
    return [
        ...compareEach(onScores, rows, options),
        ...(ownGap === null
            ? compareEach(onPredictions, { ...rows, baseline: null }, options).map((own) => ({ ...own, reason: otherGap }))
            : onPredictions.map((metric) => leaveUndefined(metric, total, ownGap))),
    ];
}
function compareEach(metrics, rows, options) {
    const isApt = (metric) => options.method === null || supportsMethod(metric, options.method);
    return [
        ...compareMetrics(metrics.filter(isApt), rows, options),
        ...compareMetrics(metrics.filter((metric) => !isApt(metric)), rows, { ...options, method: null }),
    ];
}
function describeUnpredicted(mask, indices, model) {
    if (mask === null)
        return null;
    const missing = indices === null ? mask.reduce((sum, value) => sum + value, 0) : indices.filter((row) => mask[row] === 1).length;
    return missing === 0 ? null : `predictions of the ${model} are missing in ${count(missing, 'row')}`;
}
function leaveUndefined(metric, rows, reason) {
    return {
        metric,
        rows,
        method: null,
        candidate: { value: null, interval: null },
        baseline: null,
        difference: null,
        standardError: null,
        reason,
    };
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/compare/metric-checks.js



function makeMetricCheck(comparison, slice, note = null) {
    const { metric, candidate, baseline, difference, rows, reason } = comparison;
    const id = (0,check_id/* checkId */.ij)('metric', metric.name);
    return {
        id: slice === null ? id : `${id}/${(0,check_id/* sliceIdPart */.fT)(slice.column, slice.value)}`,
        kind: 'metric',
        title: metric.title + describeSlice(slice),
        verdict: candidate.value === null ? 'inconclusive' : 'pass',
        severity: 'info',
        blocks: false,
        target: { object: null, column: null, metric: metric.name, slice: slice === null ? null : formatSlice(slice) },
        observed: candidate.value,
        expected: null,
        unit: null,
        statistics: {
            better: metric.better,
            rows,
            candidate: { value: candidate.value, interval: candidate.interval },
            baseline: baseline === null ? null : { value: baseline.value, interval: baseline.interval },
            difference: difference === null
                ? null
                : {
                    value: difference.value,
                    interval: difference.interval,
                    confidence: difference.confidence,
                    method: difference.method,
                    pValue: difference.pValue,
                    test: difference.test,
                },
        },
        samples: [],
        source: null,
        waiver: null,
        help: [reason, note].filter((part) => part !== null).join('; ') || null,
    };
}
function describePredictions(request, predictedBy) {
    const { prediction, score } = request.columns;
    return predictedBy === 'prediction'
        ? `predictions are those of column ${prediction}`
        : `without a prediction column a row counts as positive where ${score} >= ${request.threshold}`;
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/compare/summary.js



function summarize(facts, verdict) {
    const { subjects } = facts;
    const strict = subjects.filter(({ gate }) => gate.severity === 'error');
    const failed = strict.filter(({ judgement }) => judgement.verdict === 'fail');
    if (verdict === 'fail' && failed[0])
        return `Refused: ${describeFail(failed[0], facts)}${countOthers(failed)}.`;
    const open = strict.filter(({ gate, judgement }) => judgement.verdict === 'inconclusive' && gate.onInconclusive === 'fail');
    if (verdict === 'inconclusive' && open[0])
        return describeOpen(open, facts);
    return describePass(facts);
}
function nameOf({ metric, slice }) {
    return metric.title + describeSlice(slice);
}
function describeFail(subject, { baseline }) {
    const against = subject.gate.kind === 'margin' ? ` against ${baseline.label}` : '';
    return `${nameOf(subject)} ${describeMeasured(subject)}${against}; ${describeAllowed(subject)}`;
}
function countOthers(subjects) {
    return subjects.length > 1 ? `; ${count(subjects.length - 1, 'more gate')} likewise` : '';
}
function describeOpen(open, facts) {
    const first = open[0];
    const { reason, labelsNeeded, rows } = first.judgement;
    const others = countOthers(open);
    switch (reason.kind) {
        case 'obstacle':
            return `Not comparable: ${reason.text}${others}.`;
        case 'tooFewRows':
            return `Too few rows for ${nameOf(first)}: ${count(rows ?? 0, 'row')} where ${reason.minimum} are needed${others}.`;
        case 'tooClose': {
            const settled = labelsNeeded === null
                ? 'more rows are not expected to let it pass'
                : `about ${count(labelsNeeded, 'more labelled row')} would settle it`;
            return `Too close to call: ${describeFail(first, facts)}; ${settled}${others}.`;
        }
        case 'byChance':
            return `Too close to call: ${describeFail(first, facts)}, and one of ${reason.slices} slices so low may be chance${others}.`;
        default:
            return `Not measured: ${nameOf(first)}: ${'text' in reason ? reason.text : 'it is undefined'}${others}.`;
    }
}
function describePass(facts) {
    const { subjects, baseline } = facts;
    const warnings = subjects.filter(({ gate, judgement: { verdict } }) => verdict === 'fail' || (verdict === 'inconclusive' && gate.onInconclusive !== 'pass'));
    const suffix = warnings[0]
        ? ` ${warnings.length === 1 ? 'Warning' : `${warnings.length} warnings`}: ${describeWarning(warnings[0])}.`
        : '';
    return describeHeadline(facts, baseline) + suffix;
}
function describeWarning(subject) {
    const { verdict, reason, rows } = subject.judgement;
    if (verdict === 'fail')
        return `${nameOf(subject)} ${describeMeasured(subject)}; ${describeAllowed(subject)}`;
    if (reason.kind === 'tooFewRows')
        return `${nameOf(subject)} cannot be judged on ${count(rows ?? 0, 'row')}`;
    if ('text' in reason)
        return `${nameOf(subject)}: ${reason.text}`;
    return `${nameOf(subject)} is too close to call`;
}
function describeHeadline(facts, baseline) {
    const { subjects, overall, confidence } = facts;
    const held = subjects.find(({ gate, slice, judgement }) => gate.kind === 'margin' && slice === null && judgement.verdict === 'pass');
    if (held)
        return `No worse than ${baseline.label}: ${nameOf(held)} ${describeMeasured(held)}.`;
    const headline = overall.find(({ candidate }) => candidate.value !== null);
    const measured = headline ? summary_describeMetric(headline, confidence) : 'no metric could be computed';
    if (baseline.isEmpty) {
        return `First version: ${baseline.name} holds no version yet, so nothing is there to compare with; ${measured}.`;
    }
    const passed = subjects.filter(({ judgement }) => judgement.verdict === 'pass').length;
    const gates = subjects.length === 0 ? 'no gates to pass' : `${passed} of ${count(subjects.length, 'gate')} passed`;
    if (facts.obstacle !== null)
        return `Measured alone (${facts.obstacle}): ${measured}; ${gates}.`;
    const difference = headline?.difference;
    if (headline && difference && difference.value !== null) {
        const interval = difference.interval
            ? ` (${formatInterval(difference.interval, difference.confidence, 3, true)})`
            : '';
        return `Against ${baseline.label}: ${headline.metric.title} ${formatSigned(difference.value, 3)}${interval}; ${gates}.`;
    }
    return `Measured: ${measured}; ${gates}.`;
}
function summary_describeMetric({ metric, candidate }, confidence) {
    const interval = candidate.interval ? ` (${formatInterval(candidate.interval, confidence, 3, false)})` : '';
    return `${metric.title} ${formatNumber(candidate.value, 3)}${interval}`;
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/compare/comparison.js














async function compareModel(request, services) {
    const startedAt = services.clock.now();
    const metrics = selectMetrics(request);
    const parameters = await readParameters(request, services);
    const baseline = await chooseBaseline(request, services);
    const columns = listSliceColumns(request);
    const files = await readEvaluation(request, columns, baseline, services);
    const slices = listSliceValues(files.data.slices);
    refuseSlices(request, slices);
    const obstacle = baseline.obstacle ?? files.baselineObstacle ?? files.data.marginObstacle;
    const measurements = createMeasurements(files.data, request);
    const overall = measurements.measureAll(metrics, null, request.confidence);
    const bySlice = measureSlices(metrics, slices, measurements, request);
    const judged = judge(request, slices, measurements, makeContext(request, baseline, files, obstacle));
    const note = describePredictions(request, files.data.predictedBy);
    const isAlone = baseline.statement === null || baseline.isEmpty;
    const facts = {
        subjects: judged.subjects,
        overall,
        baseline,
        confidence: request.confidence,
        obstacle: isAlone ? null : obstacle,
    };
    const draft = {
        command: 'compare',
        model: request.model,
        summary: (verdict) => summarize(facts, verdict),
        checks: [...judged.checks, ...overall.map((comparison) => makeOverallCheck(comparison, note)), ...bySlice],
        silent: judged.silent,
        baseline: baseline.statement,
        changes: await findChanges(baseline.record, parameters, files.materials, request, services),
        figures: makeFigures(files.data.rows, overall, baseline.label),
        materials: files.materials,
        policy: request.policy,
        engine: files.engine,
    };
    return (0,result_draft/* finishResult */.L)(draft, services, startedAt);
}
function selectMetrics({ metrics, gates, columns, slices, method, test }) {
    const hasScore = columns.score !== null;
    const faults = metrics.flatMap((name) => {
        const metric = (0,core_metric/* findMetric */.GF)(name);
        if (metric === undefined)
            return [describeUnknownMetric(name)];
        const help = 'name it: --score COLUMN, or score: under evaluation';
        return metric.needsScore && !hasScore
            ? [{ message: `metric ${name} needs scores, and no score column is named`, help }]
            : [];
    });
    faults.push(...findGateFaults(gates, { hasScore, declared: slices }));
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    const named = metrics.map((name) => (0,core_metric/* findMetric */.GF)(name));
    assertSupported(named, { method, test });
    const shown = named.length > 0 ? named : core_metric/* BINARY_METRICS */.Cd.filter((metric) => hasScore || !metric.needsScore);
    const wanted = new Set([...shown, ...gates.map(({ metric }) => (0,core_metric/* findMetric */.GF)(metric))]);
    return core_metric/* BINARY_METRICS */.Cd.filter((metric) => wanted.has(metric));
}
function listSliceColumns({ slices, gates }) {
    const ofGates = gates.flatMap(({ slice }) => (slice === null || slice.column === '*' ? [] : [slice.column]));
    return [...new Set([...slices, ...ofGates])];
}
function refuseSlices({ gates }, slices) {
    const faults = slices
        .filter(({ values }) => values.length > MOST_SLICE_VALUES)
        .map(({ column, values }) => ({
        message: `slice column ${column} holds ${values.length.toLocaleString('en-US')} values; at most ${MOST_SLICE_VALUES} are slices`,
        help: 'name a column with fewer values, or add one that puts them into groups',
    }));
    faults.push(...findSliceFaults(gates, slices));
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
}
function makeOverallCheck(comparison, note) {
    return makeMetricCheck(comparison, null, comparison.metric.needsScore ? null : note);
}
function measureSlices(metrics, slices, measurements, request) {
    const declared = slices.filter(({ column }) => request.slices.includes(column));
    return declared.flatMap(({ column, values }) => values.flatMap((value) => {
        const slice = { column, value };
        const measured = measurements.measureAll(metrics, slice, request.confidence);
        return measured.map((comparison) => makeMetricCheck(comparison, slice));
    }));
}
function judge(request, slices, measurements, context) {
    return judgeGates(request.gates, slices, request.slices, (metric, slice, confidence) => measurements.measureAll([metric], slice, confidence ?? request.confidence)[0], context);
}
function makeContext(request, baseline, { data }, obstacle) {
    const state = baseline.isEmpty
        ? { kind: 'empty' }
        : obstacle === null
            ? { kind: 'comparable' }
            : { kind: 'obstacle', reason: obstacle };
    return {
        baseline: state,
        baselineName: baseline.name,
        obstacle: data.gateObstacle,
        confidence: request.confidence,
        power: request.power,
        minRows: request.minRows,
    };
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/compare/flags.js
const JUDGING_FLAGS = [
    'baseline',
    'data',
    'task',
    'id',
    'label',
    'score',
    'prediction',
    'positive',
    'slice',
    'metric',
    'gates',
    'confidence',
    'method',
    'test',
    'resamples',
    'seed',
    'min-rows',
    'threshold',
];
const isGiven = (value) => Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
function isPolicyOverridden(values) {
    return JUDGING_FLAGS.some((name) => isGiven(values[name]));
}
function isByFlagsAlone(values) {
    return (values.model.length === 0 &&
        isGiven(values.candidate) &&
        (isGiven(values.id) || isGiven(values.label) || isGiven(values.task)));
}
function findLaterFlags(values) {
    const later = (isUsed, flag, what) => isUsed ? [{ message: `--${flag}: ${what} not there yet`, help: `run compare without --${flag}` }] : [];
    const isByClass = values.score.length > 1 || values.score.some((score) => score.includes('='));
    return [
        ...later(isGiven(values.weight), 'weight', 'row weights are'),
        ...later(isGiven(values.group), 'group', 'rows that are resampled together are'),
        ...later(values.plan, 'plan', 'planning the rows of a margin is'),
        ...(isByClass
            ? [{ message: '--score CLASS=COLUMN: scores of many classes are not there yet', help: 'name one score column' }]
            : []),
        ...(values.task !== undefined && values.task !== 'binary' ? [describeLaterTask(values.task)] : []),
    ];
}
function describeLaterTask(task) {
    return { message: `task ${task} is not there yet`, help: 'binary is there' };
}
function readNumberFlags(values) {
    return {
        ...(values.threshold === undefined ? {} : { threshold: values.threshold }),
        ...(values['min-rows'] === undefined ? {} : { minRows: values['min-rows'] }),
        ...(values.confidence === undefined ? {} : { confidence: values.confidence }),
        ...(values.resamples === undefined ? {} : { resamples: values.resamples }),
        ...(values.seed === undefined ? {} : { seed: values.seed }),
    };
}
function readMethodFlags(values) {
    return {
        method: (values.method ?? null),
        test: (values.test ?? null),
    };
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/compare/request-from-flags.js


const DEFAULTS = { threshold: 0.5, minRows: 100, confidence: 0.95, resamples: 2000, seed: 1, power: 0.8 };
const WHAT_FLAGS_NAME = {
    candidate: 'name the file with the predictions of the candidate',
    id: 'name the column that tells rows apart',
    label: 'name the column with the true class',
};
function requestFromFlags(values, gates) {
    const missing = ['candidate', 'id', 'label'].filter((name) => values[name] === undefined);
    const faults = missing.map((name) => ({ message: `--${name} is missing`, help: WHAT_FLAGS_NAME[name] }));
    if (values.score.length === 0 && values.prediction === undefined) {
        faults.push({
            message: 'neither --score nor --prediction is given',
            help: 'name the column with what the model said',
        });
    }
    if (faults.length > 0) {
        const help = 'or run it where a modelgate.yml is, or name one by --config';
        throw new core_faults/* InputError */.dz([...faults.slice(0, -1), { ...faults.at(-1), help: `${faults.at(-1).help}; ${help}` }]);
    }
    const file = (location) => location === undefined ? null : { location, origin: 'caller', csv: null };
    return {
        ...DEFAULTS,
        ...readNumberFlags(values),
        model: values.model[0] ?? null,
        task: (values.task ?? 'binary'),
        data: file(values.data),
        candidate: file(values.candidate),
        baselines: values.baseline === undefined ? [] : [{ kind: 'file', value: values.baseline, origin: 'caller' }],
        gates,
        columns: {
            id: values.id,
            label: values.label,
            score: values.score[0] ?? null,
            prediction: values.prediction ?? null,
        },
        positive: values.positive ?? null,
        slices: [...new Set(values.slice)],
        metrics: values.metric,
        ...readMethodFlags(values),
        modelFile: null,
        parameters: null,
        dataSets: [],
        policy: null,
    };
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/compare/request-from-model.js


function requestFromModel(model, values, gates, policy) {
    const { evaluation, candidate } = model;
    if (evaluation === null && candidate === null && model.gates.length === 0 && values.candidate === undefined)
        return null;
    if (model.task !== 'binary')
        throw new core_faults/* InputError */.dz({ ...describeLaterTask(model.task), place: model.place });
    const predictions = values.candidate ?? candidate?.predictions ?? null;
    const faults = [];
    if (evaluation === null) {
        faults.push({
            message: `model ${model.name} has no evaluation`,
            help: 'name the labelled data and its columns: evaluation: {data: …, id: …, label: …, score: …}',
            place: model.place,
        });
    }
    if (predictions === null) {
        faults.push({
            message: `model ${model.name} has no candidate predictions`,
            help: 'name the file: candidate: {predictions: …}, or --candidate FILE',
            place: candidate?.place ?? model.place,
        });
    }
    const dataSet = evaluation === null ? undefined : model.data[evaluation.data];
    if (evaluation !== null && dataSet === undefined && values.data === undefined) {
        faults.push({
            message: `evaluation names data set ${evaluation.data}, which is not under data`,
            place: evaluation.place,
        });
    }
    const score = values.score[0] ?? evaluation?.score ?? null;
    const prediction = values.prediction ?? evaluation?.prediction ?? null;
    if (evaluation !== null && score === null && prediction === null) {
        faults.push({
            message: `evaluation of ${model.name} names neither score nor prediction`,
            help: 'name the column with what the model said',
            place: evaluation.place,
        });
    }
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
    const own = evaluation;
    const config = (location) => location === null ? null : { location, origin: 'config', csv: null };
    return {
        threshold: own.threshold,
        minRows: own.minRows,
        confidence: own.confidence,
        resamples: own.resamples,
        seed: own.seed,
        ...readNumberFlags(values),
        power: own.power,
        model: model.name,
        task: model.task,
        data: values.data === undefined
            ? { location: dataSet.path, origin: 'config', csv: dataSet.csv }
            : { location: values.data, origin: 'caller', csv: null },
        candidate: {
            location: predictions,
            origin: values.candidate === undefined ? 'config' : 'caller',
            csv: null,
        },
        baselines: values.baseline === undefined
            ? model.baseline.map((baseline) => ({ ...baseline, origin: 'config' }))
            : [{ kind: 'file', value: values.baseline, origin: 'caller' }],
        gates: gates ?? model.gates,
        columns: { id: values.id ?? own.id, label: values.label ?? own.label, score, prediction },
        positive: values.positive ?? own.positive,
        slices: [...new Set(values.slice.length > 0 ? values.slice : own.slices)],
        metrics: values.metric.length > 0 ? values.metric : own.metrics,
        ...readMethodFlags(values),
        modelFile: config(candidate?.model ?? null),
        parameters: config(candidate?.parameters ?? null),
        dataSets: Object.values(model.data).filter((data) => !data.production),
        policy: isPolicyOverridden(values) ? null : policy,
    };
}

;// CONCATENATED MODULE: ./.cache/build/src/commands/compare/run.js








async function runCompare(values, services) {
    const later = findLaterFlags(values);
    if (later.length > 0)
        throw new core_faults/* InputError */.dz(later);
    const gates = values.gates === undefined ? null : await readGates(values.gates, services);
    const project = isByFlagsAlone(values) ? null : await services.project();
    if (project === null)
        return { results: [await compareModel(requestFromFlags(values, gates ?? []), services)] };
    const models = (0,model_selection/* selectModels */.H)(project, values.model);
    if (models.length > 1)
        refuseFilesForMany(values);
    const results = [];
    const errors = [];
    for (const model of models) {
        try {
            (0,core_later/* refuseLater */.j)(project.later, model.name, 'compare');
            results.push(await compareOne(model, values, gates, project.policy, services));
        }
        catch (error) {
            if (services.signal.aborted || !(error instanceof Error))
                throw error;
            errors.push(error);
        }
    }
    return { results, errors };
}
async function readGates(file, services) {
    const { gates, later } = await services.gates(file);
    (0,core_later/* refuseLater */.j)(later, null, 'compare');
    return gates;
}
async function compareOne(model, values, gates, policy, services) {
    const request = requestFromModel(model, values, gates, policy);
    if (request)
        return compareModel(request, services);
    const draft = {
        command: 'compare',
        model: model.name,
        summary: `Nothing to compare: model ${model.name} names no evaluation and no candidate.`,
        checks: [],
        materials: [],
        policy,
        engine: null,
    };
    return (0,result_draft/* finishResult */.L)(draft, services, services.clock.now());
}
function refuseFilesForMany(values) {
    const faults = ['candidate', 'baseline', 'data']
        .filter((name) => values[name] !== undefined)
        .map((name) => ({
        message: `--${name} belongs to one model, and several are compared`,
        help: 'name one by --model',
    }));
    if (faults.length > 0)
        throw new core_faults/* InputError */.dz(faults);
}


/***/ }),

/***/ 66091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ selectModels)
/* harmony export */ });
/* harmony import */ var _core_faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);
/* harmony import */ var _text_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4404);


function selectModels(project, wanted) {
    const known = Object.keys(project.models);
    const faults = wanted
        .filter((name) => !known.includes(name))
        .map((name) => {
        const nearest = (0,_text_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__/* .nearestName */ .q)(name, known);
        return {
            message: `--model ${name}: there is no such model`,
            help: nearest ? `did you mean ${nearest}?` : `there are: ${known.join(', ')}`,
        };
    });
    if (faults.length > 0)
        throw new _core_faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(faults);
    const names = wanted.length > 0 ? new Set(wanted) : project.defaultModels;
    return [...names].map((name) => project.models[name]);
}


/***/ }),

/***/ 78101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readParameterFile)
/* harmony export */ });
/* harmony import */ var _yaml_located_document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28510);

function flattenParameters(value, prefix = '') {
    if (Array.isArray(value) && value.every(isScalar))
        return prefix === '' ? {} : { [prefix]: `[${value.join(', ')}]` };
    if (value !== null && typeof value === 'object') {
        const entries = Object.entries(value).map(([key, entry]) => flattenParameters(entry, prefix === '' ? key : `${prefix}.${key}`));
        return Object.assign({}, ...entries);
    }
    return prefix === '' || !isScalar(value) ? {} : { [prefix]: value };
}
function isScalar(value) {
    return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
async function readParameterFile(path, origin, workspace) {
    return flattenParameters((0,_yaml_located_document_js__WEBPACK_IMPORTED_MODULE_0__.parseLocatedYaml)(await workspace.readText(path, origin), path).data);
}


/***/ }),

/***/ 62106:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ detectFormat)
/* harmony export */ });
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3799);

const SCHEMES_TO_COME = /^(s3|gs|az|https?|trino):/i;
const ENDINGS = [
    { ending: /\.csv(\.gz)?$/i, format: 'csv' },
    { ending: /\.tsv(\.gz)?$/i, format: 'csv', csv: { delimiter: '\t' } },
    { ending: /\.(parquet|pq)$/i, format: 'parquet' },
    { ending: /\.(jsonl|ndjson|json)(\.gz)?$/i, format: 'json' },
];
function detectFormat(location) {
    const scheme = SCHEMES_TO_COME.exec(location)?.[1]?.toLowerCase();
    if (scheme === 'trino')
        throw refuse(location, 'data in Trino is not there yet', 'name a local file');
    if (scheme)
        throw refuse(location, `data at ${scheme}:// is not there yet`, 'fetch it in a step before and name the file');
    if (/\.zst$/i.test(location))
        throw refuse(location, '.zst is not there yet', 'use .gz or no compression');
    const found = ENDINGS.find(({ ending }) => ending.test(location));
    if (found)
        return found.csv ? { format: found.format, csv: found.csv } : { format: found.format };
    throw refuse(location, 'the ending names no format that is known', 'known are .csv, .tsv, .jsonl, .ndjson, .json (each also with .gz) and .parquet');
}
function refuse(location, problem, help) {
    return new _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz({ message: `${location}: ${problem}`, help });
}


/***/ }),

/***/ 53834:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ formatDigest),
/* harmony export */   m: () => (/* binding */ parseDigest)
/* harmony export */ });
function formatDigest(digest) {
    return `sha256:${digest.sha256}`;
}
function parseDigest(text) {
    const match = /^sha256:([0-9a-f]{64})$/.exec(text);
    return match ? { sha256: match[1] } : null;
}


/***/ }),

/***/ 58566:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cd: () => (/* binding */ BINARY_METRICS),
/* harmony export */   GF: () => (/* binding */ findMetric),
/* harmony export */   fi: () => (/* binding */ METRICS_TO_COME)
/* harmony export */ });
const metric = (name, title, better, needs) => ({
    name,
    title,
    better,
    needsScore: needs !== 'prediction',
    needsProbability: needs === 'probability',
});
const BINARY_METRICS = [
    metric('roc_auc', 'ROC AUC', 'higher', 'score'),
    metric('pr_auc', 'PR AUC', 'higher', 'score'),
    metric('log_loss', 'log loss', 'lower', 'probability'),
    metric('brier', 'Brier score', 'lower', 'probability'),
    metric('ece', 'calibration error', 'lower', 'probability'),
    metric('accuracy', 'accuracy', 'higher', 'prediction'),
    metric('balanced_accuracy', 'balanced accuracy', 'higher', 'prediction'),
    metric('precision', 'precision', 'higher', 'prediction'),
    metric('recall', 'recall', 'higher', 'prediction'),
    metric('specificity', 'specificity', 'higher', 'prediction'),
    metric('f1', 'F1', 'higher', 'prediction'),
    metric('mcc', 'MCC', 'higher', 'prediction'),
    metric('cohen_kappa', "Cohen's kappa", 'higher', 'prediction'),
    metric('selection_rate', 'selection rate', 'none', 'prediction'),
];
const ALIASES = {
    average_precision: 'pr_auc',
    neg_log_loss: 'log_loss',
    neg_brier_score: 'brier',
    matthews_corrcoef: 'mcc',
};
const METRICS_TO_COME = [
    'demographic_parity_difference',
    'equalized_odds_difference',
    'rmse',
    'mae',
    'r2',
    'mape',
    'median_ae',
];
function findMetric(name) {
    const canonical = ALIASES[name] ?? name;
    return BINARY_METRICS.find((info) => info.name === canonical);
}


/***/ }),

/***/ 28510:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseLocatedYaml: () => (/* binding */ parseLocatedYaml)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./.cache/build/src/core/faults.js
var core_faults = __webpack_require__(3799);
;// CONCATENATED MODULE: ./.cache/build/src/yaml/nesting-depth.js
function measureDepth(tokens, maxDepth) {
    const stack = tokens.map((token) => ({ token, depth: 0 }));
    for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
        const { token, depth } = entry;
        if (depth > maxDepth)
            return token.offset;
        if (token.type === 'document') {
            if (token.value)
                stack.push({ token: token.value, depth });
        }
        else if ('items' in token) {
            for (const item of token.items) {
                if (item.key)
                    stack.push({ token: item.key, depth: depth + 1 });
                if (item.value)
                    stack.push({ token: item.value, depth: depth + 1 });
            }
        }
    }
    return null;
}

;// CONCATENATED MODULE: ./.cache/build/src/yaml/syntax-fault.js
function describeSyntaxError(error, source) {
    const character = source[error.pos[0]] ?? '';
    switch (error.code) {
        case 'TAB_AS_INDENT':
            return { message: 'a tab is used for indentation', help: 'indent with spaces' };
        case 'TAG_RESOLVE_FAILED':
            return {
                message: `the tag ${error.message.replace('Unresolved tag: ', '').replace('tag:yaml.org,2002:', '!!')} has no meaning here`,
                help: 'take the tag out, or put the value in quotes',
            };
        case 'BAD_ALIAS':
            return { message: 'a plain value cannot begin with *', help: 'put it in quotes: "*"' };
        case 'BAD_SCALAR_START':
            return { message: `a plain value cannot begin with ${character}`, help: `put it in quotes: "${character}…"` };
        case 'BLOCK_AS_IMPLICIT_KEY':
            return { message: 'a second ": " stands in one line', help: 'put the value in quotes' };
        case 'MISSING_CHAR':
            if (error.message.endsWith('quote')) {
                return { message: 'a quote is opened further up and never closed', help: 'close the quote' };
            }
            return error.message.startsWith('Implicit map keys')
                ? { message: 'a key without a colon', help: 'write `key: value`' }
                : { message: lowerFirst(error.message), help: LOOK };
        case 'UNEXPECTED_TOKEN':
            return {
                message: character.trim() === '' ? 'the text ends too early' : `${character} is not expected here`,
                help: LOOK,
            };
        case 'MULTILINE_IMPLICIT_KEY':
            return { message: 'this line is neither a key with ": " nor part of a value', help: 'write `key: value`' };
        case 'BAD_INDENT':
            return error.message.startsWith('Flow')
                ? { message: 'a [ or { is opened further up and not closed before this line', help: 'close it with ] or }' }
                : { message: lowerFirst(error.message), help: 'indent what belongs together by the same number of spaces' };
        default:
            return { message: lowerFirst(error.message), help: LOOK };
    }
}
const LOOK = 'this is no valid YAML: look at this line and the one before';
function lowerFirst(message) {
    return message.charAt(0).toLowerCase() + message.slice(1);
}

;// CONCATENATED MODULE: ./.cache/build/src/yaml/value-tree.js

function readValueTree(root, limits, report) {
    return new ValueTreeReader(limits, report).read(root, 1);
}
const NOTHING = { value: null, offset: 0, text: null, entries: null };
class ValueTreeReader {
    #limits;
    #report;
    #anchors = new Map();
    #targets = new Map();
    #open = new Set();
    #values = 0;
    constructor(limits, report) {
        this.#limits = limits;
        this.#report = report;
    }
    read(node, depth) {
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#readAlias(node, depth);
        if (!(0,dist/* isScalar */.jn)(node) && !(0,dist/* isMap */.jh)(node) && !(0,dist/* isSeq */.oP)(node))
            return NOTHING;
        const offset = offsetOf(node);
        this.#values += 1;
        if (this.#values > this.#limits.maxValues) {
            if (this.#values === this.#limits.maxValues + 1)
                this.#reportTooMany(offset);
            return NOTHING;
        }
        if (depth > this.#limits.maxDepth) {
            this.#report(offset, `nested more than ${this.#limits.maxDepth} levels deep`, 'flatten the file');
            return NOTHING;
        }
        if (node.anchor)
            this.#anchors.set(node.anchor, node);
        if ((0,dist/* isScalar */.jn)(node))
            return this.#readScalar(node, offset);
        this.#open.add(node);
        const located = (0,dist/* isMap */.jh)(node) ? this.#readMap(node, offset, depth) : this.#readList(node, offset, depth);
        this.#open.delete(node);
        return located;
    }
    #readAlias(alias, depth) {
        const offset = offsetOf(alias);
        const target = this.#targets.get(alias) ?? this.#anchors.get(alias.source);
        if (target === undefined) {
            const help = `set the anchor further up, or put the value in quotes: "*${alias.source}"`;
            this.#report(offset, `no anchor &${alias.source} stands before the alias *${alias.source}`, help);
            return NOTHING;
        }
        if (this.#open.has(target)) {
            this.#report(offset, `the alias *${alias.source} stands inside the value that it names`, 'write the value out');
            return NOTHING;
        }
        this.#targets.set(alias, target);
        return this.read(target, depth);
    }
    #reportTooMany(offset) {
        const most = this.#limits.maxValues.toLocaleString('en-US');
        this.#report(offset, `the file holds more than ${most} values once its aliases are expanded`, 'write less by alias');
    }
    #readScalar(node, offset) {
        const { value } = node;
        if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
            if (/^[-+]?\d+$/.test(node.source ?? '')) {
                this.#report(offset, `the number ${node.source} has too many digits to be kept`, 'put it in quotes');
            }
        }
        return { value, offset, text: node.source ?? String(value), entries: null };
    }
    #readList(list, offset, depth) {
        const entries = new Map();
        const value = [];
        for (const [index, item] of list.items.entries()) {
            const node = this.read(item, depth + 1);
            value.push(node.value);
            entries.set(String(index), { keyOffset: (0,dist/* isAlias */.Vj)(item) ? offsetOf(item) : node.offset, node });
        }
        return { value, offset, text: null, entries };
    }
    #readMap(map, offset, depth) {
        const entries = new Map();
        for (const pair of map.items) {
            const key = this.#readKey(pair.key, offset, entries);
            const node = this.read(pair.value, depth + 1);
            if (key !== null)
                entries.set(key.name, { keyOffset: key.offset, node: placed(node, key.offset) });
        }
        const value = Object.fromEntries([...entries].map(([name, entry]) => [name, entry.node.value]));
        return { value, offset, text: null, entries };
    }
    #readKey(key, mapOffset, entries) {
        if (!(0,dist/* isScalar */.jn)(key) || key.value === null) {
            const offset = (0,dist/* isScalar */.jn)(key) || (0,dist/* isMap */.jh)(key) || (0,dist/* isSeq */.oP)(key) || (0,dist/* isAlias */.Vj)(key) ? offsetOf(key) : mapOffset;
            this.#report(offset, 'a key must be a plain word', 'write the key as text');
            return null;
        }
        if (key.anchor)
            this.#anchors.set(key.anchor, key);
        const name = key.source ?? String(key.value);
        const offset = offsetOf(key);
        if (name === '<<' && key.type === 'PLAIN') {
            this.#report(offset, 'merge keys (<<) are no part of YAML 1.2', 'write the keys out');
            return null;
        }
        if (name === '__proto__') {
            this.#report(offset, 'the key "__proto__" is not allowed', 'choose another name');
            return null;
        }
        if (entries.has(name)) {
            this.#report(offset, `the key ${JSON.stringify(name)} is there twice in this map`, 'keep one of the two');
            return null;
        }
        return { name, offset };
    }
}
function offsetOf(node) {
    return node.range?.[0] ?? 0;
}
function placed(node, keyOffset) {
    return node === NOTHING ? { ...node, offset: keyOffset } : node;
}

;// CONCATENATED MODULE: ./.cache/build/src/yaml/located-document.js





const LIMITS = { maxLength: 1_000_000, maxDepth: 64, maxValues: 100_000 };
const MOST_FAULTS = 20;
function parseLocatedYaml(text, file, limits = {}) {
    const bounds = { ...LIMITS, ...limits };
    if (text.length > bounds.maxLength) {
        throw new core_faults/* InputError */.dz({
            message: `the file has ${formatCount(text.length)} characters, at most ${formatCount(bounds.maxLength)} are read`,
            place: { file },
            help: 'split the file, or take out what is not needed',
        });
    }
    const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
    const lines = new dist/* LineCounter */.HN();
    const place = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { file, line: Math.max(1, line), column: Math.max(1, col) };
    };
    const faults = [];
    const report = (offset, message, help) => faults.push({ message, place: place(offset), help });
    const tokens = [...new dist/* Parser */.iX(lines.addNewLine).parse(source)];
    const document = composeOne(tokens, source, bounds.maxDepth, report);
    throwIfAny(faults);
    const root = document?.contents ? readValueTree(document.contents, bounds, report) : null;
    throwIfAny(faults);
    return {
        file,
        data: root?.value ?? null,
        placeOf: (path, part = 'key') => place(findOffset(root, path, part)),
        has: (path) => findNode(root, path) !== null,
        textOf: (path) => findNode(root, path)?.text ?? null,
    };
}
function composeOne(tokens, source, maxDepth, report) {
    const deep = measureDepth(tokens, maxDepth);
    if (deep !== null) {
        report(deep, `nested more than ${maxDepth} levels deep`, 'flatten the file');
        return null;
    }
    const composer = new dist/* Composer */.Dk({
        version: '1.2',
        schema: 'core',
        resolveKnownTags: false,
        merge: false,
        uniqueKeys: false,
        prettyErrors: false,
    });
    let first = null;
    for (const document of composer.compose(tokens, true, source.length)) {
        if (first !== null) {
            report(document.range[0], 'a second document begins here', 'keep one document per file: take out the line ---');
            break;
        }
        first = document;
        if (document.directives.yaml.explicit && document.directives.yaml.version !== '1.2') {
            report(0, `%YAML ${document.directives.yaml.version} is not read`, 'take out the directive: files are YAML 1.2');
        }
        const errors = [...document.errors, ...document.warnings];
        const tabs = errors.filter((error) => error.code === 'TAB_AS_INDENT');
        for (const error of tabs.length > 0 ? tabs : errors) {
            const { message, help } = describeSyntaxError(error, source);
            report(error.pos[0], message, help);
        }
    }
    return first;
}
function throwIfAny(faults) {
    if (faults.length === 0)
        return;
    const seen = new Set();
    const kept = faults.filter((fault) => {
        const isNew = !seen.has(fault.place?.line);
        seen.add(fault.place?.line);
        return isNew;
    });
    throw new core_faults/* InputError */.dz(kept.slice(0, MOST_FAULTS));
}
function findNode(root, path) {
    let node = root;
    for (const part of path)
        node = node?.entries?.get(String(part))?.node ?? null;
    return node;
}
function findOffset(root, path, part) {
    let node = root;
    let offset = root?.offset ?? 0;
    for (const [index, key] of path.entries()) {
        const entry = node?.entries?.get(String(key));
        if (!entry)
            return offset;
        const isLast = index === path.length - 1;
        offset = isLast && part === 'value' ? entry.node.offset : entry.keyOffset;
        node = entry.node;
    }
    return offset;
}
function formatCount(count) {
    return count.toLocaleString('en-US');
}


/***/ })

};
