import { type Db, deleteStaleRows, revokeTokensWithKeys } from '@infinitio/db'
import { endLostOrderStreams, endUncoveredBids } from '../actions/orders/endOrders.ts'
import type { Services } from '../services/services.ts'
import { storeDailyHead } from '../actions/reviews/reviewHeads.ts'
import { noteHours } from '../actions/machines/noteHours.ts'
import { type NodeWatch, watchNodes } from './watchNodes.ts'
import { alertSearches } from './alertSearches.ts'
import { cancelDrafts } from './cancelDrafts.ts'
import { cleanArtefacts } from './cleanArtefacts.ts'
import { cleanOpenings } from './cleanOpenings.ts'
import { cleanSnapshots } from './cleanSnapshots.ts'
import { driveMoves } from './driveMoves.ts'
import { noteEndings, noteMaintenances, noteLeaseChanges } from './noteLeaseChanges.ts'
import { noteNewDisputes } from './noteNewDisputes.ts'
import { noteNewPanels } from './noteNewPanels.ts'
import { noteAttestedProofs, type ReadProofs } from './noteAttestedProofs.ts'
import { noteFaults } from './noteFaults.ts'
import { type NotedVotes, noteNewVotes } from './noteVotes.ts'
import { rollUpReadings } from './rollUpReadings.ts'
import { scoreNodes } from './scoreNodes.ts'
import { sendMails } from './sendMails.ts'
import { sendWebhooks } from './sendWebhooks.ts'
import { startSweeps } from './startSweeps.ts'

const watchEveryMs = 1_000
/** Number of parallel senders of webhooks. A slow receiver blocks only one of them. */
const webhookLanes = 4
/** Number of parallel senders of e-mail. A slow mail server blocks only one of them. */
const mailLanes = 2
const endingEveryMs = 10_000
const scoreEveryMs = 10_000
const faultsEveryMs = 10_000
const hoursEveryMs = 20_000
const proofsEveryMs = 10_000
const cleanEveryMs = 600_000
const minuteMs = 60_000

/**
 * Starts the jobs of the API and returns a function that stops them.
 * - Every second: watches nodes, and cancels the orders of order streams that have lost their connection.
 * - Within a second after data changed, else every five seconds: cancels bids of session keys with too little budget, revokes tokens of revoked keys, takes the
 *   next steps of moves between machines, and sends notifications, webhooks and e-mails.
 * - Every 10 seconds: sends notifications of leases that end soon, of maintenance and of search results, scores nodes, records faults of leases, and marks the
 *   Merkle roots of proofs that validators have attested.
 * - Every 20 seconds: counts for how long nodes have served.
 * - Every minute: notifies members of votes, disputes and panels, sums telemetry, signs the last entry of the list of reviews once a day, removes expired snapshots,
 *   artefacts and the revealed rows of GPU proofs from the store, and cancels jobs that nobody approved.
 * - Every 10 minutes: deletes stale rows.
 * The first two kinds use `watchDb`, whose connections keep prepared statements, because these jobs run often and mostly find nothing to do.
 */
export function startJobs(services: Services, { watchDb }: { watchDb: Db }): () => void {
  const sweeping: Services = { ...services, db: watchDb }
  let watch: NodeWatch | null = null
  async function sweepNodes(): Promise<void> {
    watch = await watchNodes(sweeping, watch)
    await endLostOrderStreams(sweeping)
  }
  let scored = ''
  async function scoreMore(): Promise<void> {
    scored = await scoreNodes(services, { after: scored })
  }
  let noted: NotedVotes = new Set()
  async function noteVotes(): Promise<void> {
    noted = await noteNewVotes(services, { noted, nowMs: Date.now() })
  }
  let readProofs: ReadProofs | null = null
  async function noteProofs(): Promise<void> {
    readProofs = await noteAttestedProofs(services, readProofs)
  }
  const jobs = [
    every(services, { ms: watchEveryMs, failed: 'nodes cannot be watched' }, sweepNodes),
    every(services, { ms: endingEveryMs, failed: 'nobody is told that a lease ends' }, () => noteEndings(services)),
    every(services, { ms: endingEveryMs, failed: 'nobody is notified of maintenance' }, () => noteMaintenances(services)),
    every(services, { ms: endingEveryMs, failed: 'saved searches are not looked for' }, () => alertSearches(services)),
    every(services, { ms: scoreEveryMs, failed: 'nodes cannot be scored' }, scoreMore),
    every(services, { ms: hoursEveryMs, failed: 'the hours of nodes are not counted' }, () => noteHours(services)),
    every(services, { ms: faultsEveryMs, failed: 'faults are not recorded' }, () => noteFaults(services)),
    every(services, { ms: proofsEveryMs, failed: 'attested roots of proofs cannot be read' }, noteProofs),
    every(services, { ms: cleanEveryMs, failed: 'stale rows cannot be deleted' }, () => deleteStaleRows(services.db)),
    every(services, { ms: minuteMs, failed: 'nobody is notified of votes' }, noteVotes),
    every(services, { ms: minuteMs, failed: 'nobody is notified of disputes' }, () => noteNewDisputes(services)),
    every(services, { ms: minuteMs, failed: 'no member of a panel is notified' }, () => noteNewPanels(services)),
    every(services, { ms: minuteMs, failed: 'readings cannot be summed up' }, () => rollUpReadings(services, { nowMs: Date.now() })),
    every(services, { ms: minuteMs, failed: 'the head of the reviews is not signed' }, () =>
      storeDailyHead(services, { nowSeconds: Date.now() / 1_000 }),
    ),
    every(services, { ms: minuteMs, failed: 'snapshots cannot be cleared away' }, () => cleanSnapshots(services)),
    every(services, { ms: minuteMs, failed: 'artefacts cannot be removed' }, () => cleanArtefacts(services)),
    every(services, { ms: minuteMs, failed: 'jobs that nobody approved stay' }, () => cancelDrafts(services)),
    every(services, { ms: minuteMs, failed: 'opened rows cannot be removed' }, () => cleanOpenings(services)),
  ]
  const sweeps = startSweeps(
    [
      { run: () => endUncoveredBids(sweeping), failed: 'bids without a key stay' },
      { run: () => revokeTokensWithKeys(watchDb), failed: 'tokens of revoked keys stay' },
      { run: () => driveMoves(sweeping), failed: 'moves do not go on' },
      { run: () => noteLeaseChanges(sweeping), failed: 'nobody is notified of leases' },
      { run: () => sendWebhooks(sweeping), failed: 'no webhook is sent', lanes: webhookLanes },
      { run: () => sendMails(sweeping), failed: 'no e-mail is sent', lanes: mailLanes },
    ],
    services,
  )
  const stopListening = services.hub.onChange(sweeps.wake)
  return () => {
    stopListening()
    sweeps.stop()
    for (const job of jobs) clearInterval(job)
  }
}

/**
 * Runs a job at an interval, but never twice at a time. Runs a failed job again at the next
 * interval.
 */
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
