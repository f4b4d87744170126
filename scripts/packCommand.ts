// Packs the command for machines without this repository, with its installer: `npm run pack:command`. `-- --out FOLDER` copies both files there.
import { cpSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { packCommand } from './packing/packCommand.ts'
import { checkout } from './start/dataFolder.ts'

const { values } = parseArgs({ options: { out: { type: 'string' } } })
const folder = await packCommand(checkout)
if (values.out !== undefined) cpSync(folder, values.out, { recursive: true })
console.log(values.out ?? folder)
