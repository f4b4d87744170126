import type { Queryable } from '../client/queryable.ts'

/** Keeps the name a renter gave the lease a bid will open. Call it in the transaction that accepts the bid. */
export async function insertLeaseName(tx: Queryable, { bidHash, account, name }: { bidHash: string; account: string; name: string }): Promise<void> {
  await tx.query('insert into lease_names (bid_hash, account, name) values ($1, $2, $3) on conflict (bid_hash) do nothing', [bidHash, account, name])
}
