import type { Db } from './db.ts'
import type { Queryable } from './queryable.ts'

/** Runs read-only queries on one snapshot of the database, so that their results agree. No other transaction waits for them. */
export function atOneMoment<Result>(db: Pick<Db, 'transaction'>, read: (tx: Queryable) => Promise<Result>): Promise<Result> {
  return db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read read only', [])
    return read(tx)
  })
}
