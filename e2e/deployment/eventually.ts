import { setTimeout as delay } from 'node:timers/promises'
import { InfinitioError } from '@infinitio/sdk'

/**
 * Error codes that the market may return for a short time after its chain has lost the newest blocks: the lease, the order or the Ready message is then
 * missing.
 */
const forgotten = new Set(['lease.unknown', 'order.unknown', 'lease.not_ready'])

/**
 * Repeats an action that a fault may interrupt, for up to 40 s. It tries again if the server does not answer, after a 5xx or a 429, and after one of the
 * `forgotten` codes. It throws any other error unchanged.
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
