import { eventFromCanonical } from '@infinitio/chain'
import { clearChainRows, listStoredLogs, pruneUndo, type Queryable, readCheckpoint } from '@infinitio/db'
import { loadFold, saveFold } from './fold/folds.ts'
import { projectEvent } from './projectEvent.ts'
import { undoDepth } from './undoDepth.ts'

const LOGS_AT_ONCE = 1_000

/**
 * Drops every projection of the chain (a table that can be built again) and builds it from the stored logs. Also stores again the earlier values with which a
 * reorg can be undone. Call it inside a transaction of the follower's role. A running follower waits and then continues from the same block. Returns the number
 * of logs. Throws, and changes nothing, if a log contradicts an earlier one.
 */
export async function rebuildChainRows(tx: Queryable): Promise<number> {
  await clearChainRows(tx)
  let after = { blockNumber: -1n, logIndex: -1 }
  for (let count = 0; ; ) {
    const logs = (await listStoredLogs(tx, { after, limit: LOGS_AT_ONCE })).map(({ args, ...site }) => ({ event: eventFromCanonical(args), site }))
    const fold = await loadFold(
      tx,
      logs.map(({ event }) => event),
    )
    for (const log of logs) {
      await projectEvent(tx, fold, log)
      after = log.site
    }
    await saveFold(tx, fold)
    count += logs.length
    if (logs.length === LOGS_AT_ONCE) continue
    const finalNumber = (await readCheckpoint(tx))?.finalNumber ?? 0n
    await pruneUndo(tx, { upToNumber: finalNumber - undoDepth })
    return count
  }
}
