import type { Queryable } from '../client/queryable.ts'

/** Lets nobody else change the shares of this lease until the transaction is over, so that two at once do not pass the limit. */
export async function lockLeaseShares(tx: Queryable, { bidHash }: { bidHash: string }): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('lease_shares' || $1, 0))", [bidHash])
}
