import type { Db } from './db.ts'
import type { Queryable } from './queryable.ts'

/** Runs queries that all see the database as it was at one moment, so that their results agree. No other transaction waits for it. It may only read. */
export function atOneMoment<Result>(db: Pick<Db, 'transaction'>, read: (tx: Queryable) => Promise<Result>): Promise<Result> {
  return db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read read only', [])
    return read(tx)
  })
}
