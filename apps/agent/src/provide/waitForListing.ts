import { setTimeout as wait } from 'node:timers/promises'
import { type Client, createClient, InfinitioError, refusal } from '@infinitio/sdk'
import { newestAsk } from '../provision/decideAsk.ts'
import { readFleet } from '../provision/fleetFile.ts'
import { knownAsks } from '../provision/knownAsks.ts'
import { readLastListing } from '../provision/listingFile.ts'
import type { ProviderSettings } from '../settings/providerSettings.ts'
import { hasWalletKey, WalletSession } from '../market/walletSession.ts'

/** The state of a machine on the market: `listed` at this price, `full` (all its GPUs are leased), or `paused` by its provider. */
export type Shown = { nodeId: string; how: 'listed' | 'full' | 'paused'; pricePerGpuSecond: bigint | null }

type Place = { dataDir: string; settings: ProviderSettings }

const lookEveryMs = 300

/**
 * Waits until the API shows the machine of a data folder: listed, leased to the last GPU, or paused by its provider. Throws `api.timed_out` with the reason
 * after `withinMs`, and `node.not_listed` for a machine that was retired. If `signal` aborts, resolves with null.
 */
export async function waitForListing({
  machine,
  withinMs,
  signal,
}: {
  machine: Place
  withinMs: number
  signal: AbortSignal
}): Promise<Shown | null> {
  // The client does not retry by itself, because the loop below repeats every call.
  const client = createClient({ baseUrl: machine.settings.apiUrl, retries: 0, fetch: (input, init) => fetch(input, { ...init, signal }) })
  const wallet = hasWalletKey(machine.settings) ? new WalletSession({ ...machine, signal }) : null
  const isPaused = (nodeId: string): Promise<boolean> => (wallet === null ? pausedLast(machine.dataDir) : isCancelled(wallet, nodeId))
  const deadline = Date.now() + withinMs
  while (!signal.aborted) {
    const nodeId = (await readFleet(machine.dataDir))?.nodes[0]?.nodeId ?? null
    const found = nodeId === null ? 'not registered yet' : await look(client, nodeId, isPaused)
    if (signal.aborted) return null
    if (typeof found !== 'string') return found
    if (found === 'retired')
      throw refusal('node.not_listed', { detail: 'this machine was removed from the market; use another --data folder to list the computer again' })
    if (Date.now() > deadline) throw refusal('api.timed_out', { detail: `the machine is ${found}` })
    // If the signal aborts, this pause ends early, and the loop ends at its next check of the signal.
    await wait(lookEveryMs, null, { signal }).catch(() => {})
  }
  return null
}

async function look(client: Client, nodeId: string, isPaused: (nodeId: string) => Promise<boolean>): Promise<Shown | string> {
  try {
    const { listing, unavailable } = await client.getListing({ node: nodeId, query: {} })
    if (listing !== null) return { nodeId, how: 'listed', pricePerGpuSecond: BigInt(listing.ask.pricePerGpuSecond) }
    if (unavailable === 'full') return { nodeId, how: 'full', pricePerGpuSecond: null }
    const hasNoPublicAsk = unavailable === 'paused' || unavailable === 'private'
    if (hasNoPublicAsk && (await isPaused(nodeId))) return { nodeId, how: 'paused', pricePerGpuSecond: null }
    return unavailable ?? 'not shown'
  } catch (error) {
    if (error instanceof InfinitioError) return error.code
    throw error
  }
}

/**
 * Returns true if a machine without an open ask is paused, which means that its newest ask was cancelled. If it returns false, the machine was registered or
 * listed a moment ago and the market does not show that yet, because it shows the order book with a delay.
 */
async function isCancelled(session: WalletSession, nodeId: string): Promise<boolean> {
  const { nodes } = await session.call((client) => client.getProvider())
  if (!nodes.some(({ node, latestAsk }) => node === nodeId && latestAsk !== null)) return false
  const asks = await session.call((client) => knownAsks({ client, nodeIds: new Set([nodeId]), withinMs: 0 }))
  return newestAsk(asks.filter(({ order }) => order.node === nodeId))?.state === 'cancelled'
}

/** Returns true if the agent found the machine paused when it last looked. For a command without the wallet's session. */
async function pausedLast(dataDir: string): Promise<boolean> {
  return (await readLastListing(dataDir))?.isPaused ?? false
}
