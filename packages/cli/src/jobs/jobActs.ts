import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { piModule } from '@infinitio/adapter-algorithm'
import { makeSales } from '@infinitio/adapter-data'
import { netModule, netSpace } from '@infinitio/adapter-optimise'
import { formatPt, isErrorCode, refusal } from '@infinitio/sdk'
import { openTaskPool, signPoolCall, withdrawFromPoolCall } from '@infinitio/sdk/pool'
import { openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import { advanceJob, isJobOver, type JobEvent, JobGraphError, type JobSpec, type JobState, newJob, restoreJob } from '@infinitio/tasks'
import { type CommonOptions, openClient, signInClient } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { table } from '../terminal/texts.ts'
import { type MoneyOptions, rpcOf } from '../wallet/moveMoney.ts'
import { jobAdapter } from './jobAdapters.ts'
import { type JobFile, readJobFile } from './jobFile.ts'
import { type JobFolder, listJobs, newJobFolder, openJobFolder } from './jobFolder.ts'
import { cancelBatch, type JobRun, runJob } from './runJob.ts'

/** Options of commands that read only this computer. */
export type JobOptions = CommonOptions
/** Options of commands that pay or follow. */
export type SubmitOptions = MoneyOptions & { readonly dryRun?: boolean }

const exampleData = 'sales.parquet'
const mostRows = 10_000_000
const idBytes = 32
const shortId = 10
const shownDigits = 6
const ptText = (amount: bigint) => formatPt(amount, { digits: shownDigits })
const exampleFile = `# infinitio jobs submit job.yaml
name: revenue by region
max_cost: 0.50      # PT, with checks, gas and fees
deadline: 1h
tasks:
  sum:
    adapter: data@1
    files: { sales: ./${exampleData} }
    map: select region, sum(amount) as amount, count(*) as sales from sales group by region
    combine: select region, sum(amount) as amount, sum(sales) as sales from parts group by region order by region
`

const exampleModule = 'pi.wasm'
const wasmFile = `# infinitio jobs submit job.yaml
name: estimate of pi
max_cost: 0.50      # PT, with checks, gas and fees
deadline: 1h
tasks:
  pi:
    adapter: algorithm@1
    files: { module: ./${exampleModule} }
    items: 100000000
`

const searchModule = 'net.wasm'
const searchFile = `# infinitio jobs submit job.yaml
name: search for a small net
max_cost: 0.50      # PT, with checks, gas and fees
deadline: 1h
tasks:
  search:
    adapter: optimise@1
    files: { module: ./${searchModule} }
    space: |
${netSpace.replace(/^(?=.)/gm, '      ')}    goal: minimise
    trials: 256
    steps: 64           # of the best trials
    least_steps: 4
    eta: 2              # one of two trials gets twice the steps
    fuel: 400000        # instructions of one step
    memory_pages: 1
`

/** A kind of example job. */
export type JobKind = 'sql' | 'wasm' | 'search'

const examples: Readonly<
  Record<JobKind, { readonly job: string; readonly data: string; readonly write: (path: string, rows: number) => Promise<void> | void }>
> = {
  sql: { job: exampleFile, data: exampleData, write: (path, rows) => makeSales({ path, rows }) },
  wasm: { job: wasmFile, data: exampleModule, write: (path) => writeFileSync(path, piModule, { flag: 'wx' }) },
  search: { job: searchFile, data: searchModule, write: (path) => writeFileSync(path, netModule, { flag: 'wx' }) },
}

/** Writes an example job and what it needs: a query over made-up sales, a WASM module, or a search of a module's parameters. Throws `api.invalid_field` if a file exists. */
export async function initJob(kind: JobKind, { out, rows, json }: JobOptions & { readonly out: string; readonly rows: string }): Promise<void> {
  const count = Number(rows)
  if (!Number.isInteger(count) || count < 1 || count > mostRows) throw refusal('api.invalid_field', { detail: `--rows ${rows}: 1 to ${mostRows}` })
  const example = examples[kind]
  const data = resolve(dirname(out), example.data)
  for (const file of [out, data]) if (existsSync(file)) throw refusal('api.invalid_field', { detail: `${file} exists` })
  await example.write(data, count)
  writeFileSync(out, example.job, { flag: 'wx' })
  printResult({ json, value: { job: out, data }, text: `${out} and ${data}. Run: infinitio jobs submit ${out}` })
}

/** Checks a job file, shows its price and runs it. Throws `api.invalid_field` with line and reason, `wallet.not_confirmed`. */
export async function submitJob(path: string, options: SubmitOptions): Promise<number> {
  const yaml = readText(path)
  const file = readJobFile(yaml)
  const from = dirname(resolve(path))
  const absolute = withPaths(file, from)
  const id = `0x${randomBytes(idBytes).toString('hex')}` as const
  const spec = specOf(absolute, id)
  checkGraph(spec)
  if (options.dryRun === true) return await showPlan({ file: absolute, spec, options })
  const folder = newJobFolder(id.slice(2), JSON.stringify({ yaml, from }))
  await agreed(options, [
    ['Job', file.name],
    ['Tasks', Object.keys(file.tasks).join(', ')],
    ['At most', `${ptText(file.maxCost)} PT`],
  ])
  return await follow(await runOf({ file: absolute, spec, folder, options }), options)
}

/** Lists the jobs of this computer. */
export async function showJobs({ json }: JobOptions): Promise<void> {
  const rows = listJobs().map((folder) => {
    const { file, state } = stateOf(folder)
    const phases = Object.entries(state.tasks).map(([name, { phase }]) => `${name} ${phase}`)
    return { id: folder.id, name: file.name, tasks: phases.join(', '), spent: ptText(state.spent) }
  })
  const lines = rows.map(({ id, name, tasks, spent }) => [id.slice(0, shortId), name, tasks, spent])
  const text = rows.length === 0 ? 'No jobs on this computer.' : table([['job', 'name', 'tasks', 'PT'], ...lines], { right: [3] })
  printResult({ json, value: { items: rows }, text })
}

/** Goes on with an interrupted job. Throws `api.invalid_field` for an unknown job. */
export async function resumeJob(text: string, options: SubmitOptions): Promise<number> {
  const folder = openJobFolder(text)
  const { file, spec } = stateOf(folder)
  return await follow(await runOf({ file, spec, folder, options }), options)
}

/** Runs failed and skipped tasks again. Throws `api.invalid_field` for a job that still runs. */
export async function retryJob(text: string, options: SubmitOptions): Promise<number> {
  const folder = openJobFolder(text)
  const { state } = stateOf(folder)
  if (!isJobOver(state)) throw refusal('api.invalid_field', { detail: 'this job is not over: use infinitio jobs resume' })
  folder.note({ kind: 'retried' })
  return await resumeJob(text, options)
}

/** Stops a job. Throws `api.invalid_field` for an unknown job. */
export async function cancelJob(text: string, options: SubmitOptions): Promise<number> {
  const folder = openJobFolder(text)
  const { state, file, spec } = stateOf(folder)
  const run = await runOf({ file, spec, folder, options })
  const { commands } = advanceJob(state, { kind: 'cancelled' })
  folder.note({ kind: 'cancelled' })
  for (const command of commands) if (command.kind === 'cancel') await cancelBatch(run, command.batchId)
  return await follow(run, options)
}

/** Moves the whole balance of the wallet at the pool to the wallet. Throws `wallet.not_confirmed` and the reason of a refused call. */
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

async function follow(run: JobRun, { json }: SubmitOptions): Promise<number> {
  const state = await runJob(run)
  const tasks = Object.entries(state.tasks)
  const lines = tasks.map(([name, task]) => [name, task.phase, 'reason' in task ? task.reason : 'because' in task ? `${task.because} failed` : ''])
  const failed = tasks.some(([, { phase }]) => phase === 'failed' || phase === 'skipped')
  const value = { job: run.folder.id, folder: run.folder.path, spent: state.spent.toString(), tasks: state.tasks }
  printResult({
    json,
    value,
    text: `${table(lines, { right: [] })}\nJob ${run.folder.id.slice(0, shortId)}, at most ${ptText(state.spent)} PT; what checks do not use comes back.`,
  })
  return failed ? 1 : 0
}

/** Prints what a job would do, without storing or paying anything. */
async function showPlan({ file, spec, options }: { file: JobFile; spec: JobSpec; options: SubmitOptions }): Promise<number> {
  const rows: string[][] = []
  for (const [name, task] of Object.entries(file.tasks)) {
    const isReady = Object.values(task.files).every((source) => source.kind === 'path')
    if (!isReady) {
      rows.push([name, task.adapter, 'known when what it needs is done', ''])
      continue
    }
    const files = new Map(Object.entries(task.files).map(([key, source]) => [key, source.kind === 'path' ? source.path : '']))
    const { prepare, adapter } = jobAdapter(task.adapter)
    const input = await prepare({ fields: task.fields, files })
    const { seconds } = adapter.estimate(input)
    rows.push([name, task.adapter, `${input.tasks} tasks of ${input.chunks} chunks, about ${seconds} s each`, task.needs.join(', ')])
  }
  const value = { name: file.name, maxCost: file.maxCost.toString(), tasks: Object.keys(spec.tasks) }
  printResult({ json: options.json, value, text: table([['task', 'adapter', 'work', 'needs'], ...rows], { right: [] }) })
  return 0
}

async function runOf({ file, spec, folder, options }: { file: JobFile; spec: JobSpec; folder: JobFolder; options: SubmitOptions }): Promise<JobRun> {
  const { client, wallet, say } = await signInClient(options)
  const chain = await openClient(options).getChain()
  const pool = await openTaskPool({ rpcUrl: rpcOf(options), chain })
  if (pool === null) throw refusal('task.no_pool', { detail: chain.addresses.directory })
  const access = openExitAccess({ rpcUrl: rpcOf(options) })
  const tokens = () => readTokens(access, { account: wallet.address, addresses: chain.addresses })
  return { spec, file, folder, client, pool, wallet, tokens, onProgress: say }
}

function stateOf(folder: JobFolder): { file: JobFile; spec: JobSpec; state: JobState } {
  const { yaml, from } = JSON.parse(folder.yaml()) as { yaml: string; from: string }
  const file = withPaths(readJobFile(yaml), from)
  const spec = specOf(file, `0x${folder.id}`)
  const events: readonly JobEvent[] = folder.events()
  return { file, spec, state: events.length === 0 ? newJob(spec) : restoreJob(spec, events).state }
}

function specOf(file: JobFile, id: string): JobSpec {
  const tasks = Object.entries(file.tasks).map(([name, { needs, retries }]) => [name, { needs, retries }])
  return { id: id as JobSpec['id'], maxCost: file.maxCost, tasks: Object.fromEntries(tasks) }
}

function checkGraph(spec: JobSpec): void {
  try {
    newJob(spec)
  } catch (error) {
    throw error instanceof JobGraphError ? refusal('api.invalid_field', { detail: error.message }) : error
  }
}

/** Paths of a job file begin at its folder, wherever the command runs. */
function withPaths(file: JobFile, from: string): JobFile {
  const tasks = Object.entries(file.tasks).map(([name, task]) => {
    const files = Object.entries(task.files).map(([key, source]) => [
      key,
      source.kind === 'path' ? { ...source, path: resolve(from, source.path) } : source,
    ])
    return [name, { ...task, files: Object.fromEntries(files) }]
  })
  return { ...file, tasks: Object.fromEntries(tasks) }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `${path}: ${cause instanceof Error ? cause.message : String(cause)}` })
  }
}
