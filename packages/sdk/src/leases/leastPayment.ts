import { bps, durationSeconds, leastCost, leastReason, pTokenUnits } from '@infinitio/domain'
import { settleTermsFromWire, type SettleTermsWire } from '@infinitio/domain/wire'

/** The terms of a lease that can be rented. The price is in base units. `trialSeconds` is 0 if the lease gets no free trial. */
export type LeastPaymentInput = {
  readonly pricePerGpuSecond: string
  readonly gpus: number
  readonly durationSeconds: number
  readonly noticeSeconds: number
  readonly trialSeconds: number
}

/** The minimum that the renter pays once the lease is ready, in base units, and the rule that decides it. */
export type LeastPayment = { readonly amount: bigint; readonly reason: ReturnType<typeof leastReason> }

/** Calculates the least that a renter pays for a ready lease, with the contract's arithmetic and the market's current fees. */
export function leastPayment(lease: LeastPaymentInput, chain: SettleTermsWire & { readonly feeBps: number }): LeastPayment {
  const ending = {
    durationSeconds: durationSeconds(BigInt(lease.durationSeconds)),
    noticeSeconds: durationSeconds(BigInt(lease.noticeSeconds)),
    trialSeconds: durationSeconds(BigInt(lease.trialSeconds)),
  }
  const piece = { pricePerGpuSecond: pTokenUnits(BigInt(lease.pricePerGpuSecond)), gpus: lease.gpus, feeBps: bps(chain.feeBps), ...ending }
  return { amount: leastCost(piece, settleTermsFromWire(chain)), reason: leastReason(ending) }
}
