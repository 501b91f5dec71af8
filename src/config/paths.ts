/** Empty, `.` and `..` parts, and a leading or trailing slash: most paths have none. */
const UNTIDY = /(?:^|\/)\.{0,2}(?:\/|$)/

/** Joins and tidies parts of a path with `/`: `.` and inner `..` resolved, leading `..` kept; '' for the folder itself. */
export function joinPath(...parts: readonly string[]): string {
  const written = parts.length === 1 ? parts[0]! : parts.filter((part) => part !== '').join('/')
  if (!UNTIDY.test(written)) return written
  const kept: string[] = []
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (part !== '..' || !written.startsWith('/')) kept.push(part)
  }
  return (written.startsWith('/') ? '/' : '') + kept.join('/')
}

/** Folder of a file: '' for the working directory. */
export function folderOf(file: string): string {
  const end = file.lastIndexOf('/')
  return end < 0 ? '' : joinPath(file.slice(0, end === 0 ? 1 : end))
}

/** The path as seen from a folder; both start at the same one, and the folder lies nowhere above it. */
export function relativePath(folder: string, path: string): string {
  const from = joinPath(folder).split('/').filter(Boolean)
  const to = joinPath(path).split('/').filter(Boolean)
  let shared = 0
  while (shared < from.length && from[shared] === to[shared]) shared += 1
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/')
}
