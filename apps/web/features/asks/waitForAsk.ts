import { getOrder, InfinitioError, patiently, waitUntil } from '@infinitio/sdk'
import type { OrderWire } from '@infinitio/domain/wire'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'

const timeoutSeconds = 15
const everyMs = 150

/**
 * Waits until the order book has processed an ask: `open` after a new ask, `cancelled` after a removal. Throws the error code of a rejected ask,
 * `order.expired` or `api.timed_out`.
 */
export async function waitForAsk(orderHash: string, wanted: 'open' | 'cancelled'): Promise<void> {
  const isJudged = ({ state }: OrderWire): boolean => state === wanted || state === 'rejected' || state === 'expired'
  const { state, code } = await waitUntil(() => patiently(() => getOrder(browserApi, orderHash)), isJudged, { timeoutSeconds, everyMs })
  if (state === wanted) return
  const reason = code ?? 'order.expired'
  throw new InfinitioError({ code: reason, status: 409, sentence: sentenceOf(reason), detail: orderHash, requestId: null, retryAfterSeconds: null })
}
