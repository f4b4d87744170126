import { desktop, openBrowser, openVisitor } from '../../e2e/browser/openBrowser.ts'
import { countPresses, endLease, walkToShell } from '../../e2e/browser/walkToShell.ts'
import { startTestDeployment } from '../../e2e/deployment/startTestDeployment.ts'
import { waitForOffers } from './offers/listedOffers.ts'
import type { Benchmark } from './benchmark.ts'

const runs = 5
const listings = 50

/**
 * Measures how many clicks and key presses a person without a wallet needs from the front page to a shell, and how many milliseconds pass until the shell
 * answers a typed command. In each run a new visitor rents this machine, and the lease ends before the next run. The browser runs without a graphics card on
 * the same machine.
 */
export const journeyBenchmark: Benchmark = {
  name: 'journey',
  limitMinutes: 15,
  measure: async (progress) => {
    const deployment = await startTestDeployment()
    const browser = await openBrowser()
    if (browser === null) throw new Error('there is no browser to measure in')
    try {
      await waitForOffers(deployment, { atLeast: listings })
      const samples: Record<'presses' | 'shellMs', number[]> = { presses: [], shellMs: [] }
      // Make one more run than needed: the first one compiles the pages and does not count.
      for (let run = 0; run <= runs; run += 1) {
        const { page, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
        const presses = await countPresses(context)
        const startedAt = performance.now()
        const leaseId = await walkToShell(page, { by: 'click' })
        const [pressed, shellMs] = [presses(), performance.now() - startedAt]
        await endLease(page, leaseId)
        await context.close()
        progress(`run ${run}: ${pressed} presses, ${shellMs.toFixed(0)} ms`)
        if (run === 0) continue
        samples.presses.push(pressed)
        samples.shellMs.push(shellMs)
      }
      return samples
    } finally {
      await browser.close()
      await deployment.remove()
    }
  },
}
