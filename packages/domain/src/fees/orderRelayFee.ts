import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'

/** A relay fee for each settle in base units, and how an order may be split. */
export type OrderRelayFeeInput = { relayFee: bigint; gpus: number; minGpusPerNode: number }

/**
 * Returns the `maxRelayFee` that an order signs so that each of its pieces may cost `relayFee`, in base units, rounded up. The contract lets a
 * piece cost `maxRelayFee × GPUs of the piece ÷ GPUs of the order`, so the whole order never costs more than `maxRelayFee`.
 */
export function orderRelayFee({ relayFee, gpus, minGpusPerNode }: OrderRelayFeeInput): PTokenUnits {
  const least = BigInt(Math.min(gpus, Math.max(1, minGpusPerNode)))
  return pTokenUnits((relayFee * BigInt(gpus) + least - 1n) / least)
}

/** Returns the most that a piece of an order may cost its renter as a relay fee, in base units, rounded down. Twin of `MatchLib.checkTerms`. */
export function pieceRelayFee({ maxRelayFee, gpus }: { maxRelayFee: bigint; gpus: number }, pieceGpus: number): PTokenUnits {
  return pTokenUnits((maxRelayFee * BigInt(pieceGpus)) / BigInt(gpus))
}
