import type { Queryable } from '../client/queryable.ts'

/** A mail that is to be sent now. `facts` are empty for the one that asks for a confirmation. */
export type DueMail = {
  readonly deliveryId: string
  readonly mailId: string
  readonly account: string
  readonly address: string
  readonly stopToken: Buffer
  readonly kind: string
  readonly facts: unknown
  readonly at: Date
  readonly attempt: number
}

/** How much may go out: at once, and to one mailbox within an hour. Who takes a mail has it for `claimSeconds`. */
export type MailLimits = { readonly limit: number; readonly mostOfMailboxAnHour: number; readonly claimSeconds: number }

/**
 * Takes mails that are due, one of each address at most, and counts the try. An address is told only while it is confirmed and nobody stopped it, and asked only
 * while it is neither. What is a day old is sent no more. Locks the rows it takes; rows another sender takes are passed over. The column rounds to milliseconds, so that now is rounded as well. Index: mail_deliveries_due_idx, mail_deliveries (mail_id, created_at).
 */
export async function claimMails(db: Queryable, { limit, mostOfMailboxAnHour, claimSeconds }: MailLimits): Promise<DueMail[]> {
  return db.query<DueMail>(
    `with due as (
       select d.delivery_id from mail_deliveries d join mail_addresses m using (mail_id)
       where d.state = 'waiting' and d.next_at <= now()::timestamptz(3) and d.created_at > now() - interval '1 day'
         and m.stopped_at is null and (m.confirmed_at is not null) = (d.kind <> 'confirm')
         and (d.claimed_until is null or d.claimed_until <= now())
         and not exists (select from mail_deliveries o where o.mail_id = d.mail_id and o.state = 'waiting' and o.claimed_until > now())
         and not exists (select from mail_deliveries o where o.mail_id = d.mail_id and o.state = 'waiting' and (o.next_at, o.delivery_id) < (d.next_at, d.delivery_id))
         and (select count(*) from mail_deliveries s join mail_addresses o using (mail_id) where o.mailbox = m.mailbox and s.delivered_at > now() - interval '1 hour') < $2
       order by d.next_at limit $1 for update of d skip locked),
     taken as (
       update mail_deliveries d set attempts = attempts + 1, claimed_until = now() + make_interval(secs => $3)
       from due where d.delivery_id = due.delivery_id
       returning d.delivery_id, d.mail_id, d.notification_id, d.kind, d.attempts, d.created_at)
     select t.delivery_id as "deliveryId", t.mail_id as "mailId", m.account, m.address, m.stop_token as "stopToken", t.kind, coalesce(n.facts, '{}'::jsonb) as facts,
       coalesce(n.created_at, t.created_at) as at, t.attempts as attempt
     from taken t join mail_addresses m using (mail_id) left join notifications n using (notification_id)`,
    [limit, mostOfMailboxAnHour, claimSeconds],
  )
}
