// Mails and the attempts to send them. The API (role infinitio_api) writes the tables `mail_deliveries` and `mail_attempts`.
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const dueMailRow = rowOf({
  deliveryId: tables.mail_deliveries.delivery_id,
  mailId: tables.mail_deliveries.mail_id,
  account: tables.mail_addresses.account,
  address: tables.mail_addresses.address,
  stopToken: tables.mail_addresses.stop_token,
  kind: tables.mail_deliveries.kind,
  facts: 'jsonb',
  at: 'timestamptz',
  attempt: tables.mail_deliveries.attempts,
})

/** A mail that is due. `facts` is empty for a confirmation mail. */
export type DueMail = RowOf<typeof dueMailRow>

/**
 * Limits for claiming mails to send: the number of mails in one claim (`limit`), and the number of mails that one mailbox may get in an hour. For
 * `claimSeconds`, no other sender can claim the same mail.
 */
export type MailLimits = { readonly limit: number; readonly mostOfMailboxAnHour: number; readonly claimSeconds: number }

const dueMails = statement(
  dueMailRow,
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
)

/**
 * Claims due mails for one sender, at most one for each address, and counts the attempt. Notifications go only to confirmed addresses, and confirmation mails
 * only to unconfirmed ones; a stopped address gets neither. A mail that is one day old is not sent. Locks the rows that it claims and skips rows that another
 * sender has locked. The stored times are rounded to milliseconds, so the query rounds now() as well. Index: mail_deliveries_due_idx, mail_deliveries (mail_id,
 * created_at).
 */
export async function claimMails(db: Queryable, { limit, mostOfMailboxAnHour, claimSeconds }: MailLimits): Promise<DueMail[]> {
  return dueMails.rows(db, [limit, mostOfMailboxAnHour, claimSeconds])
}

/** The result of an attempt. `retrySeconds` is the time until the next attempt; null after a success, a permanent refusal or the last attempt. */
export type MailAttempt = {
  readonly deliveryId: string
  readonly mailId: string
  readonly attempt: number
  readonly status: number | null
  readonly tookMs: number
  readonly error: string | null
  readonly retrySeconds: number | null
}

/** An address is stopped after this many failed mails in a row. */
const mostFailures = 3

/**
 * Stores the result of an attempt and the mail's next state. If a later attempt to send this mail was already claimed, the result is only logged. After three
 * failed mails in a row, the address is stopped and its account must confirm it again. Call it inside a transaction. Index: mail_deliveries (delivery_id),
 * (mail_id, created_at).
 */
export async function noteMailAttempt(
  tx: Queryable,
  { deliveryId, mailId, attempt, status, tookMs, error, retrySeconds }: MailAttempt,
): Promise<void> {
  const state = error === null ? 'delivered' : retrySeconds === null ? 'failed' : 'waiting'
  await tx.query(
    `insert into mail_attempts (delivery_id, attempt, status, took_ms, error)
     select delivery_id, $2, $3, $4, $5 from mail_deliveries where delivery_id = $1`,
    [deliveryId, attempt, status, tookMs, error],
  )
  const noted = await tx.query(
    `update mail_deliveries set state = $3, claimed_until = null, next_at = now() + make_interval(secs => $4),
       delivered_at = case when $3 = 'delivered' then now() else delivered_at end
     where delivery_id = $1 and attempts = $2 and state = 'waiting' returning 1`,
    [deliveryId, attempt, state, retrySeconds ?? 0],
  )
  if (noted.length === 0 || state !== 'failed') return
  await tx.query(
    `update mail_addresses set stopped_at = now(), stopped_by = 'server' where mail_id = $1 and stopped_at is null
       and (select count(*) filter (where state = 'failed') from (select state from mail_deliveries where mail_id = $1 and state <> 'waiting'
         order by created_at desc limit $2) last) >= $2`,
    [mailId, mostFailures],
  )
}

const mailAttemptRow = rowOf({
  kind: tables.mail_deliveries.kind,
  attempt: tables.mail_attempts.attempt,
  at: tables.mail_attempts.at,
  status: tables.mail_attempts.status,
  error: tables.mail_attempts.error,
  state: oneOf(tables.mail_deliveries.state, ['waiting', 'delivered', 'failed']),
  nextAt: tables.mail_deliveries.next_at,
})

/** One attempt to send a mail, and the state of the mail. */
export type MailAttemptRow = RowOf<typeof mailAttemptRow>

const mailAttempts = statement(
  mailAttemptRow,
  `select d.kind, a.attempt, a.at, a.status, a.error, d.state, d.next_at as "nextAt"
   from mail_addresses m join mail_deliveries d using (mail_id) join mail_attempts a using (delivery_id)
   where m.account = $1 order by a.attempt_id desc limit $2`,
)

/**
 * Lists the last attempts to send mail to an account's address, newest first. Index: mail_deliveries (mail_id, created_at), mail_attempts (delivery_id). Takes
 * no lock.
 */
export async function listMailAttempts(db: Queryable, { account, limit }: { account: string; limit: number }): Promise<MailAttemptRow[]> {
  return mailAttempts.rows(db, [account, limit])
}
