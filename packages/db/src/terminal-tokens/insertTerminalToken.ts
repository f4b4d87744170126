import type { Queryable } from '../client/queryable.ts'

/** Stores the hash of a terminal token, which opens one connection at the gateway until `expiresAt`. */
export async function insertTerminalToken(
  db: Queryable,
  args: { tokenHash: string; leaseId: bigint; account: string; kind: string; sessionHash: string | null; expiresAt: Date },
): Promise<void> {
  await db.query('insert into terminal_tokens (token_hash, lease_id, account, kind, session_hash, expires_at) values ($1, $2, $3, $4, $5, $6)', [
    args.tokenHash,
    args.leaseId,
    args.account,
    args.kind,
    args.sessionHash,
    args.expiresAt,
  ])
}
