import type { Address, Hex32 } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** A Merkle root with the signature of one member of a validator set. */
export type SignedRoot = { readonly setHash: Hex32; readonly root: Hex32; readonly signature: Hex }

/**
 * Slashes half of the bond of a validator that signed two different roots for one subject (topic of statements) and hour. Anyone may send the call, once for
 * each signer, subject and hour. The contract pays nothing to the sender.
 */
export function punishEquivocationCall({
  attestations,
  subject,
  epoch,
  first,
  second,
}: {
  attestations: Address
  subject: string
  epoch: bigint
  first: SignedRoot
  second: SignedRoot
}): ContractCall {
  const args = [nameKey(subject), epoch, first, second] as const
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'punishEquivocation', args }) }
}
