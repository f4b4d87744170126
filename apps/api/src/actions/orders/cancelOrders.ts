import { randomUUID } from 'node:crypto'
import { findAskNodeKey, findBidKey, findJournalHeadAt, findOrder, insertApiCommands, readJournalHead } from '@infinitio/db'
import { type Address, address, hashCancelOrder, isRefusal, orderHash as brandOrderHash, type Refusal, unixSeconds } from '@infinitio/domain'
import type { CancelOrderWire, OrderAcceptedWire, OrdersCancelledWire } from '@infinitio/domain/wire'
import { toCanonical } from '@infinitio/matching'
import { noteOrder } from '@infinitio/process'
import type { Services } from '../../services/services.ts'
import { checkSignedOrder } from '../../intake/checkSignedOrder.ts'
import { signReceipt } from '../../intake/signReceipt.ts'
import { findOrderOwner } from './findOrderOwner.ts'

/**
 * Cancels an order. The signer must be the order's owner, the session key that signed the bid, or the key of the machine that the ask lists (this key could
 * also stop the machine). Repeating a cancellation with the same expiry is harmless and returns the same receipt. Refuses with `order.unknown`,
 * `auth.signature_expired`, `auth.signature_*` and `order.already_matched`.
 */
export async function cancelOrder(services: Services, args: { orderHash: string; cancel: CancelOrderWire }): Promise<OrderAcceptedWire | Refusal> {
  const orderHash = brandOrderHash(args.orderHash)
  noteOrder(orderHash)
  const owner = await findOrderOwner(services.db, orderHash)
  if (isRefusal(owner)) return owner
  const { chainId, addresses } = await services.facts.read()
  if (args.cancel.expiry <= services.clock.read().now) return { rejected: 'auth.signature_expired' }
  const { signature, expiry } = args.cancel
  const domain = { chainId, market: addresses.market }
  const signedBy = (signer: Address) =>
    checkSignedOrder((at) => hashCancelOrder({ orderHash, expiry: unixSeconds(BigInt(expiry)) }, at), { signer, signature, domain })
  const signed = signedBy(owner)
  if (isRefusal(signed)) {
    const isOther = signed.rejected === 'auth.signature_wrong_signer'
    const key = isOther
      ? ((await findBidKey(services.db, { bidHash: orderHash })) ?? (await findAskNodeKey(services.db, { askHash: orderHash })))
      : null
    if (key === null || isRefusal(signedBy(address(key)))) return signed
  }
  const order = await findOrder(services.db, { orderHash })
  if (order !== null && (order.state === 'matched' || order.state === 'settled')) return { rejected: 'order.already_matched' }
  const commandKey = `cancel:${orderHash}:${args.cancel.expiry}`
  const payload = toCanonical({ kind: 'CancelOrder', orderHash, by: owner })
  const head = await readJournalHead(services.db)
  const accepted = await services.db.transaction((tx) => insertApiCommands(tx, [{ commandKey, kind: 'CancelOrder', payload }]))
  const result = accepted.get(commandKey)
  if (result === undefined) throw new Error('an accepted cancellation can be read back')
  const { acceptedAt, isNew } = result
  services.logger.info('the end of an order was accepted')
  services.hub.wake()
  const headThen = isNew ? head : await findJournalHeadAt(services.db, { atMs: BigInt(acceptedAt.getTime()), beforeSeq: null })
  return { orderHash, receipt: signReceipt(services, { kind: 'cancel', orderHash, acceptedAt, head: headThen }) }
}

/**
 * Cancels all open orders of an account, or only its bids or its asks. It cancels the orders that are open when the matcher reads the command. It also works
 * while the market accepts no new orders.
 */
export async function cancelAllOrders(
  services: Services,
  { account, side }: { account: Address; side: 'asks' | 'bids' | null },
): Promise<OrdersCancelledWire> {
  const commandKey = `cancel-all:${account}:${randomUUID()}`
  const payload = toCanonical({ kind: 'CancelAll', account, ...(side === null ? {} : { side }) })
  const accepted = await services.db.transaction((tx) => insertApiCommands(tx, [{ commandKey, kind: 'CancelAll', payload }]))
  const acceptedAt = accepted.get(commandKey)?.acceptedAt
  if (acceptedAt === undefined) throw new Error('an accepted command can be read back')
  services.logger.info({ account, side }, 'the end of all orders was accepted')
  services.hub.wake()
  return { side, acceptedAt: Math.floor(acceptedAt.getTime() / 1_000) }
}
