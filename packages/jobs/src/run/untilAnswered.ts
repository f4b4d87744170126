import { isPassing } from './isPassing.ts'
import type { JobEffects } from './jobEffects.ts'

const firstWaitMs = 1_000
const longestWaitMs = 30_000

/** Repeats a step as long as the market or the chain does not answer. So a server that does not respond never makes a job fail. */
export async function untilAnswered<Result>(
  { delay, onProgress }: Pick<JobEffects, 'delay' | 'onProgress'>,
  { what, signal, step }: { readonly what: string; readonly signal: AbortSignal; readonly step: () => Promise<Result> },
): Promise<Result> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(2 * waitMs, longestWaitMs)) {
    try {
      signal.throwIfAborted()
      return await step()
    } catch (error) {
      signal.throwIfAborted()
      if (!isPassing(error)) throw error
      if (waitMs === firstWaitMs)
        onProgress(`${what}: no answer, trying again (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''})`)
      await delay(waitMs, signal)
    }
  }
}
