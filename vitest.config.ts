import { defineConfig } from 'vitest/config'
import { FileOrder } from './test/support/file-order.ts'

const unit = ['test/**/*.test.ts']

/** The tiers: `npm test` needs Node and git alone; `systems` starts real servers; `workflows` runs act. */
export default defineConfig({
  test: {
    // the machine's cores, not one less
    maxWorkers: '100%',
    sequence: { sequencer: FileOrder },
    reporters: ['default', './test/support/counts-reporter.mjs'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: unit,
          exclude: ['test/systems/**', 'test/workflows/**'],
          // a worker runs one file after the other: half of the time went into loading the same modules anew
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'systems', include: ['test/systems/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 600_000 },
      },
      {
        extends: true,
        test: {
          name: 'workflows',
          include: ['test/workflows/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
