// Times `modelgate compare` on a million rows and ten slices as a whole process, beside the same straight in numpy and
// scikit-learn, whose bootstrap is timed on fewer resamples and scaled to 2,000.
import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeSpread } from './timing.mjs'

const METRICS = ['accuracy', 'recall', 'roc_auc', 'log_loss', 'ece']
const SLICES = 10

/** @param {string} dist folder of the built program  @param {{rows: number, rounds: number, python: string}} options */
export async function benchLargeComparison(dist, { rows, rounds, python }) {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-large-'))
  try {
    const files = await writeFiles(folder, rows)
    console.log(
      `\nTwo models on ${rows.toLocaleString('en')} rows by ${METRICS.join(', ')}; ${SLICES} slices, intervals for all`,
    )
    const args = [join(dist, 'cli/index.js'), 'compare', '--candidate', files.candidate, '--baseline', files.baseline]
    const columns = ['--id', 'id', '--label', 'label', '--score', 'score', '--positive', '1', '--slice', 'region']
    const command = [...args, ...columns, ...METRICS.flatMap((name) => ['--metric', name]), '--format', 'json']
    const ours = Array.from({ length: rounds }, () => timeProcess(process.execPath, command, folder))
    print('modelgate compare', ours)
    if (!existsSync(python)) {
      console.log(`  no Python at ${python}: name one with numpy, pandas and scikit-learn by --python`)
      return
    }
    const script = join(import.meta.dirname, 'compare_large.py')
    const output = execFileSync(python, [script, files.candidate, files.baseline], { encoding: 'utf8' })
    const theirs = JSON.parse(output)
    console.log(
      `  numpy and scikit-learn: read ${theirs.read.toFixed(1)} s, values ${theirs.values.toFixed(1)} s, ` +
        `${theirs.resamples} resamples ${theirs.bootstrap.toFixed(1)} s; 2,000 would take ${theirs.total.toFixed(0)} s`,
    )
    const median = [...ours].sort((a, b) => a.wall - b.wall)[Math.floor(rounds / 2)]
    const ratio = theirs.total / median.wall
    console.log(`  ratio ${ratio.toFixed(1)}  goal at least 10: ${ratio >= 10 ? 'met' : 'MISSED'}`)
    console.log(
      `  goal within 10 s: ${median.wall <= 10 ? 'met' : 'MISSED'}; under 1.5 GB: ${median.memory < 1500 ? 'met' : 'MISSED'}`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function print(name, times) {
  const of = (key, digits, unit) =>
    describeSpread(
      times.map((one) => one[key]),
      digits,
      unit,
    )
  console.log(`  ${name}  wall ${of('wall', 2, ' s')}  CPU ${of('cpu', 2, ' s')}  memory ${of('memory', 0, ' MB')}`)
}

/** Wall and CPU seconds of the process and its children, and the most memory that one of them held. */
function timeProcess(program, args, cwd) {
  const script = ['-c', TIMER, program, ...args]
  const { status, stdout, stderr } = spawnSync('python3', script, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

const TIMER = `
import json, resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
wall = time.perf_counter() - began
if done.returncode != 0:
    sys.exit(done.stderr.decode())
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1000}, sys.stdout)
`

async function writeFiles(folder, rows) {
  let state = 1
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 0) / 2 ** 32
  }
  const candidate = join(folder, 'candidate.csv')
  const baseline = join(folder, 'baseline.csv')
  const outputs = [createWriteStream(candidate), createWriteStream(baseline)]
  outputs[0].write('id,label,region,score\n')
  outputs[1].write('id,score\n')
  const clip = (score) => Math.min(0.9999, Math.max(0.0001, score)).toFixed(4)
  for (let row = 0; row < rows; row++) {
    const chance = random() ** 2
    const label = random() < chance ? 1 : 0
    const lines = [
      `${row},${label},region ${row % SLICES},${clip(chance + 0.1 * (random() - 0.5))}\n`,
      `${row},${clip(chance + 0.3 * (random() - 0.5))}\n`,
    ]
    for (const [i, line] of lines.entries()) if (!outputs[i].write(line)) await once(outputs[i], 'drain')
  }
  for (const output of outputs) {
    output.end()
    await once(output, 'finish')
  }
  return { candidate, baseline }
}
