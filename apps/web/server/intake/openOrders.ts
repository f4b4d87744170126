import { listNodeKeys } from '@infinitio/db'
import {
  address,
  type Ask,
  hashAsk,
  hashMandate,
  holdId as brandHoldId,
  isRefusal,
  orderHash as brandOrderHash,
  type Refusal,
  type SigningDomain,
} from '@infinitio/domain'
import { askFromWire, bidFromWire, mandateFromWire, type PlaceOrderWire } from '@infinitio/domain/wire'
import { checkSignedBid } from '../actions/checkSignedBid.ts'
import { checkSignedOrder } from '../actions/checkSignedOrder.ts'
import type { Services } from '../services.ts'
import { fastKeccak256 } from '../signatures/curve.ts'
import type { OpenedAsk, OpenedBid, OpenedOrder } from './openedOrder.ts'

type WireOf<Kind> = Extract<PlaceOrderWire, { kind: Kind }>

/** Hashes orders and finds out who signed each. Refuses one by one: `node.unknown`, `auth.signature_*`. Keeps their order. */
export async function openOrders(services: Services, orders: readonly PlaceOrderWire[], domain: SigningDomain): Promise<(OpenedOrder | Refusal)[]> {
  const nodeIds = new Set(orders.flatMap(({ kind, order }) => (kind === 'ask' ? [order.node] : [])))
  const nodeKeys = nodeIds.size === 0 ? new Map<string, string>() : await listNodeKeys(services.db, { nodeIds: [...nodeIds] })
  const opened: (OpenedOrder | Refusal)[] = []
  for (const order of orders)
    opened.push(
      order.kind === 'bid' ? await openBid(services, order, domain) : openAsk(order, { domain, nodeKey: nodeKeys.get(order.order.node) ?? null }),
    )
  return opened
}

async function openBid(services: Services, order: WireOf<'bid'>, domain: SigningDomain): Promise<OpenedBid | Refusal> {
  const bid = bidFromWire(order.order)
  const { signature, holdId = null, leaseName = null, rank = 'price' } = order
  const signed = await checkSignedBid(services, bid, { signature, domain })
  if (isRefusal(signed)) return signed
  const { orderHash, session } = signed
  const hold = holdId === null ? {} : { holdId: brandHoldId(holdId) }
  const ranked = rank === 'price' ? {} : { rank }
  const command = { kind: 'PlaceBid' as const, bid, signature, orderHash, ...hold, ...ranked, ...placingOf(order) }
  return { kind: 'bid', bid, orderHash, command, account: bid.renter, holdId, leaseName, sessionKey: session?.key ?? null, ...namedBy(order) }
}

function openAsk(order: WireOf<'ask'>, { domain, nodeKey }: { domain: SigningDomain; nodeKey: string | null }): OpenedAsk | Refusal {
  const ask: Ask = askFromWire(order.order)
  const { signature, mandateSignature } = order
  const mandate = order.mandate === undefined ? null : mandateFromWire(order.mandate)
  if (nodeKey === null) return { rejected: 'node.unknown' }
  const signer = mandate === null ? ask.provider : address(nodeKey)
  const orderHash = checkSignedOrder((at) => hashAsk(ask, at, fastKeccak256), { signer, signature, domain })
  if (isRefusal(orderHash)) return orderHash
  if (mandate !== null) {
    const mandated = { signer: ask.provider, signature: mandateSignature ?? '', domain }
    const signed = checkSignedOrder((at) => hashMandate(mandate, at, fastKeccak256), mandated)
    if (isRefusal(signed)) return signed
  }
  const signedMandate = mandate === null || mandateSignature === undefined ? {} : { mandate, mandateSignature }
  const command = { kind: 'PlaceAsk' as const, ask, signature, orderHash, ...signedMandate, ...placingOf(order) }
  return { kind: 'ask', ask, orderHash, command, account: ask.provider, mandate, ...namedBy(order) }
}

/** What an order says beside what is signed, as the book reads it. */
function placingOf({ replaces, stream }: PlaceOrderWire) {
  return {
    ...(replaces === undefined ? {} : { replaces: brandOrderHash(replaces) }),
    ...(stream === undefined ? {} : { session: stream }),
  }
}

function namedBy({ replaces, stream }: PlaceOrderWire): { replaces: string | null; stream: string | null } {
  return { replaces: replaces ?? null, stream: stream ?? null }
}
