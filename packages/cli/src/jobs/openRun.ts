import { existsSync, mkdirSync, openAsBlob } from 'node:fs'
import { createHash } from 'node:crypto'
import { basename, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type JobEffects, type JobStore, type JobWork, oneAfterAnother, openLeaseMarket, specOf, writePieces } from '@infinitio/jobs'
import { type FileSource, type JobFile, readJobFile } from '@infinitio/sdk/job-file'
import { type Client, refusal } from '@infinitio/sdk'
import { openTaskPool, type TaskPool } from '@infinitio/sdk/pool'
import { openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import { AdapterError, type JobPlan, type JobState, newJob, restoreJob } from '@infinitio/tasks'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { uploadFile } from '../artefacts/uploadFile.ts'
import { openClient, signInClient } from '../context/settings.ts'
import { secretOf } from '../secrets/readSecrets.ts'
import { type MoneyOptions, rpcOf } from '../wallet/moveMoney.ts'
import type { JobFolder } from './jobFolder.ts'
import { openPrivacy } from './openPrivacy.ts'
import { walletSender } from './walletSender.ts'

/** A job of this computer, together with the services that are needed to run it. */
export type OpenRun = { readonly work: JobWork; readonly effects: JobEffects }
/** A job of this computer, together with the services that are needed to calculate its price. */
export type Priced = { readonly client: Client; readonly work: JobWork; readonly effects: Omit<JobEffects, 'journal' | 'sender'> }

type FolderJob = { readonly folder: JobFolder; readonly file: JobFile }

/** Limits, in seconds and bytes, for the programs that run on this computer. These programs check a task before it is sent, or join the results of tasks. */
const limits = { seconds: 120, memoryBytes: 1_610_612_736, outputBytes: 268_435_456, fileBytes: 1_073_741_824 } as const
const zeroAddress = `0x${'0'.repeat(40)}` as JobWork['owner']
/** A command does not wait until missing money arrives. It reports the error at once, because a person reads it. */
const patienceMs = 0

/** Opens the services that a job of this computer needs to run: the market, the chain and the wallet. */
export async function openRun({ folder, file }: FolderJob, options: MoneyOptions): Promise<OpenRun> {
  const { client, wallet, account, isKey, say } = await signInClient(options)
  const chain = await client.getChain()
  const pool = await openPool(options, chain)
  const access = openExitAccess({ rpcUrl: rpcOf(options) })
  const tokens = () => readTokens(access, { account: wallet.address, addresses: chain.addresses })
  const effects: JobEffects = {
    ...planning({ client, pool, folder, say }),
    leases: openLeaseMarket({ client, signer: wallet, account, isKey, secretOf }),
    privacy: file.isPrivate === true ? openPrivacy(folder, { client, chain, options }) : null,
    journal: folder.journal,
    sender: walletSender({ client, pool, wallet, tokens, onProgress: say }),
  }
  return { effects, work: { ...workOf(folder, file), owner: account.toLowerCase() as JobWork['owner'] } }
}

/**
 * Opens the services that the price of a job needs. Needs neither the wallet nor the key of a private job, because a price calculation signs and stores
 * nothing.
 */
export async function openPrice({ folder, file }: FolderJob, options: MoneyOptions): Promise<Priced> {
  const client = openClient(options)
  const pool = await openPool(options, await client.getChain())
  // No lease is signed when its price is calculated, so a random key is enough as the signer.
  const leases = openLeaseMarket({ client, signer: privateKeyToAccount(generatePrivateKey()), account: zeroAddress, isKey: false, secretOf })
  const effects = { ...planning({ client, pool, folder, say: () => {} }), leases, privacy: null }
  return { client, effects, work: { ...workOf(folder, file), owner: zeroAddress } }
}

/** Opens the task pool of a market. Throws `task.no_pool` if the market has none. */
export async function openPool(
  options: MoneyOptions,
  chain: Parameters<typeof openTaskPool>[0]['chain'] & { readonly addresses: { readonly directory: string } },
): Promise<TaskPool> {
  const pool = await openTaskPool({ rpcUrl: rpcOf(options), chain })
  if (pool === null) throw refusal('task.no_pool', { detail: chain.addresses.directory })
  return pool
}

type Parts = { readonly client: Client; readonly pool: TaskPool; readonly folder: JobFolder; readonly say: (text: string) => void }

function planning({ client, pool, folder, say }: Parts): Omit<Priced['effects'], 'leases' | 'privacy'> {
  return {
    ...{ pool, limits, patienceMs, onProgress: say },
    store: folderStore(folder, { client, say }),
    classes: async () => (await client.getClasses()).classes,
    openResult: (of) => client.openTaskResult(of),
    delay: async (ms, signal) => void (await wait(ms, undefined, { signal })),
    inTurn: oneAfterAnother(),
  }
}

/** Returns the job file in a job's folder on this computer, and the progress of the job. */
export function readFolder(folder: JobFolder): { readonly file: JobFile; readonly state: JobState } {
  const { yaml, from } = JSON.parse(folder.yaml()) as { yaml: string; from: string }
  const file = withPaths(readJobFile(yaml), from)
  const spec = specOf(workOf(folder, file))
  const events = folder.events()
  return { file, state: events.length === 0 ? newJob(spec) : restoreJob(spec, events).state }
}

function workOf({ id }: JobFolder, { maxCost, deadlineSeconds, priority, tasks }: JobFile): Omit<JobWork, 'owner'> {
  return { id: `0x${id}` as JobWork['id'], maxCost, deadlineSeconds, priority, tasks }
}

/** Makes the paths in a job file absolute. Relative paths are relative to the folder of that file, wherever the command runs. */
function withPaths(file: JobFile, from: string): JobFile {
  const absolute = (files: Readonly<Record<string, FileSource>>): Readonly<Record<string, FileSource>> =>
    Object.fromEntries(
      Object.entries(files).map(([key, source]) => [key, source.kind === 'path' ? { ...source, path: resolve(from, source.path) } : source]),
    )
  const tasks = Object.entries(file.tasks).map(([name, task]) => {
    const { lease } = task
    const training = lease?.training
    const hidden =
      lease !== undefined && training?.role === 'check' ? { lease: { ...lease, training: { ...training, hidden: absolute(training.hidden) } } } : {}
    return [name, { ...task, files: absolute(task.files), ...hidden }]
  })
  return { ...file, tasks: Object.fromEntries(tasks) }
}

/** Returns the store of a job. It stores each file under its hash in the job's folder, and uploads the files that machines must read to the market. */
function folderStore(folder: JobFolder, { client, say }: { readonly client: Client; readonly say: (text: string) => void }): JobStore {
  const keepBytes = (bytes: Uint8Array): JobPlan['input'] => {
    const sha256 = `0x${createHash('sha256').update(bytes).digest('hex')}` as const
    if (!existsSync(pathOf(sha256))) folder.write(join('files', sha256.slice(2)), bytes)
    return sha256 as JobPlan['input']
  }
  const pathOf = (sha256: string) => join(folder.path, 'files', sha256.slice(2))
  mkdirSync(join(folder.path, 'files'), { recursive: true, mode: 0o700 })
  return {
    pathOf: (path) => path,
    async fetch(sha256) {
      if (!existsSync(pathOf(sha256))) await writePieces(pathOf(sha256), (await client.openFile(sha256)).pieces)
      return pathOf(sha256)
    },
    publish: async (bytes) => void (await uploadFile(client, { name: 'file of the job', file: new Blob([bytes]), readers: 'anybody' })),
    async publishFile({ sha256 }, path) {
      const stored = await uploadFile(client, { name: basename(path), file: await openAsBlob(path), readers: 'anybody' })
      if (stored.sha256 !== sha256) throw new AdapterError('inputInvalid', `${path} changed after it was checked: try again`, { field: 'files' })
    },
    put: async (bytes) => keepBytes(bytes),
    async keep(task, { result, extension, file }) {
      say(`${task}: the result is in ${folder.write(`${task}.${extension}`, file)}`)
      const sha256 = `0x${createHash('sha256').update(file).digest('hex')}` as JobPlan['input']
      return { result: keepBytes(result), file: { sha256, extension, bytes: file.length } }
    },
  }
}
