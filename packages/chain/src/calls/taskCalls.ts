import { type Address, type Hex32, structToChain, type TaskBatch, taskBatchStruct } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { taskPoolAbi as abi } from '../generated/taskPoolAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** A batch, and the pool that has it. */
export type OfBatch = { readonly pool: Address; readonly batch: TaskBatch }
/** One task of a batch, by its position. */
export type OfTask = OfBatch & { readonly index: number }
/** A place for a run that checks a task: 0 and 1 for audits, 2 after a dispute, 3 to 7 for an appeal. */
export type OfRun = OfTask & { readonly place: number }
/** The revealed result of a worker: the root of its outputs and its answer to the sample. */
export type RevealedResult = { readonly root: Hex32; readonly workerAnswer: Hex32 }

/** Submits a batch (edge 1). The escrow and the base fee come from the submitter's balance. */
export function submitBatchCall({ pool, batch }: OfBatch): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'submit', args: [tupleOf(batch)] }) }
}

/** Cancels what nobody has accepted of a batch (edge 2). */
export function cancelBatchCall({ pool, batch }: OfBatch): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'cancel', args: [tupleOf(batch)] }) }
}

/** Pays back what nobody has accepted by the deadline of a batch (edge 13). Anyone may send it. */
export function closeBatchCall({ pool, batch }: OfBatch): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'close', args: [tupleOf(batch)] }) }
}

/** Accepts a task (edge 3). The sender is the key of a node of the provider. */
export function acceptTaskCall({ pool, batch, index, provider }: OfTask & { readonly provider: Address }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'accept', args: [tupleOf(batch), BigInt(index), provider] }) }
}

/** Gives a task up (edge 4), with the code of a failure or 0. */
export function releaseTaskCall({ pool, batch, index, code }: OfTask & { readonly code: number }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'release', args: [tupleOf(batch), BigInt(index), code] }) }
}

/** Takes a task from a worker that did not commit in time (edge 5). Anyone may send it. */
export function expireTaskCall({ pool, batch, index }: OfTask): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'expire', args: [tupleOf(batch), BigInt(index)] }) }
}

/** Commits to a result (edge 6), with the store's receipt. */
export function commitTaskCall({
  pool,
  batch,
  index,
  commitment,
  receipt,
}: OfTask & { readonly commitment: Hex32; readonly receipt: Hex }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'commit', args: [tupleOf(batch), BigInt(index), commitment, receipt] }) }
}

/** Takes a place for a run (edges 7, 8 and 11). The sender is the key of a node of the provider. */
export function takeRunCall({ pool, batch, index, place, provider }: OfRun & { readonly provider: Address }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'takeRun', args: [tupleOf(batch), BigInt(index), BigInt(place), provider] }) }
}

/** Commits to the answer of a run (edge 8). */
export function answerRunCall({ pool, batch, index, place, commitment }: OfRun & { readonly commitment: Hex32 }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'answerRun', args: [tupleOf(batch), BigInt(index), BigInt(place), commitment] }) }
}

/** Frees a place whose holder did not answer in time. Anyone may send it. */
export function dropRunCall({ pool, batch, index, place }: OfRun): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'dropRun', args: [tupleOf(batch), BigInt(index), BigInt(place)] }) }
}

/** Reveals a result (edge 9). */
export function revealTaskCall({
  pool,
  batch,
  index,
  root,
  salt,
  answer,
}: OfTask & Readonly<Record<'root' | 'salt' | 'answer', Hex32>>): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'reveal', args: [tupleOf(batch), BigInt(index), root, salt, answer] }) }
}

/** Shows the answer of a run (edges 10 and 11). `fresh` is 0 for all places but those of an appeal. */
export function showRunCall({
  pool,
  batch,
  index,
  place,
  root,
  workerAnswer,
  answer,
  fresh,
  salt,
}: OfRun & RevealedResult & Readonly<Record<'answer' | 'fresh' | 'salt', Hex32>>): ContractCall {
  const args = [tupleOf(batch), BigInt(index), BigInt(place), root, workerAnswer, answer, fresh, salt] as const
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'showRun', args }) }
}

/** Proves that a revealed answer does not belong to the revealed root (edge 10). Anyone may send it. */
export function contradictCall({
  pool,
  batch,
  index,
  root,
  outputs,
  position,
  outputHash,
  path,
}: OfTask & {
  readonly root: Hex32
  readonly outputs: readonly Hex32[]
  readonly position: number
  readonly outputHash: Hex32
  readonly path: readonly Hex32[]
}): ContractCall {
  const args = [tupleOf(batch), BigInt(index), root, [...outputs], BigInt(position), outputHash, [...path]] as const
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'contradict', args }) }
}

/** Disputes a revealed result with a stake from the sender's balance (edge 11). */
export function disputeTaskCall({ pool, batch, index, root, workerAnswer }: OfTask & RevealedResult): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'dispute', args: [tupleOf(batch), BigInt(index), root, workerAnswer] }) }
}

/** Disputes a revealed result and one of its chunks with a stake from the sender's balance (edge 11). `outputHash` is the hash of the chunk's output under the root, with its path. */
export function disputeChunkCall({
  pool,
  batch,
  index,
  root,
  workerAnswer,
  chunk,
  outputHash,
  path,
}: OfTask & RevealedResult & { readonly chunk: number; readonly outputHash: Hex32; readonly path: readonly Hex32[] }): ContractCall {
  const args = [tupleOf(batch), BigInt(index), root, workerAnswer, BigInt(chunk), outputHash, [...path]] as const
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'disputeChunk', args }) }
}

/** Asks for five runs after a first verdict, with a stake from the loser's balance (edge 11). */
export function appealTaskCall({ pool, batch, index }: OfTask): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'appeal', args: [tupleOf(batch), BigInt(index)] }) }
}

/** Ends a task and pays (edges 9, 10 and 12). Anyone may send it. */
export function settleTaskCall({ pool, batch, index }: OfTask): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'settle', args: [tupleOf(batch), BigInt(index)] }) }
}

function tupleOf(batch: TaskBatch) {
  return structToChain(taskBatchStruct, batch)
}
