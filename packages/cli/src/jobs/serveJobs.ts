import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { leasesBy, reasonOf } from '@infinitio/jobs'
import { deleteOldCheckpoints, type Renting, runScheduler, type SchedulerNews, usualSchedulerLimits } from '@infinitio/jobs/scheduler'
import { readApiKey, refusal } from '@infinitio/sdk'
import type { JobKey } from '@infinitio/sdk/pool'
import { lastingSession } from '../context/lastingSession.ts'
import { openClient, readWalletKey, type Say } from '../context/settings.ts'
import { secretOf } from '../secrets/readSecrets.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { boxKeyReader } from './openPrivacy.ts'
import { openPool } from './openRun.ts'
import { hashedFiles } from './hashedFiles.ts'
import { readKeyFile } from './readKeyFile.ts'
import { servedFolder } from './servedFolder.ts'

const shortId = 10
const lookForOldEveryMs = 21_600_000
/** The most bytes of a checkpoint and of a result on rented machines. This computer stores checkpoints, and results that the market refuses. */
const rentingLimits = { fileBytes: 1_073_741_824, outputBytes: 268_435_456 } as const

/**
 * Options of `infinitio jobs serve`: the key files of private jobs that this program may run, and the names of the variables of its environment that jobs may
 * give to rented machines. `hidden` has the paths of the hidden files of trainings, which only their checks get.
 */
export type ServeOptions = MoneyOptions & {
  readonly jobKey?: readonly string[]
  readonly secret?: readonly string[]
  readonly hidden?: readonly string[]
}

/**
 * Runs all jobs that name the account of this key as their scheduler, until Ctrl-C. Runs a private job only if its key file is among the options. Rents machines
 * only with an API key, for jobs of the account of the API key; the contract enforces the limit of the key. Throws `task.no_pool` if the market has no task
 * pool, `api.invalid_field` for another kind of file, and the codes of the sign-in with the API key.
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
  const rented = await openRenting(options)
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error('stopped')))
  const say: Say = (text) => void process.stderr.write(`${text}\n`)
  say(`Jobs whose scheduler is ${signer.address.toLowerCase()} run here until you press Ctrl-C.`)
  say(rented === null ? 'Rents no machines: set an API key with a limit in INFINITIO_KEY.' : `Rents machines for jobs of ${rented.account}.`)
  const old = setInterval(() => void removeOld(say), lookForOldEveryMs)
  await removeOld(say)
  const delay = async (ms: number, signal: AbortSignal) => void (await wait(ms, undefined, { signal }))
  const privacy = { keyOf: (jobId: string) => keys.get(jobId) ?? null, boxKeyOf: boxKeyReader({ chain, options }) }
  const parts = { client, pool, signer, limits: usualSchedulerLimits, delay, privacy, onNews: (news: SchedulerNews) => tell(say, news) }
  await runScheduler({ ...parts, ...(rented === null ? {} : { renting: rented.renting }) }, stop.signal).finally(() => clearInterval(old))
}

/**
 * Opens the means to rent machines with the API key of the environment. Returns null without an API key, because a wallet key has no limit that the contract
 * enforces, and every session of the account can approve a job.
 */
async function openRenting({
  secret = [],
  hidden = [],
  ...options
}: ServeOptions): Promise<{ readonly account: string; readonly renting: Renting } | null> {
  if (options.apiKey === undefined) return null
  const missing = secret.find((name) => (secretOf(name) ?? '') === '')
  if (missing !== undefined) throw refusal('api.invalid_field', { detail: `--secret ${missing}: set this variable in your environment` })
  const { account } = readApiKey(options.apiKey)
  const hiddenFiles = await hashedFiles(hidden)
  const call = lastingSession(options, { secretOf: (name) => (secret.includes(name) ? secretOf(name) : undefined) })
  // Signs in now, so that a wrong or revoked key is an error of this command and not of a job.
  await call(async () => {})
  const leases = leasesBy((act) => call((session) => act(session.leases)))
  const folderOf = (jobId: string) => join(servedFolder(), jobId.slice(2))
  return { account, renting: { leasesOf: (owner) => (owner === account ? leases : null), folderOf, limits: rentingLimits, hidden: hiddenFiles } }
}

/** Deletes old checkpoints. A folder that cannot be read is reported and does not stop the jobs. */
async function removeOld(say: Say): Promise<void> {
  const deleted = await deleteOldCheckpoints(servedFolder()).catch((error: unknown) => {
    say(`could not delete old checkpoints: ${reasonOf(error)}`)
    return []
  })
  for (const jobId of deleted) say(`${jobId.slice(0, shortId)}: deleted its checkpoints, because nothing was added for 30 days`)
}

function tell(say: Say, news: SchedulerNews): void {
  const job = news.jobId?.slice(2, 2 + shortId) ?? 'list of jobs'
  if (news.kind === 'progress') say(`${job} ${news.text}`)
  if (news.kind === 'stumbled') say(`${job}: ${reasonOf(news.error)}; trying again`)
}
