import { serveEngine } from '../modelgate/index.js'
await serveEngine()
