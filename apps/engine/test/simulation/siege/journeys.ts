import { durationSeconds, hashEnd, hashMarketMessage, type OrderHash, pTokenUnits, timeInForce, unixSeconds } from '@infinitio/domain'
import { PromiseBroken } from '../brokenPromises.ts'
import type { ModelLease } from '../model/marketState.ts'
import { aboutLease } from '../model/modelLeaseKey.ts'
import { relayReady } from '../moveLease.ts'
import { accept, chainNow, domain, nextNumber, relay } from '../scene.ts'
import { signBid } from '../signOrders.ts'
import { toySignature } from '../toySignature.ts'
import { count, HIGHEST_PRICE, type Journey, type Siege } from './besieged.ts'
import { bidRefusalAtDoor } from './door.ts'

/** Error codes with which an honest order may fail, because another account has the machine now. */
const BUSY: ReadonlySet<string> = new Set(['order.node_taken', 'order.nothing_fits'])

/** Returns the progress of an honest renter (its journey to a lease and back) before its first step. */
export function journeyOf(renter: Journey['renter'], kind: Journey['kind']): Journey {
  return { renter, kind, stage: 'rests', sinceRound: 0, bid: null, leaseId: null, start: 0, pause: 0, withdrawals: [] }
}

/** Makes an honest renter, or the provider of its lease, take the next step. */
export async function goOn(siege: Siege, journey: Journey): Promise<void> {
  if (journey.pause > 0) {
    journey.pause -= 1
    return
  }
  switch (journey.stage) {
    case 'rests':
      return enter(siege, journey, 'wants')
    case 'wants':
      return want(siege, journey)
    case 'is booked':
      return awaitReady(siege, journey)
    case 'is active':
      return endLease(siege, journey)
    case 'is ending':
      return awaitClose(siege, journey)
    case 'withdraws':
      return awaitWithdrawals(siege, journey)
  }
}

/**
 * Moves a renter to the next stage of its journey (from the order to the withdrawal). Records the longest time, in rounds, that any renter has spent in the
 * stage that this renter leaves.
 */
function enter(siege: Siege, journey: Journey, stage: Journey['stage']): void {
  const name = journey.stage === 'wants' ? `${journey.stage}, ${journey.kind}` : journey.stage
  if (journey.stage !== 'rests') siege.longest[name] = Math.max(siege.longest[name] ?? 0, siege.round - journey.sinceRound)
  count(siege, `honest ${stage}`)
  Object.assign(journey, { stage, sinceRound: siege.round, pause: 0 })
}

async function want(siege: Siege, journey: Journey): Promise<void> {
  const found = leaseOf(siege, journey)
  if (found !== null) {
    const [leaseId, lease] = found
    enter(siege, journey, 'is booked')
    return sayReady(siege, journey, { leaseId, lease })
  }
  if (await isOnItsWay(siege, journey)) return
  journey.bid = await bid(siege, journey)
}

/** Returns true while a bid of the journey is in the book, matched, or not yet judged. */
async function isOnItsWay({ database }: Siege, { bid: orderHash, renter }: Journey): Promise<boolean> {
  if (orderHash === null) return false
  const [row] = await database
    .as('infinitio_owner')
    .query<{ state: string; code: string | null }>('select state, code from book_orders where order_hash = $1', [orderHash])
  if (row === undefined) return true
  if (row.state === 'rejected' && !BUSY.has(row.code ?? '')) throw new PromiseBroken(`liveness: an honest bid of ${renter} was refused: ${row.code}`)
  return row.state === 'open' || row.state === 'matched' || row.state === 'settled'
}

async function bid(siege: Siege, { renter, kind }: Journey): Promise<OrderHash> {
  const now = chainNow(siege)
  const window = { startFrom: unixSeconds(now - 600n), startUntil: unixSeconds(now + 20_000n), expiry: unixSeconds(now + 86_400n) }
  const form = { classMask: 0n, regionMask: 0n, allOrNothing: false, cluster: false, maxRelayFee: pTokenUnits(10n ** 16n) }
  const wish = { renter, node: siege.target.id, gpus: 1, durationSeconds: durationSeconds(3_600n), ...window, ...form }
  const { bid: made, orderHash } = signBid(siege, {
    ...wish,
    maxPricePerGpuSecond: HIGHEST_PRICE,
    timeInForce: kind === 'waits' ? timeInForce.gtc : timeInForce.ioc,
  })
  const refusal = await bidRefusalAtDoor(siege, made)
  if (refusal !== null) throw new PromiseBroken(`liveness: the API refuses an honest bid of ${renter}: ${refusal}`)
  count(siege, `honest ${kind}`)
  await accept(siege, { kind: 'PlaceBid', bid: made, signature: toySignature(renter, orderHash), orderHash }, orderHash)
  return orderHash
}

/**
 * After a reorg, the lease may start at another time or have another id, or may no longer exist. The node sends Ready for the current lease, which the renter
 * still wants.
 */
async function awaitReady(siege: Siege, journey: Journey): Promise<void> {
  const found = leaseOf(siege, journey)
  if (found === null) {
    journey.stage = 'wants'
    return
  }
  const [leaseId, lease] = found
  if (journey.leaseId !== leaseId || journey.start !== lease.terms.start) await sayReady(siege, journey, { leaseId, lease })
  if (lease.state !== 'active') return
  enter(siege, journey, 'is active')
  journey.pause = siege.random.below(5)
}

async function sayReady(siege: Siege, journey: Journey, { leaseId, lease }: { leaseId: bigint; lease: ModelLease }): Promise<void> {
  Object.assign(journey, { leaseId, start: lease.terms.start })
  await relayReady(siege, leaseId, lease)
}

async function endLease(siege: Siege, journey: Journey): Promise<void> {
  const lease = currentLease(siege, journey)
  if (lease === null || journey.leaseId === null) {
    journey.stage = 'wants'
    return
  }
  if (lease.state !== 'active') {
    journey.stage = 'is booked'
    return
  }
  const expiry = unixSeconds(chainNow(siege) + 50_000n)
  const signature = toySignature(journey.renter, hashEnd({ ...aboutLease(journey.leaseId, lease.terms), accept: true, expiry }, domain))
  const payload = { accept: true, expiry: Number(expiry), signature }
  await relay(siege, { kind: 'end', leaseId: journey.leaseId, account: journey.renter, payload })
  enter(siege, journey, 'is ending')
}

/** Waits until the lease is closed, then both sides withdraw money. */
async function awaitClose(siege: Siege, journey: Journey): Promise<void> {
  const lease = currentLease(siege, journey)
  // A lease that settled again after a reorg is a new lease for the contract. So the renter waits for Ready again and signs the end again.
  if (lease !== null && (lease.terms.start !== journey.start || lease.state === 'booked')) journey.stage = 'is booked'
  if (lease !== null) return
  enter(siege, journey, 'withdraws')
  journey.withdrawals = [await withdraw(siege, journey.renter), await withdraw(siege, siege.target.provider)]
}

async function withdraw(siege: Siege, account: Journey['renter']): Promise<Journey['withdrawals'][number]> {
  const { balance } = siege.chain.head().state.accounts.get(account) ?? { balance: 0n }
  const nonce = BigInt(nextNumber(siege))
  const expiry = unixSeconds(chainNow(siege) + 50_000n)
  const amount = pTokenUnits(balance / 1_000n)
  const message = { account, amount, to: account, relayFee: pTokenUnits(0n), nonce, expiry }
  const signature = toySignature(account, hashMarketMessage('Withdraw', message, domain))
  const payload = { account, amount: amount.toString(), to: account, relayFee: '0', nonce: nonce.toString(), expiry: Number(expiry), signature }
  await relay(siege, { kind: 'withdraw', leaseId: null, account, payload })
  return { account, nonce }
}

function awaitWithdrawals(siege: Siege, journey: Journey): void {
  const { cancelledAsks } = siege.chain.head().state
  journey.withdrawals = journey.withdrawals.filter(({ account, nonce }) => !cancelledAsks.has(`${account}/${nonce}`))
  if (journey.withdrawals.length > 0) return
  enter(siege, journey, 'rests')
  Object.assign(journey, { bid: null, leaseId: null, pause: siege.random.below(6) })
}

function currentLease({ chain }: Siege, { leaseId, renter }: Journey): ModelLease | null {
  const lease = leaseId === null ? undefined : chain.head().state.leases.get(leaseId)
  return lease?.terms.renter === renter ? lease : null
}

function leaseOf({ chain }: Siege, { renter }: Journey): readonly [bigint, ModelLease] | null {
  return [...chain.head().state.leases].find(([, { terms }]) => terms.renter === renter) ?? null
}
