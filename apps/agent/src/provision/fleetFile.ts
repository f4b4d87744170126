import path from 'node:path'
import { z } from 'zod'
import { readOwnFile } from '../disk/readOwnFile.ts'
import { writeWhole } from '../disk/writeWhole.ts'
import { mostFleetNodes } from '../settings/env.ts'

const fleetFile = z.strictObject({
  chainId: z.int(),
  market: z.string(),
  /** The gateway's key in the Directory; tunnels go to its holder only. */
  gatewayKey: z.string().regex(/^0x[0-9a-f]{64}$/),
  nodes: z.array(z.strictObject({ slot: z.string(), nodeId: z.string().regex(/^0x[0-9a-f]{64}$/), banner: z.string() })).max(mostFleetNodes),
})

/** The nodes of this process as they were last provisioned, so that a restart serves them before the market answers. */
export type Fleet = z.output<typeof fleetFile>

const fileName = 'fleet.json'

/** Reads what was provisioned, or null before the first time; one that is damaged counts as none, and is written anew. Throws `node.settings_unreadable` when it cannot be read. */
export async function readFleet(dataDir: string): Promise<Fleet | null> {
  const text = await readOwnFile(path.join(dataDir, fileName))
  if (text === null) return null
  try {
    const parsed = fleetFile.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Writes what was provisioned, whole or not at all. Rejects when the disk refuses. */
export async function writeFleet(dataDir: string, fleet: Fleet): Promise<void> {
  await writeWhole(path.join(dataDir, fileName), JSON.stringify(fleet))
}
