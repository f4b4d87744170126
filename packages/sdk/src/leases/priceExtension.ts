import { bps, durationSeconds, escrowOf, pTokenUnits } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'

/** What a later end costs, in PToken base units. `escrow` = `price` + `fee` is locked now; what is not used comes back. */
export type ExtensionPrice = { price: bigint; fee: bigint; escrow: bigint; end: number; seconds: number }

/**
 * Prices a later `end` (Unix seconds) exactly as the contract does: the escrow of the longer lease less the escrow of the one there is.
 * Asserts that the end is later.
 */
export function priceExtension({ terms, endsAt }: Pick<LeaseWire, 'terms' | 'endsAt'>, { end }: { end: number }): ExtensionPrice {
  if (end <= endsAt) throw new Error('an extension ends later')
  const escrow = escrowUntil(terms, end) - escrowUntil(terms, endsAt)
  const seconds = end - endsAt
  const price = BigInt(terms.pricePerGpuSecond) * BigInt(terms.gpus) * BigInt(seconds)
  return { price, fee: escrow - price, escrow, end, seconds }
}

function escrowUntil({ pricePerGpuSecond, gpus, start, feeBps }: LeaseWire['terms'], end: number): bigint {
  const seconds = durationSeconds(BigInt(end - start))
  return escrowOf({ pricePerGpuSecond: pTokenUnits(BigInt(pricePerGpuSecond)), gpus, durationSeconds: seconds, feeBps: bps(BigInt(feeBps)) })
}

const horizonSeconds = 28 * 86_400

/** The longest end the ask and the market allow: its longest lease, its last moment, 28 days from now. Unix seconds. */
export function latestEndOf({ terms }: Pick<LeaseWire, 'terms'>, { now }: { now: number }): number {
  return Math.min(terms.start + terms.askMaxDurationSeconds, terms.askAvailableUntil, now + horizonSeconds)
}
