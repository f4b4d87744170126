import { lastBlockBefore } from '@infinitio/chain'
import { hex32 } from '@infinitio/domain'
import {
  hoursOfMachines,
  type HourRecord,
  type MachineFacts,
  machineFactsAt,
  type MachineStatement,
  machineStatement,
  type MachineTree,
  machineTree,
} from '@infinitio/economy'
import { getHourRecords } from '../generated/calls.ts'
import { refusal } from '../transport/refusal.ts'
import type { EpochAccess } from './openEpochAccess.ts'

/** The statements of validators about all machines at the end of an hour: the facts, the statements that follow from them, and their tree. */
export type MachineDocument = {
  readonly facts: readonly MachineFacts[]
  readonly statements: readonly MachineStatement[]
  readonly tree: MachineTree
}

/** Records of past hours that were read before, by hour. They never change. */
export type KnownHours = Map<bigint, HourRecord>

const hourSeconds = 3_600n
/** The most hours in one request. */
const hoursAtOnce = 72n

/**
 * Calculates tier and reliability of every machine at the end of an hour (Unix time divided by 3,600), from the chain's events and the records of 720 hours.
 * Every caller gets the same root, which validators sign under "nodes". `head` is a final block. Returns null if no machine is registered. Throws
 * `api.not_found` while the hour is not over or not recorded, and viem's errors.
 */
export async function workOutMachines(
  { client, transport, events }: Pick<EpochAccess, 'client' | 'transport' | 'events'>,
  { epoch, head, known = new Map() }: { epoch: bigint; head: bigint; known?: KnownHours },
): Promise<MachineDocument | null> {
  const cut = await lastBlockBefore(client, { time: (epoch + 1n) * hourSeconds, last: head })
  if (cut === null) throw refusal('api.not_found', { detail: `the hour ${epoch} is not over` })
  const recorded = await events.readTo(cut)
  const registered = recorded.find(({ name }) => name === 'NodeRegistered')
  if (registered === undefined) return null
  const { first } = hoursOfMachines(epoch)
  const begin = registered.at / hourSeconds
  await readHours(transport, { first: begin > first ? begin : first, last: epoch, known })
  for (const hour of known.keys()) if (hour < first) known.delete(hour)
  const facts = machineFactsAt({ epoch, events: recorded, hours: [...known.values()].filter(({ hour }) => hour <= epoch) })
  const statements = facts.map(machineStatement)
  const tree = machineTree(statements)
  return tree === null ? null : { facts, statements, tree }
}

/** Reads the records that are not known yet, newest first. Hours that never got a record are left out. */
async function readHours(
  transport: EpochAccess['transport'],
  { first, last, known }: { first: bigint; last: bigint; known: KnownHours },
): Promise<void> {
  for (let end = last; end >= first; end -= hoursAtOnce) {
    const begin = end - hoursAtOnce + 1n > first ? end - hoursAtOnce + 1n : first
    if (isKnown({ first: begin, last: end, known })) continue
    const { hours } = await getHourRecords(transport, { first: Number(begin), last: Number(end), missing: 'skip' })
    for (const { hour, nodes } of hours)
      if (!known.has(BigInt(hour)))
        known.set(BigInt(hour), { hour: BigInt(hour), nodes: nodes.map(({ node, seconds }) => ({ node: hex32(node), seconds })) })
  }
}

/** Returns true if all records of a range are known. A gap is asked for again, which costs little: no hour of it has a record. */
function isKnown({ first, last, known }: { first: bigint; last: bigint; known: KnownHours }): boolean {
  for (let hour = first; hour <= last; hour += 1n) if (!known.has(hour)) return false
  return true
}
