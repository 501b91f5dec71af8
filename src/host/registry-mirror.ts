import { readFile } from 'node:fs/promises'
import type { MirrorSettings, RegistrySettings } from '../config/registry-settings.ts'
import { InputError, SystemError } from '../core/faults.ts'
import { findHost } from '../core/network-rule.ts'
import type { RegistryMirror } from '../ports/registry-mirror.ts'
import { systemClock } from './environment.ts'
import type { ReleaseRequest } from './release-request.ts'

/** The registry that follows the one in git, loaded at its first use; null where none does. */
export async function openMirror(
  { mirror }: RegistrySettings,
  request: ReleaseRequest,
): Promise<RegistryMirror | null> {
  if (mirror === null) return null
  const { Http } = await import('../backends/http/client.ts')
  const { signal, environment } = request
  // a question that nobody waits for any more is not asked again
  const closed = new AbortController()
  const http = new Http({
    variables: environment.variables,
    signal: AbortSignal.any([signal, closed.signal]),
    now: () => systemClock.now(),
    // what is asked and told there is short
    limits: { answerMs: 30_000, totalMs: 60_000 },
  })
  const close = () => {
    closed.abort()
    return http.close()
  }
  try {
    return await open(mirror, request, http, close)
  } catch (error) {
    await close()
    throw error
  }
}

/** What asks clouds: hosts that the configuration names only as `network.allow` says. */
async function makeContext({ environment, findRule }: ReleaseRequest, http: Opened) {
  const found = await findRule()
  return {
    http,
    variables: environment.variables,
    readFile: (path: string) => readFile(path, 'utf8').catch(() => null),
    reach(url: URL): 'named' {
      if (findHost(found.rule.allow, url) !== null) return 'named'
      throw new InputError({
        message: `${url.host} may not be reached: network.allow of ${found.file} does not name it`,
        help: `add ${JSON.stringify(url.host)} to network.allow there`,
      })
    },
  }
}

const reachNamed = () => 'named' as const

/** A REST interface that takes a bearer token. @throws SystemError where none was found */
function makeService(
  http: Opened,
  base: URL,
  reach: (url: URL) => 'named',
  token: string | null,
  { used, places }: { readonly used: string | null; readonly places: string },
) {
  if (token === null || used === null) {
    throw new SystemError(`${base.host}: no credentials were found: looked for ${places}`, {
      help: 'set one of them; a job that pull requests from forks start has no secrets',
    })
  }
  return { http, base, reach, headers: { authorization: `Bearer ${token}` }, credentials: used }
}

type Opened = InstanceType<typeof import('../backends/http/client.ts').Http>

async function open(
  settings: MirrorSettings,
  request: ReleaseRequest,
  http: Opened,
  close: () => Promise<void>,
): Promise<RegistryMirror> {
  const { variables } = request.environment
  switch (settings.type) {
    case 'mlflow': {
      const [{ createMlflowMirror }, { findServer }] = await Promise.all([
        import('../backends/mlflow/mlflow-registry.ts'),
        import('../backends/mlflow/tracking-server.ts'),
      ])
      // the environment names the server, so that no rule of a file has a say
      const server = { service: findServer(variables), found: null, http }
      const { temporaryFolder } = request
      return createMlflowMirror(settings, { server, variables, temporaryFolder, close })
    }
    case 'sagemaker': {
      const [{ createSageMakerMirror }, { connectAwsJson }, context] = await Promise.all([
        import('../backends/sagemaker/package-registry.ts'),
        import('../backends/remote/aws-json.ts'),
        makeContext(request, http),
      ])
      const service = { name: 'sagemaker', target: 'SageMaker', region: settings.region, endpoint: settings.endpoint }
      return createSageMakerMirror(settings, await connectAwsJson(service, context), close)
    }
    case 'vertex': {
      const [{ createVertexMirror }, { findGoogleToken }, context] = await Promise.all([
        import('../backends/vertex/model-registry.ts'),
        import('../backends/remote/gcs-credentials.ts'),
        makeContext(request, http),
      ])
      // as gcloud names another server: a private endpoint, or a test's
      const named = variables['CLOUDSDK_API_ENDPOINT_OVERRIDES_AIPLATFORM']
      const base = new URL(named || `https://${settings.location}-aiplatform.googleapis.com/`)
      const { token, search } = await findGoogleToken(context, 'cloud-platform')
      return createVertexMirror(settings, makeService(http, base, reachNamed, token, search), close)
    }
    case 'azureml': {
      const [{ createAzureMlMirror }, { CLIENT_PLACES, findAzureToken }, context] = await Promise.all([
        import('../backends/azureml/model-registry.ts'),
        import('../backends/remote/azure-credentials.ts'),
        makeContext(request, http),
      ])
      const base = new URL(`${(settings.endpoint ?? 'https://management.azure.com').replace(/\/+$/, '')}/`)
      const found = await findAzureToken(context, `${base.origin}/.default`)
      const search = { used: found?.used ?? null, places: CLIENT_PLACES }
      const reach = settings.endpoint === null ? reachNamed : context.reach
      return createAzureMlMirror(settings, makeService(http, base, reach, found?.value ?? null, search), close)
    }
    case 'wandb': {
      const [{ createWandbMirror }, { findServer }] = await Promise.all([
        import('../backends/wandb/wandb-registry.ts'),
        import('../backends/wandb/wandb-runs.ts'),
      ])
      return createWandbMirror(settings, { service: findServer(variables), http })
    }
  }
}
