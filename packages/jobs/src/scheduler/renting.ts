import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import type { JobWire } from '@infinitio/domain/wire'
import type { JobEvent } from '@infinitio/tasks'
import type { JobEffects, JobStore } from '../run/jobEffects.ts'
import type { LeaseMarket } from '../run/leaseMarket.ts'
import { oneAfterAnother } from '../run/oneAfterAnother.ts'
import { rentedStore } from './rentedStore.ts'

/**
 * The means of a scheduler to rent machines. `leasesOf` returns the market on which it rents for an account, or null if it has no key with a limit from this
 * account. `folderOf` returns the folder of this computer for the checkpoints of a job. `limits` replace the limits for files and results, in bytes.
 */
export type Renting = {
  readonly leasesOf: (owner: Address) => LeaseMarket | null
  readonly folderOf: (jobId: string) => string
  readonly limits: Pick<JobEffects['limits'], 'fileBytes' | 'outputBytes'>
}

/** An event in the journal of a job, and the Unix seconds at which it was stored. */
export type NotedEvent = { readonly event: JobEvent; readonly at: number }

/**
 * The parts of the effects of a job on rented machines that differ from those of other jobs. `noted` gets all events that its journal has. `over`
 * is called when the job needs its checkpoints no more.
 */
export type Rented = {
  readonly effects: Pick<JobEffects, 'leases' | 'mayCopy' | 'waitedMs'>
  readonly limits: Renting['limits']
  readonly store: JobStore
  readonly noted: (events: readonly NotedEvent[]) => void
  readonly over: () => Promise<void>
}

/** The most checkpoints of a job that are copied while its commands run, and the most events. The journal at the market has room for 2,000 events. */
const most = { checkpoints: 800, events: 1_800 } as const
const keptCheckpoints = 2

/** Returns true if a task of a job rents machines. */
export function rentsMachines({ spec }: Pick<JobWire, 'spec'>): boolean {
  return leaseTasksOf({ spec }) > 0
}

/** Returns the means to run a job on rented machines, or null if this scheduler has no key of its account. `store` is the market's store. */
export function rentFor(
  renting: Renting | undefined,
  { job, store, onProgress }: { readonly job: JobWire; readonly store: JobStore; readonly onProgress: (text: string) => void },
): Rented | null {
  const leases = renting?.leasesOf(address(job.account)) ?? null
  if (renting === undefined || leases === null) return null
  const own = rentedStore(store, { folder: renting.folderOf(hex32(job.jobId)), onProgress })
  const inTurn = oneAfterAnother()
  const copiedAt = new Map<string, number>()
  let known: readonly NotedEvent[] = []
  const mayCopy: NonNullable<JobEffects['mayCopy']> = (task, { seconds, hasEnded }) => {
    if (known.length >= most.events) return false
    const pauseMs = (1_000 * seconds * leaseTasksOf(job)) / most.checkpoints
    return hasEnded || performance.now() - (copiedAt.get(task) ?? Number.NEGATIVE_INFINITY) >= pauseMs
  }
  return {
    effects: { leases, mayCopy, waitedMs: (task) => waitedFor(task, known) },
    limits: renting.limits,
    store: {
      ...own,
      async giveUp(files) {
        own.leave(files)
        await inTurn(() => own.keepOnly(newestManifests(known)))
      },
    },
    over: () => inTurn(own.forget),
    noted(events) {
      const newest = events.slice(known.length)
      known = events
      const copied = newest.flatMap(({ event }) => (event.kind === 'checkpointed' ? [event.task] : []))
      if (copied.length === 0) return
      for (const task of copied) copiedAt.set(task, performance.now())
      const manifests = newestManifests(events)
      // If files cannot be deleted, they stay until the next checkpoint, which tries it again.
      void inTurn(() => own.keepOnly(manifests)).catch(() => {})
    },
  }
}

function leaseTasksOf({ spec }: Pick<JobWire, 'spec'>): number {
  return Object.values(spec.tasks).filter(({ lease }) => lease !== undefined).length
}

/** Returns for how many milliseconds a task has looked for a machine: since the approval of its plan, or since the end of its last lease. */
function waitedFor(task: string, events: readonly NotedEvent[]): number {
  const began = events.findLast(
    ({ event }) => event.kind === 'approved' || ((event.kind === 'leasePlanned' || event.kind === 'leaseEnded') && event.task === task),
  )
  return began === undefined ? 0 : Math.max(0, Date.now() - began.at * 1_000)
}

/** Returns the hashes of the lists of those checkpoints that a task can still continue from. */
function newestManifests(events: readonly NotedEvent[]): Hex32[] {
  const ofTask = new Map<string, Hex32[]>()
  for (const { event } of events)
    if (event.kind === 'checkpointed') ofTask.set(event.task, [event.manifest, ...(ofTask.get(event.task) ?? [])].slice(0, keptCheckpoints))
  return [...ofTask.values()].flat()
}
