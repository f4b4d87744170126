import { keptHashes } from '../pool/poolTimes.ts'
import type { PoolView } from '../pool/poolView.ts'
import type { PoolHead } from './drawnAt.ts'

const appealRound = 2

/**
 * Returns the blocks with hashes that a provider's program needs. First, those that decide draws of open tasks and runs, as long as the chain still knows them.
 * Second, those that select the fresh samples of appeals, which every chain node can return at any time.
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
