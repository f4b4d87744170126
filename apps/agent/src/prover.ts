import { serveProver } from './proofs/serveProver.ts'

/** The process that proves one GPU. Its parent sends the work and, after the commit, the samples. */
serveProver({ niceness: Number(process.argv[2]) })
