import type { Address, Hex32 } from '@infinitio/domain'
import type { CalledNonce, ProofCommit, ProofStatement, WrongCell } from '@infinitio/domain/proofs'
import { encodeFunctionData, type Hex } from 'viem'
import { proofCheckerAbi } from '../generated/proofCheckerAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** A statement of validators about a GPU proof, with its Merkle path to a signed root. */
export type ShownStatement = { readonly root: Hex32; readonly statement: ProofStatement; readonly path: readonly Hex32[] }

/**
 * The evidence that validators signed a false statement: the statement says that a GPU proof passed, but `cell` is a wrong value in this proof. `entries` are
 * the hashes of all nonces of the statement.
 */
export type ShownWrongCell = ShownStatement & {
  readonly checker: Address
  readonly commit: ProofCommit
  readonly entries: readonly Hex32[]
  readonly nonce: CalledNonce
  readonly cell: WrongCell
}

/**
 * Proves to the contract that validators signed a Merkle root with a false statement about a GPU proof. The signers can then be punished, and the sender of
 * this call gets half of the amounts that they lose.
 */
export function refuteCellCall({ checker, root, statement, path, commit, entries, nonce, cell }: ShownWrongCell): ContractCall {
  const args = [
    { root, statement, path: [...path] },
    commitToChain(commit),
    { entries: [...entries], index: BigInt(cell.index), nonce },
    { sample: BigInt(cell.sample), column: BigInt(cell.column), product: cell.product, path: [...cell.path] },
  ] as const
  return { to: checker, data: encodeFunctionData({ abi: proofCheckerAbi, functionName: 'refuteCell', args }) }
}

/** Proves to the contract that validators signed a Merkle root with a statement about a block that is not on the chain. */
export function refuteBlockCall({ checker, root, statement, path }: ShownStatement & { readonly checker: Address }): ContractCall {
  const args = [{ root, statement, path: [...path] }] as const
  return { to: checker, data: encodeFunctionData({ abi: proofCheckerAbi, functionName: 'refuteBlock', args }) }
}

/**
 * Proves to the contract that validators signed a statement with the wrong block z. The right block z is the first block 30 s or more after the proof slot.
 * `headers` are the headers of three blocks: of the slot, of the stated z, and of the block before the stated z.
 */
export function refuteTimeCall({
  checker,
  root,
  statement,
  path,
  headers,
}: ShownStatement & { readonly checker: Address; readonly headers: Record<'slot' | 'z' | 'before', Hex> }): ContractCall {
  const args = [{ root, statement, path: [...path] }, headers.slot, headers.z, headers.before] as const
  return { to: checker, data: encodeFunctionData({ abi: proofCheckerAbi, functionName: 'refuteTime', args }) }
}

/**
 * Proves to the contract that validators signed a wrong statement, because it accepts a proof with an impossible commit: for another node, GPU or slot, with an
 * impossible amount of work, or with another number of roots than passes.
 */
export function refuteCommitCall({
  checker,
  commit,
  root,
  statement,
  path,
}: ShownStatement & { readonly checker: Address; readonly commit: ProofCommit }): ContractCall {
  const args = [{ root, statement, path: [...path] }, commitToChain(commit)] as const
  return { to: checker, data: encodeFunctionData({ abi: proofCheckerAbi, functionName: 'refuteCommit', args }) }
}

/**
 * One entry of a statement: the nonce of one timer (a validator that times proofs). `entries` are the hashes of all entries of the statement, and `index` is
 * the position of this entry among them.
 */
export type ShownEntry = { readonly entries: readonly Hex32[]; readonly index: number; readonly nonce: CalledNonce }

/**
 * Proves to the contract that the list of nonces in a signed statement is wrong: it has no entries or more entries than timers, there are more than 16 timers,
 * or the entry `first`, which is before `second` in the list, has the same timer or no smaller position.
 */
export function refuteEntriesCall({
  checker,
  root,
  statement,
  path,
  first,
  second,
}: ShownStatement & { readonly checker: Address; readonly first: ShownEntry; readonly second: ShownEntry }): ContractCall {
  const args = [{ root, statement, path: [...path] }, entryToChain(first), entryToChain(second)] as const
  return { to: checker, data: encodeFunctionData({ abi: proofCheckerAbi, functionName: 'refuteEntries', args }) }
}

/** Proves to the contract that a nonce in a signed statement was never validly announced by its timer, the validator that chose it. */
export function refuteNonceCall({
  checker,
  root,
  statement,
  path,
  shownNonce,
}: ShownStatement & { readonly checker: Address; readonly shownNonce: ShownEntry }): ContractCall {
  const args = [{ root, statement, path: [...path] }, entryToChain(shownNonce)] as const
  return { to: checker, data: encodeFunctionData({ abi: proofCheckerAbi, functionName: 'refuteNonce', args }) }
}

function entryToChain({ entries, index, nonce }: ShownEntry) {
  return { entries: [...entries], index: BigInt(index), nonce }
}

function commitToChain({ subject, work, roots }: ProofCommit) {
  const sizes = [work.rows, work.segmentBits, work.hashes, work.passes, work.samples].map(BigInt) as [bigint, bigint, bigint, bigint, bigint]
  const [rows, segmentBits, hashes, passes, samples] = sizes
  return { node: subject.node, gpu: BigInt(subject.gpu), slotSeed: subject.slotSeed, rows, segmentBits, hashes, passes, samples, roots: [...roots] }
}
