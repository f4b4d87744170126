import { InfinitioError } from './InfinitioError.ts'

const patienceMs = 60_000
const pauseMs = 1_000

/**
 * Repeats a call for up to one minute while the market answers `api.rate_limited`. Before each repetition, waits for the time that the answer states, or one
 * second. Callers with 1,000 nodes need this, because their calls exceed the rate limit. Throws all other errors at once, and `api.rate_limited` after the
 * minute.
 */
export async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof InfinitioError) || error.code !== 'api.rate_limited' || Date.now() > deadline) throw error
      const waitMs = error.retryAfterSeconds === null ? pauseMs : error.retryAfterSeconds * 1_000
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}
