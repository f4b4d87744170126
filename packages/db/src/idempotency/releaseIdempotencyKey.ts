import type { Queryable } from '../client/queryable.ts'

/** Gives a claimed key back when its request failed on our side, so that it can be sent again. Index: idempotency_keys (account, key). */
export async function releaseIdempotencyKey(db: Queryable, { account, key }: { account: string; key: string }): Promise<void> {
  await db.query('delete from idempotency_keys where account = $1 and key = $2 and status is null', [account, key])
}
