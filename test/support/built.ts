import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** The repository's root. */
export const ROOT = resolve(import.meta.dirname, '../..')

/** The build under test: `npm test` makes it; the slower tiers take the committed one by MODELGATE_DIST=dist. */
export const DIST = resolve(ROOT, process.env['MODELGATE_DIST'] ?? '.cache/dist')

// `npm test` builds while the first files run; those that load this one need the build
const mark = process.env['MODELGATE_BUILD_MARK']
while (mark !== undefined && !existsSync(mark)) await setTimeout(50)
if (mark !== undefined && readFileSync(mark, 'utf8') !== 'built') throw new Error('the build failed')
