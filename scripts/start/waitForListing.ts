import { setTimeout as delay } from 'node:timers/promises'

const sayEveryMs = 20_000

/**
 * Resolves when the home page answers and this machine is among the listings. Says every 20 s what it still waits for, so
 * that a start that hangs explains itself; ends early, without error, when `signal` aborts.
 */
export async function waitForListing({ url, signal }: { url: string; signal: AbortSignal }): Promise<void> {
  let saidAt = Date.now()
  while (!signal.aborted) {
    const missing = await whatIsMissing(url, signal)
    if (missing === null) return
    if (Date.now() - saidAt > sayEveryMs) {
      console.log(`Still waiting: ${missing}`)
      saidAt = Date.now()
    }
    await delay(100, undefined, { signal }).catch(() => {})
  }
}

async function whatIsMissing(url: string, signal: AbortSignal): Promise<string | null> {
  try {
    const listings = await fetch(`${url}/api/v1/listings?includeSimulated=false&limit=1`, { signal })
    if (!listings.ok) return `the API answers ${listings.status}`
    const { total } = (await listings.json()) as { total: number }
    if (total < 1) return 'this machine is not listed yet (see logs/agent.log in the data folder)'
    const page = await fetch(url, { signal })
    await page.arrayBuffer()
    return page.ok ? null : `the home page answers ${page.status}`
  } catch (error) {
    const { message, cause } = error as Error
    return `the web server does not answer yet (${cause instanceof Error ? cause.message : message})`
  }
}
