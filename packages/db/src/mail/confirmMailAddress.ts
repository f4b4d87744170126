import type { Queryable } from '../client/queryable.ts'

/**
 * Puts the address in use whose link this is, once and while the link is good; a mail that would ask once more is dropped. False for every other token.
 * Index: mail_addresses (confirm_hash), mail_deliveries (mail_id, created_at).
 */
export async function confirmMailAddress(db: Queryable, { tokenHash }: { tokenHash: Buffer }): Promise<boolean> {
  const rows = await db.query(
    `with confirmed as (
       update mail_addresses set confirmed_at = now(), confirm_hash = null, confirm_until = null
       where confirm_hash = $1 and confirm_until > now() and confirmed_at is null and stopped_at is null returning mail_id),
     dropped as (delete from mail_deliveries d using confirmed c where d.mail_id = c.mail_id and d.state = 'waiting' and d.kind = 'confirm')
     select 1 from confirmed`,
    [tokenHash],
  )
  return rows.length === 1
}
