import { errorTable, isRefusal, type Refusal } from '@infinitio/domain'
import { type OrdersPlacedWire, type OrderVerdictWire, type PlaceOrderWire, placeOrderWire } from '@infinitio/domain/wire'
import { refusalFromIssue } from '../../http/refusalFromIssue.ts'
import type { Verdict } from '../../intake/createIntake.ts'
import type { Services } from '../../services/services.ts'
import { placeOrders } from './placeOrders.ts'

/** Tokens an order of a batch takes from the buckets of its account and of the caller's address: a fifth of a single one, as its work is. */
const orderCost = 1

/**
 * Accepts a batch of orders in part: each has the verdict it would have alone, in order. Refuses the whole batch only with `api.rate_limited`,
 * when the caller's address has fewer tokens than orders. Throws ChainUnavailableError while the chain is away.
 */
export async function placeBatch(
  services: Services,
  { orders, ip }: { orders: readonly unknown[]; ip: string },
): Promise<OrdersPlacedWire | Refusal> {
  if (!services.limiter.take(`ip:${ip}`, services.limits.ip, orders.length * orderCost).ok)
    return { rejected: 'api.rate_limited', detail: 'by address' }
  const parsed = orders.map((order) => placeOrderWire.safeParse(order))
  const good = parsed.flatMap(({ data }): PlaceOrderWire[] => (data === undefined ? [] : [data]))
  const verdicts = await placeOrders(services, good, { cost: orderCost, caller: ip })
  let place = 0
  return {
    verdicts: parsed.map((result) => {
      const verdict: Verdict | undefined = result.success ? verdicts[place++] : refusalFromIssue(result.error, 'body')
      if (verdict === undefined) throw new Error('each order has a verdict')
      return onTheWire(verdict)
    }),
  }
}

function onTheWire(verdict: Verdict): OrderVerdictWire {
  if (!isRefusal(verdict)) return { state: 'accepted', ...verdict }
  const { http, sentence } = errorTable[verdict.rejected]
  return { state: 'refused', status: http, code: verdict.rejected, title: sentence, detail: verdict.detail ?? '' }
}
