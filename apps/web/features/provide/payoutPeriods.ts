import type { StatementPeriod } from '@infinitio/domain/wire'

/** A year with its months, newest first, each as the API writes it: "2026" and "2026-11". */
export type PayoutYear = { readonly year: string; readonly months: readonly string[] }

/**
 * Groups months by year, newest first: the months with payments, and the current month. A year without a payment is left out, unless it is the current one.
 * Pure.
 */
export function payoutYears(months: readonly string[], now: number): PayoutYear[] {
  const all = [...new Set([monthOf(now), ...months])].sort().reverse()
  return [...Map.groupBy(all, (month) => month.slice(0, 4))].map(([year, some]) => ({ year, months: some }))
}

/** Returns the month of a moment in Unix seconds, in UTC: "2026-11". */
export function monthOf(now: number): string {
  return new Date(now * 1_000).toISOString().slice(0, 7)
}

/** Returns the query of a period: "2026" is a year and "2026-11" is a month. */
export function periodQuery(period: string): StatementPeriod {
  return period.length === 4 ? { year: period } : { month: period }
}
