import { run } from '../modelgate/index.js'
await run('setup')
