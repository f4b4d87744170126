import { deleteStaleRows } from '@infinitio/db'
import { endLostOrderStreams, endUncoveredBids } from '../actions/orders/endOrders.ts'
import type { Services } from '../services/services.ts'
import { noteHours } from '../actions/machines/noteHours.ts'
import { type NodeWatch, watchNodes } from './watchNodes.ts'
import { alertSearches } from './alertSearches.ts'
import { cleanSnapshots } from './cleanSnapshots.ts'
import { driveMoves } from './driveMoves.ts'
import { noteEndings, noteNews } from './noteNews.ts'
import { rollUpReadings } from './rollUpReadings.ts'
import { scoreNodes } from './scoreNodes.ts'
import { sendMails } from './sendMails.ts'
import { sendWebhooks } from './sendWebhooks.ts'

const sweepEveryMs = 1_000
/** A receiver that is slow to answer holds up one of them. */
const webhookLanes = 4
/** So with a mail server that is slow. */
const mailLanes = 2
const endingEveryMs = 10_000
const scoreEveryMs = 10_000
const hoursEveryMs = 20_000
const cleanEveryMs = 600_000
const minuteMs = 60_000

/**
 * Starts the jobs of the API: watching nodes and taking the orders of lost streams and of keys that cover them no more out and driving moves and telling accounts of news and sending webhooks and e-mail every second, telling of leases that end and of what saved searches found, and scoring nodes every 10 seconds, counting the hours of nodes every 20 seconds, deleting stale rows
 * every 10 minutes, summing readings up and clearing the store of snapshots every minute. Returns what stops the jobs.
 */
export function startJobs(services: Services): () => void {
  let watch: NodeWatch | null = null
  async function sweepNodes(): Promise<void> {
    watch = await watchNodes(services, watch)
    await endLostOrderStreams(services)
  }
  let scored = ''
  async function scoreMore(): Promise<void> {
    scored = await scoreNodes(services, { after: scored })
  }
  const jobs = [
    every(services, { ms: sweepEveryMs, failed: 'nodes cannot be watched' }, sweepNodes),
    every(services, { ms: sweepEveryMs, failed: 'bids without a key stay' }, () => endUncoveredBids(services)),
    every(services, { ms: sweepEveryMs, failed: 'moves do not go on' }, () => driveMoves(services)),
    every(services, { ms: sweepEveryMs, failed: 'nobody is told of news' }, () => noteNews(services)),
    every(services, { ms: endingEveryMs, failed: 'nobody is told that a lease ends' }, () => noteEndings(services)),
    every(services, { ms: endingEveryMs, failed: 'saved searches are not looked for' }, () => alertSearches(services)),
    every(services, { ms: scoreEveryMs, failed: 'nodes cannot be scored' }, scoreMore),
    every(services, { ms: hoursEveryMs, failed: 'the hours of nodes are not counted' }, () => noteHours(services)),
    every(services, { ms: cleanEveryMs, failed: 'stale rows cannot be deleted' }, () => deleteStaleRows(services.db)),
    every(services, { ms: minuteMs, failed: 'readings cannot be summed up' }, () => rollUpReadings(services, { nowMs: Date.now() })),
    every(services, { ms: minuteMs, failed: 'snapshots cannot be cleared away' }, () => cleanSnapshots(services)),
    ...Array.from({ length: webhookLanes }, () =>
      every(services, { ms: sweepEveryMs, failed: 'webhooks cannot be told' }, () => sendWebhooks(services)),
    ),
    ...Array.from({ length: mailLanes }, () => every(services, { ms: sweepEveryMs, failed: 'no e-mail is sent' }, () => sendMails(services))),
  ]
  return () => {
    for (const job of jobs) clearInterval(job)
  }
}

/** Runs a job again and again, never twice at a time; one that fails is tried again at its next time. */
function every({ logger }: Services, { ms, failed }: { ms: number; failed: string }, run: () => Promise<unknown>): NodeJS.Timeout {
  let isRunning = false
  return setInterval(() => {
    if (isRunning) return
    isRunning = true
    run()
      .catch((error: unknown) => logger.warn({ err: error }, failed))
      .finally(() => {
        isRunning = false
      })
  }, ms).unref()
}
