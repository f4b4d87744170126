import type { Refusal } from '@infinitio/domain'
import { monthPeriod, type Period, yearPeriod } from './earningPeriods.ts'

/** The month or the year of a statement, as the query gives it. */
export type AskedPeriod = { readonly month?: string | undefined; readonly year?: string | undefined }

/** A checked period: `month` is null for a whole year. */
export type StatementSpan = Period & { readonly year: string; readonly month: string | null }

/** Returns the span of a month or a year. Rejects with `api.invalid_field` unless exactly one of them is given. */
export function statementSpan({ month, year }: AskedPeriod): StatementSpan | Refusal {
  if (month !== undefined && year === undefined) return { ...monthPeriod(month), month, year: month.slice(0, 4) }
  if (year !== undefined && month === undefined) return { ...yearPeriod(year), month: null, year }
  return { rejected: 'api.invalid_field', detail: 'query.month: give a month or a year' }
}
