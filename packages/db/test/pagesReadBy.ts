import type { TestDb } from './openTestDb.ts'
import type { Queryable } from '../src/index.ts'

type Plan = [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }]

/**
 * Runs the statements of a query function, and returns how many pages of tables and indexes they read. So a test can measure the cost of a query plan without a
 * clock.
 */
export async function pagesReadBy(db: Pick<TestDb, 'query'>, ask: (db: Queryable) => Promise<unknown>): Promise<number> {
  let pages = 0
  for (const { text, values } of await statementsOf(ask)) {
    const [row] = await db.query<{ 'QUERY PLAN': Plan }>(`explain (analyze, buffers, format json) ${text}`, values)
    if (row === undefined) throw new Error('a plan is one row')
    const { Plan: plan } = row['QUERY PLAN'][0]
    pages += plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
  }
  return pages
}

/** Returns the query plans that Postgres now makes for the statements of a query function, as text. Does not run the statements. */
export async function plansOf(db: Pick<TestDb, 'query'>, ask: (db: Queryable) => Promise<unknown>): Promise<string> {
  const lines: string[] = []
  for (const { text, values } of await statementsOf(ask)) {
    const rows = await db.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values)
    lines.push(...rows.map((row) => row['QUERY PLAN']))
  }
  return lines.join('\n')
}

async function statementsOf(ask: (db: Queryable) => Promise<unknown>): Promise<{ text: string; values: readonly unknown[] }[]> {
  const asked: { text: string; values: readonly unknown[] }[] = []
  await ask({
    query(text, values) {
      asked.push({ text, values })
      return Promise.resolve([])
    },
  })
  return asked
}
