import { deleteStaleRows } from '@infinitio/db'
import { endLostOrderStreams } from '../actions/endLostOrderStreams.ts'
import { silentAfterSeconds } from '../market/silentAfterSeconds.ts'
import type { Services } from '../services.ts'
import { hideSilentNodes } from './hideSilentNodes.ts'
import { rollUpReadings } from './rollUpReadings.ts'
import { showReturnedNodes } from './showReturnedNodes.ts'

const sweepEveryMs = 1_000
const awayAfterMs = 5_000
const cleanEveryMs = 600_000
const rollUpEveryMs = 60_000

/**
 * Starts the jobs of the API: showing nodes that are back, hiding silent ones and taking the orders of lost streams out every second, deleting stale
 * rows every 10 minutes, summing readings up every minute. After a start, and
 * after 5 s in which no sweep got through, nodes get 20 s to be heard again before any is hidden: it was we or the database who were away. Returns what
 * stops the jobs.
 */
export function startJobs(services: Services): () => void {
  let sweeping = false
  let sweptAt = Number.NEGATIVE_INFINITY
  let awayUntil = 0
  async function sweepNodes(): Promise<void> {
    await showReturnedNodes(services)
    const now = performance.now()
    if (now - sweptAt > awayAfterMs) awayUntil = now + silentAfterSeconds * 1_000
    sweptAt = now
    if (now >= awayUntil) await hideSilentNodes(services)
    await endLostOrderStreams(services)
  }
  const sweep = setInterval(() => {
    if (sweeping) return
    sweeping = true
    sweepNodes()
      .catch((error: unknown) => services.logger.warn({ err: error }, 'silent nodes cannot be looked for'))
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
