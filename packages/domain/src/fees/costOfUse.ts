import { payOf } from '../leases/escrowOf.ts'
import type { Bps } from '../units/bps.ts'
import { durationSeconds, type DurationSeconds } from '../units/seconds.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import { type Cost, costOf, flatFees } from './cost.ts'
import { shareFees } from './fees.ts'
import type { SettlePiece, SettleTerms } from './settleFee.ts'

/** The length of a lease and the terms for ending it early. `trialSeconds` is 0 for a lease without a trial. */
export type EndingTerms = {
  readonly durationSeconds: DurationSeconds
  readonly noticeSeconds: DurationSeconds
  readonly trialSeconds: DurationSeconds
}

/**
 * Returns the seconds that a lease bills when it is ready at its start and its renter ends it `usedSeconds` later: none within the trial, later the used
 * seconds and the notice, up to the whole lease. A lease that is ready later bills no more. Twin of `Market._end`.
 */
export function secondsOfUse({ durationSeconds: length, noticeSeconds, trialSeconds }: EndingTerms, usedSeconds: DurationSeconds): DurationSeconds {
  if (usedSeconds < trialSeconds) return durationSeconds(0n)
  const wished = usedSeconds + noticeSeconds
  return durationSeconds(wished < length ? wished : (length as bigint))
}

/** A quoted lease: its price, GPUs and fee, and the terms for ending it early. */
export type EndingPiece = SettlePiece & EndingTerms & { readonly feeBps: Bps }

/** Returns what a lease costs when its renter ends it `usedSeconds` after it is ready, in base units. Fees that are due in any case are those of the whole lease. */
export function costOfUse({ feeBps, ...piece }: EndingPiece, terms: SettleTerms, usedSeconds: DurationSeconds): Cost {
  const price = payOf({ ...piece, billableSeconds: secondsOfUse(piece, usedSeconds) })
  return costOf(price, { ...shareFees({ pay: price, feeBps }), ...flatFees(piece, terms) })
}

/** Returns the least that a lease costs once it is ready, in base units: its renter ends it at once. */
export function leastCost(piece: EndingPiece, terms: SettleTerms): PTokenUnits {
  return costOfUse(piece, terms, durationSeconds(0n)).total
}
