import type { Queryable } from './queryable.ts'

/** The time of the database's host, in Unix milliseconds. */
export async function readDatabaseTime(db: Queryable): Promise<number> {
  const [row] = await db.query<{ at: Date }>('select clock_timestamp() as at', [])
  if (row === undefined) throw new Error('the query returns one row')
  return row.at.getTime()
}
