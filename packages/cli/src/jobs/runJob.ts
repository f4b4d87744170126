import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { type Client, InfinitioError } from '@infinitio/sdk'
import {
  batchIdOf,
  collectOutputs,
  priceBatch,
  progressOf,
  sendPoolCalls,
  signPoolCall,
  signPoolDeposit,
  submitBatchCall,
  cancelBatchCall,
  type TaskPool,
} from '@infinitio/sdk/pool'
import {
  AdapterError,
  advanceJob,
  inputRootOf,
  isJobOver,
  jobCostOf,
  type JobCommand,
  type JobEvent,
  type JobPlan,
  type JobSpec,
  type JobState,
  newJob,
  restoreJob,
} from '@infinitio/tasks'
import type { PrivateKeyAccount } from 'viem/accounts'
import { sendMessage } from '../context/sendRelay.ts'
import { jobAdapter, ownLimits } from './jobAdapters.ts'
import type { JobFile, JobFileTask } from './jobFile.ts'
import type { JobFolder } from './jobFolder.ts'

/** A job, with the means to run it from this computer. */
export type JobRun = {
  readonly spec: JobSpec
  readonly file: JobFile
  readonly folder: JobFolder
  readonly client: Client
  readonly pool: TaskPool
  readonly wallet: PrivateKeyAccount
  /** Reads the PToken of the wallet, and the nonce of its next permit. */
  readonly tokens: () => Promise<{ readonly pToken: bigint; readonly permitNonce: bigint }>
  readonly onProgress: (text: string) => void
}

type Batch = Parameters<typeof batchIdOf>[1]

const lookEveryMs = 1_000
/** The pool takes no task that may run longer. */
const mostRunSeconds = 3_600n
/** The market sends calls without gas only for accounts with at least 1 PT at the pool. What a job does not use stays the account's. */
const leastDeposit = 10n ** 18n
const word = 2 + 64

/**
 * Runs a job to its end: prepares what is ready, pays for it, follows it, and joins the results. Everything that happened is noted in the job's folder before the next step, so a killed command goes on where it was, and the pool accepts each batch only
 * once. Returns the last state.
 */
export async function runJob(run: JobRun): Promise<JobState> {
  const known = run.folder.events()
  let { state, commands } = known.length === 0 ? { state: newJob(run.spec), commands: [] as JobCommand[] } : restoreJob(run.spec, known)
  const queue: JobCommand[] = [...commands]
  const working = new Set<Promise<void>>()
  const happened = (event: JobEvent) => {
    run.folder.note(event)
    const next = advanceJob(state, event)
    state = next.state
    queue.push(...next.commands)
  }
  if (known.length === 0) happened({ kind: 'started' })
  if (!state.isApproved) happened({ kind: 'approved' })
  while (!isJobOver(state)) {
    for (const command of queue.splice(0)) {
      const work: Promise<void> = carryOut(run, command).then(
        (event) => {
          if (event !== null) happened(event)
        },
        (error: unknown) => happened(failureOf(command, error)),
      )
      working.add(work)
      void work.finally(() => working.delete(work))
    }
    await Promise.race([...working, delay(lookEveryMs)])
  }
  return state
}

/** A fault that a person must mend is not tried again, such as a refused query or too little money. */
function failureOf(command: JobCommand, error: unknown): JobEvent {
  const task = 'task' in command ? command.task : ''
  if (task === '') throw error
  const isFinal =
    error instanceof AdapterError ? error.isSubmittersFault : error instanceof InfinitioError && error.status >= 400 && error.status < 500
  return { kind: 'failed', task, reason: textOf(error), isFinal }
}

function textOf(error: unknown): string {
  if (error instanceof InfinitioError) return error.detail === '' ? error.sentence : `${error.sentence} [${error.detail}]`
  if (!(error instanceof AdapterError)) return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  const { field, line } = error.place
  const at = [field, line === undefined ? undefined : `line ${line}`].filter((part) => part !== undefined).join(', ')
  return at === '' ? error.message : `${at}: ${error.message}`
}

async function carryOut(run: JobRun, command: JobCommand): Promise<JobEvent | null> {
  switch (command.kind) {
    case 'plan':
      return { kind: 'planned', task: command.task, plan: await planTask(run, command) }
    case 'submit':
      return await submit(run, command.task, command.plan)
    case 'follow':
      return await follow(run, command)
    case 'merge':
      return await merge(run, command)
    case 'cancel':
      await cancelBatch(run, command.batchId)
      return null
  }
}

/** Checks a task, stores its files and its input for the machines that run it, and asks what it costs now. */
async function planTask(
  run: Pick<JobRun, 'file' | 'folder' | 'client' | 'pool' | 'wallet'>,
  { task: name, salt }: Extract<JobCommand, { kind: 'plan' }>,
): Promise<JobPlan> {
  const task = taskOf(run.file, name)
  const { adapter, prepare, textOf: inputText } = jobAdapter(task.adapter)
  const files = await filesOf(run, task)
  const input = await prepare({ fields: task.fields, files })
  for (const path of files.values()) await run.client.putArtefact({ bytes: new Uint8Array(readFileSync(path)), readers: 'anybody' })
  const text = inputText(input)
  await run.client.putArtefact({ bytes: new TextEncoder().encode(text), readers: 'anybody' })
  const [{ classes }, now, runGas] = await Promise.all([run.client.getClasses(), run.pool.now(), run.pool.runGas()])
  const estimate = adapter.estimate(input)
  const inputRoot = await inputRootOf(text)
  const batch = priceBatch({
    ...{ salt, submitter: run.wallet.address, adapter: adapter.digest, inputRoot, tasks: input.tasks, chunks: input.chunks },
    ...{ estimate, classes, runGas, now, deadlineSeconds: run.file.deadlineSeconds },
  })
  if (batch.runSeconds > mostRunSeconds)
    throw new AdapterError(
      'inputInvalid',
      `a task would take up to ${batch.runSeconds} s, and at most ${mostRunSeconds} s are allowed: make more tasks`,
    )
  const { baseFee } = await run.pool.quote(batch)
  run.folder.write(`${name}.input.json`, text)
  const batchId = batchIdOf(run.pool.domain, batch)
  return { batchId, batch, input: inputRoot, seconds: estimate.seconds, cost: jobCostOf(batch, baseFee) }
}

/** Pays in what the balance at the pool lacks, and submits, in one request. */
async function submit(run: JobRun, task: string, { batchId, batch, cost: { total: cost } }: JobPlan): Promise<JobEvent> {
  const { client, pool, wallet } = run
  if (!(await pool.reader.read()).view.batches.has(batchId)) {
    const chain = await client.getChain()
    const lacks = cost - (await pool.balanceOf(wallet.address.toLowerCase() as Batch['submitter']))
    const amount = lacks > leastDeposit ? lacks : leastDeposit
    if (lacks > 0n) await fillWallet(run, amount)
    const { permitNonce } = await run.tokens()
    const deposit = lacks > 0n ? [await signPoolDeposit(wallet, { amount, permitNonce, pool: pool.domain.pool, chain })] : []
    const call = await signPoolCall(wallet, { call: submitBatchCall({ pool: pool.domain.pool, batch }), chain, maxSpend: cost })
    const states = await sendPoolCalls(client.transport, [...deposit, call])
    const failed = states.find(({ state }) => state === 'failed')
    if (failed !== undefined) throw new Error(`the chain refused ${failed.name}: ${failed.code ?? 'no reason'}`)
  }
  run.onProgress(`${task}: submitted as ${batchId.slice(0, word)}`)
  return { kind: 'submitted', task }
}

/** Moves what the wallet lacks from its market balance to the wallet. Throws the code of the withdrawal if both together have too little. */
async function fillWallet({ client, wallet, tokens, onProgress }: JobRun, amount: bigint): Promise<void> {
  const lacks = amount - (await tokens()).pToken
  if (lacks <= 0n) return
  const { withdrawRelayFee } = await client.getWallet({ limit: 1 })
  onProgress('moving money from your market balance to your wallet')
  const to = wallet.address.toLowerCase() as Batch['submitter']
  await sendMessage(client, wallet, (nonce) => ({ kind: 'withdraw', amount: lacks, to, nonce, relayFee: BigInt(withdrawRelayFee) }))
}

async function follow(run: JobRun, { task, batchId }: Extract<JobCommand, { kind: 'follow' }>): Promise<JobEvent> {
  let told = ''
  for (;;) {
    const { view } = await run.pool.reader.read()
    const batch = view.batches.get(batchId)
    const progress = batch === undefined ? null : progressOf(batch)
    if (progress?.kind === 'shown') return { kind: 'revealed', task }
    if (progress?.kind === 'failed')
      return { kind: 'failed', task, reason: reasonOf(progress.code), isFinal: progress.code !== null && progress.code < 200 }
    const states = [...(batch?.tasks.values() ?? [])].map(({ state }) => state)
    const text = `${task}: ${batch?.batch.count ?? 0} tasks, ${states.length} taken${countsOf(states)}`
    if (text !== told) run.onProgress(text)
    told = text
    await delay(lookEveryMs)
  }
}

function countsOf(states: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].map(([state, count]) => `, ${count} ${state}`).join('')
}

function reasonOf(code: number | null): string {
  return code === null
    ? 'the tasks ended without a result and were paid back'
    : `three providers gave the task up with code ${code}, and it was paid back`
}

/** Joins the outputs of a batch into the result of the task, on this computer. */
async function merge(run: JobRun, { task: name, batchId }: Extract<JobCommand, { kind: 'merge' }>): Promise<JobEvent> {
  const { adapter, show } = jobAdapter(taskOf(run.file, name).adapter)
  // A result can be disputed after it was shown. Then the end of the dispute decides.
  const followed = await follow(run, { kind: 'follow', task: name, batchId })
  const batch = (await run.pool.reader.read()).view.batches.get(batchId)
  const progress = batch === undefined ? null : progressOf(batch)
  if (followed.kind !== 'revealed' || batch === undefined || progress?.kind !== 'shown') return followed
  const outputs = await Promise.all(progress.tasks.map((task) => collectOutputs({ batch, task }, (of) => run.client.openTaskResult(of))))
  const input = adapter.parse(new TextDecoder().decode(run.folder.read(`${name}.input.json`)))
  const result = await adapter.merge({
    input,
    outputs,
    files: await filesOf(run, taskOf(run.file, name)),
    limits: ownLimits,
    signal: new AbortController().signal,
  })
  const { extension, text } = show(result)
  run.folder.write(`${name}.result`, result)
  run.onProgress(`${name}: the result is in ${run.folder.write(`${name}.${extension}`, text)}`)
  const file = { sha256: sha256(text), extension, bytes: Buffer.byteLength(text) }
  return { kind: 'merged', task: name, result: sha256(result), file }
}

function sha256(content: Uint8Array | string): JobPlan['input'] {
  return `0x${createHash('sha256').update(content).digest('hex')}` as JobPlan['input']
}

/** Cancels what nobody has of a batch. Does nothing for a batch that was stopped. */
export async function cancelBatch({ client, pool, wallet }: JobRun, batchId: string): Promise<void> {
  const batch = [...(await pool.reader.read()).view.batches.values()].find((one) => one.batchId === batchId)
  if (batch === undefined || batch.stopped) return
  const call = await signPoolCall(wallet, { call: cancelBatchCall({ pool: pool.domain.pool, batch: batch.batch }), chain: await client.getChain() })
  await sendPoolCalls(client.transport, [call])
}

async function filesOf(run: Pick<JobRun, 'folder' | 'client'>, { files }: JobFileTask): Promise<Map<string, string>> {
  const paths = Object.entries(files).map(async ([name, source]) => [name, await pathOf(run, source, name)] as const)
  return new Map(await Promise.all(paths))
}

async function pathOf({ folder, client }: Pick<JobRun, 'folder' | 'client'>, source: JobFileTask['files'][string], name: string): Promise<string> {
  switch (source.kind) {
    case 'path':
      return source.path
    case 'hash':
      return folder.write(`${name}.${source.sha256.slice(2, 10)}`, await client.openArtefact(source.sha256))
    case 'result':
      return `${folder.path}/${source.task}.result`
  }
}

function taskOf({ tasks }: JobFile, name: string): JobFileTask {
  const task = tasks[name]
  if (task === undefined) throw new Error(`the job has no task ${name}`)
  return task
}
