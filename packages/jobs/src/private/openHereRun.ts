import { address, type Hex32, type TaskBatch } from '@infinitio/domain'
import type { JobSpecWire } from '@infinitio/domain/wire'
import { InfinitioError } from '@infinitio/sdk'
import { jobEventFromWire, jobSpecFromWire, sealOwnFile, stepProgress } from '@infinitio/sdk/pool'
import { type JobCommand, type PoolJobEvent, type PoolView, restoreJob } from '@infinitio/tasks'
import { failureOf, reasonOf } from '../run/failureOf.ts'
import { isCancelled } from '../run/isCancelled.ts'
import { isPassing } from '../run/isPassing.ts'
import { createKeyGiver } from '../run/keyGiver.ts'
import { lostEvent } from '../run/lostEvent.ts'
import { stepOutputs } from '../run/stepOutputs.ts'
import { openStoredInput } from '../run/storedInput.ts'
import { hereAdapterOf } from './hereAdapters.ts'
import type { HereEffects } from './hereEffects.ts'
import { type HereJob, openSpec } from './hereJob.ts'
import { mayKeySend } from './mayKeySend.ts'
import type { DuePlan } from './ownPlans.ts'
import { planHere } from './planHere.ts'
import { withHiddenReason } from './privateTasks.ts'

/**
 * The outcome of one pass. `given` counts all keys that this run has given to machines so far. `isLive` is true while the pool still pays or refunds a task of
 * the job, so a machine may need the key. `trouble` is the newest problem, or null. `hasNoted` is true if this pass stored an event of the job. The owner must
 * sign the orders of the tasks in `toSubmit`, which no allowed key could send, and the cancellation of the batches in `toCancel`, which have tasks that no
 * machine took.
 */
export type HerePass = {
  readonly given: number
  readonly isLive: boolean
  readonly trouble: string | null
  readonly hasNoted: boolean
  readonly toSubmit: readonly string[]
  readonly toCancel: readonly TaskBatch[]
}

/** The most bytes of all outputs of a step, because a page has them in memory at once. */
const mostOutputBytes = 134_217_728

/**
 * Runs a private job in a program without a disk, such as a page: call the returned function again and again with the newest state of the job. Each call gives
 * keys to machines, and does the next step of the job that needs no signature of the owner. Several programs may run the same job. Rejects with PrivateJobError
 * if `key` is the key of another job, and with the errors of the market.
 */
export function openHereRun(effects: HereEffects): (job: HereJob) => Promise<HerePass> {
  let given = 0
  let trouble: string | null = null
  let spec: JobSpecWire | null = null
  // The batches that the allowed key could not send.
  const ofOwner = new Set<Hex32>()
  // The batches that the allowed key sent. The chain that this program reads may show them later.
  const sent = new Set<Hex32>()
  const giveKeys = createKeyGiver({
    privacy: {
      ...effects,
      async give(key) {
        await effects.give(key)
        given += 1
      },
    },
    readText: async (sha256) => new TextDecoder().decode(await effects.fetchFile(sha256)),
    onProgress: (text) => {
      trouble = text
    },
  })
  return async (job) => {
    spec ??= await openSpec(effects, job)
    trouble = null
    const events = job.events.map(({ event }) => jobEventFromWire(event))
    const bought = events.flatMap((event) => (event.kind === 'planned' ? [{ batchId: event.plan.batchId }] : []))
    const { view } = await effects.pool.reader.read()
    await giveKeys(view, bought)
    const { commands } = restoreJob(jobSpecFromWire(job.jobId, job.spec), events)
    let hasNoted = false
    for (const command of commands) {
      const event = await eventOf(effects, { command, job, spec, view, ofOwner, sent }).catch((error: unknown) => {
        trouble = reasonOf(error)
        if (isPassing(error) || !('task' in command)) return null
        return withHiddenReason(failureOf(command.task, error))
      })
      if (event === null) continue
      // A stopped job makes no further attempt.
      const isLast = event.kind === 'failed' && isCancelled(events)
      await noteIfNext(effects, isLast ? { ...event, isFinal: true } : event, job.lastEvent)
      hasNoted = true
      break
    }
    const isLive = view.live.some(({ batchId }) => bought.some((one) => one.batchId === batchId))
    return { given, trouble, isLive, hasNoted, ...unsigned({ commands, view, ofOwner, bought: isCancelled(events) ? bought : [] }) }
  }
}

type Next = {
  readonly command: JobCommand
  readonly job: HereJob
  readonly spec: JobSpecWire
  readonly view: PoolView
  readonly ofOwner: Set<Hex32>
  readonly sent: Set<Hex32>
}

/** Does the next step of a task. Returns its event, or null if the step must wait: for machines, or for a signature. */
async function eventOf(effects: HereEffects, { command, job, spec, view, ofOwner, sent }: Next): Promise<PoolJobEvent | null> {
  if (command.kind === 'plan') {
    const { deadlineSeconds, priority = 'normal' } = job.spec
    const plan = await planHere(effects, { spec, command, terms: { owner: address(job.account), deadlineSeconds, priority } })
    return { kind: 'planned', task: command.task, plan }
  }
  if (command.kind === 'submit')
    return view.batches.has(command.plan.batchId)
      ? { kind: 'submitted', task: command.task }
      : await submitByKey(effects, { job, task: command.task, plan: command.plan, ofOwner, sent })
  if (command.kind !== 'follow' && command.kind !== 'merge') return null
  const progress = stepProgress(view, command.batches)
  if (progress.kind === 'running') return null
  if (progress.kind === 'lost') return lostEvent(command.task, progress)
  if (command.kind === 'follow') return { kind: 'revealed', task: command.task }
  return await joinStep(effects, { command, spec, tasks: progress.tasks })
}

type Submitting = DuePlan & Pick<Next, 'job' | 'ofOwner' | 'sent'>

/**
 * Sends the batch of a step with the allowed key. Adds the batch to `ofOwner` if the owner must sign it: no key may spend as much, or the market stored another
 * plan than this program made. Sends no batch twice.
 */
async function submitByKey(effects: HereEffects, { job, task, plan, ofOwner, sent }: Submitting): Promise<PoolJobEvent | null> {
  if (sent.has(plan.batchId)) return null
  if (!(await mayKeySend(effects, { job, task, plan }))) {
    ofOwner.add(plan.batchId)
    return null
  }
  const answer = await effects.submit(task, plan)
  if (answer.kind === 'waits') ofOwner.add(plan.batchId)
  else ofOwner.delete(plan.batchId)
  if (answer.kind === 'sent') sent.add(plan.batchId)
  // A call that was refused may have followed one that reached the chain.
  if ((await effects.pool.reader.read()).view.batches.has(plan.batchId)) return { kind: 'submitted', task }
  return answer.kind !== 'refused' ? null : { kind: 'failed', task, reason: answer.reason, isFinal: answer.isFinal }
}

type Unsigned = Pick<Next, 'view' | 'ofOwner'> & { readonly commands: readonly JobCommand[]; readonly bought: readonly { readonly batchId: Hex32 }[] }

/**
 * Returns what the owner must sign now: the tasks whose batches it must submit, and the batches that it must cancel. `ofOwner` has the batches that the
 * allowed key could not send. `bought` has the batches of a stopped job,
 * and is empty for any other job.
 */
function unsigned({ commands, view, ofOwner, bought }: Unsigned): Pick<HerePass, 'toSubmit' | 'toCancel'> {
  const isOfOwner = ({ batchId }: { readonly batchId: Hex32 }) => ofOwner.has(batchId) && !view.batches.has(batchId)
  const toSubmit = commands.flatMap((command) => (command.kind === 'submit' && isOfOwner(command.plan) ? [command.task] : []))
  const toCancel = bought.flatMap(({ batchId }) => {
    const batch = view.batches.get(batchId)
    return batch === undefined || batch.stopped || batch.open === 0 ? [] : [batch.batch]
  })
  return { toSubmit, toCancel }
}

type Joining = {
  readonly command: Extract<JobCommand, { kind: 'merge' }>
  readonly spec: JobSpecWire
  readonly tasks: Extract<ReturnType<typeof stepProgress>, { kind: 'shown' }>['tasks']
}

async function joinStep(effects: HereEffects, { command: { task, input }, spec, tasks }: Joining): Promise<PoolJobEvent> {
  const definition = spec.tasks[task]
  if (definition === undefined) throw new Error(`the job has no task ${task}`)
  const adapter = hereAdapterOf(definition)
  const { text, step } = await openStoredInput({ key: effects.key, readBytes: effects.fetchFile }, input)
  const { outputs, lost } = await stepOutputs(effects, { tasks, step, mostBytes: mostOutputBytes, answered: (call) => call() })
  if (lost.length > 0)
    return { kind: 'failed', task, reason: `the results of ${lost.length} of ${tasks.length} tasks cannot be had`, isFinal: false, lost }
  const result = adapter.join(adapter.parse(text), outputs)
  const { extension, text: shown } = adapter.show(result)
  const file = await sealOwnFile(new TextEncoder().encode(shown), effects.key)
  const stored = await effects.store(await sealOwnFile(result, effects.key), 'owner')
  return { kind: 'merged', task, result: stored, file: { sha256: await effects.store(file, 'owner'), extension, bytes: file.length } }
}

/** Adds an event. Adds nothing if another program of the same account added an event first. */
async function noteIfNext({ note }: HereEffects, event: PoolJobEvent, after: number): Promise<void> {
  try {
    await note(event, after)
  } catch (error) {
    if (!(error instanceof InfinitioError) || error.code !== 'task.job_moved_on') throw error
  }
}
