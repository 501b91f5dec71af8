import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What GitHub checks of a push, as far as tags meet it. */
export interface GitHubRules {
  /** A ruleset forbids to create tags. */
  readonly isCreationRestricted?: boolean
}

/**
 * Makes a bare repository answer as GitHub does: tags are neither moved nor deleted by a ruleset, and a token without the
 * permission pushes no commit whose workflow files are others than those of a commit that is there.
 */
export function installGitHubHooks(bare: string, { isCreationRestricted = false }: GitHubRules = {}): void {
  const folder = join(bare, 'hooks')
  mkdirSync(folder, { recursive: true })
  const refuse = (words: string) =>
    [
      `  echo "error: GH013: Repository rule violations found for $ref." >&2`,
      `  echo "Review all repository rules at https://git.example/owner/name/rules?ref=$ref" >&2`,
      `  echo "" >&2; echo "- ${words}" >&2; echo "" >&2`,
      '  exit 1',
    ].join('\n')
  const script = `#!/bin/sh
zero=0000000000000000000000000000000000000000
known=$(git for-each-ref --format='%(objectname)' | while read -r id; do git rev-parse -q --verify "$id:.github/workflows"; done)
while read -r old new ref; do
case "$ref" in refs/tags/*) ;; *) continue ;; esac
if [ "$new" = "$zero" ]; then
${refuse('Cannot delete this protected ref.')}
fi
if [ "$old" != "$zero" ] || git show-ref --quiet --verify "$ref"; then
${refuse('Cannot update this protected ref.')}
fi
if ${isCreationRestricted}; then
${refuse('Cannot create ref due to creations being restricted.')}
fi
tree=$(git rev-parse -q --verify "$new^{commit}:.github/workflows")
if [ -n "$tree" ] && ! echo "$known" | grep -q "$tree"; then
  echo "refusing to allow a GitHub App to create or update workflow .github/workflows/ci.yml without workflows permission" >&2
  exit 1
fi
done
`
  writeFileSync(join(folder, 'pre-receive'), script, { mode: 0o755 })
}
