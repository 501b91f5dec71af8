import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The import rules of the architecture (CONTRIBUTING.md has them as a picture): each offence is named by file and line. */

const SRC = resolve(import.meta.dirname, '../src')

interface Import {
  readonly file: string
  readonly line: number
  /** Path below src for our own modules, else the package. */
  readonly target: string
  readonly isOwn: boolean
  readonly isType: boolean
  readonly isLazy: boolean
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => file.endsWith('.ts'))

const imports: readonly Import[] = files.flatMap((file) => {
  const text = readFileSync(join(SRC, file), 'utf8')
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[\w*{][^'"()]*?from\s*)?['"]([^'"]+)['"]|(?<!typeof )\bimport\(\s*['"]([^'"]+)['"]\s*\)/g
  return [...text.matchAll(pattern)].map((match): Import => {
    const specifier = match[3] ?? match[4]!
    // the version stands in package.json, above src
    const isOwn = specifier.startsWith('.') && !specifier.endsWith('package.json')
    const path = isOwn
      ? relative(SRC, resolve(SRC, dirname(file), specifier))
          .split(sep)
          .join('/')
      : specifier
    const start = match.index + match[0].search(/\S/)
    return {
      file,
      line: text.slice(0, start).split('\n').length,
      target: path,
      isOwn,
      isType: match[2] !== undefined,
      isLazy: match[4] !== undefined,
    }
  })
})

const DOMAINS = [
  'contract',
  'evaluation',
  'policy',
  'evidence',
  'registry',
  'drift',
  'rollout',
  'monitoring',
  'selection',
]

/** Which folders of ours each folder may import; `types:` marks those of which only types. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  stats: ['stats'],
  sql: ['sql', 'core'],
  yaml: ['yaml', 'core'],
  text: ['text'],
  ...Object.fromEntries(DOMAINS.map((name) => [name, [name, 'core', 'stats', 'sql', 'yaml', 'text']])),
  report: ['report', 'core', 'text'],
  ports: ['ports', 'core', ...DOMAINS.map((name) => `types:${name}`)],
  config: ['config', 'core', 'yaml', 'text', ...DOMAINS],
  backends: ['ports', 'core', 'sql', 'yaml', ...DOMAINS.map((name) => `types:${name}`), 'types:config'],
  commands: ['commands', ...DOMAINS, 'report', 'core', 'stats', 'yaml', 'text', 'types:ports', 'types:config'],
  host: ['host', 'commands', 'config', 'backends', 'report', 'core', 'ports', 'yaml', 'text', ...DOMAINS],
}

/** The one home of each outside package. */
const HOMES: Readonly<Record<string, RegExp>> = {
  '@actions/core': /^host\/action\.ts$/,
  '@actions/cache': /^backends\/cache\//,
  '@actions/github': /^backends\/github\//,
  octokit: /^backends\/github\//,
  '@duckdb/node-api': /^backends\/duckdb\//,
  '@bufbuild/cel': /^policy\/expression\.ts$/,
  zod: /^(core\/result\.ts|config\/)/,
  yaml: /^yaml\//,
  echarts: /^report\/charts/,
  canonicalize: /^(evidence|config)\//,
  tinyglobby: /^backends\/filesystem\//,
  ajv: /^contract\//,
  aws4fetch: /^backends\/remote\//,
  'google-auth-library': /^backends\/remote\//,
  'fast-xml-parser': /^backends\/remote\//,
  '@sigstore/sign': /^backends\/sigstore\//,
  '@sigstore/verify': /^backends\/sigstore\//,
  '@sigstore/bundle': /^backends\/sigstore\//,
  '@sigstore/tuf': /^backends\/sigstore\//,
  '@sigstore/protobuf-specs': /^backends\/sigstore\//,
  'smol-toml': /^text\/toml\.ts$/,
  'fastest-levenshtein': /^text\/nearest-name\.ts$/,
}

const folderOf = (path: string) => path.split('/')[0]!
const describeImport = ({ file, line, target }: Import) => `src/${file}:${line} imports ${target}`
const offences = (isWrong: (entry: Import) => boolean) => imports.filter(isWrong).map(describeImport)

describe('the architecture', () => {
  it('finds the imports that it judges', () => {
    expect(imports.length).toBeGreaterThan(100)
  })

  it('lets each folder import only what lies below it', () => {
    const isWrong = ({ file, target, isOwn, isType }: Import) => {
      const folder = folderOf(file)
      if (!isOwn || !file.includes('/')) return false
      const allowed = ALLOWED[folder] ?? []
      return !(
        allowed.includes(folderOf(target)) ||
        (isType && allowed.includes(`types:${folderOf(target)}`)) ||
        isInBackend(file, target)
      )
    }
    expect(offences(isWrong)).toEqual([])
  })

  it('keeps backends from importing each other', () => {
    const isWrong = ({ file, target, isOwn }: Import) =>
      isOwn && file.startsWith('backends/') && target.startsWith('backends/') && !isInBackend(file, target)
    expect(offences(isWrong)).toEqual([])
  })

  it('keeps commands apart, but for check, which puts them together, and reproduce, which compares again', () => {
    const isWrong = ({ file, target, isOwn }: Import) => {
      const [, from] = file.split('/')
      const [folder, to, name] = target.split('/')
      const isCommand = isOwn && file.startsWith('commands/') && folder === 'commands' && name !== undefined
      return (
        isCommand &&
        file.split('/').length > 2 &&
        from !== 'check' &&
        from !== to &&
        !(from === 'reproduce' && to === 'compare')
      )
    }
    expect(offences(isWrong)).toEqual([])
  })

  it('gives each outside package one home', () => {
    const isWrong = ({ file, target, isOwn }: Import) => {
      if (isOwn || target.startsWith('node:') || file === 'host/version.ts') return false
      const name = target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/')
      return !(HOMES[name]?.test(file) ?? false)
    }
    expect(offences(isWrong)).toEqual([])
  })

  it('loads what asks GitHub with the first question, not before', () => {
    const found = imports.filter(({ target }) => target === 'octokit' || target.startsWith('backends/github/'))
    expect(found.filter(({ isLazy }) => isLazy).map(({ target }) => target)).toContain('octokit')
    const isEager = ({ file, target, isType, isLazy }: Import) =>
      !isType &&
      !isLazy &&
      (target === 'octokit' || (target.startsWith('backends/github/') && !isInBackend(file, target)))
    expect(found.filter(isEager).map(describeImport)).toEqual([])
  })

  it('keeps files, processes and the network out of what measures, judges and renders', () => {
    const pure = ['core', 'stats', 'sql', 'yaml', 'report', 'ports', 'config', 'commands', ...DOMAINS]
    const isWrong = ({ file, target, isOwn }: Import) =>
      !isOwn && target.startsWith('node:') && pure.includes(folderOf(file))
    expect(offences(isWrong)).toEqual([])
  })

  it('reads the environment and the clock in one place, and chance nowhere', () => {
    const readers = files.flatMap((file) => {
      const lines = readFileSync(join(SRC, file), 'utf8').split('\n')
      return lines.flatMap((line, index) => {
        const code = line.replace(/\/\/.*|^\s*\*.*/, '')
        const isEnvironment =
          /process\.(env|cwd\(|argv|stdout|stdin|stderr)/.test(code) && !/^(host\/|main\.ts)/.test(file)
        const isClock = /new Date\(\)|Date\.now\(/.test(code) && file !== 'host/environment.ts'
        return isEnvironment || isClock || /Math\.random\(/.test(code)
          ? [`src/${file}:${index + 1} ${line.trim()}`]
          : []
      })
    })
    expect(readers).toEqual([])
  })

  it('has no cycle among modules', () => {
    const edges = new Map<string, string[]>()
    for (const { file, target, isOwn, isType, isLazy } of imports) {
      if (isOwn && !isType && !isLazy) edges.set(file, [...(edges.get(file) ?? []), target])
    }
    const done = new Set<string>()
    const findCycle = (file: string, path: readonly string[]): string | null => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(' → ')
      if (done.has(file)) return null
      for (const next of edges.get(file) ?? []) {
        const cycle = findCycle(next, [...path, file])
        if (cycle) return cycle
      }
      done.add(file)
      return null
    }
    expect(files.map((file) => findCycle(file, [])).filter((cycle) => cycle !== null)).toEqual([])
  })
})

/** Within one backend, or to what all of them share: HTTP with time limits, retries and pinned addresses. */
function isInBackend(file: string, target: string): boolean {
  const backend = (path: string) => path.split('/').slice(0, 2).join('/')
  return file.startsWith('backends/') && [backend(file), 'backends/http'].includes(backend(target))
}
