import { keccak256Hex, packWords } from '@infinitio/domain'
import { auditPlan } from '../audit/auditPlan.ts'
import { sampledChunks } from '../audit/sampledChunks.ts'
import { places } from '../pool/poolTimes.ts'
import type { PoolBatchView, PoolTaskView } from '../pool/poolView.ts'
import { textWord } from '../tree/textWord.ts'
import type { HashOf } from './drawnAt.ts'

const fresh = textWord('fresh')

/**
 * Returns the chunks of a second sample, which a run of an appeal calculates in addition to the disputed ones. The block after the appeal selects them. Both
 * answers to the disputed sample are public by then, so only the fresh sample shows that a run really calculated. Empty for other places, and for a task with
 * runs that calculate all chunks. Null while the hash of that block is not known here. The chain does not know it: it only compares the answers of the five
 * runs, of which three must be equal.
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
