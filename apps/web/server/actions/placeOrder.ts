import { findApiCommand, insertApiCommand, insertLeaseName } from '@infinitio/db'
import {
  type Ask,
  type Bid,
  hashAsk,
  hashMandate,
  holdId as brandHoldId,
  isRefusal,
  type OrderHash,
  type Refusal,
  type SigningDomain,
} from '@infinitio/domain'
import { askFromWire, bidFromWire, mandateFromWire, type OrderAcceptedWire, type PlaceOrderWire } from '@infinitio/domain/wire'
import { type ApiCommand, toCanonical } from '@infinitio/matching'
import { noteOrder } from '@infinitio/process'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import type { Services } from '../services.ts'
import { fastKeccak256 } from '../signatures/curve.ts'
import { askSigner } from './askSigner.ts'
import { checkAskForm } from './checkAskForm.ts'
import { checkBidForm } from './checkBidForm.ts'
import { checkBidStanding } from './checkBidStanding.ts'
import { checkGate } from './checkGate.ts'
import { checkMandate } from './checkMandate.ts'
import { checkNonce } from './checkNonce.ts'
import { checkSignedBid } from './checkSignedBid.ts'
import { checkSignedOrder } from './checkSignedOrder.ts'
import { mostSpentOn } from './mostSpentOn.ts'
import { promiseSessionSpending, type SessionBid } from './promiseSessionSpending.ts'
import { signReceipt } from './signReceipt.ts'

/** Tokens an order takes from its account's bucket. */
const orderCost = 5

type Accepting = { readonly domain: SigningDomain; readonly now: bigint }
type Checked = {
  readonly orderHash: OrderHash
  readonly command: ApiCommand
  readonly leaseName: string | null
  readonly account: string
  /** What a session key spends; null when the account itself signed. */
  readonly spends: SessionBid | null
}

/**
 * Accepts a signed order: form, signature, time, nonce, funds; then it is durable in `api_commands` and its receipt is signed. The same
 * order again gives its receipt again. Refuses with the codes of `checkBid`, `checkAsk`, `checkSignedOrder` and `promiseSessionSpending`,
 * and with those of `checkGate` while the operator or the chain holds the market back. Throws ChainUnavailableError while the chain is away.
 */
export async function placeOrder(services: Services, order: PlaceOrderWire): Promise<OrderAcceptedWire | Refusal> {
  const clock = services.clock.read()
  if (!clock.ok) throw new ChainUnavailableError('no block was seen for 5 s')
  const { chainId, addresses } = await services.facts.read()
  const accepting = { domain: { chainId, market: addresses.market }, now: BigInt(clock.now) }
  const checked = order.kind === 'bid' ? await checkBid(services, order, accepting) : await checkAsk(services, order, accepting)
  if (isRefusal(checked)) return checked
  const { orderHash, command } = checked
  if (!services.limiter.take(`account:${checked.account}`, services.limits.account, orderCost).ok)
    return { rejected: 'api.rate_limited', detail: 'by account' }
  const commandKey = `order:${orderHash}`
  const refusal = await services.db.transaction(async (tx) => {
    const unpromised = checked.spends === null ? null : await promiseSessionSpending(tx, checked.spends)
    if (unpromised !== null) return unpromised
    const isNew = await insertApiCommand(tx, { commandKey, kind: command.kind, payload: toCanonical(command) })
    if (isNew && checked.leaseName !== null) await insertLeaseName(tx, { bidHash: orderHash, account: checked.account, name: checked.leaseName })
    return null
  })
  if (refusal !== null) return refusal
  services.logger.info({ kind: command.kind }, 'an order was accepted')
  services.hub.wake()
  const accepted = await findApiCommand(services.db, { commandKey })
  if (accepted === null) throw new Error('an accepted order can be read back')
  return { orderHash, receipt: await signReceipt(services, { orderHash, acceptedAt: accepted.createdAt }) }
}

async function checkBid(services: Services, order: Extract<PlaceOrderWire, { kind: 'bid' }>, { domain, now }: Accepting): Promise<Checked | Refusal> {
  const bid: Bid = bidFromWire(order.order)
  const signed = await checkSignedBid(services, bid, { signature: order.signature, domain })
  if (isRefusal(signed)) return signed
  const { orderHash, session } = signed
  noteOrder(orderHash)
  const command: ApiCommand = {
    kind: 'PlaceBid',
    bid,
    signature: order.signature,
    orderHash,
    ...(order.holdId === undefined ? {} : { holdId: brandHoldId(order.holdId) }),
  }
  const checked = { orderHash, command, leaseName: order.leaseName ?? null, account: bid.renter, spends: null }
  if (await isKnown(services, orderHash)) return checked
  const form = checkBidForm(bid, { now })
  if (form !== null) return form
  const gate = await checkGate(services, { account: bid.renter, trades: true })
  if (gate !== null) return { rejected: gate }
  const standing = await checkBidStanding(services, bid, { orderHash, holdId: order.holdId ?? null })
  if (standing !== null || session === null) return standing ?? checked
  const { gpus, expiry } = bid
  const amount = mostSpentOn(bid, services.relayFee)
  return { ...checked, spends: { account: session.account, key: session.key, bidHash: orderHash, amount, gpus, expiry, now } }
}

async function checkAsk(services: Services, order: Extract<PlaceOrderWire, { kind: 'ask' }>, { domain, now }: Accepting): Promise<Checked | Refusal> {
  const ask: Ask = askFromWire(order.order)
  const mandate = order.mandate === undefined ? null : mandateFromWire(order.mandate)
  const signer = await askSigner(services, ask, { byNode: mandate !== null })
  if (isRefusal(signer)) return signer
  const orderHash = checkSignedOrder((at) => hashAsk(ask, at, fastKeccak256), { signer, signature: order.signature, domain })
  if (isRefusal(orderHash)) return orderHash
  noteOrder(orderHash)
  if (mandate !== null) {
    const signed = checkSignedOrder((at) => hashMandate(mandate, at, fastKeccak256), {
      signer: ask.provider,
      signature: order.mandateSignature ?? '',
      domain,
    })
    if (isRefusal(signed)) return signed
  }
  const command: ApiCommand = {
    kind: 'PlaceAsk',
    ask,
    signature: order.signature,
    orderHash,
    ...(mandate === null || order.mandateSignature === undefined ? {} : { mandate, mandateSignature: order.mandateSignature }),
  }
  const checked = { orderHash, command, leaseName: null, account: ask.provider, spends: null }
  if (await isKnown(services, orderHash)) return checked
  const form = checkAskForm(ask, { now }) ?? (mandate === null ? null : checkMandate(ask, mandate, { now }))
  if (form !== null) return form
  const gate = await checkGate(services, { account: ask.provider, trades: false })
  if (gate !== null) return { rejected: gate }
  if (ask.maxFeeBps < BigInt((await services.facts.read()).feeBps)) return { rejected: 'order.fee_above_maximum' }
  return (await checkNonce(services, { account: ask.provider, kind: 'ask', nonce: ask.nonce, orderHash })) ?? checked
}

/** An order that was accepted before is not judged again: it may have been used since. */
async function isKnown(services: Services, orderHash: OrderHash): Promise<boolean> {
  return (await findApiCommand(services.db, { commandKey: `order:${orderHash}` })) !== null
}
