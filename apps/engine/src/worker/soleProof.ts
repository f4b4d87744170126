import { type AttestedRoot, validatorMember, validatorSetHash } from '@infinitio/chain'
import type { Attestor, RootToSign } from '@infinitio/chain/node'
import type { Address } from '@infinitio/domain'

type Asked = { set: { setHash: string; totalStake: bigint }; root: RootToSign; at: { chainId: number; attestations: Address } }

/** The attestor's signature as a proof of the whole set; null when it is not the set's only member, and nothing is signed then. */
export async function soleProof(attestor: Attestor, { set, root, at }: Asked): Promise<AttestedRoot['proof'] | null> {
  const members = [validatorMember({ account: attestor.address, stake: set.totalStake })]
  if (validatorSetHash(members) !== set.setHash) return null
  return { members, bitmap: 1n, signatures: [await attestor.sign(root, at)] }
}
