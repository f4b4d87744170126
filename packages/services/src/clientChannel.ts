import { assetUnits, type AssetUnits, type Hex32, zeroHex32 } from '@infinitio/domain'
import { costOf, needOf, promptPrice, type PromptSize, stepAfter } from './metering.ts'
import type { Receipt } from './receipts.ts'
import { windowSize } from './seqWindow.ts'
import { type ServiceTerms, startPriceOf } from './terms.ts'

/**
 * A request that a client sent and for which it has no receipt yet. `counted` is the output that the client received so far, in tokens. `covered` is the most
 * that the request may cost, if somebody else than the client pays for it. It is missing if the client pays for all requests itself.
 */
export type OpenRequest = {
  readonly seq: number
  readonly salt: `0x${string}`
  readonly request: Hex32
  readonly digest: Hex32
  readonly prompt: PromptSize
  readonly mostOutput: number | null
  readonly counted: number
  readonly covered?: AssetUnits
}

/** A receipt that passed the checks of its request, with its hash. */
export type CheckedReceipt = { readonly receipt: Receipt; readonly hash: Hex32 }

/** A checked receipt that arrived before an earlier receipt. `open` is the request of this receipt, if the request was open. */
type WaitingReceipt = CheckedReceipt & { readonly open: OpenRequest | undefined }

/**
 * The state of a payment channel that its client stores. `ceiling` is the highest total that the key has signed. Three fields follow from the receipts: `owed`
 * is the sum of their costs and of the amount that was settled before the channel was last opened, `n` is their number, and `newest` is the hash of the last
 * one. `waiting` are receipts that arrived before an earlier one.
 */
export type ClientChannel = {
  readonly serial: number
  readonly nextSeq: number
  readonly ceiling: AssetUnits
  readonly owed: AssetUnits
  readonly n: number
  readonly newest: Hex32
  readonly waiting: readonly WaitingReceipt[]
  readonly open: readonly OpenRequest[]
}

/** Maximum number of requests that a client has open at one service. Each open request raises the ceiling, which a service can claim without answering. */
export const mostOpen = 16

/**
 * Returns the state of a payment channel that has no receipts since its present opening (`serial`). Amounts that were settled before the channel was last
 * opened count as spent.
 */
export function newClientChannel({ serial, settled }: { readonly serial: number; readonly settled: AssetUnits }): ClientChannel {
  return { serial, nextSeq: 1, ceiling: settled, owed: settled, n: 0, newest: zeroHex32, waiting: [], open: [] }
}

/** Returns the ceiling (the most that the service may claim) to sign next. It covers all open requests, and never falls. */
export function nextCeiling(channel: ClientChannel, terms: ServiceTerms): AssetUnits {
  const answers = channel.n + channel.waiting.length
  const waiting = channel.waiting.reduce((sum, { receipt }) => sum + receipt.cost, 0n)
  const open = channel.open.reduce((sum, request) => sum + mostCostOf(request, terms, answers), 0n)
  const wanted = channel.owed + waiting + open
  return assetUnits(wanted > channel.ceiling ? wanted : channel.ceiling)
}

/** Returns the most that a request may cost now: the cost that `wantedCostOf` allows, and never more than the covered amount. */
export function mostCostOf(request: OpenRequest, terms: ServiceTerms, answers: number): AssetUnits {
  const wanted = wantedCostOf(request, terms, answers)
  return request.covered !== undefined && request.covered < wanted ? request.covered : wanted
}

/**
 * Returns the most that a request should be allowed to cost now: the price of its prompt and of the output so far, the start price of the terms, and one step
 * (the advance for one request). If the request limits its output tokens, it may cost at most the price up to this limit.
 */
export function wantedCostOf({ prompt, mostOutput, counted }: OpenRequest, terms: ServiceTerms, answers: number): AssetUnits {
  const came = costOf(terms, { input: 0, cached: 0, output: counted })
  const before = promptPrice(terms, prompt) + startPriceOf(terms)
  const ahead = before + came + stepAfter(terms, answers)
  if (mostOutput === null) return assetUnits(ahead)
  const whole = before + costOf(terms, { input: 0, cached: 0, output: Math.max(mostOutput, counted) })
  return assetUnits(ahead < whole ? ahead : whole)
}

/** Returns the state of the payment channel after adding a request that is about to be sent. */
export function withOpen(channel: ClientChannel, request: OpenRequest): ClientChannel {
  return { ...channel, nextSeq: request.seq + 1, open: [...channel.open, request] }
}

/** Returns the state of the payment channel after an open request ended without cost. */
export function withoutOpen(channel: ClientChannel, seq: number): ClientChannel {
  return { ...channel, open: channel.open.filter((request) => request.seq !== seq) }
}

/** Returns the state of the payment channel after the client received more output of a request. `counted` is the number of tokens so far. */
export function withCounted(channel: ClientChannel, seq: number, counted: number): ClientChannel {
  return { ...channel, open: channel.open.map((request) => (request.seq === seq ? { ...request, counted } : request)) }
}

/** Returns the state of the payment channel after a request may cost more: `covered` is the new limit. */
export function withCovered(channel: ClientChannel, seq: number, covered: AssetUnits): ClientChannel {
  return { ...channel, open: channel.open.map((request) => (request.seq === seq ? { ...request, covered } : request)) }
}

/** Returns true if the prompt of a request and the output that came cost more than its covered amount, so that the service sends more than it may. */
export function isOverCovered({ covered, prompt, counted }: OpenRequest, terms: ServiceTerms): boolean {
  return covered !== undefined && promptPrice(terms, prompt) + costOf(terms, { input: 0, cached: 0, output: counted }) > covered
}

/**
 * Returns the state of the payment channel after adding a checked receipt. Each receipt links to the previous one. Returns null if a link is wrong: the number
 * `n` was already used, `previous` is not the hash of the receipt before, or `spent` is not the sum of the costs. A receipt that arrives before an earlier one
 * waits for it.
 */
export function withReceipt(channel: ClientChannel, checked: CheckedReceipt): ClientChannel | null {
  const { n } = checked.receipt
  if (n <= channel.n || channel.waiting.some(({ receipt }) => receipt.n === n)) return null
  const { seq } = checked.receipt
  const open = channel.open.find((request) => request.seq === seq)
  let next: ClientChannel = { ...withoutOpen(channel, seq), waiting: [...channel.waiting, { ...checked, open }] }
  for (;;) {
    const following = next.waiting.find(({ receipt }) => receipt.n === next.n + 1)
    if (following === undefined) return next
    const { receipt, hash } = following
    if (receipt.previous !== next.newest || receipt.spent !== next.owed + receipt.cost) return null
    next = { ...next, n: receipt.n, newest: hash, owed: receipt.spent, waiting: next.waiting.filter((one) => one !== following) }
  }
}

/**
 * The state of a payment channel that a service shows when it and the client disagree. `newest` is its newest receipt, or null. `seq` and `spent` are the
 * number and the amount of the client's voucher (promise to pay) that it shows.
 */
export type ShownState = { readonly newest: CheckedReceipt | null; readonly seq: number; readonly spent: AssetUnits }

/**
 * Returns the state of the payment channel after a client that lost its own state accepts the state that a service shows. The caller has checked both
 * signatures. Returns null if the receipt states more than any amount that the client signed, or is older than the client's own state. Open requests are
 * dropped. The next number of a voucher (promise to pay) is at least 1,025 above the number that the service shows.
 */
export function believe(channel: ClientChannel, { newest, seq, spent }: ShownState): ClientChannel | null {
  const signed = spent > channel.ceiling ? spent : channel.ceiling
  const owed = newest?.receipt.spent ?? channel.owed
  if (owed > signed || owed < channel.owed || (newest !== null && newest.receipt.n < channel.n)) return null
  return {
    ...{ serial: channel.serial, nextSeq: Math.max(channel.nextSeq, seq + windowSize + 1), ceiling: signed, owed },
    ...{ n: newest?.receipt.n ?? channel.n, newest: newest?.hash ?? channel.newest, waiting: [], open: [] },
  }
}

/**
 * Returns the amount that a voucher (promise to pay) must at least leave for a request; with less, the service does not start the request. A client signs this
 * amount or more.
 */
export function leastNeed(terms: ServiceTerms, { prompt, mostOutput }: Pick<OpenRequest, 'prompt' | 'mostOutput'>): AssetUnits {
  return needOf(terms, { prompt, mostOutput, answers: 0 })
}
