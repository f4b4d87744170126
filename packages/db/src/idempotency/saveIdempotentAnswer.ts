import type { Queryable } from '../client/queryable.ts'

/** Keeps the answer of a claimed key, to be given again. Index: idempotency_keys (account, key). */
export async function saveIdempotentAnswer(db: Queryable, args: { account: string; key: string; status: number; body: string }): Promise<void> {
  await db.query('update idempotency_keys set status = $3, body = $4 where account = $1 and key = $2', [
    args.account,
    args.key,
    args.status,
    args.body,
  ])
}
