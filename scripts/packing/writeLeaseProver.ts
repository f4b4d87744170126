// Writes the prover for leases, from the sources of this checkout, to a file. Runs in a separate process. Usage: writeLeaseProver.ts FILE
import { join } from 'node:path'
import { stop } from 'esbuild'
import { bundleLeaseProver } from './bundleLeaseProver.ts'

const [outfile] = process.argv.slice(2)
if (outfile === undefined) throw new Error('an argument is needed')
await bundleLeaseProver({ root: join(import.meta.dirname, '../..'), outfile })
await stop()
