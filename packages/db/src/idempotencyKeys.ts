// Answers to requests with an Idempotency-Key. The API (role infinitio_api) writes the table `idempotency_keys`.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const idempotentAnswerRow = rowOf({
  requestHash: tables.idempotency_keys.request_hash,
  status: tables.idempotency_keys.status,
  body: tables.idempotency_keys.body,
})

/** The earlier request with the same key. `status` is null while that request still runs. */
export type IdempotentAnswer = RowOf<typeof idempotentAnswerRow>

const abandonedAfter = '30 seconds'

const storedAnswer = statement(
  idempotentAnswerRow,
  'select request_hash as "requestHash", status, body from idempotency_keys where account = $1 and key = $2',
)

/**
 * Claims a key for one request. Returns null if the caller got the key and must do the work. Otherwise returns the earlier request with this key, and its
 * answer if it already has one. If an earlier claim for the same request has no answer after 30 s, its process has probably died, so the caller gets the key.
 * Index: idempotency_keys (account, key).
 */
export async function claimIdempotencyKey(
  db: Queryable,
  { account, key, requestHash }: { account: string; key: string; requestHash: string },
): Promise<IdempotentAnswer | null> {
  const claimed = await db.query(
    `insert into idempotency_keys (account, key, request_hash) values ($1, $2, $3)
     on conflict (account, key) do update set created_at = now()
       where idempotency_keys.status is null and idempotency_keys.request_hash = $3 and idempotency_keys.created_at < now() - interval '${abandonedAfter}'
     returning key`,
    [account, key, requestHash],
  )
  if (claimed.length === 1) return null
  return storedAnswer.first(db, [account, key])
}

/** Stores the answer to the request that claimed a key, so that repeated requests get the same answer. Index: idempotency_keys (account, key). */
export async function saveIdempotentAnswer(db: Queryable, args: { account: string; key: string; status: number; body: string }): Promise<void> {
  await db.query('update idempotency_keys set status = $3, body = $4 where account = $1 and key = $2', [
    args.account,
    args.key,
    args.status,
    args.body,
  ])
}

/** Deletes a claimed key after its request failed on the server, so that the client can repeat the request. Index: idempotency_keys (account, key). */
export async function releaseIdempotencyKey(db: Queryable, { account, key }: { account: string; key: string }): Promise<void> {
  await db.query('delete from idempotency_keys where account = $1 and key = $2 and status is null', [account, key])
}
