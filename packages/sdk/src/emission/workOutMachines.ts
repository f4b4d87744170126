import { lastBlockBefore } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import {
  type AttestedSlot,
  hoursOfMachines,
  type MachineFacts,
  machineFactsAt,
  type MachineStatement,
  machineStatement,
  type MachineTree,
  machineTree,
} from '@infinitio/economy'
import { type KnownProbes, readProbeReports } from '../probes/readProbeReports.ts'
import { refusal } from '../transport/refusal.ts'
import type { EpochAccess } from './openEpochAccess.ts'
import { type KnownHours, readHours } from './readHours.ts'
import { readAttestedSlots } from './readAttestedSlots.ts'
import { getBlock, getChainId } from 'viem/actions'

/**
 * The facts about all machines at the end of an hour. From them follow the statements about each machine's tier (verification level) and reliability, and the
 * Merkle tree over the statements, which validators sign.
 */
export type MachineDocument = {
  readonly facts: readonly MachineFacts[]
  readonly statements: readonly MachineStatement[]
  readonly tree: MachineTree
}

const hourSeconds = 3_600n

/**
 * The hour for which the tier (verification level) and the reliability of all machines are calculated. `head` is a final block. `known`, `knownSlots` and
 * `knownProbes` are caches from earlier calls. `firstSlot` is the block in which the first GPU proofs of the market were attested (confirmed by validators). In
 * the hour of this block, facts count only until the block instead of until the end of the hour.
 */
export type MachinesAt = {
  readonly epoch: bigint
  readonly head: bigint
  readonly known?: KnownHours
  readonly knownSlots?: Map<Hex32, AttestedSlot>
  readonly knownProbes?: KnownProbes
  readonly firstSlot?: bigint
}

/**
 * Calculates tier (verification level) and reliability of every machine at the end of an hour (`epoch` is Unix time divided by 3,600). The sources are the
 * chain's events, the records of 720 hours, the attested statements about slots of GPU proofs, and the signed connection tests of 24 hours. Every caller gets
 * the same Merkle root, which validators sign under the subject (topic) "nodes". Returns null if no machine was seen. Throws `api.not_found` while the hour is
 * not over, or while the API lacks attested statements. Also throws viem's errors.
 */
export async function workOutMachines(
  { client, transport, events }: Pick<EpochAccess, 'client' | 'transport' | 'events'>,
  { epoch, head, known = new Map(), knownSlots = new Map(), knownProbes = new Map(), firstSlot }: MachinesAt,
): Promise<MachineDocument | null> {
  const cut = firstSlot ?? (await lastBlockBefore(client, { time: (epoch + 1n) * hourSeconds, last: head }))
  if (cut === null) throw refusal('api.not_found', { detail: `the hour ${epoch} is not over` })
  const recorded = await events.readTo(cut)
  const registered = recorded.find(({ name }) => name === 'NodeRegistered')
  if (registered === undefined) return null
  const { first } = hoursOfMachines(epoch)
  const begin = registered.at / hourSeconds
  await readHours(transport, { first: begin > first ? begin : first, last: epoch, known })
  for (const hour of known.keys()) if (hour < first) known.delete(hour)
  const until = firstSlot === undefined ? (epoch + 1n) * hourSeconds : (await getBlock(client, { blockNumber: firstSlot })).timestamp + 1n
  const slots = await readAttestedSlots({ client, transport }, { events: recorded, until, known: knownSlots })
  // Uses the validator set at the end of the counted time, not the set at the newest block. Otherwise two validators that calculate at different times would
  // count different reports.
  const members = recorded.findLast((event) => event.name === 'SetFormed')?.members ?? []
  const probes = await readProbeReports(transport, { epoch, chainId: await getChainId(client), members, known: knownProbes })
  const ofHours = [...known.values()].filter(({ hour }) => hour <= epoch)
  const facts = machineFactsAt({ epoch, events: recorded, hours: ofHours, slots, probes, until })
  const statements = facts.map(machineStatement)
  const tree = machineTree(statements)
  return tree === null ? null : { facts, statements, tree }
}
