import { payOf } from '../leases/escrowOf.ts'
import type { Bps } from '../units/bps.ts'
import { durationSeconds, type DurationSeconds } from '../units/seconds.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import { type Cost, costOf, flatFees } from './cost.ts'
import { shareFees } from './fees.ts'
import type { SettlePiece, SettleTerms } from './settleFee.ts'

/** The length of a lease and the terms that decide the bill if it ends early. `trialSeconds` is 0 for a lease without a trial. */
export type EndingTerms = {
  readonly durationSeconds: DurationSeconds
  readonly noticeSeconds: DurationSeconds
  readonly trialSeconds: DurationSeconds
}

/**
 * Returns the billed seconds of a lease that is ready at its start and that its renter ends `usedSeconds` later. They are 0 if the end is within the trial.
 * Otherwise they are the used seconds plus the notice, but at most the whole lease. A lease that is ready after its start is never billed for more seconds than
 * this. Calculates the same as `Market._end`.
 */
export function secondsOfUse({ durationSeconds: length, noticeSeconds, trialSeconds }: EndingTerms, usedSeconds: DurationSeconds): DurationSeconds {
  if (usedSeconds < trialSeconds) return durationSeconds(0n)
  const wished = usedSeconds + noticeSeconds
  return durationSeconds(wished < length ? wished : (length as bigint))
}

/** A piece of a bid before it becomes a lease: its price, GPUs and fee, and the terms for ending it early. */
export type EndingPiece = SettlePiece & EndingTerms & { readonly feeBps: Bps }

/** Returns the cost of a lease that its renter ends `usedSeconds` after it is ready, in base units. Flat fees are always due in full. */
export function costOfUse({ feeBps, ...piece }: EndingPiece, terms: SettleTerms, usedSeconds: DurationSeconds): Cost {
  const price = payOf({ ...piece, billableSeconds: secondsOfUse(piece, usedSeconds) })
  return costOf(price, { ...shareFees({ pay: price, feeBps }), ...flatFees(piece, terms) })
}

/** Returns the cost of a lease if its renter ends it as soon as it is ready, in base units. */
export function leastCost(piece: EndingPiece, terms: SettleTerms): PTokenUnits {
  return costOfUse(piece, terms, durationSeconds(0n)).total
}
