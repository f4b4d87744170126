import { setTimeout as wait } from 'node:timers/promises'
import { errorTable } from '@infinitio/domain'
import { runScheduler, type SchedulerNews, usualSchedulerLimits } from '@infinitio/jobs/scheduler'
import { type Logger, metrics, readEnv, readKeyFile, refuseDevelopmentKeys, rpcUrl, runProcess } from '@infinitio/process'
import { createClient } from '@infinitio/sdk'
import { openTaskPool } from '@infinitio/sdk/pool'
import { privateKeyToAccount } from 'viem/accounts'
import { z } from 'zod'

const count = z.coerce.number().int().min(1)

/** This process's settings. */
const schedulerEnv = z.object({
  API_URL: z.url({ protocol: /^https?$/ }),
  RPC_URL: rpcUrl,
  DIRECTORY_ADDRESS: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  /** The file with the key of the scheduler's account. Owners of jobs allow this account to spend from their balance at the task pool. */
  SCHEDULER_KEY_FILE: z.string().min(1),
  /** Maximum number of jobs that run at the same time: of all accounts together (`SCHEDULER_JOBS`), and of one account (`SCHEDULER_JOBS_OF_ACCOUNT`). */
  SCHEDULER_JOBS: count.max(10_000).default(usualSchedulerLimits.jobs),
  SCHEDULER_JOBS_OF_ACCOUNT: count.max(1_000).default(usualSchedulerLimits.jobsOfOwner),
  /** How many results may be checked or merged at the same time. Each of these may need a core and 1.5 GiB. */
  SCHEDULER_TURNS: count.max(64).default(usualSchedulerLimits.turns),
  /** Seconds that an approved job waits until its account has paid its deposit into the task pool. */
  SCHEDULER_PATIENCE_SECONDS: count.max(86_400).default(usualSchedulerLimits.patienceMs / 1_000),
})

const running = metrics.gauge({ name: 'infinitio_scheduler_jobs_running', help: 'Jobs that this scheduler works on now', labels: [] })
const begun = metrics.counter({ name: 'infinitio_scheduler_jobs_begun_total', help: 'How often this scheduler took up a job', labels: [] })
const stumbled = metrics.counter<'what'>({ name: 'infinitio_scheduler_faults_total', help: 'Errors that say nothing about a job', labels: ['what'] })

const refusal = `chain.development_key: ${errorTable['chain.development_key'].sentence}`
const requestWithinMs = 60_000

await runProcess({
  room: 'scheduler',
  async start({ logger, onStop }) {
    const env = readEnv(schedulerEnv)
    const key = readKeyFile(env.SCHEDULER_KEY_FILE)
    await refuseDevelopmentKeys({ keys: { SCHEDULER_KEY_FILE: key }, rpcUrl: env.RPC_URL, refusal }, (error) => void Promise.reject(error))
    const signer = privateKeyToAccount(key)
    const client = createClient({ baseUrl: env.API_URL, timeoutMs: requestWithinMs })
    const pool = await openTaskPool({ rpcUrl: env.RPC_URL, chain: await client.getChain() })
    if (pool === null) throw new Error(`task.no_pool: ${errorTable['task.no_pool'].sentence}`)
    const limits = {
      ...usualSchedulerLimits,
      ...{ jobs: env.SCHEDULER_JOBS, jobsOfOwner: env.SCHEDULER_JOBS_OF_ACCOUNT, turns: env.SCHEDULER_TURNS },
      patienceMs: env.SCHEDULER_PATIENCE_SECONDS * 1_000,
    }
    const stop = new AbortController()
    const delay = async (ms: number, signal: AbortSignal) => void (await wait(ms, undefined, { signal }))
    const done = runScheduler({ client, pool, signer, limits, delay, onNews: (news) => tell(logger, news) }, stop.signal)
    onStop(async () => {
      stop.abort(new Error('the scheduler stops'))
      await done
    })
    return { account: signer.address.toLowerCase() }
  },
})

function tell(logger: Logger, news: SchedulerNews): void {
  countNews(news)
  if (news.kind === 'stumbled') logger.warn({ err: news.error, jobId: news.jobId }, 'a job waits for another try')
  else if (news.kind === 'progress') logger.info({ jobId: news.jobId }, news.text)
}

/** Counts an event of the scheduler in the metrics. */
function countNews(news: SchedulerNews): void {
  switch (news.kind) {
    case 'begun':
      running.inc()
      begun.inc()
      return
    case 'left':
      running.dec()
      return
    case 'stumbled':
      stumbled.inc({ what: news.jobId === null ? 'list' : 'job' })
      return
    case 'progress':
  }
}
