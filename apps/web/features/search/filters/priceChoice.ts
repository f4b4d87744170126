import { parsePt } from '@infinitio/domain'
import type { FacetsWire } from '@infinitio/domain/wire'
import { exactAmountText } from '#web/parts/format/amountText.ts'

/** The steps in which the API counts the machines of a search by price, cheapest first. */
export type PriceSteps = FacetsWire['prices']

/**
 * Returns the number of steps, from the cheapest on, that a highest price in PT per GPU-hour reaches; all steps if the text is empty or not a price. A price
 * inside a step reaches the whole step, because the API counts machines only by steps.
 */
export function stepsUpTo(steps: PriceSteps, maxPrice: string): number {
  const most = parsePt(maxPrice)
  if (most === null) return steps.length
  const reached = steps.findIndex(({ atMost }) => atMost === null || BigInt(atMost) >= most)
  return reached < 0 ? steps.length : reached + 1
}

/** Returns the highest price, in PT per GPU-hour, that reaches so many steps. Returns an empty text for all steps, because then no machine is left out. */
export function maxPriceOf(steps: PriceSteps, reached: number): string {
  const atMost = reached >= steps.length ? null : (steps[reached - 1]?.atMost ?? null)
  return atMost === null ? '' : exactAmountText(BigInt(atMost)).replaceAll(',', '')
}

/** Returns the number of steps, from the cheapest on, that a lowest price in PT per GPU-hour leaves out; none if the text is empty or not a price. */
export function stepsBelow(steps: PriceSteps, minPrice: string): number {
  const least = parsePt(minPrice)
  return least === null ? 0 : steps.filter(({ atMost }) => atMost !== null && BigInt(atMost) <= least).length
}

/** Returns the lowest price, in PT per GPU-hour, that leaves out so many steps. Returns an empty text for no step, because then no machine is left out. */
export function minPriceOf(steps: PriceSteps, left: number): string {
  const above = left === 0 ? undefined : steps[left]?.above
  return above === undefined ? '' : exactAmountText(BigInt(above)).replaceAll(',', '')
}

/** Returns the number of machines in the first `reached` steps. */
export function machinesIn(steps: PriceSteps, reached: number): number {
  return steps.slice(0, reached).reduce((sum, { count }) => sum + count, 0)
}
