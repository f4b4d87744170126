import type { Queryable } from '../client/queryable.ts'

/** What a provider was paid, after its fee, in PToken base units: in all, and since two moments of the block clock. */
export interface EarningsRow {
  total: bigint
  today: bigint
  last30Days: bigint
}

/** Sums the earnings of a provider from its statement. Index: chain_statement (account, …). Takes no lock. */
export async function readEarnings(
  db: Queryable,
  { account, todayFrom, monthFrom }: { account: string; todayFrom: bigint; monthFrom: bigint },
): Promise<EarningsRow> {
  const rows = await db.query<EarningsRow>(
    `select coalesce(sum(amount), 0) as total, coalesce(sum(amount) filter (where at >= $2), 0) as today,
       coalesce(sum(amount) filter (where at >= $3), 0) as "last30Days"
     from chain_statement where account = $1 and kind = 'lease_pay'`,
    [account, todayFrom, monthFrom],
  )
  const row = rows[0]
  if (row === undefined) throw new Error('the earnings query returns one row')
  return row
}
