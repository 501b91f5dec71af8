import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(process.env.RUNNER_TEMP, 'python/bin')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'pip'), '#!/bin/sh\n[ "$1 $2" = "install -r" ] && ! grep -q "[^[:space:]]" "$3"\n')
chmodSync(join(folder, 'pip'), 0o755)
appendFileSync(process.env.GITHUB_PATH, `${folder}\n`)
