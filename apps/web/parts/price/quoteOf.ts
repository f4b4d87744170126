import { bps, durationSeconds, escrowOf, payOf, pTokenUnits, settleFeeOf } from '@infinitio/domain'
import { settleTermsFromWire, type SettleTermsWire } from '@infinitio/domain/wire'

/** The inputs of a quote. Price and fees are base units, as text. */
export type QuoteInput = SettleTermsWire & {
  readonly pricePerGpuSecond: string
  readonly gpus: number
  readonly durationSeconds: number
  readonly feeBps: number
}

/** What a booking costs at most, in base units: price, fee on it, relay fee and their sum. The contract locks `escrow` = price + fee. */
export type Quote = {
  readonly price: bigint
  readonly fee: bigint
  readonly relayFee: bigint
  readonly escrow: bigint
  readonly total: bigint
  readonly hourPrice: bigint
}

/** Calculates a quote with the contract's own arithmetic. `hourPrice` is one hour of all GPUs: what a funded hold sets aside. */
export function quoteOf(input: QuoteInput): Quote {
  const pricePerGpuSecond = pTokenUnits(BigInt(input.pricePerGpuSecond))
  const seconds = durationSeconds(BigInt(input.durationSeconds))
  const price = payOf({ pricePerGpuSecond, gpus: input.gpus, billableSeconds: seconds })
  const escrow = escrowOf({ pricePerGpuSecond, gpus: input.gpus, durationSeconds: seconds, feeBps: bps(BigInt(input.feeBps)) })
  const piece = { pricePerGpuSecond, gpus: input.gpus, durationSeconds: seconds }
  const relayFee = settleFeeOf(piece, settleTermsFromWire(input)) ?? 0n
  const hourPrice = pricePerGpuSecond * BigInt(input.gpus) * 3_600n
  return { price, fee: escrow - price, relayFee, escrow, total: escrow + relayFee, hourPrice }
}
