import { relative, sep } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Tests that start processes, those that start most first. Files share their worker, which only grows, and starting a
 * process takes the longer the more memory the one holds that starts it.
 */
const FIRST = [
  'test/backends/git',
  'test/commands/registry',
  'test/commands/promote',
  'test/commands/compare',
  'test/commands',
  'test/examples',
  'test/host',
  'test/docs',
]

/** What starts processes comes first; among its like, what took longest or failed. */
export class FileOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((left, right) => this.#rank(left) - this.#rank(right))
  }

  #rank({ moduleId }: TestSpecification): number {
    const path = relative(this.ctx.config.root, moduleId).split(sep).join('/')
    const found = FIRST.findIndex((folder) => path.startsWith(`${folder}/`))
    return found === -1 ? FIRST.length : found
  }
}
