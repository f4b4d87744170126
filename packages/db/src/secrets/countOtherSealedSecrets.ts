import type { Queryable } from '../client/queryable.ts'

/** How many pairs of workload and node other than this one an account's sealed secrets are kept for. Index: sealed_secrets (account). Takes no lock. */
export async function countOtherSealedSecrets(
  db: Queryable,
  { account, workloadHash, nodeId }: { account: string; workloadHash: string; nodeId: string },
): Promise<number> {
  const rows = await db.query<{ count: number }>(
    'select count(*)::int as count from sealed_secrets where account = $1 and (workload_hash, node_id) <> ($2, $3)',
    [account, workloadHash, nodeId],
  )
  return rows[0]?.count ?? 0
}
