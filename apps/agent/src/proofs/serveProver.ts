import { setPriority } from 'node:os'
import { createProver } from './createProver.ts'
import type { ProverAnswer, ProverRequest } from './proverMessages.ts'

/** Answers the requests of the parent process until it disconnects, at a lower priority by `niceness`. After a rejected request the process ends, so that no memory of a GPU stays taken. */
export function serveProver({ niceness }: { niceness: number }): void {
  setPriority(niceness)
  const answerTo = createProver()
  process.on('message', (request: ProverRequest) => {
    void answerTo(request).then(
      (answer) => void process.send?.(answer),
      (error: unknown) => process.send?.(problemOf(error), () => process.exit(1)),
    )
  })
}

/** Returns the answer to a request that failed. */
export function problemOf(error: unknown): ProverAnswer {
  return { kind: 'problem', text: error instanceof Error ? error.message : String(error) }
}
