import type { Queryable } from '../client/queryable.ts'

/** Revokes an account's token under a label; one that is not there, or revoked already, changes nothing. Index: port_tokens (label). */
export async function revokePortToken(db: Queryable, args: { label: string; account: string; tokenId: string }): Promise<void> {
  const { label, account, tokenId } = args
  await db.query('update port_tokens set revoked_at = now() where label = $1 and account = $2 and token_id = $3 and revoked_at is null', [
    ...[label, account, tokenId],
  ])
}
