import { assert, type Hex32 } from '@infinitio/domain'
import type { PoolBatchView, PoolTaskView } from '../pool/poolView.ts'
import { chunkPath } from '../tree/chunkTree.ts'
import { answerOf } from '../tree/commitments.ts'
import { chunksToAnswer } from './auditTurn.ts'

/**
 * The comparison of a worker's revealed result with a new calculation of some of its chunks. `same`: nothing differs. `contradicted`: the worker's answer does
 * not belong to its root (the Merkle root over all outputs), and this is the proof. `differs`: these chunks of the audit's sample have other stored outputs;
 * without chunks, the outputs are right but the worker's answer is not. `elsewhere`: this is the first wrong chunk outside of the sample, with the values that
 * a dispute about it needs.
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
 * Compares a worker's revealed result with a new calculation of the chunks in the audit's sample, or of more chunks. `held` has the output hash of each chunk
 * under the worker's root. `ran` has the output hashes of the new calculation. Pure. Asserts that the result is revealed and that it has each chunk of the
 * sample.
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
