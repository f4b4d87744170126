import { AdapterError, drawnSegments, type HeldLease, type JobEvent, type LeaseCommand, type LeaseOrder, leasePriceNow } from '@infinitio/tasks'
import type { LeaseWish } from '@infinitio/sdk/job-file'
import { failureOf } from './failureOf.ts'
import { lookEveryMs } from './followBatch.ts'
import type { JobEffects, JobWork } from './jobEffects.ts'
import { filesOf, storedNames } from './planTask.ts'
import { untilAnswered } from './untilAnswered.ts'
import { followLease } from './followLease.ts'
import type { LeaseMarket, PlacedOrder } from './leaseMarket.ts'
import { leaseScript } from './leaseScript.ts'
import type { CheckRun } from './trainingStates.ts'

type Step<Command> = {
  readonly work: JobWork
  readonly command: Command
  readonly results: Parameters<typeof filesOf>[2]
  /** Returns the state that remains of another task of the job. */
  readonly heldBy: (task: string) => HeldLease
  readonly signal: AbortSignal
  readonly isDue: () => boolean
}
type Of<Kind extends LeaseCommand['kind']> = Extract<LeaseCommand, { kind: Kind }>
type Effects = JobEffects & { readonly leases: LeaseMarket }

const noMarket = 'the program that runs this job rents no machines: use infinitio jobs submit'
/** Milliseconds between two searches for a machine to rent. */
const searchEveryMs = 5_000
const askAgainMs = 5_000
/** Milliseconds for which a search leaves out a machine that rejected this task or was lost during it. */
const avoidedMs = 60_000
/** If a killed program was just sending an order, the order reaches the market within so many milliseconds, or never. */
const onItsWayMs = 15_000

/** Checks and prices a task that runs on rented machines. `files` has the names of its files. Stores and signs nothing. Throws AdapterError. */
export async function planLease(
  { leases }: Pick<JobEffects, 'leases'>,
  { wish, files }: { readonly wish: LeaseWish; readonly files: Readonly<Record<string, unknown>> },
) {
  const name = Object.keys(files).find((one) => !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/.test(one))
  if (name !== undefined) throw new AdapterError('inputInvalid', `files: ${name} is not a name of a file`, { field: 'files' })
  if (leases === null) throw new AdapterError('inputInvalid', noMarket, { field: 'adapter' })
  const { training } = wish
  return { ...(await leases.price(wish)), ...(training === undefined ? {} : { segments: training.segments }) }
}

/** Carries out one step of a task that runs on rented machines. Returns its event, or null if there is none to store. */
export async function stepLease(effects: JobEffects, step: Step<LeaseCommand>): Promise<JobEvent | null> {
  const { command } = step
  const { leases } = effects
  if (leases === null) return { kind: 'failed', task: command.task, reason: noMarket, isFinal: true }
  const renting = { ...effects, leases }
  switch (command.kind) {
    case 'book':
      return await book(renting, { ...step, command })
    case 'order':
      return await order(renting, { ...step, command })
    case 'followLease':
      return await follow(renting, { ...step, command })
    case 'endLease':
      return await end(renting, { ...step, command })
  }
}

async function book(effects: Effects, { work, command, heldBy, signal }: Step<Of<'book'>>): Promise<JobEvent> {
  const { task, lease, epoch, left, avoid, hasBegun } = command
  const wish = wishOf(work, task)
  const notProvidersOf = strangersTo(work, { task, heldBy })
  const search = { wish, plan: lease, left, startScript: leaseScript(wish), notProvidersOf }
  const before = effects.waitedMs?.(task) ?? 0
  let isTold = false
  for (let waitedMs = 0; ; waitedMs += searchEveryMs) {
    const slackSeconds = work.deadlineSeconds - (before + waitedMs) / 1_000
    const terms = { priority: work.priority, most: lease.maxPricePerGpuSecond, slackSeconds, estimateSeconds: lease.seconds, hasBegun }
    const mostFor = (reference: bigint) => leasePriceNow({ ...terms, reference })
    const found = await untilAnswered(effects, {
      what: task,
      signal,
      step: () => effects.leases.find({ ...search, mostFor, avoid: new Set(waitedMs < avoidedMs ? avoid : []) }),
    }).catch((error: unknown) => failureOf(task, error))
    if (found.kind === 'failed') return found
    if (found.kind === 'order') {
      effects.onProgress(`${task}: rents ${found.machine}`)
      return { kind: 'ordered', task, epoch, order: found.order }
    }
    if (found.kind === 'spent' || slackSeconds <= 0) return { kind: 'failed', task, reason: found.reason, isFinal: true }
    if (!isTold) effects.onProgress(`${task}: ${found.reason}; looking again`)
    isTold = true
    await effects.delay(searchEveryMs, signal)
  }
}

/**
 * Returns the leases whose providers may not take a task. A check goes to neither the provider of its training nor one that checked before, so a wrong checker
 * is not rented again. A training does not go to a provider that has its hidden files from a check. After a lost machine, its provider may continue the check.
 */
function strangersTo({ tasks }: JobWork, { task, heldBy }: Pick<Step<never>, 'heldBy'> & { readonly task: string }): readonly string[] {
  const training = tasks[task]?.lease?.training
  if (training?.role === 'check') {
    const { leases, former, wasLost } = heldBy(task)
    return [...heldBy(training.of).leases, ...former, ...(wasLost ? [] : leases)]
  }
  if (training?.role !== 'train') return []
  const checks = Object.entries(tasks).filter(([, { lease }]) => lease?.training?.role === 'check' && lease.training.of === task)
  return checks.flatMap(([name]) => [...heldBy(name).former, ...heldBy(name).leases])
}

async function order(effects: Effects, { work, command, signal, isDue }: Step<Of<'order'>>): Promise<JobEvent | null> {
  const { task, epoch, order: wanted } = command
  for (let waitedMs = 0; ; waitedMs += askAgainMs) {
    const placed = await untilAnswered(effects, { what: task, signal, step: () => placeAs(effects, { order: wanted, work, task, isDue }) })
    if (placed.kind === 'leased') return { kind: 'leased', task, epoch, leaseId: placed.leaseId }
    if (placed.kind === 'refused' || waitedMs >= effects.patienceMs) {
      effects.onProgress(`${task}: not rented (${placed.reason})`)
      const again = placed.kind === 'refused' && placed.canRepeat === true ? { canRepeat: true } : {}
      return { kind: 'orderRefused', task, epoch, reason: placed.reason, isFinal: placed.kind === 'waits', ...again }
    }
    if (waitedMs === 0) effects.onProgress(`${task}: ${placed.reason}`)
    await effects.delay(askAgainMs, signal)
  }
}

function placeAs(
  { leases }: Effects,
  { order: wanted, work, task, isDue }: { readonly order: LeaseOrder; readonly work: JobWork; readonly task: string; readonly isDue: () => boolean },
): Promise<PlacedOrder> {
  const name = `job-${work.id.slice(2, 8)}-${task.replaceAll(/[^A-Za-z0-9-]/g, '-')}`.slice(0, 40)
  return leases.place(wanted, { name, isDue })
}

async function follow(effects: Effects, { work, command, results, heldBy, signal }: Step<Of<'followLease'>>): Promise<JobEvent> {
  const { task, leaseId, held } = command
  const wish = wishOf(work, task)
  const check = await checkOf(effects, { task, wish, held, heldBy, signal })
  const sources = { files: work.tasks[task]?.files ?? {}, results }
  const files = () => untilAnswered(effects, { what: task, signal, step: () => filesOf(effects, sources.files, results) })
  const release = effects.store.hold?.(storedNames(sources))
  return await followLease(effects, { task, wish, leaseId, held, files, signal, check }).finally(release)
}

type Check = Pick<Step<never>, 'heldBy' | 'signal'> & { readonly task: string; readonly wish: LeaseWish; readonly held: HeldLease }

/** Returns the check that a lease carries out, or undefined for another task. Waits for the block that chooses the segments. */
async function checkOf(effects: Effects, { task, wish: { training }, held, heldBy, signal }: Check): Promise<CheckRun | undefined> {
  if (training?.role !== 'check' || held.draw === null) return undefined
  const { block, of } = held.draw
  for (;;) {
    const blockHash = await untilAnswered(effects, { what: task, signal, step: () => effects.pool.hashOf(block) })
    if (blockHash !== null) {
      const drawn = drawnSegments({ blockHash, of, segments: training.segments })
      return { training, drawn, trained: heldBy(training.of), hidden: () => filesOf(effects, training.hidden, {}) }
    }
    await effects.delay(lookEveryMs, signal)
  }
}

/**
 * Ends the lease of a task and returns the event with the lease's cost. If only the order is known, first waits up to 15 s for its lease, because a program
 * that was killed may have sent the order just before.
 */
async function end(effects: Effects, { command, signal }: Step<Of<'endLease'>>): Promise<JobEvent> {
  const { task, epoch, orderHash, outcome } = command
  const answered = <Result>(step: () => Promise<Result>) => untilAnswered(effects, { what: task, signal, step })
  let leaseId: string | null | undefined = command.leaseId ?? undefined
  for (let waitedMs = 0; leaseId === undefined && waitedMs <= onItsWayMs; waitedMs += lookEveryMs) {
    leaseId = await answered(() => effects.leases.leaseOf(orderHash))
    if (leaseId === undefined) await effects.delay(lookEveryMs, signal)
  }
  const rented = leaseId ?? null
  if (rented === null) return { kind: 'leaseEnded', task, epoch, paid: 0n }
  const paid = await answered(() => effects.leases.end(rented, { isLost: outcome.kind === 'lost' }))
  effects.onProgress(`${task}: lease ${rented} is over`)
  return { kind: 'leaseEnded', task, epoch, paid }
}

function wishOf({ tasks }: JobWork, task: string): LeaseWish {
  const wish = tasks[task]?.lease
  if (wish === undefined) throw new Error(`the task ${task} names no machine`)
  return wish
}
