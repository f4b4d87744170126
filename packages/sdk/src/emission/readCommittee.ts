import { readCommitteeSeed, type ReadValidatorSet } from '@infinitio/chain'
import { type CommitteeKind, committeeSize, drawCommittee } from '@infinitio/economy'
import type { EpochAccess } from './workOutEpoch.ts'

/**
 * Returns whose signatures count about an hour, of a set, in its order. Emission is signed when its hour is over and draws by that hour's seed; all other subjects draw
 * by the seed of the hour before. Asks the chain for a large set only. Throws viem's errors.
 */
export async function readCommittee(
  { client, contracts }: Pick<EpochAccess, 'client' | 'contracts'>,
  { set, kind, epoch }: { set: ReadValidatorSet; kind: CommitteeKind; epoch: bigint },
): Promise<ReadValidatorSet['members']> {
  const { members, setHash, since } = set
  if (members.length <= committeeSize) return members
  const round = kind === 'emission' ? epoch : epoch - 1n
  const seed = await readCommitteeSeed(client, { directory: contracts.addresses.directory, round, since })
  return drawCommittee(members, { seed, setHash, kind, epoch })
}
