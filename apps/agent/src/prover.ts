import { serveProver } from './proofs/serveProver.ts'

/**
 * The entry file of the process that makes the proofs of one GPU. Its parent process first sends the size of the proof. After the proof is committed, the
 * parent sends the numbers of the rows to reveal.
 */
serveProver({ niceness: Number(process.argv[2]) })
