import { setTimeout as wait } from 'node:timers/promises'
import type { Hex32 } from '@infinitio/domain'
import { InfinitioError } from '@infinitio/sdk'

type Fetch = (sha256: Hex32) => Promise<Uint8Array>

const tooMany = 429
const mostWaits = 10
const longestWaitSeconds = 30

/**
 * Returns a function that fetches an artefact with `open`. If the market answers that it got too many requests, waits as long as it asks, up to 30 s, and tries
 * again. Rejects with that answer after ten waits, and at once with any other error of `open`.
 */
export function patientFetch(open: Fetch, delay: (ms: number) => Promise<unknown> = wait): Fetch {
  return async (sha256) => {
    for (let waits = 0; ; waits += 1) {
      try {
        return await open(sha256)
      } catch (error) {
        if (!(error instanceof InfinitioError) || error.status !== tooMany || waits >= mostWaits) throw error
        await delay(1_000 * Math.min(longestWaitSeconds, Math.max(1, error.retryAfterSeconds ?? 2 ** waits)))
      }
    }
  }
}
