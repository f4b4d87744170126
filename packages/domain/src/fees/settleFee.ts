import { payOf } from '../leases/escrowOf.ts'
import type { DurationSeconds } from '../units/seconds.ts'
import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'

/**
 * The inputs of `orderRelayFee`: the relay fee for each settlement of an order in base units, the order's GPUs, and the fewest GPUs that one settlement may
 * have.
 */
export type OrderRelayFeeInput = { relayFee: bigint; gpus: number; minGpusPerNode: number }

/** An operator's prices for settling a bid, in base units. Each piece of the bid, which becomes one lease, costs one such fee. */
export type SettleTerms = {
  /** The fee for a piece of a bid that is worth at least `leastLeaseValue`. */
  readonly relayFee: PTokenUnits
  /** A piece of a bid (the part that becomes one lease) pays only `relayFee` if it is worth at least this amount, in base units. */
  readonly leastLeaseValue: PTokenUnits
  /**
   * The fee for a piece (a part of a bid that becomes one lease) that is worth less than `leastLeaseValue`. If `relayFee` is higher than `smallLeaseFee`, the
   * piece costs `relayFee` instead. If both are 0, the operator does not settle such pieces.
   */
  readonly smallLeaseFee: PTokenUnits
}

/** A piece of a bid: the part that becomes one lease. Its value is price × GPUs × seconds. */
export type SettlePiece = { readonly pricePerGpuSecond: PTokenUnits; readonly gpus: number; readonly durationSeconds: DurationSeconds }

/** Returns true if a piece of a bid is worth less than the least value (`leastLeaseValue`) that an operator settles for its usual relay fee. */
export function isSmallPiece({ pricePerGpuSecond, gpus, durationSeconds }: SettlePiece, { leastLeaseValue }: SettleTerms): boolean {
  return payOf({ pricePerGpuSecond, gpus, billableSeconds: durationSeconds }) < leastLeaseValue
}

/**
 * Returns the relay fee, in base units, for which an operator settles a piece (the part of a bid that becomes one lease). Returns null if the operator does not
 * settle it, so that somebody else, such as the renter, must send the transaction.
 */
export function settleFeeOf(piece: SettlePiece, terms: SettleTerms): PTokenUnits | null {
  if (!isSmallPiece(piece, terms)) return terms.relayFee
  const fee = terms.smallLeaseFee > terms.relayFee ? terms.smallLeaseFee : terms.relayFee
  return fee > 0n ? fee : null
}

/** The fields of a bid that decide the relay fee of each piece. A piece is the part of the bid that one machine gives as one lease. */
export type FeeBid = {
  readonly maxPricePerGpuSecond: PTokenUnits
  readonly gpus: number
  readonly minGpusPerNode: number
  readonly durationSeconds: DurationSeconds
}

/**
 * Returns the relay fee, in base units, that a bid must allow for each of its pieces. It is the operator's fee for the smallest possible piece at the bid's
 * highest price; 0 if the operator would not settle that piece.
 */
export function bidPieceFee({ maxPricePerGpuSecond, gpus, minGpusPerNode, durationSeconds }: FeeBid, terms: SettleTerms): PTokenUnits {
  const smallest = Math.min(gpus, Math.max(1, minGpusPerNode))
  return settleFeeOf({ pricePerGpuSecond: maxPricePerGpuSecond, gpus: smallest, durationSeconds }, terms) ?? pTokenUnits(0n)
}

/** A matched piece of a bid (the part that becomes one lease), with the bid's signed limit of relay fees and its number of GPUs. */
export type MatchedPiece = SettlePiece & { readonly bid: { readonly maxRelayFee: bigint; readonly gpus: number } }

/**
 * Returns true if an operator does not settle a matched piece of a bid, so that the renter or the provider must send it. This is so if the piece is worth less
 * than `leastLeaseValue`, and either the operator settles no such small pieces or its fee is higher than the bid allows.
 */
export function isLeftToParties(piece: MatchedPiece, terms: SettleTerms): boolean {
  if (!isSmallPiece(piece, terms)) return false
  const fee = settleFeeOf(piece, terms)
  return fee === null || fee > pieceRelayFee(piece.bid, piece.gpus)
}

/**
 * Returns the `maxRelayFee` that an order must sign so that each of its pieces (leases) may cost `relayFee`, in base units, rounded up. The contract lets a
 * piece cost `maxRelayFee × GPUs of the piece ÷ GPUs of the order`, so the whole order never costs more than `maxRelayFee`.
 */
export function orderRelayFee({ relayFee, gpus, minGpusPerNode }: OrderRelayFeeInput): PTokenUnits {
  const least = BigInt(Math.min(gpus, Math.max(1, minGpusPerNode)))
  return pTokenUnits((relayFee * BigInt(gpus) + least - 1n) / least)
}

/**
 * Returns the most that a piece of an order (one lease) may cost its renter as a relay fee, in base units, rounded down. Calculates the same as
 * `MatchLib.checkTerms`.
 */
export function pieceRelayFee({ maxRelayFee, gpus }: { maxRelayFee: bigint; gpus: number }, pieceGpus: number): PTokenUnits {
  return pTokenUnits((maxRelayFee * BigInt(pieceGpus)) / BigInt(gpus))
}
