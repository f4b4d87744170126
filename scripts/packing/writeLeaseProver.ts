// Bundles the prover for leases (`apps/agent/src/leaseProver.ts`) into FILE. Runs in a separate process, and stops esbuild's service at the end.
// Usage: writeLeaseProver.ts FILE
import { join } from 'node:path'
import { stop } from 'esbuild'
import { bundleLeaseProver } from './bundleLeaseProver.ts'

const [outfile] = process.argv.slice(2)
if (outfile === undefined) throw new Error('an argument is needed')
await bundleLeaseProver({ root: join(import.meta.dirname, '../..'), outfile })
await stop()
