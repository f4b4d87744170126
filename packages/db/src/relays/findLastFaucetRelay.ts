import type { Queryable } from '../client/queryable.ts'

/** The last relay by which an account asked the faucet of a development chain, or null. Index: relays (account, seq). Takes no lock. */
export async function findLastFaucetRelay(db: Queryable, { account }: { account: string }): Promise<{ relayId: string; createdAt: Date } | null> {
  const rows = await db.query<{ relayId: string; createdAt: Date }>(
    `select id as "relayId", created_at as "createdAt" from relays where account = $1 and kind = 'faucet' order by seq desc limit 1`,
    [account],
  )
  return rows[0] ?? null
}
