import { keccak256Hex, packWords } from '@infinitio/domain'
import { auditPlan } from '../audit/auditPlan.ts'
import { sampledChunks } from '../audit/sampledChunks.ts'
import { places } from '../pool/poolTimes.ts'
import type { PoolBatchView, PoolTaskView } from '../pool/poolView.ts'
import { textWord } from '../tree/textWord.ts'
import type { HashOf } from './drawnAt.ts'

const fresh = textWord('fresh')

/**
 * Returns the chunks of a second sample, which each of the five runs in the second round of a dispute calculates in addition to the first sample. The block
 * after the round's start selects them. The answers to the first sample are public by then, so only the fresh sample shows that a run really calculated. Empty
 * for all other runs, and for a task that is not checked by samples. Null while the hash of that block is not known here. The chain does not know it: it only
 * compares the answers of the five runs, of which three must be equal.
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
