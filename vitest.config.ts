import { defineConfig } from 'vitest/config'
import { FileOrder } from './test/support/file-order.ts'

/** Long ones that need no more than Node and git: races, hostile jobs, installs, proofs over many tables or candidates. */
const LONG = [
  'test/backends/duckdb/{obtain,user-query-process,verify}.test.ts',
  'test/backends/git/races.test.ts',
  'test/backends/threads/*.test.ts',
  'test/commands/promote/{announcement,conditions,refusal,signed-by-key,signed-by-workflow}.test.ts',
  'test/commands/registry/policy-settings.test.ts',
  'test/commands/reproduce/reproduce.test.ts',
  'test/commands/rollback/{policy,races,serving}.test.ts',
  'test/commands/validate/any-contract.test.ts',
  'test/contract-proof/*.test.ts',
  'test/evaluation/comparison/margin-simulation.test.ts',
  'test/host/hostile-job.test.ts',
]

/** The tiers: `npm test` needs Node and git alone; `systems` starts real servers, and has the long ones; `workflows` runs act. */
export default defineConfig({
  test: {
    // the machine's cores, not one less
    maxWorkers: '100%',
    sequence: { sequencer: FileOrder },
    globalSetup: './test/support/run-folder.ts',
    reporters: ['default', './test/support/counts-reporter.mjs'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/systems/**', 'test/workflows/**', ...LONG],
          // a worker runs one file after the other: half of the time went into loading the same modules anew
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'systems',
          include: ['test/systems/**/*.test.ts', ...LONG],
          testTimeout: 300_000,
          hookTimeout: 600_000,
        },
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
