#!/usr/bin/env node
import { cli } from '../modelgate/index.js'
await cli()
