import { insertJournalRows, lockFence, notify, type Queryable, saveCursors, saveMatcherStatus } from '@infinitio/db'
import type { JudgedCommands } from './judgeCommands.ts'

/** Thrown if another matcher has taken over, so that this matcher may no longer write. */
export class FenceRaised extends Error {
  override name = 'FenceRaised'
}

/**
 * Runs inside the one transaction that writes to the journal. First checks the fence, a number that a new matcher raises so that an old one can no longer
 * write. Then appends the rows, updates the tables that the API reads and the cursors, and wakes the readers. Throws FenceRaised if another matcher took over.
 */
export async function writeJudged(tx: Queryable, { rows, changes, cursors, status, hasSettlements }: JudgedCommands, ours: bigint): Promise<void> {
  const fence = await lockFence(tx)
  if (fence !== ours) throw new FenceRaised(`the fence is ${fence}, ours is ${ours}`)
  await Promise.all([
    insertJournalRows(tx, rows),
    changes.write(tx),
    saveCursors(tx, cursors),
    saveMatcherStatus(tx, status),
    notify(tx, hasSettlements ? ['book', 'settlements'] : ['book']),
  ])
}
