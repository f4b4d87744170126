import { bps, type Cost, durationSeconds, pTokenUnits, quoteCost } from '@infinitio/domain'
import { settleTermsFromWire, type SettleTermsWire } from '@infinitio/domain/wire'

/** The inputs for the cost of a booking. Price and fees are base units, as text. */
export type QuoteInput = SettleTermsWire & {
  readonly pricePerGpuSecond: string
  readonly gpus: number
  readonly durationSeconds: number
  readonly feeBps: number
}

/** The highest possible cost of a booking, in base units. `hourPrice` is the price of all GPUs for one hour; a hold with a deposit locks this amount. */
export type Quote = Cost & { readonly hourPrice: bigint }

/** Calculates the highest possible cost of a booking, by the same arithmetic as the contract. */
export function quoteOf(input: QuoteInput): Quote {
  const { gpus } = input
  const pricePerGpuSecond = pTokenUnits(BigInt(input.pricePerGpuSecond))
  const piece = { pricePerGpuSecond, gpus, durationSeconds: durationSeconds(BigInt(input.durationSeconds)) }
  const cost = quoteCost({ ...piece, feeBps: bps(input.feeBps) }, settleTermsFromWire(input))
  return { ...cost, hourPrice: pricePerGpuSecond * BigInt(gpus) * 3_600n }
}
