import type { Queryable } from '../client/queryable.ts'

/** An account's tokens for programs under a label that are not revoked, oldest first. Index: port_tokens (label). */
export async function listPortTokens(
  db: Queryable,
  { label, account }: { label: string; account: string },
): Promise<{ tokenId: string; createdAt: Date }[]> {
  const rows = await db.query<{ token_id: string; created_at: Date }>(
    `select token_id, created_at from port_tokens where label = $1 and account = $2 and kind = 'program' and revoked_at is null
     order by created_at, token_id`,
    [label, account],
  )
  return rows.map((row) => ({ tokenId: row.token_id, createdAt: row.created_at }))
}
