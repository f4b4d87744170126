import { setTimeout as wait } from 'node:timers/promises'
import { type Client, InfinitioError, refusal } from '@infinitio/sdk'
import { readFleet } from '../provision/fleetFile.ts'

/** How a machine is shown: it can be booked, or why it cannot and need not. */
export type Shown = { nodeId: string; how: 'listed' | 'full' | 'paused' }

const lookEveryMs = 300

/**
 * Waits until the API shows the machine of a data folder: listed, leased to the last GPU, or paused by its provider. Throws `api.timed_out` with what
 * stands in the way after `withinMs`, and `node.not_listed` for a machine that was retired. `signal` ends the wait with null.
 */
export async function waitForListing({
  dataDir,
  client,
  withinMs,
  signal,
}: {
  dataDir: string
  client: Client
  withinMs: number
  signal: AbortSignal
}): Promise<Shown | null> {
  const deadline = Date.now() + withinMs
  while (!signal.aborted) {
    const nodeId = (await readFleet(dataDir))?.nodes[0]?.nodeId ?? null
    const found = nodeId === null ? 'not registered yet' : await look(client, nodeId)
    if (nodeId !== null && (found === 'listed' || found === 'full' || found === 'paused')) return { nodeId, how: found }
    if (found === 'retired') throw refusal('node.not_listed', { detail: 'this machine was retired; use another --data folder to list it anew' })
    if (Date.now() > deadline) throw refusal('api.timed_out', { detail: `the machine is ${found}` })
    await wait(lookEveryMs, null, { signal }).catch(() => {})
  }
  return null
}

async function look(client: Client, nodeId: string): Promise<string> {
  try {
    const { listing, unavailable } = await client.getListing({ node: nodeId, query: {} })
    return listing === null ? (unavailable ?? 'not shown') : 'listed'
  } catch (error) {
    if (error instanceof InfinitioError) return error.code
    throw error
  }
}
