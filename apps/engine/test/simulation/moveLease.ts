import {
  cancelLeaseCall,
  claimCall,
  closeCall,
  endByProviderCall,
  endCall,
  extendCall,
  leaseTermsFromChain,
  leaseTermsToChain,
  leaseTokenAbi,
  marketAbi,
  noShowCall,
  readyCall,
} from '@infinitio/chain'
import {
  durationSeconds,
  hashCancelLease,
  hashEnd,
  hashMarketMessage,
  hashReady,
  leaseRestHash,
  type LeaseTerms,
  leaseId as toLeaseId,
  pTokenUnits,
  unixSeconds,
  zeroAddress,
} from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import type { ModelLease } from './model/marketState.ts'
import { holderOf } from './model/modelHolder.ts'
import { aboutLease } from './model/modelLeaseKey.ts'
import { modelAddresses, party } from './openingMarket.ts'
import { chainNow, domain, nextNumber, relay, type Scene, wallet } from './scene.ts'
import { signerFor } from './signOrders.ts'
import { toySignature } from './toySignature.ts'
import { creditLease, reportLoss, reportOutage } from './validators.ts'

type Move = (scene: Scene, leaseId: bigint, lease: ModelLease) => Promise<string> | string

const READY_GRACE = 600
const VESTING = 3_600
const FLAG_TRANSFERABLE = 4

/** Changes a random lease by one step that its state allows, such as ready, end or cancel. The step is a signed relay or a wallet's own transaction. */
export async function moveLease(scene: Scene): Promise<string> {
  const { chain, random, scheduler } = scene
  const leases = [...chain.head().state.leases]
  const now = Math.floor(scheduler.nowMs() / 1_000)
  const urgent = leases.filter(([, { state, terms }]) => state === 'booked' && now >= terms.start && now <= terms.start + READY_GRACE)
  const [leaseId, lease] = random.pick(urgent.length > 0 && random.chance(0.7) ? urgent : leases)
  return random.weighted(movesOf(lease, now))(scene, leaseId, lease)
}

type Moves = [number, Move][]

/** Returns the useful moves of a lease at a second, with their weights. Moves that the contract refuses have a small weight. */
function movesOf(lease: ModelLease, now: number): Moves {
  const end = lease.terms.start + lease.endOffset
  const closing: Moves[number] = [now >= end + VESTING ? 20 : 1, close]
  switch (lease.state) {
    case 'booked':
      return movesOfBooked(lease, now)
    case 'active':
      if (now >= end) return [closing, [4, endLease], [4, creditLease], [4, claim], [1, extend]]
      return movesOfRunning(lease, now)
    case 'ended':
      return [closing, [8, creditLease], [2, claim]]
  }
}

function movesOfBooked({ terms: { start, flags } }: ModelLease, now: number): Moves {
  const giving = (flags & FLAG_TRANSFERABLE) === 0 ? 0.2 : 16
  if (now < start)
    return [
      [giving, transfer],
      [3, cancel],
      [3, takeBack],
      [0.2, sayReady],
    ]
  if (now <= start + READY_GRACE)
    return [
      [40, sayReady],
      [2, cancel],
      [3, takeBack],
      [0.2, transfer],
    ]
  return [
    [12, noShow],
    [3, reportOutage],
    [2, cancel],
    [2, takeBack],
    [1, sayReady],
  ]
}

function movesOfRunning({ terms, readyDelay }: ModelLease, now: number): Moves {
  const isVested = now > terms.start + readyDelay + VESTING + terms.trialSeconds
  const renters: Moves = [
    [12, extend],
    [5, extendByStandingOrder],
    [14, endLease],
  ]
  return [...renters, [isVested ? 16 : 2, claim], [10, takeBack], [7, creditLease], [9, reportLoss]]
}

/** Lets a node report that a lease is ready: through the API, or in a transaction that another account sends. */
export async function sayReady(scene: Scene, leaseId: bigint, lease: ModelLease): Promise<string> {
  if (!scene.random.chance(0.5)) {
    await relayReady(scene, leaseId, lease)
    return `says lease ${leaseId} is ready`
  }
  const { data } = readyCall({ ...aboutOf(leaseId, lease), ...signReady(scene, leaseId, lease) })
  return byWallet(scene, leaseId, { from: party.otherEngine, data, what: 'says that the node is ready of' })
}

/** Lets a node report through the API that a lease is ready. */
export async function relayReady(scene: Scene, leaseId: bigint, lease: ModelLease): Promise<void> {
  const { signedAt, signature } = signReady(scene, leaseId, lease)
  await relay(scene, { kind: 'ready', leaseId, account: lease.terms.provider, payload: { signedAt: Number(signedAt), signature } })
}

function signReady(scene: Scene, leaseId: bigint, lease: ModelLease) {
  const now = chainNow(scene)
  const nodeKey = party.nodes.find(({ id }) => id === lease.terms.node)?.nodeKey ?? zeroAddress
  const signedAt = unixSeconds(BigInt(Math.max(Number(now), Math.floor(scene.scheduler.nowMs() / 1_000))))
  const signature = toySignature(nodeKey, hashReady({ leaseId: toLeaseId(leaseId), ...headOf(lease), signedAt }, domain))
  return { signedAt, signature }
}

async function cancel(scene: Scene, leaseId: bigint, lease: ModelLease): Promise<string> {
  const holder = holderOf(lease)
  const actor = signerFor(scene, holder)
  if (scene.random.chance(0.4)) return byWallet(scene, leaseId, { from: actor, data: cancelLeaseCall(aboutOf(leaseId, lease)).data, what: 'cancels' })
  const expiry = unixSeconds(chainNow(scene) + 600n)
  const signature = toySignature(actor, hashCancelLease({ ...aboutLease(leaseId, lease.terms), expiry }, domain))
  await relay(scene, { kind: 'cancelLease', leaseId, account: holder, payload: { expiry: Number(expiry), signature } })
  return `cancels lease ${leaseId}`
}

async function endLease(scene: Scene, leaseId: bigint, lease: ModelLease): Promise<string> {
  const { random } = scene
  const holder = holderOf(lease)
  const actor = signerFor(scene, holder)
  const accept = random.chance(0.5)
  if (random.chance(0.3)) return byWallet(scene, leaseId, { from: actor, data: endCall({ ...aboutOf(leaseId, lease), accept }).data, what: 'ends' })
  const expiry = unixSeconds(chainNow(scene) + 600n)
  const signature = toySignature(actor, hashEnd({ ...aboutLease(leaseId, lease.terms), accept, expiry }, domain))
  await relay(scene, { kind: 'end', leaseId, account: holder, payload: { accept, expiry: Number(expiry), signature } })
  return `ends lease ${leaseId}`
}

async function extend(scene: Scene, leaseId: bigint, lease: ModelLease): Promise<string> {
  const { random } = scene
  const { terms, endOffset } = lease
  const holder = holderOf(lease)
  const actor = signerFor(scene, holder)
  const end = unixSeconds(terms.start + endOffset + random.pick([60, 3_600, 40_000]))
  if (random.chance(0.3)) {
    const { data } = extendCall({ ...aboutOf(leaseId, lease), end })
    return byWallet(scene, leaseId, { from: actor, data, what: 'extends' })
  }
  const expiry = unixSeconds(chainNow(scene) + random.pick([600n, 50_000n]))
  const relayFee = pTokenUnits(random.pick([0n, 0n, 10n ** 15n]))
  const message = { ...aboutLease(leaseId, terms), end, relayFee, expiry }
  const signature = toySignature(actor, hashMarketMessage('Extend', message, domain))
  const payload = { end: Number(end), relayFee: message.relayFee.toString(), expiry: Number(expiry), signature }
  await relay(scene, { kind: 'extend', leaseId, account: holder, payload })
  return `extends lease ${leaseId}`
}

async function extendByStandingOrder(scene: Scene, leaseId: bigint, lease: ModelLease): Promise<string> {
  const { random } = scene
  const holder = holderOf(lease)
  const nonce = BigInt(nextNumber(scene))
  const [stepSeconds, maxTotalSeconds] = [durationSeconds(random.pick([600n, 3_600n])), durationSeconds(random.pick([20_000n, 200_000n]))]
  const relayFee = pTokenUnits(0n)
  const expiry = unixSeconds(chainNow(scene) + 200_000n)
  const order = { ...aboutLease(leaseId, lease.terms), stepSeconds, maxTotalSeconds, relayFee, nonce, expiry }
  const signature = toySignature(signerFor(scene, holder), hashMarketMessage('AutoExtend', order, domain))
  const plain = { stepSeconds: Number(stepSeconds), maxTotalSeconds: Number(maxTotalSeconds), relayFee: '0', nonce: nonce.toString() }
  await relay(scene, { kind: 'autoExtend', leaseId, account: holder, payload: { ...plain, expiry: Number(order.expiry), signature } })
  return `lets lease ${leaseId} be extended`
}

async function takeBack(scene: Scene, leaseId: bigint, lease: ModelLease): Promise<string> {
  const { provider } = lease.terms
  if (scene.random.chance(0.4))
    return byWallet(scene, leaseId, { from: provider, data: endByProviderCall(aboutOf(leaseId, lease)).data, what: 'takes back' })
  const expiry = unixSeconds(chainNow(scene) + 600n)
  const signature = toySignature(provider, hashMarketMessage('EndByProvider', { ...aboutLease(leaseId, lease.terms), expiry }, domain))
  await relay(scene, { kind: 'endByProvider', leaseId, account: provider, payload: { expiry: Number(expiry), signature } })
  return `takes the node of lease ${leaseId} back`
}

/** The holder transfers a lease: through the Market, by a signature that another account sends, or as the lease's token. */
function transfer(scene: Scene, leaseId: bigint, lease: ModelLease): string {
  const { random } = scene
  const holder = holderOf(lease)
  const to = random.pick(party.renters)
  const given = leaseTermsToChain(leaseTermsFromChain(lease.terms))
  if (lease.owner !== null && random.chance(0.4)) {
    const args = [lease.owner as never, to, leaseId] as const
    wallet(scene, {
      from: holder,
      to: modelAddresses.leaseToken,
      data: encodeFunctionData({ abi: leaseTokenAbi, functionName: 'transferFrom', args }),
    })
    return `gives the token of lease ${leaseId} away`
  }
  if (random.chance(0.5)) {
    const args = [leaseId, given, to] as const
    return byWallet(scene, leaseId, {
      from: holder,
      data: encodeFunctionData({ abi: marketAbi, functionName: 'transferLease', args }),
      what: 'gives away',
    })
  }
  const nonce = BigInt(nextNumber(scene))
  const expiry = unixSeconds(chainNow(scene) + 3_600n)
  const relayFee = pTokenUnits(random.pick([0n, 10n ** 15n]))
  const message = { ...aboutLease(leaseId, lease.terms), to, relayFee, nonce, expiry }
  const signature = toySignature(holder, hashMarketMessage('TransferLease', message, domain))
  const args = [leaseId, given, to, relayFee, nonce, Number(expiry), signature] as const
  const data = encodeFunctionData({ abi: marketAbi, functionName: 'transferLeaseFor', args })
  return byWallet(scene, leaseId, { from: party.otherEngine, data, what: 'sends the gift of' })
}

function noShow(scene: Scene, leaseId: bigint, lease: ModelLease): string {
  const { random } = scene
  const holder = holderOf(lease)
  if (random.chance(0.7))
    return byWallet(scene, leaseId, { from: holder, data: noShowCall(aboutOf(leaseId, lease)).data, what: 'misses the node of' })
  const expiry = unixSeconds(chainNow(scene) + 3_600n)
  const signature = toySignature(holder, hashMarketMessage('NoShow', { ...aboutLease(leaseId, lease.terms), expiry }, domain))
  const args = [leaseId, leaseTermsToChain(leaseTermsFromChain(lease.terms)), Number(expiry), signature] as const
  const data = encodeFunctionData({ abi: marketAbi, functionName: 'noShowFor', args })
  return byWallet(scene, leaseId, { from: party.otherEngine, data, what: 'says for another that no node came to' })
}

function claim(scene: Scene, leaseId: bigint, lease: ModelLease): string {
  return byWallet(scene, leaseId, { from: lease.terms.provider, data: claimCall(aboutOf(leaseId, lease)).data, what: 'claims pay of' })
}

function close(scene: Scene, leaseId: bigint, lease: ModelLease): string {
  return byWallet(scene, leaseId, { from: party.otherEngine, data: closeCall(aboutOf(leaseId, lease)).data, what: 'closes' })
}

function byWallet(scene: Scene, leaseId: bigint, { from, data, what }: { from: string; data: `0x${string}`; what: string }): string {
  wallet(scene, { from, data })
  return `${what} lease ${leaseId} by wallet`
}

/** Returns the terms that a Ready message contains in addition to the lease's id. */
function headOf({ terms: chainTerms }: ModelLease) {
  const terms = leaseTermsFromChain(chainTerms)
  return { provider: terms.provider, restHash: leaseRestHash(terms), start: terms.start }
}

/** Returns the fields that identify a lease in a call. */
export function aboutOf(
  leaseId: bigint,
  { terms }: ModelLease,
): { market: typeof modelAddresses.market; leaseId: ReturnType<typeof toLeaseId>; terms: LeaseTerms } {
  return { market: modelAddresses.market, leaseId: toLeaseId(leaseId), terms: leaseTermsFromChain(terms) }
}
