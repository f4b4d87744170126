import { setTimeout as wait } from 'node:timers/promises'
import { reasonOf } from '@infinitio/jobs'
import { runScheduler, type SchedulerNews, usualSchedulerLimits } from '@infinitio/jobs/scheduler'
import type { JobKey } from '@infinitio/sdk/pool'
import { openClient, readWalletKey, type Say } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { boxKeyReader } from './openPrivacy.ts'
import { openPool } from './openRun.ts'
import { readKeyFile } from './readKeyFile.ts'

const shortId = 10

/** Options of `infinitio jobs serve`: the key files of private jobs that this program may run. */
export type ServeOptions = MoneyOptions & { readonly jobKey?: readonly string[] }

/**
 * Runs all jobs that name the account of this key as their scheduler, until Ctrl-C. Runs a private job only if its key file is among the options. Throws
 * `task.no_pool` if the market has no task pool, and `api.invalid_field` for another kind of file.
 */
export async function serveJobs(options: ServeOptions): Promise<void> {
  const keys = new Map<string, JobKey['key']>()
  for (const path of options.jobKey ?? []) {
    const { jobId, key } = await readKeyFile(path)
    keys.set(jobId, key)
  }
  const client = openClient(options)
  const signer = readWalletKey(options)
  const chain = await client.getChain()
  const pool = await openPool(options, chain)
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error('stopped')))
  const say: Say = (text) => void process.stderr.write(`${text}\n`)
  say(`Jobs whose scheduler is ${signer.address.toLowerCase()} run here until you press Ctrl-C.`)
  const delay = async (ms: number, signal: AbortSignal) => void (await wait(ms, undefined, { signal }))
  const privacy = { keyOf: (jobId: string) => keys.get(jobId) ?? null, boxKeyOf: boxKeyReader({ chain, options }) }
  await runScheduler({ client, pool, signer, limits: usualSchedulerLimits, delay, privacy, onNews: (news) => tell(say, news) }, stop.signal)
}

function tell(say: Say, news: SchedulerNews): void {
  const job = news.jobId?.slice(2, 2 + shortId) ?? 'list of jobs'
  if (news.kind === 'progress') say(`${job} ${news.text}`)
  if (news.kind === 'stumbled') say(`${job}: ${reasonOf(news.error)}; trying again`)
}
