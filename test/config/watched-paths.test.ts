import { describe, expect, it } from 'vitest'
import { placeEntry } from '../../src/config/watched-paths.ts'
import { faultsOf } from './project-files.ts'

describe('entries of paths and shared', () => {
  it.each([
    ['src/**', '', 'src/**'],
    ['./src//a.py', 'ml', 'ml/src/a.py'],
    ['src/', 'ml', 'ml/src'],
    ['.', 'ml', 'ml'],
    ['.hidden/..x', 'ml', 'ml/.hidden/..x'],
    ['../libs', 'ml', 'libs'],
    ['!../libs/*.md', 'ml', '!libs/*.md'],
    ['..', 'ml', ''],
    ['../..', 'ml', null],
    ['!a/../../b', '', null],
  ])('%s of a file in "%s" is %s of the repository', (entry, folder, place) => {
    expect(placeEntry(entry, folder)).toBe(place)
  })

  it('are checked whenever the file is read, each at its place', async () => {
    const text = 'version: 1\nshared: [libs, /etc]\nmodels:\n  a:\n    paths:\n      - src\n      - "gs://bucket/x"\n'
    expect(await faultsOf(text)).toBe(
      'modelgate.yml:2:16: "/etc" is no path of the repository\n  → write it relative to this file\n' +
        'modelgate.yml:7:9: "gs://bucket/x" is no path of the repository\n  → write it relative to this file',
    )
  })
})
