import { readCommitteeSeed, readEpochTerms, readSignedEpoch, readStandingEpochs, type ReadValidatorSet } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import {
  type CommitteeKind,
  type CommitteeQuorum,
  committeeQuorum,
  committeeSize,
  drawCommittee,
  type EpochDifference,
  type EpochDocument,
  statementOf,
} from '@infinitio/economy'
import { getChainId } from 'viem/actions'
import { refusal } from '../transport/refusal.ts'
import type { EpochAccess } from './openEpochAccess.ts'
import { readDocument, workOutEpoch } from './workOutEpoch.ts'

/** What a verification came to: what differs between the chain's epoch and one that was worked out anew; nothing where all of it is right. */
export type EpochVerification = {
  readonly epoch: bigint
  readonly published: EpochDocument['terms']
  readonly leaves: number
  /** Who signed, of those whom the hour's seed draws; null where nobody did on this chain. */
  readonly quorum: CommitteeQuorum | null
  readonly differences: readonly EpochDifference[]
}

/**
 * Works a published epoch out anew and compares it with the chain: its root, its total, each leaf that somebody keeps, and
 * who signed it with whom the hour's seed draws. Without those leaves a wrong root is still named, not which
 * leaf it is. Throws `api.not_found` for an epoch that does not stand, and as `workOutEpoch` does.
 */
export async function verifyPublishedEpoch(access: EpochAccess, { epoch, head }: { epoch: bigint; head: bigint }): Promise<EpochVerification> {
  const { client, contracts } = access
  const { emission } = contracts
  const terms = await readEpochTerms(client, { emission, from: 0n, to: head })
  const named = [...terms.values()].filter((it) => it.epoch === epoch || it.epoch === terms.get(epoch)?.previous)
  const stand = await readStandingEpochs(client, { emission, blockNumber: head, terms: named })
  const published = stand.find(({ terms }) => terms.epoch === epoch)?.terms
  if (published === undefined) throw refusal('api.not_found', { detail: `no epoch ${epoch} stands on the chain` })
  const bound = { chainId: BigInt(await getChainId(client)), emission }
  const before = stand.find(({ terms }) => terms.epoch === published.previous)?.terms
  const statementBefore = before === undefined ? null : statementOf(before, bound)
  const [expected, kept, quorum] = await Promise.all([
    workOutEpoch(access, { epoch, previous: published.previous, statementBefore, head }),
    readDocument(access, statementOf(published, bound)).catch(() => null),
    quorumOf(access, { epoch, root: statementOf(published, bound) }),
  ])
  const differences: EpochDifference[] = []
  if (published.leaves !== expected?.terms.leaves || published.inputs !== expected.terms.inputs) differences.push({ what: 'root' })
  const total = expected?.terms.total ?? 0n
  if (published.total !== total) differences.push({ what: 'total', published: published.total, expected: total })
  if (quorum?.isFull !== true)
    differences.push({ what: 'quorum', published: quorum?.signedStake ?? 0n, expected: ((quorum?.stake ?? 0n) * 2n) / 3n + 1n })
  if (kept !== null) differences.push(...differentLeaves(kept, expected))
  return { epoch, published, leaves: kept?.leaves.length ?? 0, quorum, differences }
}

async function quorumOf(access: EpochAccess, { epoch, root }: { epoch: bigint; root: Hex32 }): Promise<CommitteeQuorum | null> {
  const signed = await readSignedEpoch(access.client, { attestations: access.contracts.addresses.attestations, epoch, root })
  if (signed === null) return null
  const committee = await readCommittee(access, { set: signed.set, kind: 'emission', epoch })
  const signers = new Set(signed.set.members.filter((_, place) => signed.hasSigned(place)).map(({ account }) => account))
  return committeeQuorum(committee, ({ account }) => signers.has(account))
}

function differentLeaves(kept: EpochDocument, expected: EpochDocument | null): EpochDifference[] {
  const left = new Map(expected?.leaves.map(({ provider, cumulative }) => [provider, cumulative]))
  const differences: EpochDifference[] = []
  for (const { provider, cumulative } of kept.leaves) {
    const should = left.get(provider) ?? null
    left.delete(provider)
    if (should !== cumulative) differences.push({ what: 'leaf', provider, published: cumulative, expected: should })
  }
  for (const [provider, should] of left) differences.push({ what: 'leaf', provider, published: null, expected: should })
  return differences
}

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
