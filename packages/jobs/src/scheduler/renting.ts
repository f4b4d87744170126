import { readFile } from 'node:fs/promises'
import { type Address, address, type Hex32, hex32, sha256Hex } from '@infinitio/domain'
import type { JobWire } from '@infinitio/domain/wire'
import type { JobEvent } from '@infinitio/tasks'
import type { JobEffects, JobStore } from '../run/jobEffects.ts'
import type { LeaseMarket } from '../run/leaseMarket.ts'
import { oneAfterAnother } from '../run/oneAfterAnother.ts'
import { rentedStore } from './rentedStore.ts'

/**
 * The means of a scheduler to rent machines. `leasesOf` returns the market on which it rents for an account, or null if it has no key with a limit from this
 * account. `folderOf` returns the folder of this computer for the checkpoints of a job. `limits` replace the limits for files and results, in bytes.
 * `hidden` has the paths of the hidden files of trainings on this computer, by their hashes; the market stores none of them.
 */
export type Renting = {
  readonly leasesOf: (owner: Address) => LeaseMarket | null
  readonly folderOf: (jobId: string) => string
  readonly limits: Pick<JobEffects['limits'], 'fileBytes' | 'outputBytes'>
  readonly hidden?: ReadonlyMap<Hex32, string>
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
  const own = rentedStore(withHidden(store, renting.hidden ?? new Map()), { folder: renting.folderOf(hex32(job.jobId)), onProgress })
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
    // The states of a training remain until they expire, so that its owner can check it again.
    over: async () => (hasTraining(job) ? undefined : await inTurn(own.forget)),
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

function hasTraining({ spec }: Pick<JobWire, 'spec'>): boolean {
  return Object.values(spec.tasks).some(({ lease }) => lease?.training !== undefined)
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

/** Returns the hashes of the lists of those checkpoints that a task can still continue from. Of a training, these are all since its last plan. */
function newestManifests(events: readonly NotedEvent[]): Hex32[] {
  const ofTask = new Map<string, Hex32[]>()
  const kept = new Map<string, number>()
  for (const { event } of events) {
    if (event.kind === 'leasePlanned') kept.set(event.task, Math.max(keptCheckpoints, event.lease.segments ?? 0))
    if (event.kind !== 'checkpointed') continue
    const most = kept.get(event.task) ?? keptCheckpoints
    ofTask.set(event.task, [event.manifest, ...(ofTask.get(event.task) ?? [])].slice(0, most))
  }
  return [...ofTask.values()].flat()
}

/** Returns a store that also has the hidden files of trainings. `hidden` has their paths on this computer by their hashes. A changed file is not used. */
function withHidden(store: JobStore, hidden: ReadonlyMap<Hex32, string>): JobStore {
  const pathOf = async (sha256: Hex32): Promise<string | null> => {
    const path = hidden.get(sha256)
    return path !== undefined && sha256Hex(new Uint8Array(await readFile(path))) === sha256 ? path : null
  }
  return {
    ...store,
    fetch: async (sha256) => (await pathOf(sha256)) ?? (await store.fetch(sha256)),
    isFar: async (sha256) => (hidden.has(sha256) ? false : ((await store.isFar?.(sha256)) ?? false)),
  }
}
