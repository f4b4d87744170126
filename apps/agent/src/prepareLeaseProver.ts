import { runPrepareLeaseProver } from './proofs/runPrepareLeaseProver.ts'

/** The program behind `infinitio verify`: writes the prover for a lease into a folder. */
process.exitCode = await runPrepareLeaseProver(process.argv.slice(2))
