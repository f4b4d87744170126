import { type TestDb, openTestDb } from './openTestDb.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findJournalHeadAt, insertJournalRows } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

const seed = 20_268

describe('the journal’s head at a moment', () => {
  let database: TestDatabase
  let db: TestDb
  beforeAll(async () => {
    database = await createTestDatabase()
    db = openTestDb({ url: database.urls.infinitio_matcher, max: 1, onError: () => {} })
  })
  afterAll(async () => {
    await db?.close()
    await database?.drop()
  })

  it('is the last row written by then, with missing numbers and equal times', async () => {
    const steps = fc.array(fc.record({ seqs: fc.integer({ min: 1, max: 5 }), ms: fc.nat(2) }), { maxLength: 40 })
    const asked = fc.record({ atMs: fc.nat(60), beforeSeq: fc.option(fc.integer({ min: 1, max: 150 })) })
    await fc.assert(
      fc.asyncProperty(steps, fc.array(asked, { minLength: 1, maxLength: 10 }), async (written, questions) => {
        let [seq, atMs] = [0, 10]
        const rows = written.map((step) => {
          seq += step.seqs
          atMs += step.ms
          return { seq: BigInt(seq), atMs: BigInt(atMs), command: '{}', events: '[]', hash: seq.toString(16).padStart(64, '0') }
        })
        await db
          .transaction(async (tx) => {
            await insertJournalRows(tx, rows)
            for (const question of questions) {
              const found = await findJournalHeadAt(tx, {
                atMs: BigInt(question.atMs),
                beforeSeq: question.beforeSeq === null ? null : BigInt(question.beforeSeq),
              })
              const expected = rows.findLast((row) => row.atMs <= question.atMs && (question.beforeSeq === null || row.seq < question.beforeSeq))
              expect(found?.seq ?? null).toBe(expected?.seq ?? null)
            }
            throw new TakenBack()
          })
          .catch(isTakenBack)
      }),
      { numRuns: 40, seed },
    )
  })
})

/** Thrown to roll back the transaction of a run. Each run must begin with an empty journal, and journal rows cannot be deleted. */
class TakenBack extends Error {}

function isTakenBack(error: unknown): void {
  if (!(error instanceof TakenBack)) throw error
}
