import { listSettledLeases } from '@infinitio/db'
import { type Address, feesIn } from '@infinitio/domain'
import type { ProviderStatementQuery, ProviderStatementWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { monthPeriod } from './earningPeriods.ts'

const pageRows = 500

/** Lists a page of a provider's leases that closed in a month (UTC), in the order of their ids. */
export async function readProviderStatement(
  { db }: Pick<Services, 'db'>,
  { account, query }: { account: Address; query: ProviderStatementQuery },
): Promise<ProviderStatementWire> {
  const { from, until } = monthPeriod(query.month)
  const limit = query.limit ?? pageRows
  const afterLeaseId = query.after === undefined ? null : BigInt(query.after)
  // Read one row more than a page to detect a next page.
  const rows = await listSettledLeases(db, { provider: account, from: BigInt(from), until: BigInt(until), afterLeaseId, limit: limit + 1 })
  const page = rows.slice(0, limit)
  return {
    month: query.month,
    leases: page.map((row) => ({
      leaseId: row.leaseId.toString(),
      node: row.nodeId,
      nodeName: row.nodeName ?? row.nodeId.slice(0, 10),
      renter: row.renter,
      gpus: row.gpus,
      pricePerGpuSecond: row.pricePerGpuSecond.toString(),
      paidSeconds: Number(row.paidSeconds),
      pay: row.pay.toString(),
      fee: feesIn(row, { payer: 'provider' }).total.toString(),
      earned: (row.pay - feesIn(row, { payer: 'provider' }).total).toString(),
      refund: row.refund.toString(),
      compensation: row.compensation.toString(),
      closedAt: Number(row.closedAt),
      closedTx: row.closedTx,
    })),
    next: rows.length > limit ? (page.at(-1)?.leaseId.toString() ?? null) : null,
  }
}
