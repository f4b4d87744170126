import { serveLines } from './proofs/serveLines.ts'

/** The program for GPU proofs that `infinitio verify` copies into a lease, as one file. It answers requests from its standard input. */
process.exitCode = await serveLines(process.stdin, process.stdout)
process.exit()
