import { type Address, type Hex32, hex32 } from '@infinitio/domain'
import type { JobSpecWire } from '@infinitio/domain/wire'
import { refusal } from '@infinitio/sdk'
import { jobEventToWire, jobSpecFromWire, sealOwnFile } from '@infinitio/sdk/pool'
import { isLeaseEvent, newJob, type PoolJobEvent, restoreJob } from '@infinitio/tasks'
import { hideTasks, type HereEffects, type HereJob, type openHereRun } from '../src/private/index.ts'
import { memoryJournal } from './memoryJournal.ts'
import type { MemoryMarket } from './memoryMarket.ts'

/** A private job in a market in memory, as the page of the job sees it. */
export type HereMarket = {
  readonly effects: HereEffects
  readonly job: () => HereJob
  readonly note: (event: PoolJobEvent) => Promise<void>
  readonly phases: () => string[]
  /** The hashes of all bytes that the page stored, by their readers. */
  readonly stored: { readonly anybody: Set<Hex32>; readonly owner: Set<Hex32> }
  /** Lets one or more pages run the job, and signs what they ask for, until `isEnough`. */
  readonly run: (pages: readonly ReturnType<typeof openHereRun>[], isEnough: () => boolean) => Promise<void>
}

type HiddenJob = {
  readonly key: Hex32
  readonly owner: Address
  readonly spec: JobSpecWire
  /** The content of the files of the job, by the hashes that `spec` names. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly rows?: number
}

const mostPasses = 2_000
const pauseMs = 5

/** Stores a private job, with its files encrypted as the page does it. */
export async function hereMarket(market: MemoryMarket, { key, owner, spec, files, rows = 0 }: HiddenJob): Promise<HereMarket> {
  const journal = memoryJournal()
  const outside = market.effectsOf(journal)
  const stored = { anybody: new Set<Hex32>(), owner: new Set<Hex32>() }
  const put = (bytes: Uint8Array, readers: keyof typeof stored) => {
    const sha256 = market.put(bytes)
    stored[readers].add(sha256)
    return sha256
  }
  const sealed = new Map<string, string>()
  for (const [name, bytes] of files) sealed.set(name, put(await sealOwnFile(bytes, key), 'owner'))
  const named = JSON.parse(JSON.stringify(spec), (_, value: unknown) =>
    typeof value === 'string' ? (sealed.get(value) ?? value) : value,
  ) as JobSpecWire
  const { shown, hidden } = hideTasks(named)
  const { scheduler: _, ...open } = shown
  const own: JobSpecWire = { ...open, private: put(await sealOwnFile(new TextEncoder().encode(hidden), key), 'owner') }
  const jobId = hex32(`0x${'01'.repeat(32)}`)
  const events = () => journal.events.flatMap((event) => (isLeaseEvent(event) ? [] : [event]))
  const job = (): HereJob => ({
    ...{ jobId, account: owner, spec: own, lastEvent: journal.events.length },
    events: events().map((event, at) => ({ number: at + 1, at: 0, event: jobEventToWire(event) })),
  })
  const phases = () => {
    const of = jobSpecFromWire(jobId, own)
    return Object.values((events().length === 0 ? newJob(of) : restoreJob(of, events()).state).tasks).map(({ phase }) => phase)
  }
  const note = async (event: PoolJobEvent) => void (await journal.note(journal.events.length, event))
  const { pool, classes, openResult } = outside
  const effects: HereEffects = {
    ...{ key, pool, classes, openResult, boxKeyOf: market.machine.boxKeyOf, give: market.machine.give },
    fetchFile: async (sha256) => market.stored.get(sha256) ?? new Uint8Array(),
    store: async (bytes, readers) => put(bytes, readers),
    rowsOf: async () => rows,
    submit: async () => ({ kind: 'waits', reason: 'the owner allowed no key' }),
    async note(event, after) {
      if ((await journal.note(after, event)) === null) throw refusal('task.job_moved_on', { detail: '' })
    },
  }
  const run: HereMarket['run'] = async (pages, isEnough) => {
    for (let pass = 0; !isEnough(); pass++) {
      if (pass === mostPasses) throw new Error(`the job does not end: ${phases().join()}`)
      const passes = await Promise.all(pages.map((page) => page(job())))
      if (passes.some(({ toSubmit }) => toSubmit.length > 0))
        for (const command of restoreJob(jobSpecFromWire(jobId, own), events()).commands) if (command.kind === 'submit') market.submit(command.plan)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  await note({ kind: 'started' })
  return { effects, job, note, phases, stored, run }
}
