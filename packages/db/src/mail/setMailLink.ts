import type { Queryable } from '../client/queryable.ts'

/** Makes a link the one that confirms an address, for so long; the one before is good no more. Index: mail_addresses (mail_id). */
export async function setMailLink(
  db: Queryable,
  { mailId, tokenHash, goodSeconds }: { mailId: string; tokenHash: Buffer; goodSeconds: number },
): Promise<void> {
  await db.query(
    `update mail_addresses set confirm_hash = $2, confirm_until = now() + make_interval(secs => $3)
     where mail_id = $1 and confirmed_at is null and stopped_at is null`,
    [mailId, tokenHash, goodSeconds],
  )
}
