import type { TestDb } from '../openTestDb.ts'

/** Matches statements that Postgres cannot plan, such as those that lock, set or notify. */
const unplannable = /^\s*(lock|set|declare|fetch|close|truncate|begin|commit|notify|listen)\b/i

/**
 * Returns the reason why a role cannot run a statement on this database. Null means that every table, column and type exists and that the role may use them.
 * Lets Postgres plan the statement, which checks the rights, and runs nothing.
 */
export async function refusalOf(db: TestDb, statement: string): Promise<string | null> {
  if (unplannable.test(statement)) return null
  try {
    await db.query(`explain (generic_plan) ${statement}`, [])
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
