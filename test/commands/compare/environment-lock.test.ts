import { describe, expect, it } from 'vitest'
import { readLockFile } from '../../../src/commands/compare/environment-lock.ts'

const TOML = `version = 1
[[package]]
name = "Foo_Bar"
version = "1.2.0"
source = { registry = "https://packages.example/simple" }
[[package]]
name = "numpy"
version = "1.26.4"
[[package]]
name = "numpy"
version = "2.0.1"
[[package]]
name = "own"
source = { editable = "." }
`

describe('a lock file', () => {
  it.each([
    ['uv.lock', TOML, { 'foo-bar': '1.2.0', numpy: '1.26.4, 2.0.1' }],
    ['poetry.lock', TOML, { 'foo-bar': '1.2.0', numpy: '1.26.4, 2.0.1' }],
    ['ml/pdm.lock', TOML, { 'foo-bar': '1.2.0', numpy: '1.26.4, 2.0.1' }],
    ['pylock.toml', 'lock-version = "1.0"\n[[packages]]\nname = "numpy"\nversion = "2.0.1"\n', { numpy: '2.0.1' }],
    [
      'Pipfile.lock',
      '{"default": {"numpy": {"version": "==2.0.1"}, "own": {"path": "."}}, "develop": {"ruff": {"version": "==0.5"}}}',
      { numpy: '2.0.1', ruff: '0.5' },
    ],
    [
      'requirements.txt',
      '# pinned\n-r base.txt\nnumpy==2.0.1 \\\n    --hash=sha256:ab\nscikit_learn[x] == 1.5.0 ; python_version > "3.8"\npandas>=2\nown @ https://a.example/own.whl\n',
      { numpy: '2.0.1', 'scikit-learn': '1.5.0', own: 'https://a.example/own.whl' },
    ],
    [
      'environment.yml',
      'name: x\ndependencies:\n  - python=3.11\n  - conda-forge::numpy==1.26.4\n  - scipy=1.11.4=py311_0\n  - pandas>=2\n  - pip:\n      - torch==2.4.0\n',
      { python: '3.11', numpy: '1.26.4', scipy: '1.11.4', torch: '2.4.0' },
    ],
    [
      'conda-lock.yml',
      'version: 1\npackage:\n- {name: numpy, version: 1.26.4, platform: linux-64}\n',
      { numpy: '1.26.4' },
    ],
    [
      'package-lock.json',
      '{"packages": {"": {"version": "1.0.0"}, "node_modules/a": {"version": "1.1.0"}, "node_modules/a/node_modules/@s/b": {"version": "2.0.0"}}}',
      { a: '1.1.0', '@s/b': '2.0.0' },
    ],
    [
      'renv.lock',
      '{"R": {"Version": "4.3"}, "Packages": {"Rcpp": {"Package": "Rcpp", "Version": "1.0.12"}}}',
      { Rcpp: '1.0.12' },
    ],
  ])('%s names packages and versions', (file, text, expected) => {
    expect(Object.fromEntries(readLockFile(text, file))).toEqual(expected)
  })

  it('that is broken is told', () => {
    expect(() => readLockFile('[[package', 'uv.lock')).toThrow('uv.lock')
  })
})
