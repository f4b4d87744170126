import { insertApiCommands, listNodeRecords, saveNodeScores, tryLock } from '@infinitio/db'
import { nodeId, nodeScore, referencePerformanceOf } from '@infinitio/domain'
import { toCanonical } from '@infinitio/matching'
import type { Services } from '../services/services.ts'

const pageNodes = 500
/**
 * After a score of a node was sent to the order book, the next changed score of this node waits at least this many seconds. A score is the performance of the
 * node's class times the record of the node.
 */
const restSeconds = 3_600

/**
 * Sends the scores that have changed to the matcher, which ranks machines by them. Does so for one page of nodes: those with an id after `after`. Returns the
 * last id for the next call, or an empty text if this was the last page. Returns `after` again if another server is running the job.
 */
export async function scoreNodes(
  { db, logger }: Pick<Services, 'db' | 'logger'>,
  { after, rest = restSeconds }: { after: string; rest?: number },
): Promise<string> {
  return db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'scores'))) return after
    const { records, last } = await listNodeRecords(tx, { after, limit: pageNodes })
    const scores = records.flatMap((record) => {
      const score = nodeScore({ ...record, performance: referencePerformanceOf(record.className ?? '') })
      return score === Number(record.score ?? 0n) ? [] : [{ nodeId: record.nodeId, score }]
    })
    const told = scores.length === 0 ? [] : await saveNodeScores(tx, { scores, restSeconds: rest })
    await insertApiCommands(
      tx,
      told.map(({ nodeId: id, score, changes }) => {
        const payload = toCanonical({ kind: 'NodeScored', node: nodeId(id), score: Number(score) })
        return { commandKey: `NodeScored:${id}:${changes}`, kind: 'NodeScored', payload }
      }),
    )
    if (told.length > 0) logger.info({ nodes: told.length }, 'nodes have another score')
    return last ?? ''
  })
}
