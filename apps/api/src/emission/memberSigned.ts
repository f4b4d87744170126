import { attestationTypedData, type NamedRoot } from '@infinitio/chain'
import type { PostEpochWire } from '@infinitio/domain/wire'
import { hashTypedData, recoverAddress } from 'viem'
import type { EmissionStanding } from './createEmissionReader.ts'

/** Returns true if a member of the current validator set signed this root. */
export async function memberSigned(
  { deployed, chainId, attestations }: EmissionStanding,
  { signed, ...root }: Omit<NamedRoot, 'setHash'> & { signed: NonNullable<PostEpochWire['signed']> },
): Promise<boolean> {
  const set = deployed?.set ?? null
  if (set?.setHash !== signed.setHash || !set.members.some(({ account }) => account === signed.signer)) return false
  const hash = hashTypedData(attestationTypedData({ ...root, setHash: set.setHash }, { chainId, attestations }))
  const signer = await recoverAddress({ hash, signature: signed.signature as `0x${string}` }).catch(() => null)
  return signer?.toLowerCase() === signed.signer
}
