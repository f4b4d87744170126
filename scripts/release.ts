// `npm run release`: makes a release. It runs the checks and tests, sets the version, writes the changelog, packs the files, commits and tags. `-- --out
// FOLDER` chooses the folder of the packed files.
import { parseArgs } from 'node:util'
import { release, ReleaseError } from './release/release.ts'
import { checkout } from './start/dataFolder.ts'

const { values } = parseArgs({ options: { out: { type: 'string', default: 'packed' } } })
try {
  release({ root: checkout, out: values.out, print: console.log })
} catch (error) {
  if (!(error instanceof ReleaseError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
