import path from 'node:path'
import { z } from 'zod'
import { readOwnJson } from '../disk/readOwnFile.ts'
import { writeWhole } from '../disk/writeWhole.ts'
import { mostFleetNodes } from '../settings/env.ts'

/** A file of an older agent has one text for all languages. */
const banner = z.union([z.string(), z.strictObject({ en: z.string(), zh: z.string() })])

const node = z.strictObject({
  slot: z.string(),
  nodeId: z.string().regex(/^0x[0-9a-f]{64}$/),
  banner,
  /** The number of GPUs with which the node is listed; null while the machine shows no GPU. An older agent did not store it. */
  gpus: z.int().min(1).nullish(),
})

const fleetFile = z.strictObject({
  chainId: z.int(),
  market: z.string(),
  /** The key that every gateway of the market must prove, from the Directory contract. The agent opens tunnels only to a server that has it. */
  gatewayKey: z.string().regex(/^0x[0-9a-f]{64}$/),
  nodes: z.array(node).max(mostFleetNodes),
})

/**
 * The nodes of this process, as the last provisioning run (which puts nodes on the market) stored them. So a restarted agent can serve them before the market
 * answers.
 */
export type Fleet = z.output<typeof fleetFile>

const fileName = 'fleet.json'

/**
 * Reads the stored nodes. Returns null before the first provisioning run, or if the file is damaged; the next run then writes the file again. Throws
 * `node.settings_unreadable` when the file cannot be read.
 */
export async function readFleet(dataDir: string): Promise<Fleet | null> {
  return await readOwnJson(path.join(dataDir, fileName), fleetFile)
}

/** Writes the fleet, completely or not at all. Rejects if the file cannot be written. */
export async function writeFleet(dataDir: string, fleet: Fleet): Promise<void> {
  await writeWhole(path.join(dataDir, fileName), JSON.stringify(fleet))
}
