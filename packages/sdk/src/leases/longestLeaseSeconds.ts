import { bps, type Cost, costOf, durationSeconds, feeRecord, payOf, pTokenUnits, shareFees, horizonSeconds } from '@infinitio/domain'
import type { AskWire, LeaseWire } from '@infinitio/domain/wire'

/** An ask's limits for a lease's end: its maximum duration, and its last available second in Unix time. */
export type ExtendingAsk = Pick<AskWire, 'maxDurationSeconds' | 'availableUntil'>

/**
 * Returns the longest duration that a lease can reach by extensions, in seconds from its start, or null if it cannot be extended. Other leases of the same GPUs
 * may leave less time.
 */
export function longestLeaseSeconds(
  ask: ExtendingAsk,
  { start, durationSeconds }: { readonly start: number; readonly durationSeconds: number },
): number | null {
  const terms = { start, askMaxDurationSeconds: ask.maxDurationSeconds, askAvailableUntil: ask.availableUntil }
  // An extension may end up to 28 days after it is requested, and it can be requested until the lease's end.
  const limit = latestEndOf({ terms }, { now: start + durationSeconds }) - start
  return limit > durationSeconds ? limit : null
}

/**
 * The cost of extending a lease to a later `end`, in base units of PToken. `escrow` = `price` + `fee` is locked now, and its unused part is refunded. `fees`
 * are the lines of the bill.
 */
export type ExtensionPrice = { price: bigint; fee: bigint; fees: Cost['fees']; escrow: bigint; end: number; seconds: number }

/**
 * Calculates the price of extending a lease to a later `end` (Unix seconds) as the contract does: the escrow of the longer lease less the current escrow. An
 * extension pays no flat fees. Throws if `end` is not later.
 */
export function priceExtension({ terms, endsAt }: Pick<LeaseWire, 'terms' | 'endsAt'>, { end }: { end: number }): ExtensionPrice {
  if (end <= endsAt) throw new Error('an extension ends later')
  const [longer, shorter] = [payUntil(terms, end), payUntil(terms, endsAt)]
  const shares = feeRecord({ payer: 'renter', charge: 'share' }, (key) => longer.shares[key] - shorter.shares[key])
  const flats = feeRecord({ payer: 'renter', charge: 'flat' }, () => 0n)
  const { price, fees, escrow } = costOf(pTokenUnits(longer.pay - shorter.pay), { ...shares, ...flats })
  return { price, fee: escrow - price, fees, escrow, end, seconds: end - endsAt }
}

function payUntil({ pricePerGpuSecond, gpus, start, feeBps }: LeaseWire['terms'], end: number) {
  const billableSeconds = durationSeconds(BigInt(end - start))
  const pay = payOf({ pricePerGpuSecond: pTokenUnits(BigInt(pricePerGpuSecond)), gpus, billableSeconds })
  return { pay, shares: shareFees({ pay, feeBps: bps(BigInt(feeBps)) }) }
}

/**
 * Returns the latest end, in Unix seconds, that the machine's ask and the market allow. The ask limits the duration and the last available second; the market
 * allows at most 28 days from `now`.
 */
export function latestEndOf(
  { terms }: { readonly terms: Pick<LeaseWire['terms'], 'start' | 'askMaxDurationSeconds' | 'askAvailableUntil'> },
  { now }: { now: number },
): number {
  return Math.min(terms.start + terms.askMaxDurationSeconds, terms.askAvailableUntil, now + horizonSeconds)
}
