import type { Address, Hex32, LeaseTerms } from '@infinitio/domain'
import { encodeAbiParameters, encodeFunctionData, keccak256 } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTerms.ts'
import type { ContractCall } from './contractCall.ts'

/** The total seconds of a lease that must not be billed. A quorum signs this statement, and anyone may apply it. */
export type CreditStatement = { readonly market: Address; readonly leaseId: bigint; readonly seconds: bigint }

/** Returns the subject (topic) of a statement about credited seconds. Each lease has its own subject, so that two credits in one hour do not conflict. */
export function creditSubject({ market, leaseId }: Pick<CreditStatement, 'market' | 'leaseId'>): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }] as const
  return keccak256(encodeAbiParameters(types, [nameKey('Credit'), market, leaseId])) as Hex32
}

/**
 * Returns the Merkle leaf of a credit (seconds that are taken off a lease's bill), hashed twice as in StatementLib. In a tree with only this leaf, the leaf is
 * also the root, and no path is needed.
 */
export function creditLeaf({ market, leaseId, seconds }: CreditStatement): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }, { type: 'uint24' }] as const
  return keccak256(keccak256(encodeAbiParameters(types, [nameKey('Credit'), market, leaseId, Number(seconds)]))) as Hex32
}

/**
 * Removes seconds from the bill of a lease, because validators attested a credit. The Merkle tree of their statement must have this credit as its only leaf.
 * Anyone may send the call.
 */
export function applyCreditCall({
  attestations,
  statement,
  terms,
}: {
  attestations: Address
  statement: CreditStatement
  terms: LeaseTerms
}): ContractCall {
  const { market, leaseId, seconds } = statement
  const args = [creditSubject(statement), { market, leaseId, creditedSeconds: Number(seconds) }, leaseTermsToChain(terms), []] as const
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'applyCredit', args }) }
}
