import { type Client, isErrorCode, refusal } from '@infinitio/sdk'
import type { Say } from '../context/settings.ts'

const readyWithinSeconds = 120

/** Waits until the machine of a settled order is ready, and says each phase once. Throws the code of what failed, `api.timed_out`. */
export async function waitUntilReady(client: Client, { orderHash, say }: { orderHash: string; say: Say }): Promise<void> {
  const told = new Set<string>()
  const order = await client.waitForOrder({
    orderHash,
    phase: 'ready',
    timeoutSeconds: readyWithinSeconds,
    onReading: ({ phases }) => {
      for (const step of phases) {
        if (step.at === null || told.has(step.phase)) continue
        told.add(step.phase)
        say(`  ${step.phase}`)
      }
    },
  })
  const failed = order.phases.find((step) => step.state === 'failed')
  if (failed === undefined) return
  throw refusal(failed.code !== null && isErrorCode(failed.code) ? failed.code : 'order.settle_failed', { detail: orderHash })
}
