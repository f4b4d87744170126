import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { DataFolder } from './dataFolder.ts'

const sayEveryMs = 20_000

/** States in which a machine from an earlier start is accepted without a new listing: all its GPUs are leased, or its provider paused it. */
const fineWhenKnown: readonly (string | null)[] = ['full', 'paused']

/**
 * Resolves once the home page answers and this machine is listed, so that renters can rent it. If the machine was listed at an earlier start (`wasListed`), it
 * is also accepted if all its GPUs are leased or its provider paused it. Prints every 20 s what is missing, so that a hanging start explains itself. Resolves
 * early, without an error, if `signal` aborts.
 */
export async function waitForListing(options: { url: string; folder: DataFolder; wasListed: boolean; signal: AbortSignal }): Promise<void> {
  const { signal } = options
  let saidAt = Date.now()
  while (!signal.aborted) {
    const missing = await whatIsMissing(options)
    if (missing === null) return
    if (Date.now() - saidAt > sayEveryMs) {
      console.log(`Still waiting: ${missing}`)
      saidAt = Date.now()
    }
    // After an abort, the pause ends at once, and so does the loop.
    await delay(100, undefined, { signal }).catch(() => {})
  }
}

/** Returns this machine's node id from its agent's file; null before the agent has written it. */
export function thisMachineNode(folder: DataFolder): string | null {
  try {
    const { nodes } = JSON.parse(readFileSync(join(folder.agents, 'this-machine', 'fleet.json'), 'utf8')) as { nodes: { nodeId: string }[] }
    return nodes[0]?.nodeId ?? null
  } catch {
    return null
  }
}

async function whatIsMissing({ url, folder, wasListed, signal }: Parameters<typeof waitForListing>[0]): Promise<string | null> {
  const node = thisMachineNode(folder)
  if (node === null) return 'this machine is not registered yet (see logs/agent.log in the data folder)'
  try {
    const answer = await fetch(`${url}/api/v1/listings/${node}`, { signal })
    if (!answer.ok) return `the API answers ${answer.status}`
    const { unavailable } = (await answer.json()) as { unavailable: string | null }
    const isFine = unavailable === null || (wasListed && fineWhenKnown.includes(unavailable))
    if (!isFine) return `this machine is ${unavailable} (see logs/agent.log in the data folder)`
    const page = await fetch(url, { signal })
    await page.arrayBuffer()
    return page.ok ? null : `the home page answers ${page.status}`
  } catch (error) {
    const { message, cause } = error as Error
    return `the web server does not answer yet (${cause instanceof Error ? cause.message : message})`
  }
}
