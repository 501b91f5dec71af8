import { resolve } from 'node:path'

/** The repository's root. */
export const ROOT = resolve(import.meta.dirname, '../..')

/** The build under test: `npm test` makes it; the slower tiers take the committed one by MODELGATE_DIST=dist. */
export const DIST = resolve(ROOT, process.env['MODELGATE_DIST'] ?? '.cache/dist')
