import type { Queryable } from '../client/queryable.ts'

/** One try to send a mail, and how far that is. */
export type MailAttemptRow = {
  readonly kind: string
  readonly attempt: number
  readonly at: Date
  readonly status: number | null
  readonly error: string | null
  readonly state: 'waiting' | 'delivered' | 'failed'
  readonly nextAt: Date
}

/** The last tries to send mail to an account's address, newest first. Index: mail_deliveries (mail_id, created_at), mail_attempts (delivery_id). Takes no lock. */
export async function listMailAttempts(db: Queryable, { account, limit }: { account: string; limit: number }): Promise<MailAttemptRow[]> {
  return db.query<MailAttemptRow>(
    `select d.kind, a.attempt, a.at, a.status, a.error, d.state, d.next_at as "nextAt"
     from mail_addresses m join mail_deliveries d using (mail_id) join mail_attempts a using (delivery_id)
     where m.account = $1 order by a.attempt_id desc limit $2`,
    [account, limit],
  )
}
