import { errorTable, isRefusal, type Refusal } from '@infinitio/domain'
import { type OrderAcceptedWire, type OrdersPlacedWire, type OrderVerdictWire, type PlaceOrderWire, placeOrderWire } from '@infinitio/domain/wire'
import { noteOrder } from '@infinitio/process'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import type { Verdict } from '../../intake/createIntake.ts'
import { openOrders } from '../../intake/openOrders.ts'
import type { OpenedOrder } from '../../intake/openedOrder.ts'
import { proveOrder } from '../../intake/proveOrder.ts'
import type { Services } from '../../services/services.ts'
import { refusalFromIssue } from '../../http/refusalFromIssue.ts'

/**
 * Checks the form, signature, time, nonce and funds of signed orders. Stores the valid orders in `api_commands` and signs a receipt for each. Returns one
 * result per order; a repeated order gets its receipt again. `cost` is the number of tokens that each order takes from the rate limit of its account. `caller`
 * is the IP address of the connection. Refuses an order with `api.rate_limited` and the codes of `openOrders`, `proveOrder`, `judgeOrder` and
 * `promiseSessionSpending`. Throws ChainUnavailableError while the chain does not answer.
 */
export async function placeOrders(
  services: Services,
  orders: readonly PlaceOrderWire[],
  { cost, caller }: { cost: number; caller: string },
): Promise<Verdict[]> {
  const clock = services.clock.read()
  if (!clock.ok) throw new ChainUnavailableError('no block was seen for 5 s')
  const { chainId, addresses } = await services.facts.read()
  const found = await openOrders(services, orders, { chainId, market: addresses.market })
  const opened = await Promise.all(found.map((order) => ('unproven' in order ? proveOrder(services, order, { caller }) : order)))
  const good = opened.filter((order): order is OpenedOrder => !isRefusal(order))
  const verdicts = await services.intake.place(services, good, { cost })
  let place = 0
  return opened.map((order): Verdict => (isRefusal(order) ? order : (verdicts[place++] ?? { rejected: 'api.internal' })))
}

/** How much a single order counts in the rate limit of its account. */
const orderCost = 5

/** Accepts or rejects one signed order, as `placeOrders` does. */
export async function placeOrder(services: Services, order: PlaceOrderWire, { caller }: { caller: string }): Promise<OrderAcceptedWire | Refusal> {
  const [verdict] = await placeOrders(services, [order], { cost: orderCost, caller })
  if (verdict === undefined) throw new Error('each order has a verdict')
  if (!isRefusal(verdict)) noteOrder(verdict.orderHash)
  return verdict
}

/**
 * An order in a batch takes this many tokens from the rate limits of its account and of the connection's IP address; a single order takes five times as many.
 */
const batchedOrderCost = 1

/**
 * Accepts or rejects each order of a batch separately, as `placeOrder` does. Rejects the whole batch only with `api.rate_limited`, if the caller's address has
 * fewer rate-limit tokens than the batch has orders. Throws ChainUnavailableError while the chain does not answer.
 */
export async function placeBatch(
  services: Services,
  { orders, ip }: { orders: readonly unknown[]; ip: string },
): Promise<OrdersPlacedWire | Refusal> {
  if (!services.limiter.take(`ip:${ip}`, services.limits.ip, orders.length * batchedOrderCost).ok)
    return { rejected: 'api.rate_limited', detail: 'by address' }
  const parsed = orders.map((order) => placeOrderWire.safeParse(order))
  const good = parsed.flatMap(({ data }): PlaceOrderWire[] => (data === undefined ? [] : [data]))
  const verdicts = await placeOrders(services, good, { cost: batchedOrderCost, caller: ip })
  let place = 0
  return {
    verdicts: parsed.map((result, index) => {
      const verdict: Verdict | undefined = result.success
        ? verdicts[place++]
        : refusalFromIssue(result.error, { where: 'body', value: orders[index] })
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
