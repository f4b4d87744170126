import { serveProver } from './proofs/serveProver.ts'

/**
 * The program of the process that makes the proofs of one GPU. Its parent process first sends the size of the proof and, after the commit, the rows to open.
 */
serveProver({ niceness: Number(process.argv[2]) })
