import { rowOf } from '../client/columns.ts'
import { statement } from '../client/statement.ts'
import type { Queryable } from './queryable.ts'

const databaseTime = statement(rowOf({ at: 'timestamptz' }), 'select clock_timestamp() as at')

/** Returns the time of the database's host in Unix milliseconds. */
export async function readDatabaseTime(db: Queryable): Promise<number> {
  const { at } = await databaseTime.only(db, [])
  return at.getTime()
}
