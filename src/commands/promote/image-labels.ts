import type { Registration } from '../../ports/model-registry.ts'

/**
 * Labels for the image that is built of a version, one `KEY=VALUE` a line as image builders take them; `deploy` holds
 * them against the record.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/annotations.md
 */
export function formatImageLabels(
  model: string,
  registered: Pick<Registration, 'version' | 'commit'>,
  codeCommit: string | null,
  modelDigest: string | null,
): string {
  const labels: readonly (readonly [string, string | null])[] = [
    ['org.opencontainers.image.title', model],
    ['org.opencontainers.image.version', registered.version],
    ['org.opencontainers.image.revision', codeCommit],
    ['modelgate.model', model],
    ['modelgate.version', registered.version],
    ['modelgate.record', registered.commit],
    ['modelgate.digest', modelDigest],
  ]
  return labels.flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])).join('\n')
}
