import { runPrepareLeaseProver } from './proofs/runPrepareLeaseProver.ts'

/** The program behind `infinitio verify`: writes the program that calculates GPU proofs in a lease into a folder. */
process.exitCode = await runPrepareLeaseProver(process.argv.slice(2))
