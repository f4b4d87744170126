import { priceOfMillionTokens, type RunFit } from '@infinitio/domain'
import type { RunFitWire } from '@infinitio/domain/wire'

/** Returns how well GPUs can run a model, as the API shows it. `rate` is the price of all GPUs in base units per second. */
export function fitWireOf({ rating, warnings, milliTokensPerSecond, epochSeconds }: RunFit, rate: bigint): RunFitWire {
  return {
    rating,
    warnings: [...warnings],
    tokensPerSecond: milliTokensPerSecond === null ? null : Number(milliTokensPerSecond) / 1_000,
    epochSeconds,
    pricePerMillionTokens: priceOfMillionTokens(rate, milliTokensPerSecond)?.toString() ?? null,
  }
}
