import { InfinitioError } from './InfinitioError.ts'

const patienceMs = 60_000
const pauseMs = 1_000

/**
 * Repeats a call for up to one minute while the market answers `api.rate_limited`, after the pause that it specifies.
 * Calls for 1,000 nodes exceed one bucket. Throws all other errors, and that one after the minute.
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
