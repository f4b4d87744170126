// `npm run pack:command` packs the command line program and its installer for machines without this repository. `-- --out FOLDER` also copies both files to
// FOLDER.
import { cpSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { packCommand } from './packing/packCommand.ts'
import { checkout } from './start/dataFolder.ts'

const { values } = parseArgs({ options: { out: { type: 'string' } } })
const folder = await packCommand(checkout)
if (values.out !== undefined) cpSync(folder, values.out, { recursive: true })
console.log(values.out ?? folder)
