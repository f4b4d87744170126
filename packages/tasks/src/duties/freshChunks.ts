import { keccak256Hex, packWords } from '@infinitio/domain'
import { auditPlan } from '../audit/auditPlan.ts'
import { sampledChunks } from '../audit/sampledChunks.ts'
import { places } from '../pool/poolTimes.ts'
import type { PoolBatchView, PoolTaskView } from '../pool/poolView.ts'
import { textWord } from '../tree/textWord.ts'
import type { HashOf } from './drawnAt.ts'

const fresh = textWord('fresh')

/**
 * Returns the chunks of a second sample. In the second round of a dispute (after an appeal), each of the five runs calculates them in addition to the first
 * sample. The answers about the first sample are public by then, so only the second sample shows that a run really calculated.
 * - The hash of the block after the start of that round selects the chunks. Returns null while `hashOf` does not know this hash.
 * - The contract does not check the selection. It only compares the answers of the five runs, of which three must be equal.
 * - Returns an empty list for all other runs, and for a task that is checked as a whole.
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
