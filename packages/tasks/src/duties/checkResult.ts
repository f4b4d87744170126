import { assert, type Hex32 } from '@infinitio/domain'
import type { PoolBatchView, PoolTaskView } from '../pool/poolView.ts'
import { chunkPath } from '../tree/chunkTree.ts'
import { answerOf } from '../tree/commitments.ts'
import { chunksToAnswer } from './auditTurn.ts'

/**
 * What a new run shows about a revealed result: `same`; `contradicted`, with the proof that the worker's answer does not belong to its root; `differs`, with the chunks of the sample whose stored outputs are
 * others; or `elsewhere`, with the first wrong chunk outside of the sample and what a dispute about it needs. `differs` without chunks: the outputs are right, and the worker answered something else.
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
 * Compares a revealed result with a new run of its sample, or of more chunks. `held` has the hash of each output under the worker's root, by chunk; `ran` those of the new run.
 * Pure. Asserts that the result is revealed and that the run has each chunk of the sample.
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
