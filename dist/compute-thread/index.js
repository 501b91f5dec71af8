import { serveThread } from '../modelgate/index.js'
await serveThread()
