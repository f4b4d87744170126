import { setTimeout as wait } from 'node:timers/promises'
import { reasonOf } from '@infinitio/jobs'
import { runScheduler, type SchedulerNews, usualSchedulerLimits } from '@infinitio/jobs/scheduler'
import { refusal } from '@infinitio/sdk'
import { openTaskPool } from '@infinitio/sdk/pool'
import { openClient, readWalletKey, type Say } from '../context/settings.ts'
import { type MoneyOptions, rpcOf } from '../wallet/moveMoney.ts'

const shortId = 10

/** Runs all jobs that name the account of this key as their scheduler, until Ctrl-C. Throws `task.no_pool` if the market has no task pool. */
export async function serveJobs(options: MoneyOptions): Promise<void> {
  const client = openClient(options)
  const signer = readWalletKey(options)
  const chain = await client.getChain()
  const pool = await openTaskPool({ rpcUrl: rpcOf(options), chain })
  if (pool === null) throw refusal('task.no_pool', { detail: chain.addresses.directory })
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error('stopped')))
  const say: Say = (text) => void process.stderr.write(`${text}\n`)
  say(`Jobs whose scheduler is ${signer.address.toLowerCase()} run here until you press Ctrl-C.`)
  const delay = async (ms: number, signal: AbortSignal) => void (await wait(ms, undefined, { signal }))
  await runScheduler({ client, pool, signer, limits: usualSchedulerLimits, delay, onNews: (news) => tell(say, news) }, stop.signal)
}

function tell(say: Say, news: SchedulerNews): void {
  const job = news.jobId?.slice(2, 2 + shortId) ?? 'list of jobs'
  if (news.kind === 'progress') say(`${job} ${news.text}`)
  if (news.kind === 'stumbled') say(`${job}: ${reasonOf(news.error)}; trying again`)
}
