import type { Queryable } from '../client/queryable.ts'

/** Opens a session and remembers the account. Only the hash of the token is kept. Call it inside a transaction. */
export async function insertSession(
  tx: Queryable,
  args: { tokenHash: string; account: string; kind: 'cookie' | 'token'; expiresAt: Date },
): Promise<void> {
  await tx.query('insert into accounts (account) values ($1) on conflict (account) do update set last_seen_at = now()', [args.account])
  await tx.query('insert into sessions (token_hash, account, kind, expires_at) values ($1, $2, $3, $4)', [
    args.tokenHash,
    args.account,
    args.kind,
    args.expiresAt,
  ])
}
