import { atOneMoment, type FinalLineRow, type LinePlace, listFinalLines, listServiceCosts, listServiceSales, readStatementSums } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { AccountStatementQuery, AccountStatementWire } from '@infinitio/domain/wire'
import { tasksBetween } from '@infinitio/tasks'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import type { Services } from '../../services/services.ts'
import { monthPeriod } from '../providers/earningPeriods.ts'
import { offeredModelOf } from '../services/offerOf.ts'

const pageRows = 500
const mostServices = 100
const secondsPerDay = 86_400n

/**
 * Returns one page of the changes of an account's balance in the Market contract during one month (UTC), in the order of the chain, and the sums of the whole
 * month. Reads final blocks only, except for payments to AI services and for tasks.
 */
export async function readStatement(
  { db, tasks }: Pick<Services, 'db' | 'tasks'>,
  { account, query }: { account: Address; query: AccountStatementQuery },
): Promise<AccountStatementWire> {
  const period = monthPeriod(query.month)
  const span = { account, from: BigInt(period.from), until: BigInt(period.until) }
  const limit = query.limit ?? pageRows
  const { sums, rows, costs, sold } = await atOneMoment(db, async (tx) => {
    const read = await readStatementSums(tx, span)
    const before = query.cursor ?? query.after
    const after = before === undefined ? null : placeOf(before)
    // Read one row more than a page to detect a next page.
    const days = { fromDay: span.from / secondsPerDay, untilDay: span.until / secondsPerDay }
    const settled = await listServiceCosts(tx, { payer: account, ...days, limit: mostServices })
    const sales = await listServiceSales(tx, { payee: account, ...days, limit: mostServices })
    return {
      sums: read,
      costs: settled,
      sold: sales,
      rows: await listFinalLines(tx, { ...span, finalNumber: read.finalNumber, after, limit: limit + 1 }),
    }
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next = rows.length > limit && last !== undefined ? placeText(last) : null
  return {
    month: query.month,
    firstMonth: monthOf(sums.firstAt),
    opening: sums.opening.toString(),
    came: sums.came.toString(),
    went: sums.went.toString(),
    closing: (sums.opening + sums.came - sums.went).toString(),
    finalBlock: Number(sums.finalNumber),
    complete: sums.finalAt >= span.until,
    lines: page.map((row) => ({
      place: placeText(row),
      at: Number(row.at),
      kind: row.kind,
      amount: row.amount.toString(),
      balanceAfter: row.balanceAfter.toString(),
      leaseId: row.leaseId?.toString() ?? null,
      txHash: row.txHash,
      blockNumber: Number(row.blockNumber),
    })),
    services: costs.map(costOf),
    sales: sold.map(costOf),
    tasks: await tasksOf({ tasks }, { account, from: period.from, until: period.until }),
    nextCursor: next,
    next,
  }
}

/** Returns what tasks paid and took in a span of time, or null while the chain does not answer. */
async function tasksOf({ tasks }: Pick<Services, 'tasks'>, span: Parameters<typeof tasksBetween>[1]): Promise<AccountStatementWire['tasks']> {
  try {
    const seen = await tasks.read()
    const { earned, ordered } = seen === null ? { earned: 0n, ordered: 0n } : tasksBetween(seen.view, span)
    return { earned: `${earned}`, ordered: `${ordered}` }
  } catch (error) {
    if (error instanceof ChainUnavailableError) return null
    throw error
  }
}

function costOf({ service, terms, asset, settled, requests }: Awaited<ReturnType<typeof listServiceCosts>>[number]) {
  return { service, model: offeredModelOf(terms), asset, settled: `${settled}`, requests: Number(requests) }
}

function monthOf(at: bigint): string {
  return new Date(Number(at) * 1_000).toISOString().slice(0, 7)
}

function placeText({ blockNumber, logIndex, kind }: FinalLineRow): string {
  return `${blockNumber}-${logIndex}-${kind}`
}

/**
 * Parses the page cursor that `placeText` wrote: the block number, the index of the event in the block, and the kind of the line. The request schema has
 * already checked the format.
 */
function placeOf(text: string): LinePlace {
  const [block = '0', log = '0', kind = ''] = text.split('-')
  return { blockNumber: BigInt(block), logIndex: Number(log), kind }
}
