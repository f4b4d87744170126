import { keptHashes } from '../pool/poolTimes.ts'
import type { PoolView } from '../pool/poolView.ts'
import type { PoolHead } from './drawnAt.ts'

const appealRound = 2

/**
 * Returns the numbers of the blocks with hashes that a provider's program needs now. There are two kinds:
 * - blocks that select the accounts for a task or for a check of a task. The chain returns only its newest `keptHashes` hashes, so older blocks are left out.
 * - blocks that select the additional chunks for the five runs in the second round of a dispute. Any chain node can return these hashes later, so these blocks
 *   are never left out.
 */
export function blocksNeeded(view: PoolView, head: PoolHead): number[] {
  const needed = new Set<number>()
  const want = (since: number | undefined) => {
    if (since === undefined) return
    const block = since + 1
    if (block <= head.block && head.block + 1 - block <= keptHashes) needed.add(block)
  }
  for (const batch of view.live) {
    if (batch.open > 0) want(batch.submitBlock)
    for (const task of batch.live.values()) {
      want(task.changedBlock)
      want(task.dispute?.openedBlock)
      if (task.dispute?.round === appealRound && task.dispute.openedBlock < head.block) needed.add(task.dispute.openedBlock + 1)
      for (const run of task.runs.values()) want(run.sinceBlock)
    }
  }
  return [...needed].toSorted((one, other) => one - other)
}
