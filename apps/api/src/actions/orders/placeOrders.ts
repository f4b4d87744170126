import { isRefusal } from '@infinitio/domain'
import type { PlaceOrderWire } from '@infinitio/domain/wire'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import type { Verdict } from '../../intake/createIntake.ts'
import { openOrders } from '../../intake/openOrders.ts'
import type { OpenedOrder } from '../../intake/openedOrder.ts'
import { proveOrder } from '../../intake/proveOrder.ts'
import type { Services } from '../../services/services.ts'

/**
 * Accepts signed orders: form, signature, time, nonce, funds; then they are durable in `api_commands` and their receipts are signed. Each has
 * its own verdict, in order; the same order again gives its receipt again. `cost` is what each takes from the bucket of its account; `caller` is the address of the connection. Refuses
 * with the codes of `openOrders`, `judgeOrder` and `promiseSessionSpending`. Throws ChainUnavailableError while the chain is away.
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
