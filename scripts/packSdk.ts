// Packs the SDK for programs outside this repository: `npm run pack:sdk`. `-- --out FOLDER` chooses the folder of the file.
import { parseArgs } from 'node:util'
import { packSdk } from './packing/packSdk.ts'
import { checkout } from './start/dataFolder.ts'

const { values } = parseArgs({ options: { out: { type: 'string', default: checkout } } })
console.log(await packSdk({ root: checkout, out: values.out }))
