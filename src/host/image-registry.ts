import type { ImageRegistry } from '../ports/image-registry.ts'
import type { ReleaseRequest } from './release-request.ts'
import { createStoreParts } from './store-parts.ts'

/** Images of OCI registries; what asks them is loaded with the first question. */
export async function openImages(request: ReleaseRequest): Promise<ImageRegistry> {
  const parts = createStoreParts(request)
  const [{ openImageRegistry }, context] = await Promise.all([
    import('../backends/oci/image-registry.ts'),
    parts.registryContext(),
  ])
  return { ...openImageRegistry(context), close: () => parts.close() }
}
