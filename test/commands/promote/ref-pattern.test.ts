import { describe, expect, it } from 'vitest'
import { matchRef } from '../../../src/commands/promote/ref-pattern.ts'

/** Rows of Ruby's own documentation of `File.fnmatch` with `FNM_PATHNAME`, and of GitHub's of rulesets. */
describe('a pattern of a ruleset', () => {
  it.each([
    ['~ALL', 'refs/tags/anything/at/all'],
    ['refs/tags/**/*', 'refs/tags/churn@v1.2.0'],
    ['refs/tags/**/*', 'refs/tags/models/eu=churn@v1.2.0'],
    ['refs/tags/**', 'refs/tags/churn@v1.2.0'],
    ['refs/tags/churn@*', 'refs/tags/churn@v1.2.0!'],
    ['refs/tags/churn#*', 'refs/tags/churn#production!#5'],
    ['refs/tags/*@v*', 'refs/tags/churn@v1.2.0'],
    ['refs/tags/churn@v?.?.?', 'refs/tags/churn@v1.2.0'],
    ['refs/tags/churn@v[0-9].*', 'refs/tags/churn@v1.2.0'],
    ['refs/tags/churn@v[!a-z]*', 'refs/tags/churn@v1.2.0'],
    ['refs/tags/[]x]*', 'refs/tags/]'],
    ['refs/tags/\\*', 'refs/tags/*'],
    ['**/foo', 'a/b/c/foo'],
    ['**/foo', '/a/b/c/foo'],
    ['**/*.rb', 'lib/song.rb'],
    ['**/*.rb', 'main.rb'],
    ['.*', '.profile'],
    ['ca[a-z]', 'cat'],
  ])('%s takes %s', (pattern, ref) => {
    expect(matchRef(pattern, ref)).toBe(true)
  })

  it.each([
    ['refs/tags/*', 'refs/tags/models/eu=churn@v1.2.0'],
    ['refs/tags/**', 'refs/tags/models/eu=churn@v1.2.0'],
    ['refs/tags/churn@v?', 'refs/tags/churn@v1.2.0'],
    ['refs/tags/churn@v*', 'refs/tags/churner@v1'],
    ['refs/heads/**/*', 'refs/tags/churn@v1.2.0'],
    ['churn@*', 'refs/tags/churn@v1.2.0'],
    ['refs/tags/*', 'refs/tags/.hidden'],
    ['refs/tags/**/*', 'refs/tags/.hidden/a'],
    ['refs/tags/[a', 'refs/tags/[a'],
    ['refs/tags/churn@v[^0-9]*', 'refs/tags/churn@v1.2.0'],
    ['~DEFAULT_BRANCH', 'refs/tags/main'],
    ['*/foo', 'a/b/foo'],
    ['**/foo', 'a/.b/c/foo'],
    ['', 'refs/tags/a'],
  ])('%s does not take %s', (pattern, ref) => {
    expect(matchRef(pattern, ref)).toBe(false)
  })

  it('with many stars is answered at once', () => {
    const pattern = `refs/tags/${'*a'.repeat(40)}b`
    const begun = performance.now()
    expect(matchRef(pattern, `refs/tags/${'a'.repeat(200)}`)).toBe(false)
    expect(performance.now() - begun).toBeLessThan(200)
  })
})
