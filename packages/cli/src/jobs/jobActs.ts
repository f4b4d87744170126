import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { planLease, planTask, reasonOf, runJob, specOf } from '@infinitio/jobs'
import { checkQueries, type JobFile, readJobFile } from '@infinitio/sdk/job-file'
import { isErrorCode, refusal } from '@infinitio/sdk'
import { signPoolCall, openTaskPool, withdrawFromPoolCall } from '@infinitio/sdk/pool'
import {
  fitsJob,
  heldOf,
  isJobOver,
  JobGraphError,
  type JobPlan,
  type JobState,
  type LeasePlan,
  nearestKey,
  newJob,
  restoreJob,
  withDependants,
} from '@infinitio/tasks'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { table } from '../terminal/texts.ts'
import { type MoneyOptions, rpcOf } from '../wallet/moveMoney.ts'
import { type JobFolder, listJobs, newJobFolder, openJobFolder, temporaryJobFolder } from './jobFolder.ts'
import { openPrice, openRun, type Priced, readFolder } from './openRun.ts'
import { readTakers, spanText, type Takers, takersText } from './showTakers.ts'
import { costValue, type JobPrices, leaseText, leaseValue, priceLines, ptText } from './showCost.ts'

/** Options of commands that need neither the market nor the wallet: they read or write files on this computer. */
export type JobOptions = CommonOptions
/** Options of commands that pay for a job or follow it. */
export type SubmitOptions = MoneyOptions & { readonly dryRun?: boolean }

const idBytes = 32
const shortId = 10
const mostNames = 20

/**
 * Checks a job file and its first tasks, shows their cost, and runs the job. With `dryRun`, it only prints what the job would cost. Throws `api.invalid_field`
 * with the wrong line and the reason, and `wallet.not_confirmed`.
 */
export async function submitJob(path: string, options: SubmitOptions): Promise<number> {
  const yaml = readText(path)
  const from = dirname(resolve(path))
  const text = JSON.stringify({ yaml, from })
  const file = readJobFile(yaml)
  checkGraph(file)
  checkQueries(file.tasks)
  const id = randomBytes(idBytes).toString('hex')
  if (options.dryRun === true) {
    const folder = temporaryJobFolder(id, text)
    return await showPlan(folder, options).finally(folder.remove)
  }
  return await goOn(newJobFolder(id, text, { isPrivate: file.isPrivate === true }), options)
}

/** Lists the jobs of this computer. */
export async function showJobs({ json }: JobOptions): Promise<void> {
  const rows = listJobs().map((folder) => {
    const { file, state } = readFolder(folder)
    const phases = Object.entries(state.tasks).map(([name, { phase }]) => `${name} ${phase}`)
    return { id: folder.id, name: file.name, tasks: phases.join(', '), spent: ptText(state.spent) }
  })
  const lines = rows.map(({ id, name, tasks, spent }) => [id.slice(0, shortId), name, tasks, spent])
  const text = rows.length === 0 ? 'No jobs on this computer.' : table([['job', 'name', 'tasks', 'PT'], ...lines], { right: [3] })
  printResult({ json, value: { items: rows }, text })
}

/** Continues an interrupted job. Throws `api.invalid_field` for an unknown job, `wallet.not_confirmed`. */
export async function resumeJob(text: string, options: SubmitOptions): Promise<number> {
  return await goOn(openJobFolder(text), options)
}

/**
 * Runs all failed and skipped tasks again, or only `task` and the tasks that need its result. Throws `api.invalid_field` for a job that is not over, and for a
 * task that cannot run again.
 */
export async function retryJob(text: string, task: string | undefined, options: SubmitOptions): Promise<number> {
  const folder = openJobFolder(text)
  const { file, state } = readFolder(folder)
  if (!isJobOver(state)) throw refusal('api.invalid_field', { detail: 'this job is not over: use infinitio jobs resume' })
  if (task !== undefined && state.tasks[task] === undefined)
    throw refusal('api.invalid_field', { detail: unknownTask(task, Object.keys(state.tasks)) })
  const event = { kind: 'retried', task } as const
  if (!fitsJob(state, event))
    throw refusal('api.invalid_field', { detail: `${task} cannot run again: the job was cancelled, or the task was skipped` })
  await agreed(options, [
    ['Job', file.name],
    ['Runs again', task === undefined ? 'what failed or was skipped' : [...withDependants(state, task)].join(', ')],
    ['The job, at most', `${ptText(file.maxCost)} PT, of which ${ptText(state.spent)} PT are used`],
  ])
  await folder.note(event)
  return await goOn(folder, options)
}

function unknownTask(task: string, names: readonly string[]): string {
  const near = nearestKey(task, names)
  return `the job has no task ${task}${near === undefined ? `: ${names.slice(0, mostNames).join(', ')}` : `; did you mean ${near}?`}`
}

/** Stops a job. Throws `api.invalid_field` for an unknown job. */
export async function cancelJob(text: string, options: SubmitOptions): Promise<number> {
  const folder = openJobFolder(text)
  const run = await openRun({ folder, file: readFolder(folder).file }, options)
  await folder.note({ kind: 'cancelled' })
  return showEnd({ folder, state: await runJob(run.effects, { work: run.work, signal: neverStopped() }), options })
}

/** Moves the wallet's whole balance in the task pool to the wallet. Throws `task.no_pool`, `wallet.not_confirmed` and the reason of a refused call. */
export async function withdrawBalance(options: SubmitOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const chain = await client.getChain()
  const pool = await openTaskPool({ rpcUrl: rpcOf(options), chain })
  if (pool === null) throw refusal('task.no_pool', { detail: chain.addresses.directory })
  const amount = await pool.balanceOf(wallet.address.toLowerCase() as Parameters<typeof pool.balanceOf>[0])
  if (amount > 0n) {
    await agreed(options, [['Out of the task pool', `${ptText(amount)} PT`]])
    const call = withdrawFromPoolCall({ pool: pool.domain.pool, amount })
    const [sent] = await client.sendPoolCalls([await signPoolCall(wallet, { call, chain, maxSpend: amount })])
    if (sent?.state !== 'mined') {
      const code = sent?.code ?? ''
      throw refusal(isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: 'withdraw' })
    }
  }
  const text = amount === 0n ? 'Your balance at the task pool is empty.' : `${ptText(amount)} PT are in your wallet.`
  printResult({ json: options.json, value: { amount: amount.toString() }, text })
}

/** Continues a job: plans the tasks that can begin, asks the user once before the first batch is signed, and follows the job to its end. */
async function goOn(folder: JobFolder, options: SubmitOptions): Promise<number> {
  const { file } = readFolder(folder)
  const { effects, work } = await openRun({ folder, file }, options)
  if (file.isPrivate === true) effects.onProgress(`the key of this job is in ${folder.path}/job.key; without it, nobody can read the results`)
  const planned = await runJob(effects, { work, signal: neverStopped() })
  if (planned.isApproved || isJobOver(planned)) return showEnd({ folder, state: planned, options })
  const later = Object.values(planned.tasks).filter(({ phase }) => phase === 'waiting').length
  await agreed(options, [
    ['Job', file.name],
    ...priceLines(pricesOf(planned)),
    ...laterLine(later),
    ['The job, at most', `${ptText(file.maxCost)} PT`],
    ...privateLines(file),
  ])
  await folder.note({ kind: 'approved' })
  return showEnd({ folder, state: await runJob(effects, { work, signal: neverStopped() }), options })
}

function pricesOf({ tasks }: JobState): JobPrices {
  const ready = Object.entries(tasks).flatMap(([name, task]) => (task.phase === 'ready' ? [[name, task] as const] : []))
  return {
    plans: ready.flatMap(([name, task]): [string, JobPlan][] => ('plan' in task ? [[name, task.plan]] : [])),
    leases: ready.flatMap(([name, task]): [string, LeasePlan][] => ('lease' in task ? [[name, task.lease]] : [])),
  }
}

/** Says what a private job hides, and what it does not. */
function privateLines({ isPrivate }: JobFile): [string, string][] {
  if (isPrivate !== true) return []
  return [
    ['Private', 'inputs and results are encrypted, and the machines that run and check a task can read them'],
    ['Not hidden', 'your address, the sizes of files and outputs, the kind of calculation and the price'],
    ['Until the end', 'keep this command running: it gives the key to the machines'],
  ]
}

function laterLine(count: number): [string, string][] {
  return count === 0 ? [] : [['Tasks whose price is known later', String(count)]]
}

function showEnd({ folder, state, options }: { folder: JobFolder; state: JobState; options: SubmitOptions }): number {
  const tasks = Object.entries(state.tasks)
  const lines = tasks.map(([name, task]) => [name, task.phase, 'reason' in task ? task.reason : 'because' in task ? `${task.because} failed` : ''])
  const value = {
    ...{ job: folder.id, folder: folder.path, spent: state.spent.toString() },
    tasks: Object.fromEntries(tasks.map(([name, task]) => [name, 'lease' in task ? leaseValue(task, heldOf(state, name)) : taskValue(task)])),
  }
  const end = `Job ${folder.id.slice(0, shortId)}, at most ${ptText(state.spent)} PT; what checks do not use comes back.`
  printResult({ json: options.json, value, text: `${table(lines, { right: [] })}\n${end}` })
  return tasks.some(([, { phase }]) => phase === 'failed' || phase === 'skipped') ? 1 : 0
}

function taskValue(task: Exclude<JobState['tasks'][string], { lease: LeasePlan }>) {
  const plan = 'plan' in task ? task.plan : null
  const { plan: _, ...rest } = { plan: null, ...task }
  return { ...rest, ...(plan === null ? {} : { batchId: plan.batchId, cost: costValue(plan.cost) }) }
}

/** Prints what a job would do and cost, without paying anything. */
async function showPlan(folder: JobFolder, options: SubmitOptions): Promise<number> {
  const { file } = readFolder(folder)
  const run = await openPrice({ folder, file }, options)
  const shown: {
    readonly task: string
    readonly adapter: string
    readonly work: string
    readonly plan: JobPlan | null
    readonly lease?: LeasePlan
  }[] = []
  for (const [task, { adapter, files, needs, lease: wish }] of Object.entries(file.tasks)) {
    if (wish !== undefined) {
      const lease = await explained(task, () => planLease(run.effects, { wish, files }))
      shown.push({ task, adapter, work: leaseText(lease), plan: null, lease })
      continue
    }
    const isKnown = needs.length === 0 || Object.values(files).every(({ kind }) => kind !== 'result')
    const plan = isKnown ? await planned(run, task) : null
    const seconds = plan === null ? '' : `${plan.batch.count} tasks of ${plan.batch.chunks} chunks, about ${plan.seconds} s each`
    shown.push({ task, adapter, work: plan === null ? 'known when what it needs is done' : seconds, plan })
  }
  const plans = shown.flatMap(({ task, plan }): [string, JobPlan][] => (plan === null ? [] : [[task, plan]]))
  const leases = shown.flatMap(({ task, lease }): [string, LeasePlan][] => (lease === undefined ? [] : [[task, lease]]))
  const takers = await readTakers({ client: run.client, pool: run.effects.pool }, plans, fingerprintsOf(file))
  const takerLines = plans.flatMap(([task, plan]) => takerTexts(task, { plan, counts: takers[task] }))
  const rows = shown.map(({ task, adapter, work }) => [task, adapter, work])
  const value = {
    ...{ name: file.name, maxCost: file.maxCost.toString(), ...(file.isPrivate === true ? { private: true } : {}) },
    tasks: Object.fromEntries(
      shown.map(({ task, plan, lease }) => [
        task,
        plan === null
          ? lease === undefined
            ? null
            : { seconds: lease.seconds, gpus: lease.gpus, most: lease.cost.total.toString() }
          : { tasks: plan.batch.count, chunks: plan.batch.chunks, seconds: plan.seconds, cost: costValue(plan.cost), takers: takers[task] ?? null },
      ]),
    ),
  }
  const prices: [string, string][] = [...priceLines({ plans, leases }), ['The job, at most', `${ptText(file.maxCost)} PT`]]
  const texts = [...takerLines, ...privateLines(file)]
  const tables = [table([['task', 'adapter', 'work'], ...rows], { right: [] }), table(prices, { right: [1] }), table(texts, { right: [] })]
  const text = tables.filter((one) => one !== '').join('\n')
  printResult({ json: options.json, value, text })
  return 0
}

/** Returns the fingerprint that each task of a job names, if it names one. */
function fingerprintsOf({ tasks }: JobFile): Readonly<Record<string, string | undefined>> {
  const entries = Object.entries(tasks).map(([task, { fields }]) => [task, fields?.fingerprint] as const)
  return Object.fromEntries(entries.map(([task, value]) => [task, typeof value === 'string' ? value : undefined]))
}

function takerTexts(task: string, { plan, counts }: { readonly plan: JobPlan; readonly counts: Takers | undefined }): [string, string][] {
  if (counts === undefined) return []
  return [
    [`${task} can go to`, takersText(counts)],
    [`${task} takes`, spanText(plan, counts)],
  ]
}

async function planned({ effects, work }: Priced, task: string): Promise<JobPlan> {
  const { commands } = restoreJob(specOf(work), [{ kind: 'started' }])
  const command = commands.find((one) => one.kind === 'plan' && one.task === task)
  const salt = command?.kind === 'plan' ? command.salt : (`0x${'0'.repeat(2 * idBytes)}` as JobPlan['input'])
  return await explained(task, () => planTask(effects, { work, command: { task, salt, results: {} }, signal: neverStopped(), isStored: false }))
}

/** Runs one step of a task. If it fails, throws `api.invalid_field` with the task's name and the reason. */
async function explained<Result>(task: string, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    throw refusal('api.invalid_field', { detail: `${task}: ${reasonOf(error)}` })
  }
}

function checkGraph({ maxCost, tasks }: JobFile): void {
  try {
    newJob(specOf({ id: `0x${'0'.repeat(2 * idBytes)}` as JobPlan['input'], maxCost, tasks }))
  } catch (error) {
    throw error instanceof JobGraphError ? refusal('api.invalid_field', { detail: error.message }) : error
  }
}

/** Returns a signal that never aborts: a user stops this command by ending its process. */
function neverStopped(): AbortSignal {
  return new AbortController().signal
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `${path}: ${cause instanceof Error ? cause.message : String(cause)}` })
  }
}
