import {
  anyoneExecutor,
  type Bid,
  isSmallPiece,
  orderRelayFee,
  type PTokenUnits,
  type Refusal,
  settleFeeOf,
  type SettleTerms,
} from '@infinitio/domain'

/** At which price a bid trades at most, and whether the ask that it names may be settled by anybody. */
export type ValuedAt = { readonly pricePerGpuSecond: PTokenUnits; readonly mayAnybodySettle: boolean }

/**
 * Refuses with `order.value_too_low` a bid whose whole lease is worth less than what the operator settles without a fee, unless it signs the fee that is asked for
 * such a lease, or its parties settle it themselves: bid and ask both name anybody as their executor. The machine must be named, so that nobody
 * makes others' machines unavailable with matches that nobody can settle.
 */
export function valueRefusal(bid: Bid, { pricePerGpuSecond, mayAnybodySettle }: ValuedAt, terms: SettleTerms): Refusal | null {
  const whole = { pricePerGpuSecond, gpus: bid.gpus, durationSeconds: bid.durationSeconds }
  if (!isSmallPiece(whole, terms)) return null
  const fee = settleFeeOf(whole, terms)
  if (fee !== null && bid.maxRelayFee >= orderRelayFee({ ...bid, relayFee: fee })) return null
  if (bid.executor === anyoneExecutor && mayAnybodySettle) return null
  return { rejected: 'order.value_too_low', detail: `least value ${terms.leastLeaseValue}, relay fee ${fee ?? 'none'}` }
}
