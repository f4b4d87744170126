import { keccak256Hex, packWords } from '@infinitio/domain'
import { auditPlan } from '../audit/auditPlan.ts'
import { sampledChunks } from '../audit/sampledChunks.ts'
import { places } from '../pool/poolTimes.ts'
import type { PoolBatchView, PoolTaskView } from '../pool/poolView.ts'
import { textWord } from '../tree/textWord.ts'
import type { HashOf } from './drawnAt.ts'

const fresh = textWord('fresh')

/**
 * Returns which chunks a run of an appeal calculates besides the disputed ones: a second sample, which the block after the appeal draws. Both answers to the disputed sample are public by then, so only the fresh one shows that a run
 * did work. Empty for other places, and for a task whose runs calculate all chunks. Null while the hash of that block is not known here. Only nodes know it: the chain compares the answers of five runs, and three must be equal.
 */
export function freshChunks({ batch, task, place }: { batch: PoolBatchView; task: PoolTaskView; place: number }, hashOf: HashOf): number[] | null {
  const { dispute, sampleSeed, taskId } = task
  if (place < places.firstOfAppeal || sampleSeed === null || dispute === null) return []
  const hash = hashOf(dispute.openedBlock + 1)
  if (hash === null) return null
  const { chunks } = batch.batch
  const { sampled } = auditPlan({ chunks, streak: task.streak })
  return sampledChunks(keccak256Hex(packWords([BigInt(hash), fresh, BigInt(taskId)])), { chunks, sampled })
}
