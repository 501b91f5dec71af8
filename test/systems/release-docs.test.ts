import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/built.ts'
import { runCli } from '../support/command-line.ts'
import { GIT_VARIABLES, git } from '../support/git.ts'
import { makeFolder } from '../support/temporary-folder.ts'

const EXAMPLE = join(ROOT, 'examples/churn')

/** The lines of all shell blocks of a page that are commands: no comments behind them, those in quotes whole. */
function readLines(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8')
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .flatMap(([, language, block]) => (language === '' || language === 'sh' ? block!.split('\n') : []))
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
}

const splitWords = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!)

/** The commands of modelgate in a page that begin so. */
const readCommands = (page: string, start: string): readonly (readonly string[])[] =>
  readLines(page)
    .filter((line) => line.startsWith(`modelgate ${start}`))
    .map((line) => splitWords(line).slice(1))

/** The example as a repository with a remote, whose evidence a key signs that the lines of docs/evidence.md make. */
function makeRepository(): string {
  const base = makeFolder()
  const folder = join(base, 'churn')
  for (const path of ['data', 'contracts', 'modelgate.yml', 'params.yaml', 'train.py', 'predict.py']) {
    cpSync(join(EXAMPLE, path), join(folder, path), { recursive: true })
  }
  const making = readLines('docs/evidence.md').filter((text) => /^(?:mkdir |openssl (?:genpkey|pkey -in))/.test(text))
  expect(making).toHaveLength(3)
  for (const line of making) shell(folder, line)
  appendFileSync(
    join(folder, 'modelgate.yml'),
    'evidence: {sign: key, key: KEY.pem, require_signed: true, trust: [{key: keys/release.pub}]}\n',
  )
  writeFileSync(join(folder, '.gitignore'), 'out/\nKEY.pem\n')
  git(base, 'init', '--quiet', '--bare', '--initial-branch=main', 'origin.git')
  git(folder, 'init', '--quiet', '--initial-branch=main')
  git(folder, 'remote', 'add', 'origin', join(base, 'origin.git'))
  return folder
}

function shell(folder: string, line: string): void {
  execFileSync('bash', ['-ec', line], { cwd: folder, env: GIT_VARIABLES, stdio: 'pipe' })
}

/** Parameters, model and predictions as a training leaves them, and the evidence of both judgements. */
function judge(folder: string, variant: string): void {
  for (const file of ['params.yaml', 'model.joblib', 'predictions.csv']) {
    const target = join(folder, file === 'params.yaml' ? file : `out/${file}`)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(join(EXAMPLE, 'variants', variant, file), target)
  }
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', `Train the ${variant} model`)
  git(folder, 'push', '--quiet', 'origin', 'main')
  for (const command of ['validate', 'compare']) {
    const [words] = readCommands('docs/promotion.md', command)
    run(folder, words!)
  }
}

function run(folder: string, args: readonly string[]): string {
  const identity = { GIT_COMMITTER_NAME: 'tester', GIT_COMMITTER_EMAIL: 'tester@example.com' }
  const { exitCode, stdout, stderr } = runCli(args, folder, identity)
  expect(exitCode, `${args.join(' ')}: ${stdout}${stderr}`).toBe(0)
  return stdout
}

test('the commands of docs/promotion.md, registry.md, reproduce.md and evidence.md work one after the other', () => {
  const folder = makeRepository()
  judge(folder, 'production')
  const [dry, promote] = readCommands('docs/promotion.md', 'promote')
  run(folder, [...promote!, '--version', 'v1.2.0'])
  judge(folder, 'better')
  expect(run(folder, dry!)).toContain('in place of v1.2.0. Nothing was changed.')
  expect(run(folder, promote!)).toContain('churn v1.3.0 is registered and in production in place of v1.2.0.')

  const today = new Date().toISOString().slice(0, 10)
  const looking = readCommands('docs/registry.md', 'registry')
  expect(looking.length).toBeGreaterThan(4)
  for (const words of looking)
    run(
      folder,
      words.map((word) => (/^\d{4}-\d\d-\d\d$/.test(word) ? today : word)),
    )
  expect(run(folder, ['registry', 'verify'])).toContain('4 tags and their records agree')

  const cards = readCommands('docs/reproduce.md', 'registry card')
  expect(cards).toHaveLength(2)
  for (const words of cards) run(folder, words)
  expect(readFileSync(join(folder, 'MODEL_CARD.md'), 'utf8')).toContain('# Model card: churn v1.3.0')

  const verifying = readLines('docs/evidence.md').filter(
    (line) => /^(?:git |jq |\{ printf|openssl pkeyutl)/.test(line) && !line.includes('-digest'),
  )
  expect(verifying).toHaveLength(7)
  for (const line of verifying) shell(folder, line)

  const rollbacks = readCommands('docs/promotion.md', 'rollback')
  expect(rollbacks).toHaveLength(3)
  for (const words of rollbacks) run(folder, words)
  expect(existsSync(join(folder, '../churn-v1.2.0/out/model.joblib'))).toBe(true)
})
