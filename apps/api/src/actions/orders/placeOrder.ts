import { isRefusal, type Refusal } from '@infinitio/domain'
import type { OrderAcceptedWire, PlaceOrderWire } from '@infinitio/domain/wire'
import { noteOrder } from '@infinitio/process'
import type { Services } from '../../services/services.ts'
import { placeOrders } from './placeOrders.ts'

/** Tokens an order takes from its account's bucket. */
const orderCost = 5

/** Accepts one signed order, or refuses it, as `placeOrders`. */
export async function placeOrder(services: Services, order: PlaceOrderWire, { caller }: { caller: string }): Promise<OrderAcceptedWire | Refusal> {
  const [verdict] = await placeOrders(services, [order], { cost: orderCost, caller })
  if (verdict === undefined) throw new Error('each order has a verdict')
  if (!isRefusal(verdict)) noteOrder(verdict.orderHash)
  return verdict
}
