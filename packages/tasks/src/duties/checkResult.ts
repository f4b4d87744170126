import { assert, type Hex32 } from '@infinitio/domain'
import type { PoolBatchView, PoolTaskView } from '../pool/poolView.ts'
import { chunkPath } from '../tree/chunkTree.ts'
import { answerOf } from '../tree/commitments.ts'
import { chunksToAnswer } from './auditTurn.ts'

/**
 * The result of comparing a worker's revealed result with a new calculation of some of its chunks (parts of the task).
 * - `same`: nothing differs.
 * - `contradicted`: the worker's answer does not match its root (the Merkle root over all outputs). The fields are the proof.
 * - `differs`: the named chunks of the audit's sample have other outputs. Without chunks, all outputs are right but the worker's answer is wrong.
 * - `elsewhere`: the first wrong chunk is outside of the sample. The fields are the values for a dispute about it.
 */
export type ResultCheck =
  | { readonly kind: 'same' }
  | {
      readonly kind: 'contradicted'
      readonly outputs: readonly Hex32[]
      readonly position: number
      readonly outputHash: Hex32
      readonly path: readonly Hex32[]
    }
  | { readonly kind: 'differs'; readonly chunks: readonly number[] }
  | { readonly kind: 'elsewhere'; readonly chunk: number; readonly outputHash: Hex32; readonly path: readonly Hex32[] }

/**
 * Compares a worker's revealed result with a new calculation of at least the chunks (parts of the task) in the audit's sample. `held` has the output hash of
 * each chunk in the worker's result. `ran` has the output hashes of the new calculation, by chunk. Pure. Asserts that the result is revealed, and that `ran`
 * has each chunk of the sample.
 */
export function checkResult(
  { batch, task }: { readonly batch: PoolBatchView; readonly task: PoolTaskView },
  { held, ran }: { readonly held: readonly Hex32[]; readonly ran: ReadonlyMap<number, Hex32> },
): ResultCheck {
  assert(task.revealed !== null, 'the worker has revealed its result')
  const sample = chunksToAnswer({ batch, task })
  const outputs = sample.map((chunk) => {
    const output = ran.get(chunk)
    assert(output !== undefined, 'the run has each chunk of the sample')
    return output
  })
  const wrong = sample.filter((chunk, position) => held[chunk] !== outputs[position])
  if (answerOf(outputs) !== task.revealed.answer) return { kind: 'differs', chunks: wrong }
  const [chunk = [...ran.keys()].find((one) => held[one] !== ran.get(one))] = wrong
  if (chunk === undefined) return { kind: 'same' }
  const outputHash = held[chunk]
  assert(outputHash !== undefined, 'the worker stored an output of each chunk')
  const [position, path] = [sample.indexOf(chunk), chunkPath(held, chunk)]
  return position < 0 ? { kind: 'elsewhere', chunk, outputHash, path } : { kind: 'contradicted', outputs, position, outputHash, path }
}
