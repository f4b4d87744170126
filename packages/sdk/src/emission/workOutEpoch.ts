import { emissionAbi, lastBlockBefore } from '@infinitio/chain'
import { address, hex32 } from '@infinitio/domain'
import {
  describeEpoch,
  economyParameters,
  type EpochDocument,
  type EpochSources,
  factsOf,
  hoursOfEpoch,
  isWhole,
  pastsAt,
  type ReputationTree,
  reputationTree,
  termsHash,
} from '@infinitio/economy'
import { getChainId, readContract } from 'viem/actions'
import { getEpochDocument, getHourRecords } from '../generated/calls.ts'
import { refusal } from '../transport/refusal.ts'
import { documentFromWire } from './documentWire.ts'
import type { EpochAccess } from './openEpochAccess.ts'

/**
 * Calculates an epoch from public data; every caller gets the same result. `head` is a final block. `statementBefore`
 * is the statement of the previous epoch, or null if there is none. Returns null if nobody has earned any pay yet.
 * Throws `api.not_found` while final blocks do not cover the whole hour or the hour's record is not frozen, and viem's
 * errors.
 */
export async function workOutEpoch(
  access: EpochAccess,
  { epoch, previous, statementBefore, head }: { epoch: bigint; previous: bigint; statementBefore: string | null; head: bigint },
): Promise<EpochDocument | null> {
  const { client, transport, contracts, events } = access
  const cut = await lastBlockBefore(client, { time: (epoch + 1n) * 3_600n, last: head })
  if (cut === null) throw refusal('api.not_found', { detail: `the hour ${epoch} is not over` })
  const { first, last } = hoursOfEpoch({ epoch, previous })
  const [chainId, recorded, { hours }, before] = await Promise.all([
    getChainId(client),
    events.readTo(cut),
    getHourRecords(transport, { first: Number(first), last: Number(last) }),
    statementBefore === null ? [] : leavesBefore(access, { previous, statement: statementBefore }),
  ])
  const sources: EpochSources = {
    ...{ chainId: BigInt(chainId), emission: contracts.emission, epoch, previous, before, events: recorded },
    hours: hours.map(({ hour, nodes }) => ({ hour: BigInt(hour), nodes: nodes.map(({ node, seconds }) => ({ node: hex32(node), seconds })) })),
  }
  const facts = factsOf(sources)
  return describeEpoch(facts, facts)
}

/** Reads the leaves of a published epoch and compares its terms with the chain, so that the source need not be trusted. */
async function leavesBefore(access: EpochAccess, { previous, statement }: { previous: bigint; statement: string }) {
  const document = await readDocument(access, statement)
  const { client, contracts } = access
  const record = await readContract(client, { address: contracts.emission, abi: emissionAbi, functionName: 'recordOf', args: [previous] })
  if (record.termsHash !== termsHash(document.terms))
    throw refusal('api.not_found', { detail: `the leaves of epoch ${previous} are not the chain's` })
  return document.leaves.map(({ provider, cumulative }) => ({ provider: address(provider), cumulative }))
}

/**
 * Reads an epoch that the API stores, and proves that its leaves and inputs have the roots of its terms. Throws
 * `api.not_found`.
 */
export async function readDocument({ client, transport, contracts }: Omit<EpochAccess, 'events'>, statement: string): Promise<EpochDocument> {
  const document = documentFromWire(await getEpochDocument(transport, statement))
  const chainId = BigInt(await getChainId(client))
  if (!isWhole(document, { chainId, emission: contracts.emission }))
    throw refusal('api.not_found', { detail: `the leaves of ${statement} are not whole` })
  return document
}

/**
 * Calculates every provider's reputation at the end of an hour (Unix time divided by 3,600), and the tree whose root
 * validators sign under "reputation". Every caller gets the same result. `head` is a final block. Returns null if no
 * provider has a record, or while `head` is before the end of the hour. Throws viem's errors.
 */
export async function workOutReputations(
  { client, events }: Pick<EpochAccess, 'client' | 'events'>,
  { epoch, head }: { epoch: bigint; head: bigint },
): Promise<ReputationTree | null> {
  const until = (epoch + 1n) * 3_600n
  const cut = await lastBlockBefore(client, { time: until, last: head })
  // The hour is not over, or it ended before the chain's first block.
  if (cut === null) return null
  return reputationTree(pastsAt(await events.readTo(cut), { until }), economyParameters())
}
