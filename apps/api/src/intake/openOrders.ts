import { type ChainSessionRow, type Db, listNodeKeys } from '@infinitio/db'
import {
  address,
  type Ask,
  type Bid,
  hashAsk,
  hashBid,
  hashMandate,
  holdId as brandHoldId,
  isRefusal,
  type OrderHash,
  orderHash as brandOrderHash,
  type Refusal,
  type SigningDomain,
} from '@infinitio/domain'
import { askFromWire, bidFromWire, mandateFromWire, type PlaceOrderWire } from '@infinitio/domain/wire'
import { fastKeccak256 } from '../signatures/curve.ts'
import { mayBeOfContract } from '../signatures/contractRefusal.ts'
import { checkSignedOrder, findSigningSession } from './checkSignedOrder.ts'
import type { OpenedAsk, OpenedBid, OpenedOrder, UnprovenOrder } from './openedOrder.ts'

type WireOf<Kind> = Extract<PlaceOrderWire, { kind: Kind }>

/** An order whose signer is known, an order whose signature only the account's contract code can check, or a refusal. */
export type Opened = OpenedOrder | UnprovenOrder | Refusal

/** Hashes orders and finds the signer of each. Returns the results in the given order. Refuses single orders with `node.unknown` or `auth.signature_*`. */
export async function openOrders(parts: { readonly db: Db }, orders: readonly PlaceOrderWire[], domain: SigningDomain): Promise<Opened[]> {
  const nodeIds = new Set(orders.flatMap(({ kind, order }) => (kind === 'ask' ? [order.node] : [])))
  const nodeKeys = nodeIds.size === 0 ? new Map<string, string>() : await listNodeKeys(parts.db, { nodeIds: [...nodeIds] })
  const opened: Opened[] = []
  for (const order of orders)
    opened.push(
      order.kind === 'bid' ? await openBid(parts, order, domain) : openAsk(order, { domain, nodeKey: nodeKeys.get(order.order.node) ?? null }),
    )
  return opened
}

async function openBid(parts: { readonly db: Db }, order: WireOf<'bid'>, domain: SigningDomain): Promise<OpenedBid | UnprovenOrder | Refusal> {
  const bid = bidFromWire(order.order)
  const { signature, holdId = null, leaseName = null, rank = 'price' } = order
  const signed = await checkSignedBid(parts, bid, { signature, domain })
  if (isRefusal(signed) && !mayBeOfContract(signed)) return signed
  const { orderHash, session } = isRefusal(signed) ? { orderHash: hashBid(bid, domain, fastKeccak256), session: null } : signed
  const hold = holdId === null ? {} : { holdId: brandHoldId(holdId) }
  const ranked = rank === 'price' ? {} : { rank }
  const command = { kind: 'PlaceBid' as const, bid, signature, orderHash, ...hold, ...ranked, ...placingOf(order) }
  const opened = {
    kind: 'bid' as const,
    bid,
    orderHash,
    command,
    account: bid.renter,
    holdId,
    leaseName,
    sessionKey: session?.key ?? null,
    ...namedBy(order),
  }
  return isRefusal(signed) ? { unproven: opened, digest: orderHash, signature, refusal: signed } : opened
}

function openAsk(order: WireOf<'ask'>, { domain, nodeKey }: { domain: SigningDomain; nodeKey: string | null }): OpenedAsk | UnprovenOrder | Refusal {
  const ask: Ask = askFromWire(order.order)
  const { signature, mandateSignature } = order
  const mandate = order.mandate === undefined ? null : mandateFromWire(order.mandate)
  if (nodeKey === null) return { rejected: 'node.unknown' }
  const signer = mandate === null ? ask.provider : address(nodeKey)
  const orderHash = hashAsk(ask, domain, fastKeccak256)
  const asked = checkSignedOrder((at) => hashAsk(ask, at, fastKeccak256), { signer, signature, domain })
  // With a mandate, the provider lets the machine's own key sign its asks. That key is never a contract account, so do not ask contract code about its
  // signature.
  if (isRefusal(asked) && (mandate !== null || !mayBeOfContract(asked))) return asked
  const granted = mandate === null ? orderHash : checkSignedOrder((at) => hashMandate(mandate, at, fastKeccak256), mandateOf(order, { domain }))
  if (isRefusal(granted) && !mayBeOfContract(granted)) return granted
  const signedMandate = mandate === null || mandateSignature === undefined ? {} : { mandate, mandateSignature }
  const command = { kind: 'PlaceAsk' as const, ask, signature, orderHash, ...signedMandate, ...placingOf(order) }
  const opened = { kind: 'ask' as const, ask, orderHash, command, account: ask.provider, mandate, ...namedBy(order) }
  if (isRefusal(asked)) return { unproven: opened, digest: orderHash, signature, refusal: asked }
  if (mandate === null || !isRefusal(granted)) return opened
  return { unproven: opened, digest: hashMandate(mandate, domain, fastKeccak256), signature: mandateSignature ?? '', refusal: granted }
}

/**
 * Returns what is needed to check the signature of an ask's mandate (with which a provider lets its node sign asks): the provider, the signature, and the
 * signing domain.
 */
function mandateOf({ order, mandateSignature }: WireOf<'ask'>, { domain }: { domain: SigningDomain }) {
  return { signer: askFromWire(order).provider, signature: mandateSignature ?? '', domain }
}

/**
 * Returns the fields of an order that the order book needs and that the owner does not sign: the order that it replaces, and the stream (the client's
 * connection) to which it belongs.
 */
function placingOf({ replaces, stream }: PlaceOrderWire) {
  return {
    ...(replaces === undefined ? {} : { replaces: brandOrderHash(replaces) }),
    ...(stream === undefined ? {} : { session: stream }),
  }
}

function namedBy({ replaces, stream }: PlaceOrderWire): { replaces: string | null; stream: string | null } {
  return { replaces: replaces ?? null, stream: stream ?? null }
}

/** A bid's hash and the session key that signed it, or null if the renter signed. */
type SignedBid = { readonly orderHash: OrderHash; readonly session: ChainSessionRow | null }

/** Checks that a bid was signed by its renter, or by a session key that the renter has ever authorised. Refuses with the codes of `checkSignedOrder`. */
async function checkSignedBid(
  { db }: { readonly db: Db },
  bid: Bid,
  { signature, domain }: { signature: string; domain: SigningDomain },
): Promise<SignedBid | Refusal> {
  const signed = checkSignedOrder((at) => hashBid(bid, at, fastKeccak256), { signer: bid.renter, signature, domain })
  if (!isRefusal(signed)) return { orderHash: signed, session: null }
  if (signed.rejected !== 'auth.signature_wrong_signer') return signed
  const orderHash = hashBid(bid, domain, fastKeccak256)
  const session = await findSigningSession(db, { account: bid.renter, digest: orderHash, signature })
  return session === null ? signed : { orderHash, session }
}
