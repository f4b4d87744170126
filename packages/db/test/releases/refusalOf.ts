import type { Db } from '../../src/index.ts'

/** Statements that have no plan: they lock, set or wake. */
const unplannable = /^\s*(lock|set|declare|fetch|close|truncate|begin|commit|notify|listen)\b/i

/**
 * Why a role cannot run a statement on this database; null when it can: every table, column and type is there, and the role may use them. Plans the
 * statement (which checks rights), and runs nothing.
 */
export async function refusalOf(db: Db, statement: string): Promise<string | null> {
  if (unplannable.test(statement)) return null
  try {
    await db.query(`explain (generic_plan) ${statement}`, [])
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
