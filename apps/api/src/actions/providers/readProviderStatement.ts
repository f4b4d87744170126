import { atOneMoment, listSettledLeases, type Queryable, readSeller, type SettledLeaseRow, sumSettledByPeriod } from '@infinitio/db'
import { type Address, feesIn, isRefusal, type Refusal } from '@infinitio/domain'
import type { ProviderStatementWire, StatementLeaseWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { monthPeriod, type Period, yearPeriod } from './earningPeriods.ts'
import { addedUp, settledSumsWire } from './settledSums.ts'

const pageRows = 500
/** A time in Unix seconds after the last month for which a statement can exist. */
const endOfTime = BigInt(Date.UTC(2100, 0) / 1_000)

type AskedPage = AskedPeriod & { readonly cursor?: string | undefined; readonly after?: string | undefined; readonly limit?: number | undefined }

/**
 * Returns a page of a provider's leases that closed in a month or a year (UTC), newest first, with the sums of all of them. Refuses with `api.invalid_field`
 * unless the query has exactly one of month and year.
 */
export async function readProviderStatement(
  { db }: Pick<Services, 'db'>,
  { account, query }: { account: Address; query: AskedPage },
): Promise<ProviderStatementWire | Refusal> {
  const span = statementSpan(query)
  if (isRefusal(span)) return span
  const last = query.cursor ?? query.after
  const before = last === undefined ? null : BigInt(last)
  return atOneMoment(db, (tx) => statementAt(tx, { account, span, before, limit: query.limit ?? pageRows }))
}

/**
 * Reads one page of a statement, and the sums of the whole period. `tx` must be a transaction that reads one snapshot of the database, or the page and the sums
 * may not agree.
 */
export async function statementAt(
  tx: Queryable,
  { account, span, before, limit }: { account: Address; span: StatementSpan; before: bigint | null; limit: number },
): Promise<ProviderStatementWire> {
  const [from, until] = [BigInt(span.from), BigInt(span.until)]
  const allMonths = await sumSettledByPeriod(tx, { provider: account, by: 'month', from: 0n, until: endOfTime })
  // Read one row more than fits on a page. If it exists, there is a next page.
  const rows = await listSettledLeases(tx, { provider: account, from, until, beforeLeaseId: before, limit: limit + 1 })
  const seller = await readSeller(tx, { account })
  const page = rows.slice(0, limit)
  const next = rows.length > limit ? (page.at(-1)?.leaseId.toString() ?? null) : null
  return {
    year: span.year,
    month: span.month,
    provider: account,
    name: seller?.name ?? null,
    total: settledSumsWire(addedUp(allMonths.filter((month) => month.from >= from && month.from < until))),
    months: allMonths.map((month) => new Date(Number(month.from) * 1_000).toISOString().slice(0, 7)).reverse(),
    leases: page.map(leaseWireOf),
    nextCursor: next,
    next,
  }
}

function leaseWireOf(row: SettledLeaseRow): StatementLeaseWire {
  const fee = feesIn(row, { payer: 'provider' }).total
  return {
    leaseId: row.leaseId.toString(),
    node: row.nodeId,
    nodeName: row.nodeName ?? row.nodeId.slice(0, 10),
    renter: row.renter,
    gpus: row.gpus,
    pricePerGpuSecond: row.pricePerGpuSecond.toString(),
    paidSeconds: Number(row.paidSeconds),
    pay: row.pay.toString(),
    fee: fee.toString(),
    earned: (row.pay - fee).toString(),
    refund: row.refund.toString(),
    compensation: row.compensation.toString(),
    operatorShare: row.operatorShare.toString(),
    closedAt: Number(row.closedAt),
    closedTx: row.closedTx,
  }
}

/** The month or the year of a statement, as the caller's query contains it. */
export type AskedPeriod = { readonly month?: string | undefined; readonly year?: string | undefined }

/** A checked period: `month` is null for a whole year. */
type StatementSpan = Period & { readonly year: string; readonly month: string | null }

/** Returns the span of a month or a year. Refuses with `api.invalid_field` unless exactly one of them is given. */
export function statementSpan({ month, year }: AskedPeriod): StatementSpan | Refusal {
  if (month !== undefined && year === undefined) return { ...monthPeriod(month), month, year: month.slice(0, 4) }
  if (year !== undefined && month === undefined) return { ...yearPeriod(year), month: null, year }
  return { rejected: 'api.invalid_field', detail: 'query.month: give a month or a year' }
}
