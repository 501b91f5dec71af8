// A registry of many versions, written by git's own importer as modelgate writes records and tags.
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const sha256 = (text) => createHash('sha256').update(text).digest('hex')
const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`

/**
 * A bare repository with `versions` of each of `models`, each of which took production, and two clones of it: one with
 * the tags, as `git clone` makes it, and one without, as actions/checkout does.
 */
export async function makeRegistry(folder, { models, versions, env }) {
  const bare = join(folder, 'remote.git')
  const git = (...args) => execFileSync('git', args, { cwd: folder, env })
  git('init', '--quiet', '--bare', '--initial-branch=main', bare)
  const args = ['fast-import', '--quiet', '--done', '--date-format=raw', '--cat-blob-fd=1']
  const importer = spawn('git', args, { cwd: bare, env, stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = createInterface({ input: importer.stdout })[Symbol.asyncIterator]()
  let mark = 0
  const write = async (text) => {
    mark += 1
    importer.stdin.write(text.replace('MARK', `mark :${mark}`))
    importer.stdin.write(`get-mark :${mark}\n`)
    return { mark, id: (await answers.next()).value }
  }
  let time = 1_767_225_600
  const who = () => `octocat <octocat@users.noreply.github.com> ${time} +0000`
  await write(
    `commit refs/heads/main\nMARK\ncommitter ${who()}\n${data('first')}M 100644 inline README.md\n${data('#\n')}`,
  )
  for (let number = 0; number < models; number += 1) {
    const model = `team/model-${String(number).padStart(3, '0')}`
    let [before, stageTag] = [null, null]
    for (let count = 1; count <= versions; count += 1) {
      time += 60
      const version = `v0.${count}.0`
      const record = `${JSON.stringify({ schema: 'modelgate.record/v1', model, version, previous: before?.id ?? null })}\n`
      const parent = before === null ? '' : `merge :${before.mark}\n`
      const commit = await write(
        `commit refs/draft/record\nMARK\ncommitter ${who()}\n${data(`${model} ${version}\n`)}${parent}M 100644 inline record.json\n${data(record)}`,
      )
      const tag = (name, details) => {
        const message = `${model} takes production: ROC AUC +0.016 (0.004 to 0.028).\n\n${JSON.stringify(details)}\n`
        return write(`tag ${name}\nMARK\nfrom :${commit.mark}\ntagger ${who()}\n${data(message)}`)
      }
      const details = describe(model, version, commit.id, sha256(record))
      await tag(`${model}@${version}`, details)
      const assigned = {
        ...details,
        event: 'assigned',
        stage: 'production',
        number: count,
        previous: stageTag?.id ?? null,
      }
      stageTag = await tag(`${model}#production#${count}`, assigned)
      before = commit
    }
  }
  importer.stdin.end('done\n')
  await once(importer, 'close')
  execFileSync('git', ['update-ref', '-d', 'refs/draft/record'], { cwd: bare, env })
  execFileSync('git', ['pack-refs', '--all'], { cwd: bare, env })
  git('clone', '--quiet', `file://${bare}`, 'clone')
  git('clone', '--quiet', '--no-tags', '--depth=1', `file://${bare}`, 'checkout')
  return { bare, clone: join(folder, 'clone'), checkout: join(folder, 'checkout') }
}

/** What the message of a version's tag holds. */
function describe(model, version, commit, record) {
  return {
    schema: 'modelgate.tag/v1',
    event: 'registered',
    model,
    version,
    stage: null,
    number: null,
    commit,
    record: { sha256: record },
    previous: null,
    modelDigest: { sha256: sha256(model + version) },
    codeCommit: 'c'.repeat(40),
    policy: { sha256: 'a'.repeat(64) },
    trust: 'protected',
    reason: null,
    waivers: [],
    metrics: { roc_auc: 0.8412, accuracy: 0.8034, log_loss: 0.4121, brier: 0.1345, ece: 0.0213 },
    barred: [],
    lifted: [],
  }
}
