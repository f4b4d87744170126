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

/**
 * Result of verifying a published epoch (the pay for one hour). `differences` lists the differences between the chain's epoch and the calculated one. It is
 * empty if they agree.
 */
export type EpochVerification = {
  readonly epoch: bigint
  readonly published: EpochDocument['terms']
  readonly leaves: number
  /** The signatures of the hour's committee, which the hour's random seed selects among the validators. Null if the chain has no signatures for this epoch. */
  readonly quorum: CommitteeQuorum | null
  readonly differences: readonly EpochDifference[]
}

/**
 * Calculates a published epoch again and compares its Merkle root, total, stored emission records and signers with the chain. Without stored records, it still
 * reports a wrong root, but cannot name the wrong record. Throws `api.not_found` if the chain has no valid epoch of this hour, and the codes of `workOutEpoch`.
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
  const signed = await readSignedEpoch(access.client, { addresses: access.contracts.addresses, epoch, root })
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
 * Returns the committee: the members of a validator set that must sign a statement in an hour, in the set's order. Signatures of other members do not count.
 * `kind` is the statement's subject (topic), and `epoch` is the hour. A random seed selects the committee: for emission the seed of `epoch` itself, because an
 * epoch is signed after its hour, and for every other subject the seed of the hour before. A small set is returned whole, without reading the chain. Throws
 * viem's errors.
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
