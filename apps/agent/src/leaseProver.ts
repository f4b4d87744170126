import { serveLines } from './proofs/serveLines.ts'

/** The prover that `infinitio verify` copies into a lease, as one file. */
process.exitCode = await serveLines(process.stdin, process.stdout)
process.exit()
