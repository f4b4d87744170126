import { lastBlockBefore } from '@infinitio/chain'
import {
  hoursOfMachines,
  type MachineFacts,
  machineFactsAt,
  type MachineStatement,
  machineStatement,
  type MachineTree,
  machineTree,
} from '@infinitio/economy'
import { refusal } from '../transport/refusal.ts'
import type { EpochAccess } from './openEpochAccess.ts'
import { type KnownHours, readHours } from './readHours.ts'

/** The statements of validators about all machines at the end of an hour: the facts, the statements that follow from them, and their tree. */
export type MachineDocument = {
  readonly facts: readonly MachineFacts[]
  readonly statements: readonly MachineStatement[]
  readonly tree: MachineTree
}

const hourSeconds = 3_600n

/**
 * Calculates tier and reliability of every machine at the end of an hour (Unix time divided by 3,600), from the chain's events and the records of 720 hours.
 * Every caller gets the same root, which validators sign under "nodes". `head` is a final block. Returns null if no machine was seen. Throws
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
