import { isRefusal, type PriceStep, pricesOfWeek, type PricingRule, type PricingState, type PTokenUnits } from '@infinitio/domain'

/** Consecutive hours with the same price and the same reasons. `from` and `until` are Unix seconds; the hour at `until` is not included. */
export type WeekRun = { readonly from: number; readonly until: number; readonly pricePerGpuSecond: PTokenUnits; readonly steps: readonly PriceStep[] }

const hourSeconds = 3_600

/**
 * Returns the prices of a pricing rule for the next seven days. Consecutive hours with the same steps of the calculation form one run. Returns an empty list if
 * the rule is not valid.
 */
export function weekRuns(rule: PricingRule, state: PricingState): WeekRun[] {
  const week = pricesOfWeek(rule, state)
  if (isRefusal(week)) return []
  const runs: WeekRun[] = []
  for (const { from, price } of week) {
    const { pricePerGpuSecond, steps } = price
    const last = runs.at(-1)
    const until = Number(from) + hourSeconds
    if (last !== undefined && areSame(last.steps, steps)) runs[runs.length - 1] = { ...last, until }
    else runs.push({ from: Number(from), until, pricePerGpuSecond, steps })
  }
  return runs
}

function areSame(some: readonly PriceStep[], others: readonly PriceStep[]): boolean {
  return (
    some.length === others.length &&
    some.every((step, place) => step.why === others[place]?.why && step.pricePerGpuSecond === others[place]?.pricePerGpuSecond)
  )
}
