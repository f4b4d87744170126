import { emissionAbi, lastBlockBefore } from '@infinitio/chain'
import { address, type Hex32, hex32, type RecordedEvent } from '@infinitio/domain'
import {
  type AttestedSlot,
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
  slotsFrom,
  slotSpans,
  termsHash,
} from '@infinitio/economy'
import { getChainId, readContract } from 'viem/actions'
import { getEpochDocument, getHourRecords } from '../generated/calls.ts'
import { refusal } from '../transport/refusal.ts'
import { documentFromWire } from './documentWire.ts'
import type { EpochAccess } from './openEpochAccess.ts'
import { readAttestedSlots } from './readAttestedSlots.ts'
import { type KnownHours, readHours } from './readHours.ts'

const hourSeconds = 3_600n

/**
 * The epoch (hour) for which the pay is calculated. `head` is a final block. `statementBefore` is the signed statement of the previous epoch, or null without
 * one. `known` and `knownSlots` are caches from earlier calls.
 */
type EpochAt = {
  readonly epoch: bigint
  readonly previous: bigint
  readonly statementBefore: string | null
  readonly head: bigint
  readonly known?: KnownHours
  readonly knownSlots?: Map<Hex32, AttestedSlot>
}

/**
 * Calculates an epoch (the pay for one hour) from public data, so that every caller gets the same result. Returns null if nobody has earned any pay yet. Throws
 * `api.not_found` in three cases: the final blocks do not cover the whole hour, the hour's record can still change, or the API lacks the statements about a
 * slot (a block with GPU proofs) that validators attested. Also throws viem's errors.
 */
export async function workOutEpoch(
  access: EpochAccess,
  { epoch, previous, statementBefore, head, known = new Map(), knownSlots = new Map() }: EpochAt,
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
  const ofSlots = await readSlotSources(access, { events: recorded, first, last, known, knownSlots })
  const sources: EpochSources = {
    ...{ chainId: BigInt(chainId), emission: contracts.emission, epoch, previous, before, events: recorded },
    ...ofSlots,
    hours: hours.map(({ hour, nodes }) => ({ hour: BigInt(hour), nodes: nodes.map(({ node, seconds }) => ({ node: hex32(node), seconds })) })),
  }
  const facts = factsOf(sources)
  return describeEpoch(facts, facts)
}

type SlotReading = { events: readonly RecordedEvent[]; first: bigint; last: bigint; known: KnownHours; knownSlots: Map<Hex32, AttestedSlot> }

/**
 * Reads the slots (blocks with GPU proofs) that validators attested and that count in an epoch. The first of these slots also covers the time back to the slot
 * before it, and this time began before the epoch. So the function also reads the records of those earlier hours.
 */
async function readSlotSources(
  { client, transport }: EpochAccess,
  { events, first, last, known, knownSlots }: SlotReading,
): Promise<Required<Pick<EpochSources, 'slots' | 'earlier'>>> {
  const [from, until] = [first * hourSeconds, (last + 1n) * hourSeconds]
  const slots = await readAttestedSlots({ client, transport }, { events, from: slotsFrom(from), until, known: knownSlots })
  const [span] = slotSpans(slots, { from, until, isFirst: false })
  const registered = events.find(({ name }) => name === 'NodeRegistered')
  if (span === undefined || registered === undefined) return { slots, earlier: [] }
  const begin = span.from > registered.at ? span.from : registered.at
  await readHours(transport, { first: begin / hourSeconds, last: first - 1n, known })
  return { slots, earlier: [...known.values()].filter(({ hour }) => hour >= begin / hourSeconds && hour < first) }
}

/** Reads the emission records of a published epoch (the pay for one hour) and compares their terms with the chain, so that nobody needs to trust the API. */
async function leavesBefore(access: EpochAccess, { previous, statement }: { previous: bigint; statement: string }) {
  const document = await readDocument(access, statement)
  const { client, contracts } = access
  const record = await readContract(client, { address: contracts.emission, abi: emissionAbi, functionName: 'recordOf', args: [previous] })
  if (record.termsHash !== termsHash(document.terms))
    throw refusal('api.not_found', { detail: `the leaves of epoch ${previous} are not the chain's` })
  return document.leaves.map(({ provider, cumulative }) => ({ provider: address(provider), cumulative }))
}

/**
 * Reads the stored records of an epoch (the pay for one hour) from the API, and checks that the records and inputs match the Merkle roots in its terms. Throws
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
 * Calculates every provider's reputation at the end of an hour (`epoch` is Unix time divided by 3,600), and a Merkle tree over the reputations. Validators sign
 * its root under the subject (topic) "reputation". Every caller gets the same result. `head` is a final block. Returns null if no provider has a record, or
 * while `head` is before the end of the hour. Throws viem's errors.
 */
export async function workOutReputations(
  { client, events }: Pick<EpochAccess, 'client' | 'events'>,
  { epoch, head }: { epoch: bigint; head: bigint },
): Promise<ReputationTree | null> {
  const until = (epoch + 1n) * 3_600n
  const cut = await lastBlockBefore(client, { time: until, last: head })
  // No result: the hour is not over, or it ended before the chain's first block.
  if (cut === null) return null
  return reputationTree(pastsAt(await events.readTo(cut), { until }), economyParameters())
}
