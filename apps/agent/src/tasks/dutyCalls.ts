import { type Address, assertNever, type Hex32, type PoolSigningDomain, zeroHex32 } from '@infinitio/domain'
import {
  answerRunCall,
  type ContractCall,
  closeBatchCall,
  commitTaskCall,
  dropRunCall,
  expireTaskCall,
  revealTaskCall,
  ripenTaskStakeCall,
  settleTaskCall,
  showRunCall,
} from '@infinitio/sdk/pool'
import { answerCommitment, answerOf, answerOfRun, chunkRoot, chunksToAnswer, type Duty, type OpenEnd, workCommitment } from '@infinitio/tasks'

/** The hash of each output, by the number of its chunk (a part of a task). */
export type OutputHashes = ReadonlyMap<number, Hex32>

type Of<Kind extends Duty['kind']> = Extract<Duty, { kind: Kind }>
type Party = { readonly domain: PoolSigningDomain; readonly provider: Address; readonly salt: Hex32 }

/**
 * Returns the two hashes with which a worker commits to its result. One is the Merkle root of the result. The other is the commitment, a salted hash that binds
 * the worker before it reveals the result.
 */
export function workOf(
  { task }: Of<'work' | 'reveal'>,
  outputs: readonly Hex32[],
  { domain, provider, salt }: Party,
): { commitment: Hex32; root: Hex32 } {
  const root = chunkRoot(outputs)
  return { root, commitment: workCommitment(domain, { taskId: task.taskId, tries: task.tries, provider, root, salt }) }
}

/** Returns the call that commits a worker to its result. It contains the receipt with which the store for results confirms that it has the encrypted result. */
export function commitCall(
  { batch, task }: Of<'work'>,
  { domain, commitment, receipt }: { domain: PoolSigningDomain; commitment: Hex32; receipt: `0x${string}` },
): ContractCall {
  return commitTaskCall({ pool: domain.pool, batch: batch.batch, index: task.index, commitment, receipt })
}

/**
 * Returns the call that reveals a worker's result. It also contains the worker's answer about the sample, which is the hash of the outputs of the checked
 * chunks (parts of the task).
 */
export function revealCall(duty: Of<'reveal'>, outputs: OutputHashes, { domain, salt }: Party): ContractCall {
  const all = Array.from({ length: duty.batch.batch.chunks }, (_, chunk) => outputs.get(chunk) ?? zeroHex32)
  const answer = answerOf(chunksToAnswer(duty).map((chunk) => outputs.get(chunk) ?? zeroHex32))
  return revealTaskCall({ pool: domain.pool, batch: duty.batch.batch, index: duty.task.index, root: chunkRoot(all), salt, answer })
}

/** Returns the call that commits a checking run (a second calculation by another provider) to its answer, without revealing the answer. */
export function answerCall(duty: Of<'answer'>, outputs: OutputHashes, { domain, provider, salt }: Party): ContractCall {
  const { batch, task, place } = duty
  const commitment = answerCommitment(domain, { taskId: task.taskId, place, account: provider, ...runAnswers(duty, outputs), salt })
  return answerRunCall({ pool: domain.pool, batch: batch.batch, index: task.index, place, commitment })
}

/** Returns the call that reveals the answer of a checking run (a second calculation). Null before the worker has revealed its result. */
export function showCall(duty: Of<'show'>, outputs: OutputHashes, { domain, salt }: Party): ContractCall | null {
  const { batch, task, place } = duty
  if (task.revealed === null) return null
  const { root, answer: workerAnswer } = task.revealed
  return showRunCall({ pool: domain.pool, batch: batch.batch, index: task.index, place, root, workerAnswer, ...runAnswers(duty, outputs), salt })
}

/**
 * Returns the answers of a checking run (a second calculation by another provider). The first is about the disputed chunks (parts of the task), the second
 * about newly selected chunks. The second answer is zero except in an appeal.
 */
function runAnswers(duty: Of<'answer' | 'show'>, outputs: OutputHashes): { readonly answer: Hex32; readonly fresh: Hex32 } {
  const outputOf = (chunk: number) => outputs.get(chunk) ?? zeroHex32
  return { answer: answerOfRun(duty, outputOf), fresh: duty.fresh.length === 0 ? zeroHex32 : answerOf(duty.fresh.map(outputOf)) }
}

/** Returns the call that ends the present stage of a task, a batch or a stake, once its waiting time is over. Anyone may send the call. */
export function endCall(end: OpenEnd, pool: Address): ContractCall {
  switch (end.kind) {
    case 'ripen':
      return ripenTaskStakeCall({ pool, provider: end.provider })
    case 'close':
      return closeBatchCall({ pool, batch: end.batch.batch })
    case 'expire':
      return expireTaskCall({ pool, batch: end.batch.batch, index: end.task.index })
    case 'settle':
      return settleTaskCall({ pool, batch: end.batch.batch, index: end.task.index })
    case 'drop run':
      return dropRunCall({ pool, batch: end.batch.batch, index: end.task.index, place: end.place })
    default:
      return assertNever(end)
  }
}
