import { join } from 'node:path'
import { ensurePythonTool } from './python-tools.ts'
import { findPort, startServer, type ToolServer } from './tool-servers.ts'

const MLFLOW = { name: 'mlflow', requirements: ['mlflow==3.17.2'] }
const QUIET = { MLFLOW_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: 'true' }

/** An MLflow server with its registry, and artifacts that it serves itself. */
export interface MlflowServer extends ToolServer {
  readonly origin: string
  /** Folder of the Python programs beside it. */
  readonly bin: string
}

/** Starts one for a test file; `folder` holds all that it keeps. */
export async function startMlflow(folder: string): Promise<MlflowServer> {
  const bin = await ensurePythonTool(MLFLOW)
  const port = await findPort()
  const origin = `http://127.0.0.1:${port}`
  const store = ['--backend-store-uri', `sqlite:///${join(folder, 'runs.db')}`]
  const kept = ['--artifacts-destination', join(folder, 'artifacts')]
  const args = ['server', '--host', '127.0.0.1', '--port', String(port), '--workers', '1', ...store, ...kept]
  const options = { environment: { ...QUIET, PATH: `${bin}:${process.env['PATH']}` }, seconds: 300 }
  const server = await startServer(join(bin, 'mlflow'), args, `${origin}/health`, options)
  return { origin, bin, stop: () => server.stop() }
}
