import { attestationTypedData, type NamedRoot } from '@infinitio/chain'
import type { PostEpochWire } from '@infinitio/domain/wire'
import { hashTypedData, recoverAddress } from 'viem'
import type { EmissionStanding } from './createEmissionReader.ts'

/**
 * Returns true if a member of the current validator set signed this root. For roots about GPU proofs also a member of the set before it, because the validators
 * that measured a slot sign it, and the set can change in between.
 */
export async function memberSigned(
  { deployed, chainId, attestations }: EmissionStanding,
  { signed, ...root }: Omit<NamedRoot, 'setHash'> & { signed: NonNullable<PostEpochWire['signed']> },
): Promise<boolean> {
  const sets = root.subject === 'proofs' ? [deployed?.set, deployed?.previousSet] : [deployed?.set]
  const set = sets.find((it) => it?.setHash === signed.setHash) ?? null
  if (set === null || !set.members.some(({ account }) => account === signed.signer)) return false
  const hash = hashTypedData(attestationTypedData({ ...root, setHash: set.setHash }, { chainId, attestations }))
  const signer = await recoverAddress({ hash, signature: signed.signature as `0x${string}` }).catch(() => null)
  return signer?.toLowerCase() === signed.signer
}
