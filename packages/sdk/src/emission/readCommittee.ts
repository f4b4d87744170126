import { readCommitteeSeed, type ReadValidatorSet } from '@infinitio/chain'
import { drawCommittee } from '@infinitio/economy'
import type { EpochAccess } from './workOutEpoch.ts'

/** Whose signatures count about an hour's emission, of a set, in its order. Asks the chain for a large set alone. Throws viem's errors. */
export async function readCommittee(
  { client, contracts }: Pick<EpochAccess, 'client' | 'contracts'>,
  { set, epoch }: { set: ReadValidatorSet; epoch: bigint },
): Promise<ReadValidatorSet['members']> {
  const { members, setHash, formedAt } = set
  const all = drawCommittee(members, { seed: setHash, setHash, epoch }).length === members.length
  if (all) return members
  const seed = await readCommitteeSeed(client, { directory: contracts.addresses.directory, epoch, formedAt })
  return drawCommittee(members, { seed, setHash, epoch })
}
