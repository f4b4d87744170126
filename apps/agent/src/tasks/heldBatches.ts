import type { Hex32 } from '@infinitio/domain'
import type { PoolBatchView } from '@infinitio/tasks'
import type { TaskFiles } from './taskFiles.ts'
import type { TaskInput } from './taskInputs.ts'

/**
 * The files of batches that this agent works on. They stay on this machine from the call that accepts a task until the task is over, because the submitter may
 * delete them from the store after that call.
 */
export type HeldBatches = {
  /**
   * Keeps the files of a batch whose task this agent is about to accept. Returns true if all of them are here. Otherwise returns false and fetches the missing
   * ones, so that a later call returns true.
   */
  readonly hold: (batch: PoolBatchView) => boolean
  /**
   * Keeps the files of these batches, and lets go of all others, except those that were held for a call in the last minute. Returns false while the agent does
   * not yet know the files of one of them, for example after a restart. Until then, it must fetch files of no other batch.
   */
  readonly holdOnly: (batches: Iterable<PoolBatchView>) => boolean
}

/** A call that accepts a task is in a block before this many milliseconds are over, or is sent again. */
const callWithinMs = 60_000

type Held = { release: (() => void) | null; until: number }

/** Creates the record. It is in memory only: after a restart, `holdOnly` receives the batches from the chain. */
export function createHeldBatches({
  files,
  inputOf,
  nowMs = () => performance.now(),
}: {
  readonly files: TaskFiles
  readonly inputOf: (batch: PoolBatchView) => TaskInput
  readonly nowMs?: () => number
}): HeldBatches {
  const held = new Map<Hex32, Held>()
  const holdOne = (batch: PoolBatchView, until: number): TaskInput => {
    const input = inputOf(batch)
    const own = held.get(batch.batchId) ?? { release: null, until }
    held.set(batch.batchId, own)
    own.until = Math.max(own.until, until)
    if (input.needs !== null) own.release ??= files.hold(input.needs)
    return input
  }
  return {
    hold(batch) {
      const input = holdOne(batch, nowMs() + callWithinMs)
      if (input.needs === null) return false
      if (input.needs.every(files.isHere)) return true
      void input.fetch()
      return false
    },
    holdOnly(batches) {
      const ours = new Set<Hex32>()
      let isKnown = true
      for (const batch of batches) {
        ours.add(batch.batchId)
        const { needs, judgement } = holdOne(batch, nowMs())
        if (needs === null && judgement === 'loading') isKnown = false
      }
      for (const [batchId, { release, until }] of held) {
        if (ours.has(batchId) || until > nowMs()) continue
        release?.()
        held.delete(batchId)
      }
      return isKnown
    },
  }
}
