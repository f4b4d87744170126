import type { Queryable } from '../client/queryable.ts'

/** What a key was used for before; `status` is null while that request still runs. */
export interface IdempotentAnswer {
  requestHash: string
  status: number | null
  body: string | null
}

const abandonedAfter = '30 seconds'

/**
 * Claims a key for one request. Null: it is ours, do the work. Otherwise the answer (or the running request) it belongs to.
 * A claim without an answer for 30 s belonged to a process that died, and is taken over. Index: idempotency_keys (account, key).
 */
export async function claimIdempotencyKey(
  db: Queryable,
  { account, key, requestHash }: { account: string; key: string; requestHash: string },
): Promise<IdempotentAnswer | null> {
  const claimed = await db.query<{ key: string }>(
    `insert into idempotency_keys (account, key, request_hash) values ($1, $2, $3)
     on conflict (account, key) do update set created_at = now()
       where idempotency_keys.status is null and idempotency_keys.request_hash = $3 and idempotency_keys.created_at < now() - interval '${abandonedAfter}'
     returning key`,
    [account, key, requestHash],
  )
  if (claimed.length === 1) return null
  const rows = await db.query<IdempotentAnswer>(
    'select request_hash as "requestHash", status, body from idempotency_keys where account = $1 and key = $2',
    [account, key],
  )
  return rows[0] ?? null
}
