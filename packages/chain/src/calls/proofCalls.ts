import type { Address, Hex32 } from '@infinitio/domain'
import type { CalledNonce, ProofCommit, ProofStatement, WrongCell } from '@infinitio/domain/proofs'
import { encodeFunctionData, type Hex } from 'viem'
import { proofCheckerAbi } from '../generated/proofCheckerAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** A statement with its path to a signed root. */
export type ShownStatement = { readonly root: Hex32; readonly statement: ProofStatement; readonly path: readonly Hex32[] }

/** A statement that says "passed", and a wrong value of the proof behind it. `entries` are the hashes of all nonces. */
export type ShownWrongCell = ShownStatement & {
  readonly checker: Address
  readonly commit: ProofCommit
  readonly entries: readonly Hex32[]
  readonly nonce: CalledNonce
  readonly cell: WrongCell
}

/** Shows to the contract that a signed root has a wrong statement. The sender gets half of the bonds that the signers then lose. */
export function refuteCellCall({ checker, root, statement, path, commit, entries, nonce, cell }: ShownWrongCell): ContractCall {
  const args = [
    { root, statement, path: [...path] },
    commitToChain(commit),
    { entries: [...entries], index: BigInt(cell.index), nonce },
    { sample: BigInt(cell.sample), column: BigInt(cell.column), product: cell.product, path: [...cell.path] },
  ] as const
  return { to: checker, data: encodeFunctionData({ abi: proofCheckerAbi, functionName: 'refuteCell', args }) }
}

/** Shows to the contract that a signed root names a block that is not on the chain. */
export function refuteBlockCall({ checker, root, statement, path }: ShownStatement & { readonly checker: Address }): ContractCall {
  const args = [{ root, statement, path: [...path] }] as const
  return { to: checker, data: encodeFunctionData({ abi: proofCheckerAbi, functionName: 'refuteBlock', args }) }
}

/** Shows to the contract that z of a signed root is not the first block 30 s or more after its slot. `headers` are those of the slot, of z and of the block before z. */
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

/** Shows to the contract that a signed root says "passed" for the commit of another GPU or slot, or for work beyond the limits. */
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

/** One entry of the list of nonces of a statement. `entries` are the hashes of the whole list. */
export type ShownEntry = { readonly entries: readonly Hex32[]; readonly index: number; readonly nonce: CalledNonce }

/** Shows to the contract that the list of nonces of a signed root is empty, too long, or out of sequence at these two entries. */
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

/** Shows to the contract that a nonce of a signed root has no call of its timer for the slot. */
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
