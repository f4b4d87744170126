import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { DataFolder } from './dataFolder.ts'

const sayEveryMs = 20_000

/** What a machine that was listed before may be doing when the house starts again: leased to the last GPU, or paused by its provider. */
const fineWhenKnown: readonly (string | null)[] = ['full', 'paused']

/**
 * Resolves when the home page answers and this machine does: it can be booked, or it was there at an earlier start (`wasListed`) and
 * is leased or paused now. Says every 20 s what it still waits for, so that a start that hangs explains itself; ends early, without
 * error, when `signal` aborts.
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
    // An abort ends the wait, and then the loop.
    await delay(100, undefined, { signal }).catch(() => {})
  }
}

/** The node that this machine is, as its agent wrote it down; null before the agent's first start came that far. */
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
