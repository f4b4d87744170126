import { attestationTypedData, type NamedRoot, readCountedMembers, type ReadValidatorSet } from '@infinitio/chain'
import { committeeQuorum } from '@infinitio/sdk/emission'
import { type Hex, hashTypedData, recoverAddress } from 'viem'
import type { OpenValidator } from '../validator/validator.ts'

/** A validator's signature of a Merkle root, in the form in which it was posted to the API. */
type Handed = { readonly setHash: string; readonly signer: string; readonly signature: string }

/**
 * Returns the signatures of a Merkle root in the form that the contract takes. Returns null until enough validators of the committee (those selected at random
 * for this hour) have signed. Signatures of members that were slashed since the set was formed do not count. Does not trust the API: recovers the signer of
 * each signature.
 */
export async function signaturesUnder(
  { opened, client }: Pick<OpenValidator, 'opened' | 'client'>,
  {
    set,
    committee,
    items,
    ...named
  }: { set: ReadValidatorSet; committee: ReadValidatorSet['members']; items: readonly Handed[] } & Omit<NamedRoot, 'setHash'>,
) {
  const { setHash, members } = set
  const { attestations } = opened.addresses
  const hash = hashTypedData(attestationTypedData({ ...named, setHash }, { chainId: opened.chainId, attestations }))
  const signed = new Map<string, Hex>()
  for (const item of items) {
    if (item.setHash !== setHash) continue
    const signature = item.signature as Hex
    const signer = await recoverAddress({ hash, signature }).catch(() => null)
    if (signer?.toLowerCase() === item.signer) signed.set(item.signer, signature)
  }
  if (!committeeQuorum(committee, ({ account }) => signed.has(account)).isFull) return null
  const counted = await readCountedMembers(client, attestations, set)
  if (!committeeQuorum(committee, ({ account }) => signed.has(account) && counted.has(account)).isFull) return null
  // Leave out signatures of validators that are not in the committee (selected at random for this hour), or do not count. They would only cost gas.
  const counts = new Set(committee.map(({ account }) => account).filter((account) => signed.has(account) && counted.has(account)))
  const signers = members.filter(({ account }) => counts.has(account))
  const bitmap = members.reduce((bits, { account }, place) => (counts.has(account) ? bits | (1n << BigInt(place)) : bits), 0n)
  return { members: members.map(({ word }) => word), bitmap, signatures: signers.map(({ account }) => signed.get(account) ?? '0x') }
}
