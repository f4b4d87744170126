import type { Address, Hex32, LeaseTerms } from '@infinitio/domain'
import { concatHex, encodeAbiParameters, encodeFunctionData, type Hex, keccak256, toHex } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTerms.ts'
import type { ContractCall } from './contractCall.ts'

/** The statement that the node of a lease has not responded since `since`, in Unix seconds. A quorum of validators signs it, and anyone may apply it. */
export type LossStatement = { readonly market: Address; readonly leaseId: bigint; readonly since: bigint }

/**
 * A signed Merkle root: its subject (the topic of its statements), its hour (Unix time ÷ 3,600), the signatures, and all members of the validator set that
 * signed it.
 */
export type AttestedRoot = {
  readonly subject: Hex32
  readonly epoch: bigint
  readonly root: Hex32
  readonly proof: { readonly members: readonly Hex[]; readonly bitmap: bigint; readonly signatures: readonly Hex[] }
}

/** Returns the subject (topic) of a statement about a lost lease. Each lease has its own subject, so that two losses in one hour do not conflict. */
export function lossSubject({ market, leaseId }: Pick<LossStatement, 'market' | 'leaseId'>): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }] as const
  return keccak256(encodeAbiParameters(types, [nameKey('Loss'), market, leaseId])) as Hex32
}

/** Returns the Merkle leaf of a loss, hashed twice as in StatementLib. In a tree with only this leaf, the leaf is also the root, and no path is needed. */
export function lossLeaf({ market, leaseId, since }: LossStatement): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }, { type: 'uint40' }] as const
  return keccak256(keccak256(encodeAbiParameters(types, [nameKey('Loss'), market, leaseId, Number(since)]))) as Hex32
}

/** Returns a member of a validator set in the 32 bytes that are hashed: the stake in PToken base units in the high bits, the account in the low 160 bits. */
export function validatorMember({ account, stake }: { account: Address; stake: bigint }): Hex {
  return toHex((stake << 160n) | BigInt(account), { size: 32 })
}

/** Returns the hash of a validator set with these members in this order. */
export function validatorSetHash(members: readonly Hex[]): Hex {
  return keccak256(concatHex([...members]))
}

/** Submits a Merkle root that a quorum of validators signed. Anyone may send the call. */
export function attestCall({ attestations, ...attested }: AttestedRoot & { attestations: Address }): ContractCall {
  const { subject, epoch, root, proof } = attested
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'attest', args: [subject, epoch, root, proof] }) }
}

/**
 * Ends a lease, because validators attested that its node is lost. The Merkle tree of their statement must have this loss as its only leaf. Anyone may send the
 * call.
 */
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

/**
 * Forms the validator set that may sign for the next seven days, from the current bonds of the validators. Anyone may send the call, once per hour and only in
 * the first half of the hour. While no set may sign, anyone may send it at any time.
 */
export function formSetCall({ attestations }: { attestations: Address }): ContractCall {
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'formSet' }) }
}
