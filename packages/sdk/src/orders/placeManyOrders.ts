import type { OrderAcceptedWire, OrderVerdictWire, PlaceOrderWire } from '@infinitio/domain/wire'
import { placeOrder, placeOrders } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'
import { patiently } from '../transport/patiently.ts'

const ordersAtOnce = 100
const pauseMs = 1_000
const patienceMs = 60_000

/**
 * Submits any number of signed orders in batches of 100. Retries for one minute after `api.rate_limited`. Results
 * have the order of the input. Throws the codes of `placeOrders`.
 */
export async function placeManyOrders(transport: Transport, { orders }: { orders: readonly PlaceOrderWire[] }): Promise<OrderVerdictWire[]> {
  const verdicts: OrderVerdictWire[] = []
  for (let from = 0; from < orders.length; from += ordersAtOnce)
    verdicts.push(...(await placeHundred(transport, orders.slice(from, from + ordersAtOnce))))
  return verdicts
}

async function placeHundred(transport: Transport, orders: readonly PlaceOrderWire[]): Promise<OrderVerdictWire[]> {
  const deadline = Date.now() + patienceMs
  const judged = new Map<PlaceOrderWire, OrderVerdictWire>()
  let waiting = [...orders]
  for (;;) {
    const { verdicts } = await patiently(() => placeOrders(transport, { orders: waiting }))
    for (const [at, verdict] of verdicts.entries()) {
      const order = waiting[at]
      if (order !== undefined) judged.set(order, verdict)
    }
    waiting = waiting.filter((order) => isForLater(judged.get(order)))
    if (waiting.length === 0 || Date.now() > deadline) return orders.flatMap((order) => judged.get(order) ?? [])
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

function isForLater(verdict: OrderVerdictWire | undefined): boolean {
  return verdict?.state === 'refused' && verdict.code === 'api.rate_limited'
}

/**
 * Submits a signed order that replaces an open one of the same account, both bids or both asks. The new order keeps the queue position if it asks for the same
 * or less at the same price. It is rejected if the old order is no longer open, so nothing is bought twice.
 */
export function replaceOrder(transport: Transport, { order, replaces }: { order: PlaceOrderWire; replaces: string }): Promise<OrderAcceptedWire> {
  return placeOrder(transport, { ...order, replaces })
}
