import type { Queryable } from '../client/queryable.ts'

/** What came of a try. `retrySeconds`: when it is tried again; null when it is not, after a success, a refusal for good, or the last try. */
export type MailAttempt = {
  readonly deliveryId: string
  readonly mailId: string
  readonly attempt: number
  readonly status: number | null
  readonly tookMs: number
  readonly error: string | null
  readonly retrySeconds: number | null
}

/** So many mails in a row that never went out put an address out of use. */
const mostFailures = 3

/**
 * Notes a try and what is next; a try that another one has overtaken is only logged. Where the last three mails to an address failed, it is put out of use: its
 * account is to confirm it anew. Call it inside a transaction. Index: mail_deliveries (delivery_id), (mail_id, created_at).
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
