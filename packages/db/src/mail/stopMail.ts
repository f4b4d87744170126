import type { Queryable } from '../client/queryable.ts'

/**
 * Stops all mail of an account to the address with this token: what waits is dropped, and the mailbox is not asked again for 30 days. Another token does nothing,
 * and a second time nothing more. Index: mail_addresses_stop_token_idx, mail_deliveries (mail_id, created_at).
 */
export async function stopMail(db: Queryable, { token }: { token: Buffer }): Promise<void> {
  await db.query(
    `with stopped as (
       update mail_addresses set stopped_at = now(), stopped_by = 'reader', confirm_hash = null, confirm_until = null
       where sha256(stop_token) = sha256($1) and stopped_by is distinct from 'reader' returning mail_id, mailbox),
     dropped as (delete from mail_deliveries d using stopped s where d.mail_id = s.mail_id and d.state = 'waiting')
     insert into mail_asked (kind, mailbox) select 'stopped', mailbox from stopped`,
    [token],
  )
}
