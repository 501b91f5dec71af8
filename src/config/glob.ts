/** Whether the path matches: `*` and `?` stay inside one part, `**` spans any number of parts, also none. */
export function matchesGlob(path: string, glob: string): boolean {
  return matchParts(path.split('/'), glob.split('/'))
}

/** Whether a glob has wildcards; else it is a path. */
export function isGlob(text: string): boolean {
  return /[*?]/.test(text)
}

/** Greedy with one step back to the last wildcard: time grows with the product of the lengths, never faster. */
function matchParts(parts: readonly string[], globs: readonly string[]): boolean {
  return matchSequence(
    parts,
    globs,
    (glob) => glob === '**',
    (part, glob) => matchPart(part, glob),
  )
}

function matchPart(part: string, glob: string): boolean {
  return matchSequence(
    [...part],
    [...glob],
    (unit) => unit === '*',
    (character, unit) => unit === '?' || unit === character,
  )
}

function matchSequence(
  items: readonly string[],
  globs: readonly string[],
  isSpan: (glob: string) => boolean,
  matches: (item: string, glob: string) => boolean,
): boolean {
  let item = 0
  let glob = 0
  let lastSpan = -1
  let resumeAt = 0
  while (item < items.length) {
    const unit = globs[glob]
    if (unit !== undefined && isSpan(unit)) {
      lastSpan = glob
      resumeAt = item
      glob += 1
    } else if (unit !== undefined && matches(items[item]!, unit)) {
      item += 1
      glob += 1
    } else if (lastSpan >= 0) {
      glob = lastSpan + 1
      resumeAt += 1
      item = resumeAt
    } else {
      return false
    }
  }
  while (glob < globs.length && isSpan(globs[glob]!)) glob += 1
  return glob === globs.length
}
