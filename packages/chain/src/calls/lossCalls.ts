import type { Address, Hex32, LeaseTerms } from '@infinitio/domain'
import { concatHex, encodeAbiParameters, encodeFunctionData, type Hex, keccak256, toHex } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTerms.ts'
import type { ContractCall } from './contractCall.ts'

/** That the node of a lease is silent since `since`, in Unix seconds: what a quorum says and anybody may apply. */
export type LossStatement = { readonly market: Address; readonly leaseId: bigint; readonly since: bigint }

/** A root under a subject and an hour (Unix time divided by 3,600), with the signatures under it and the whole set they belong to. */
export type AttestedRoot = {
  readonly subject: Hex32
  readonly epoch: bigint
  readonly root: Hex32
  readonly proof: { readonly members: readonly Hex[]; readonly bitmap: bigint; readonly signatures: readonly Hex[] }
}

/** The subject under which a lease's loss is attested: one for each lease, so that two losses of an hour never meet. */
export function lossSubject({ market, leaseId }: Pick<LossStatement, 'market' | 'leaseId'>): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }] as const
  return keccak256(encodeAbiParameters(types, [nameKey('Loss'), market, leaseId])) as Hex32
}

/** The leaf of a loss, hashed twice as StatementLib does. A tree of this leaf alone has it as its root and needs no path. */
export function lossLeaf({ market, leaseId, since }: LossStatement): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }, { type: 'uint40' }] as const
  return keccak256(keccak256(encodeAbiParameters(types, [nameKey('Loss'), market, leaseId, Number(since)]))) as Hex32
}

/** A member of the set as its hash has it: stake in PToken base units above the account. */
export function validatorMember({ account, stake }: { account: Address; stake: bigint }): Hex {
  return toHex((stake << 160n) | BigInt(account), { size: 32 })
}

/** The hash of a set with these members in this order. */
export function validatorSetHash(members: readonly Hex[]): Hex {
  return keccak256(concatHex([...members]))
}

/** Hands in a signed root; anyone may send it. */
export function attestCall({ attestations, ...attested }: AttestedRoot & { attestations: Address }): ContractCall {
  const { subject, epoch, root, proof } = attested
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'attest', args: [subject, epoch, root, proof] }) }
}

/** Ends a lease by an attested loss, from a tree of that leaf alone; anyone may send it. */
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

/** Takes the validators' bonds of now as the set that signs, for seven days; anyone may send it, once in an hour and in its first half. */
export function formSetCall({ attestations }: { attestations: Address }): ContractCall {
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'formSet' }) }
}
