import { runProve } from './proofs/runProve.ts'

/** The program behind `infinitio proofs prove`: makes a proof in a separate process and writes it to a file. */
process.exitCode = await runProve(process.argv.slice(2))
