import type { MirrorDraft, MirroredVersion, RegistryMirror } from '../../src/ports/registry-mirror.ts'

/** A registry that follows git, in memory; `told` is what it was asked to change, `fail` breaks the next change. */
export class MemoryMirror implements RegistryMirror {
  readonly name = 'Shelf'
  readonly location = 'shelf.example'
  readonly versions: MirroredVersion[] = []
  readonly stages = new Map<string, MirroredVersion>()
  readonly told: string[] = []
  fail: Error | null = null

  async holder(_: string, stage: string): Promise<MirroredVersion | null> {
    return this.stages.get(stage) ?? null
  }

  async find(_: string, { commit }: { readonly commit: string }): Promise<MirroredVersion | null> {
    return this.versions.find(({ recordCommit }) => recordCommit === commit) ?? null
  }

  async register({ version, commit, file }: MirrorDraft): Promise<MirroredVersion> {
    this.note(`register ${version}`)
    return this.put(version, commit, file?.sha256 ?? null)
  }

  async assign({ stage, version, barred }: Parameters<RegistryMirror['assign']>[0]): Promise<void> {
    this.note(`assign ${stage} ${version.version}${barred === null ? '' : ` and bar ${barred.version}`}`)
    this.stages.set(stage, version)
  }

  async unassign(_: string, stage: string): Promise<void> {
    this.note(`unassign ${stage}`)
    this.stages.delete(stage)
  }

  async deprecate(_: string, { version }: MirroredVersion): Promise<void> {
    this.note(`deprecate ${version}`)
  }

  async close(): Promise<void> {}

  /** A version as somebody would put it there. */
  put(version: string | null, recordCommit: string | null, modelSha256: string | null = null): MirroredVersion {
    const id = String(this.versions.length + 1)
    const added = { id, uri: `shelf.example/${id}`, version, recordCommit, modelSha256, origin: 'registered by alice' }
    this.versions.push(added)
    return added
  }

  private note(words: string): void {
    const error = this.fail
    this.fail = null
    if (error !== null) throw error
    this.told.push(words)
  }
}
