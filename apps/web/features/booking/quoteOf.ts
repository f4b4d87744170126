import { bps, durationSeconds, escrowOf, payOf, pTokenUnits } from '@infinitio/domain'

/** What decides a quote. Price and relay fee are base units as the wire spells them. */
export type QuoteInput = {
  readonly pricePerGpuSecond: string
  readonly gpus: number
  readonly durationSeconds: number
  readonly feeBps: number
  readonly relayFee: string
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

/** Works out a quote with the contract's own arithmetic. `hourPrice` is one hour of all GPUs: what a funded hold sets aside. */
export function quoteOf(input: QuoteInput): Quote {
  const pricePerGpuSecond = pTokenUnits(BigInt(input.pricePerGpuSecond))
  const seconds = durationSeconds(BigInt(input.durationSeconds))
  const price = payOf({ pricePerGpuSecond, gpus: input.gpus, billableSeconds: seconds })
  const escrow = escrowOf({ pricePerGpuSecond, gpus: input.gpus, durationSeconds: seconds, feeBps: bps(BigInt(input.feeBps)) })
  const relayFee = BigInt(input.relayFee)
  const hourPrice = pricePerGpuSecond * BigInt(input.gpus) * 3_600n
  return { price, fee: escrow - price, relayFee, escrow, total: escrow + relayFee, hourPrice }
}
