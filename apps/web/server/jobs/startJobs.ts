import { deleteStaleRows } from '@infinitio/db'
import { endLostOrderStreams } from '../actions/endLostOrderStreams.ts'
import type { Services } from '../services.ts'
import type { NodeWatch } from './nodeWatch.ts'
import { rollUpReadings } from './rollUpReadings.ts'
import { watchNodes } from './watchNodes.ts'

const sweepEveryMs = 1_000
const cleanEveryMs = 600_000
const rollUpEveryMs = 60_000

/**
 * Starts the jobs of the API: watching nodes and taking the orders of lost streams out every second, deleting stale rows every 10 minutes, summing
 * readings up every minute. Returns what stops the jobs.
 */
export function startJobs(services: Services): () => void {
  let sweeping = false
  let watch: NodeWatch | null = null
  async function sweepNodes(): Promise<void> {
    watch = await watchNodes(services, watch)
    await endLostOrderStreams(services)
  }
  const sweep = setInterval(() => {
    if (sweeping) return
    sweeping = true
    sweepNodes()
      .catch((error: unknown) => services.logger.warn({ err: error }, 'nodes cannot be watched'))
      .finally(() => {
        sweeping = false
      })
  }, sweepEveryMs)
  const clean = setInterval(() => {
    deleteStaleRows(services.db).catch((error: unknown) => services.logger.warn({ err: error }, 'stale rows cannot be deleted'))
  }, cleanEveryMs)
  const rollUp = setInterval(() => {
    rollUpReadings(services, { nowMs: Date.now() }).catch((error: unknown) => services.logger.warn({ err: error }, 'readings cannot be summed up'))
  }, rollUpEveryMs)
  rollUp.unref()
  sweep.unref()
  clean.unref()
  return () => {
    clearInterval(sweep)
    clearInterval(clean)
    clearInterval(rollUp)
  }
}
