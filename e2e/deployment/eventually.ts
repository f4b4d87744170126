import { setTimeout as delay } from 'node:timers/promises'
import { InfinitioError } from '@infinitio/sdk'

/**
 * Codes that the market may answer for a moment after its chain lost the newest blocks: the lease, the order or the
 * Ready event is then missing.
 */
const forgotten = new Set(['lease.unknown', 'order.unknown', 'lease.not_ready'])

/**
 * Repeats an act that a fault may interrupt, for up to 40 s, as a patient person would. It repeats after no answer, a 5xx, a 429, or one of the
 * `forgotten` codes. It throws any other refusal unchanged.
 */
export async function eventually<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + 40_000
  while (true) {
    try {
      return await act()
    } catch (error) {
      const again =
        error instanceof InfinitioError && (error.status === 0 || error.status === 429 || error.status >= 500 || forgotten.has(error.code))
      if (!again || Date.now() > deadline) throw error
      await delay(100)
    }
  }
}
