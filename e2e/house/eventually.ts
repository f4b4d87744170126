import { setTimeout as delay } from 'node:timers/promises'
import { InfinitioError } from '@infinitio/sdk'

/** What a chain that lost its last second may not know for a moment: a lease, an order, and that a lease was ready. */
const forgotten = new Set(['lease.unknown', 'order.unknown', 'lease.not_ready'])

/**
 * Does something that a fault may interrupt: again after no answer, a 5xx or a 429, or when what we know was forgotten for a
 * moment, for 40 s, as a patient person would. Any other refusal is thrown as it came.
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
