import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '../../../src/core/result.ts'
import { git } from '../../support/git.ts'
import { MAIN_CLAIMS, type SigstoreAuthority, type TokenClaims } from '../../support/sigstore-authority.ts'
import { CONFIG, type PromotionRepository } from './promotion-repository.ts'

/** Whom the policies of these tests trust: the workflow on main, by its name and the repository's id. */
export const TRUST = `{issuer: https://token.actions.githubusercontent.com, workflow: "acme/churn/.github/workflows/model-cd.yml@refs/heads/main", repository_id: 4711, event: push, runner: github-hosted}`

/** The configuration with an `evidence` section of its own. */
export const withEvidence = (section: string): string => `${CONFIG}evidence: ${section}\n`

/** The `sigstore` part for an authority of this machine, whose root lies in the repository. */
export const ownSigstore = ({ origin }: SigstoreAuthority): string =>
  `{fulcio: "${origin}", rekor: "${origin}", timestamp: "${origin}", trusted_root: trust/root.json}`

/** Makes what the repository's commands do from now on a job of a run on main. */
export function enterJob(repo: PromotionRepository, run: string, others: Readonly<Record<string, string>> = {}): void {
  const event = join(repo.folder, 'event.json')
  writeFileSync(event, JSON.stringify({ repository: { default_branch: 'main', private: true } }))
  repo.variables = {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: event,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/churn',
    GITHUB_REPOSITORY_ID: '4711',
    GITHUB_RUN_ID: run,
    GITHUB_ACTOR: 'ada',
    ...others,
  }
}

/** Claims of the job that the repository is in, on the commit that is checked out. */
export function claimsOf(repo: PromotionRepository, others: TokenClaims = {}): TokenClaims {
  return {
    ...MAIN_CLAIMS,
    sha: git(repo.clone, 'rev-parse', 'HEAD'),
    run_id: repo.variables['GITHUB_RUN_ID'] ?? '7',
    ...others,
  }
}

/** Signs each statement of the files in place, as the settings of the work tree say. */
export async function signFiles(repo: PromotionRepository, files: readonly string[]): Promise<void> {
  const services = await repo.services()
  try {
    const { evidence } = (await services.project())!
    const signing = await services.signing(evidence)
    for (const file of files) {
      const lines = readFileSync(join(repo.clone, file), 'utf8').trimEnd().split('\n')
      const signed: string[] = []
      for (const line of lines) signed.push((await signing.sign(Buffer.from(line), services.signal)) ?? line)
      writeFileSync(join(repo.clone, file), `${signed.join('\n')}\n`)
    }
  } finally {
    await services.close()
  }
}

/** Signed copies of the files; those themselves stay as they are. */
export async function signAside(repo: PromotionRepository, files: readonly string[]): Promise<string[]> {
  const copies = files.map((file) => file.replace('out/', 'out/signed-'))
  for (const [index, file] of files.entries()) copyFileSync(join(repo.clone, file), join(repo.clone, copies[index]!))
  await signFiles(repo, copies)
  return copies
}

/** Judges and signs; the files. */
export async function judgeSigned(repo: PromotionRepository, overrides: Partial<Result> = {}): Promise<string[]> {
  const { files } = await repo.judge(overrides)
  await signFiles(repo, files)
  return files
}
