import { findApiCommand, findOrder, insertApiCommands, readJournalHead } from '@infinitio/db'
import { type Address, address, hashCancelOrder, isRefusal, orderHash as brandOrderHash, type Refusal, unixSeconds } from '@infinitio/domain'
import type { CancelOrderWire, OrderAcceptedWire } from '@infinitio/domain/wire'
import { fromCanonical, toCanonical } from '@infinitio/matching'
import { noteOrder } from '@infinitio/process'
import type { Services } from '../services.ts'
import { checkSignedOrder } from './checkSignedOrder.ts'
import { signReceipt } from './signReceipt.ts'

/**
 * Takes an order out of the book, signed by its owner. Refuses with `order.unknown`, `auth.signature_expired`, `auth.signature_*` and
 * `order.already_matched`. Cancelling twice is harmless, and gives the same receipt again.
 */
export async function cancelOrder(services: Services, args: { orderHash: string; cancel: CancelOrderWire }): Promise<OrderAcceptedWire | Refusal> {
  const orderHash = brandOrderHash(args.orderHash)
  noteOrder(orderHash)
  const owner = await ownerOf(services, orderHash)
  if (owner === null) return { rejected: 'order.unknown' }
  const { chainId, addresses } = await services.facts.read()
  if (args.cancel.expiry <= services.clock.read().now) return { rejected: 'auth.signature_expired' }
  const signed = checkSignedOrder((domain) => hashCancelOrder({ orderHash, expiry: unixSeconds(BigInt(args.cancel.expiry)) }, domain), {
    signer: owner,
    signature: args.cancel.signature,
    domain: { chainId, market: addresses.market },
  })
  if (isRefusal(signed)) return signed
  const order = await findOrder(services.db, { orderHash })
  if (order !== null && (order.state === 'matched' || order.state === 'settled')) return { rejected: 'order.already_matched' }
  const commandKey = `cancel:${orderHash}:${args.cancel.expiry}`
  const payload = toCanonical({ kind: 'CancelOrder', orderHash, by: owner })
  const head = await readJournalHead(services.db)
  const accepted = await services.db.transaction((tx) => insertApiCommands(tx, [{ commandKey, kind: 'CancelOrder', payload }]))
  const acceptedAt = accepted.get(commandKey)?.acceptedAt
  if (acceptedAt === undefined) throw new Error('an accepted cancellation can be read back')
  services.logger.info('the end of an order was accepted')
  services.hub.wake()
  return { orderHash, receipt: signReceipt(services, { kind: 'cancel', orderHash, acceptedAt, head }) }
}

async function ownerOf(services: Services, orderHash: string): Promise<Address | null> {
  const order = await findOrder(services.db, { orderHash })
  if (order !== null) return address(order.account)
  const accepted = await findApiCommand(services.db, { commandKey: `order:${orderHash}` })
  if (accepted === null) return null
  const command = fromCanonical(accepted.payload)
  if (command.kind === 'PlaceBid') return command.bid.renter
  return command.kind === 'PlaceAsk' ? command.ask.provider : null
}
