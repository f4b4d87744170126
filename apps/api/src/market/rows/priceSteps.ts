import type { FacetsWire } from '@infinitio/domain/wire'

const hourSeconds = 3_600n
/** The ten round numbers of a decade (series R10 of ISO 3), in hundredths. Each is about a quarter larger than the number before it. */
const roundNumbers = [100n, 125n, 160n, 200n, 250n, 315n, 400n, 500n, 630n, 800n]
/** One hundredth of the smallest step, in base units. The smallest step ends at 0.001 PT per GPU-hour. */
const hundredth = 10n ** 13n
const decades = 6

/** The upper ends of the steps in which searches count prices, smallest first: 0.001 PT to 800 PT per GPU-hour, in PToken base units. */
export const priceSteps: readonly bigint[] = Array.from({ length: decades }, (_, decade) =>
  roundNumbers.map((round) => round * hundredth * 10n ** BigInt(decade)),
).flat()

/**
 * Returns the step to which a price in base units per GPU-second belongs: the index of the first upper end that its price of an hour does not exceed. A higher
 * price gets the index after the last step.
 */
export function priceStepOf(pricePerGpuSecond: bigint): number {
  const price = pricePerGpuSecond * hourSeconds
  let from = 0
  let to = priceSteps.length
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (price <= (priceSteps[middle] as bigint)) to = middle
    else from = middle + 1
  }
  return from
}

/** Returns the steps with their counts, from the first to the last one that has machines. Empty if none has. */
export function countedPriceSteps(counts: Uint32Array): FacetsWire['prices'] {
  const first = counts.findIndex((count) => count > 0)
  const last = counts.findLastIndex((count) => count > 0)
  if (first < 0) return []
  return Array.from(counts.subarray(first, last + 1), (count, at) => ({
    above: (priceSteps[first + at - 1] ?? 0n).toString(),
    atMost: priceSteps[first + at]?.toString() ?? null,
    count,
  }))
}
