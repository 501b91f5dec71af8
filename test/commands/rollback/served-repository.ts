import { CONFIG, type PromotionRepository } from '../promote/promotion-repository.ts'
import { promotedThrice } from './rollback-runs.ts'

/** Serves what it is told, and fails as the file `fault` says. */
const DEPLOY = `import { existsSync, readFileSync, writeFileSync, appendFileSync } from 'node:fs'
const [what, ...words] = process.argv.slice(2)
const fault = existsSync('fault') ? readFileSync('fault', 'utf8') : ''
if (what === 'current') {
  if (fault === 'mute') process.exit(0)
  console.error('asked')
  console.log(readFileSync('serves', 'utf8'))
} else {
  appendFileSync('rolled', words.join(' ') + ' ' + (process.env.KUBECONFIG ?? '-') + ' ' + (process.env.OTHER ?? '-') + '\\n')
  if (fault === 'before') { console.error('no such cluster'); process.exit(7) }
  if (fault !== 'ignored') writeFileSync('serves', words[0])
  if (fault === 'after') process.exit(1)
  if (fault === 'hang') setInterval(() => {}, 1000)
}
`

/** churn in three versions, v0.3.0 served by a command that says so. */
export async function served(target = ''): Promise<PromotionRepository> {
  const repo = await promotedThrice()
  const command = '[node, deploy.mjs, roll, "{version}", "{model}", "{stage}"]'
  const written =
    target || `command: ${command}, current: [node, deploy.mjs, current], environment: [KUBECONFIG], timeout: 10s`
  const stage = `compare], deploy: {target: {type: command, ${written}}}}`
  repo.write({ 'modelgate.yml': CONFIG.replace('compare]}', stage), 'deploy.mjs': DEPLOY, serves: 'v0.3.0' })
  repo.push('served')
  repo.variables = { KUBECONFIG: '/etc/kube', OTHER: 'secret' }
  return repo
}
