import { insertJournalRows, lockFence, notify, type Queryable, saveCursors, saveMatcherStatus } from '@infinitio/db'
import type { JudgedCommands } from './judgeCommands.ts'

/** Another matcher took over: this one may not write any more. */
export class FenceRaised extends Error {
  override name = 'FenceRaised'
}

/**
 * The one journal transaction: checks the fence, appends the rows of what was judged, brings the read model and the cursors up to them and wakes the
 * readers. Throws FenceRaised.
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
