import { findApiCommand, findOrder, type Queryable } from '@infinitio/db'
import { type Address, address, type Refusal } from '@infinitio/domain'
import { fromCanonical } from '@infinitio/matching'

/** Returns the owner of an order, even before the matcher has read it. Refuses with `order.unknown`. */
export async function findOrderOwner(db: Queryable, orderHash: string): Promise<Address | Refusal> {
  const order = await findOrder(db, { orderHash })
  if (order !== null) return address(order.account)
  const accepted = await findApiCommand(db, { commandKey: `order:${orderHash}` })
  const command = accepted === null ? null : fromCanonical(accepted.payload)
  if (command?.kind === 'PlaceBid') return command.bid.renter
  return command?.kind === 'PlaceAsk' ? command.ask.provider : { rejected: 'order.unknown' }
}
