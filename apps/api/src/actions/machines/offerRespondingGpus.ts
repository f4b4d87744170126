import { insertApiCommand, saveLostGpus } from '@infinitio/db'
import { nodeId as toNodeId } from '@infinitio/domain'
import { toCanonical } from '@infinitio/matching'
import type { Services } from '../../services/services.ts'

/** While some GPUs of a node do not respond, another number of them counts only this many seconds after the last change. */
const restSeconds = 60

/**
 * Lets the order book offer only the GPUs of these nodes that respond. When the first GPUs of a node stop responding, they are no longer offered at once. Later
 * changes wait for a minute after the last change, so that a machine cannot fill the journal. Stores one command for the matcher for each changed node, all in
 * one transaction. `lostGpus` is the number of GPUs that do not respond.
 */
export async function offerRespondingGpus(
  { db, logger, market, hub }: Services,
  nodes: readonly { readonly nodeId: string; readonly lostGpus: number }[],
): Promise<void> {
  if (nodes.length === 0) return
  const changed = await db.transaction(async (tx) => {
    const saved = await saveLostGpus(tx, { nodes, restSeconds })
    const at = Date.now()
    for (const { nodeId, lostGpus } of saved) {
      const payload = toCanonical({ kind: 'NodeGpusLost', node: toNodeId(nodeId), gpus: lostGpus })
      await insertApiCommand(tx, { commandKey: `NodeGpusLost:${nodeId}:${lostGpus}:${at}`, kind: 'NodeGpusLost', payload })
    }
    return saved
  })
  if (changed.length === 0) return
  logger.warn({ nodes: changed }, 'the number of GPUs that do not respond has changed')
  market.markChanged()
  hub.wake()
}
