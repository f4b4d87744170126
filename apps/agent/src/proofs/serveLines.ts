import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { ProverRequest } from './startProver.ts'
import { createProver, problemOf } from './serveProver.ts'

/**
 * Makes GPU proofs inside a lease for its renter. Answers requests until the input ends. Each request and each answer is one JSON object on one line. Resolves
 * with the exit code of the process: 1 after a request that failed.
 */
export async function serveLines(input: Readable, output: Writable): Promise<number> {
  const answerTo = createProver()
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    try {
      output.write(`${JSON.stringify(await answerTo(JSON.parse(line) as ProverRequest))}\n`)
    } catch (error) {
      output.write(`${JSON.stringify(problemOf(error))}\n`)
      return 1
    }
  }
  return 0
}
