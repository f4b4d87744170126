import { feeUp } from '../fees/feeUp.ts'
import type { Bps } from '../units/bps.ts'
import type { DurationSeconds } from '../units/seconds.ts'
import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'

/** The terms of a lease that decide how much is locked for it (its escrow). */
export type EscrowInput = { pricePerGpuSecond: PTokenUnits; gpus: number; durationSeconds: DurationSeconds; feeBps: Bps }

/**
 * Returns the escrow that settling a lease locks, in base units: price × gpus × seconds, exact, plus the renter's fee on it, rounded up. Vectors:
 * `vectors/lease.json`.
 */
export function escrowOf({ pricePerGpuSecond, gpus, durationSeconds, feeBps }: EscrowInput): PTokenUnits {
  const price = payOf({ pricePerGpuSecond, gpus, billableSeconds: durationSeconds })
  return pTokenUnits(price + feeUp({ amount: price, feeBps }))
}

/** Returns the pay for billable seconds: price × gpus × seconds. Exact. */
export function payOf(input: { pricePerGpuSecond: PTokenUnits; gpus: number; billableSeconds: DurationSeconds }): PTokenUnits {
  return pTokenUnits(input.pricePerGpuSecond * BigInt(input.gpus) * input.billableSeconds)
}
