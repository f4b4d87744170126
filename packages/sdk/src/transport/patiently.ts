import { InfinitioError } from './InfinitioError.ts'

const patienceMs = 60_000
const pauseMs = 1_000

/**
 * Asks, and for a minute asks again after the time it is told, while the market says `api.rate_limited`: who does the same for a thousand
 * nodes needs more than a bucket holds. Throws everything else, and that refusal after the minute.
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
