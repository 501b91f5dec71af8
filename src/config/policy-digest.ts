import type { PolicyReference } from '../core/result.ts'
import { formatCanonicalJson } from '../evidence/canonical-json.ts'
import { normalizeLineEnds } from '../text/line-ends.ts'
import type { ConfigFile } from './config-files.ts'
import type { RawModel } from './model-settings.ts'
import { folderOf, joinPath, relativePath } from './paths.ts'
import { keepDeciding, partOfRoot } from './policy-parts.ts'
import type { RootSettings } from './root-settings.ts'

/** Lower-case hex of the SHA-256 of the text's UTF-8 bytes. */
export type Sha256 = (text: string) => string

/** Texts of files that the policy consists of beside its own, by their paths. */
interface PolicyTexts {
  readonly contracts: ReadonlyMap<string, string>
  /** Files that say whose signature counts; paths as written. */
  readonly trust: ReadonlyMap<string, string>
}

interface LocatedModel {
  readonly raw: RawModel
  /** Relative to the working directory. */
  readonly folder: string
}

/**
 * What decides, and the digest of it: gates, stages, baseline, waivers, what evidence must be, what the exam consists of
 * (evaluation data, slices, thresholds of judgement, the reference of drift), each contract's text, and those of the
 * files that say whose signature counts, whatever ends their lines: a clone may check them out with CRLF. Wiring is left
 * out: paths of candidates and of other data, column names, commands, where things are kept, descriptions. So a renamed
 * column leaves the policy as it is, a moved gate does not; nor does it matter where the command runs, how the YAML is
 * written, or which file of an `include` a model stands in.
 */
export function describePolicy(
  root: RootSettings,
  models: Readonly<Record<string, LocatedModel>>,
  files: readonly ConfigFile[],
  texts: PolicyTexts,
  sha256: Sha256,
): PolicyReference {
  const rootFile = files[0]!.file
  const hashAll = (named: ReadonlyMap<string, string>) =>
    new Map([...named].map(([file, text]) => [file, sha256(normalizeLineEnds(text))]))
  const [digests, trusted] = [hashAll(texts.contracts), hashAll(texts.trust)]
  const policy = {
    schema: 'modelgate.policy/v1',
    ...Object.fromEntries(Object.entries(root).filter(([key]) => partOfRoot(key) !== 'wiring')),
    waivers: root.waivers ?? [],
    ...(trusted.size === 0 ? {} : { trusted: Object.fromEntries(trusted) }),
    models: Object.fromEntries(
      Object.entries(models).map(([name, model]) => [name, decidingPart(model, folderOf(rootFile), digests)]),
    ),
  }
  const canonical = formatCanonicalJson(policy)
  const describeFile = (uri: string, text: string) => ({ uri, digest: { sha256: sha256(text) } })
  return {
    uri: rootFile,
    ref: null,
    digest: { sha256: sha256(canonical) },
    files: [
      // these are of the bytes that were read
      ...files.map(({ file, text }) => describeFile(file, text)),
      ...[...texts.contracts].map(([file, text]) => describeFile(file, text)),
      ...[...texts.trust].map(([file, text]) => describeFile(joinPath(folderOf(rootFile), file), text)),
    ],
  }
}

/** Keys of the data sets that a model is judged on. */
export function listExamData({ evaluation, drift }: RawModel): ReadonlySet<string | undefined> {
  return new Set([evaluation?.data, drift?.reference])
}

function decidingPart(
  { raw, folder }: LocatedModel,
  rootFolder: string,
  contractDigests: ReadonlyMap<string, string>,
): unknown {
  const exam = listExamData(raw)
  return {
    ...keepDeciding(raw, [], exam),
    task: raw.task ?? 'binary',
    baseline: raw.baseline ?? null,
    // A list, because the order of stages counts and the order of a map's keys does not.
    stages: Object.entries(raw.stages).map(([name, stage]) => ({ name, ...stage })),
    evaluation: raw.evaluation === undefined ? null : keepDeciding(raw.evaluation, ['evaluation'], exam),
    data: Object.fromEntries(
      Object.entries(raw.data).map(([key, set]) => {
        const contract = set.contract === undefined ? undefined : contractDigests.get(joinPath(folder, set.contract))
        return [
          key,
          {
            ...keepDeciding(set, ['data', key], exam),
            path: exam.has(key) ? relativePath(rootFolder, joinPath(folder, set.path)) : null,
            contract: contract ?? null,
          },
        ]
      }),
    ),
  }
}
