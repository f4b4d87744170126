import type { Address, Hex32, LeaseTerms } from '@infinitio/domain'
import { concatHex, encodeAbiParameters, encodeFunctionData, type Hex, keccak256, toHex } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTerms.ts'
import type { ContractCall } from './contractCall.ts'

/** The statement that the node of a lease does not respond since `since`, in Unix seconds. A quorum signs it, and anyone may apply it. */
export type LossStatement = { readonly market: Address; readonly leaseId: bigint; readonly since: bigint }

/** A root under a subject and an hour (Unix time ÷ 3,600), with its signatures and the whole set of their signers. */
export type AttestedRoot = {
  readonly subject: Hex32
  readonly epoch: bigint
  readonly root: Hex32
  readonly proof: { readonly members: readonly Hex[]; readonly bitmap: bigint; readonly signatures: readonly Hex[] }
}

/** Returns the subject of a lease's loss. Each lease has its own, so that two losses of an hour do not conflict. */
export function lossSubject({ market, leaseId }: Pick<LossStatement, 'market' | 'leaseId'>): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }] as const
  return keccak256(encodeAbiParameters(types, [nameKey('Loss'), market, leaseId])) as Hex32
}

/** Returns the leaf of a loss, hashed twice like in StatementLib. A tree with only this leaf has it as its root and needs no path. */
export function lossLeaf({ market, leaseId, since }: LossStatement): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }, { type: 'uint40' }] as const
  return keccak256(keccak256(encodeAbiParameters(types, [nameKey('Loss'), market, leaseId, Number(since)]))) as Hex32
}

/** Returns a member of the set in the form for its hash: stake in PToken base units above the account. */
export function validatorMember({ account, stake }: { account: Address; stake: bigint }): Hex {
  return toHex((stake << 160n) | BigInt(account), { size: 32 })
}

/** Returns the hash of a set with these members in this sequence. */
export function validatorSetHash(members: readonly Hex[]): Hex {
  return keccak256(concatHex([...members]))
}

/** Submits a signed root; anyone may send it. */
export function attestCall({ attestations, ...attested }: AttestedRoot & { attestations: Address }): ContractCall {
  const { subject, epoch, root, proof } = attested
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'attest', args: [subject, epoch, root, proof] }) }
}

/** Ends a lease by an attested loss, from a tree with only that leaf; anyone may send it. */
export function applyLossCall({
  attestations,
  statement,
  terms,
}: {
  attestations: Address
  statement: LossStatement
  terms: LeaseTerms
}): ContractCall {
  const { market, leaseId, since } = statement
  const args = [lossSubject(statement), { market, leaseId, since: Number(since) }, leaseTermsToChain(terms), []] as const
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'applyLoss', args }) }
}

/** Makes the validators' present bonds the signing set for seven days. Anyone may send it, once per hour and only in the first half of the hour. */
export function formSetCall({ attestations }: { attestations: Address }): ContractCall {
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'formSet' }) }
}
