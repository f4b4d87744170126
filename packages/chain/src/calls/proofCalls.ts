import type { Address, Hex32 } from '@infinitio/domain'
import type { CalledNonce, ProofCommit, ProofStatement, WrongCell } from '@infinitio/domain/proofs'
import { encodeFunctionData } from 'viem'
import { proofCheckerAbi } from '../generated/proofCheckerAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** A statement that says "passed" with its path to a signed root, and a wrong value of the proof behind it. `entries` are the hashes of all nonces. */
export type ShownWrongCell = {
  readonly checker: Address
  readonly root: Hex32
  readonly statement: ProofStatement
  readonly path: readonly Hex32[]
  readonly commit: ProofCommit
  readonly entries: readonly Hex32[]
  readonly nonce: CalledNonce
  readonly cell: WrongCell
}

/** Shows to the contract that a signed root has a wrong statement. The sender gets half of the bonds that the signers then lose. */
export function refuteCellCall({ checker, root, statement, path, commit, entries, nonce, cell }: ShownWrongCell): ContractCall {
  const { subject, work, roots } = commit
  const sizes = [work.rows, work.segmentBits, work.hashes, work.passes, work.samples].map(BigInt) as [bigint, bigint, bigint, bigint, bigint]
  const [rows, segmentBits, hashes, passes, samples] = sizes
  const args = [
    { root, statement, path: [...path] },
    { node: subject.node, gpu: BigInt(subject.gpu), slotSeed: subject.slotSeed, rows, segmentBits, hashes, passes, samples, roots: [...roots] },
    { entries: [...entries], index: BigInt(cell.index), nonce },
    { sample: BigInt(cell.sample), column: BigInt(cell.column), product: cell.product, path: [...cell.path] },
  ] as const
  return { to: checker, data: encodeFunctionData({ abi: proofCheckerAbi, functionName: 'refuteCell', args }) }
}
