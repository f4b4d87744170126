import { advanceJob, fitsJob, type JobEvent, type JobSpec, type JobState, type JobTaskState, newJob, restoreJob } from '@infinitio/tasks'
import type { JobJournal } from './jobEffects.ts'
import { oneAfterAnother } from './oneAfterAnother.ts'

/** The events of one job that this program has read or stored, and the state of the job that follows from them. */
export type JobLog = {
  readonly state: () => JobState
  readonly events: () => readonly JobEvent[]
  /** Reads the events that other programs stored. Returns true if there were any. */
  readonly look: () => Promise<boolean>
  /**
   * Stores an event if two conditions hold: `isDue` accepts the newest state, and the event fits that state. Returns false if not, for example because another
   * program was faster. Simultaneous calls store their events one after another.
   */
  readonly note: (event: JobEvent, isDue: (state: JobState) => boolean) => Promise<boolean>
}

/** Opens the journal of a job. */
export async function openLog(journal: JobJournal, spec: JobSpec): Promise<JobLog> {
  let { events, last } = await journal.read()
  let state = restored(spec, events)
  const inTurn = oneAfterAnother()
  const readAgain = async () => {
    const read = await journal.read()
    ;[events, last, state] = [read.events, read.last, restored(spec, read.events)]
  }
  const note = async (event: JobEvent, isDue: (state: JobState) => boolean): Promise<boolean> => {
    for (;;) {
      if (!isDue(state) || !fitsJob(state, event)) return false
      const noted = await journal.note(last, event)
      if (noted !== null) {
        ;[events, last, state] = [[...events, event], noted, advanceJob(state, event).state]
        return true
      }
      await readAgain()
    }
  }
  return {
    state: () => state,
    events: () => events,
    look: () =>
      inTurn(async () => {
        const hasMore = await journal.hasMore(last)
        if (hasMore) await readAgain()
        return hasMore
      }),
    note: (event, isDue) => inTurn(() => note(event, isDue)),
  }
}

/** Returns true if a task has the same state in both of two states of its job. */
export function isSame(one: JobTaskState | undefined, other: JobTaskState | undefined): boolean {
  return textOf(one) === textOf(other)
}

function textOf(state: JobTaskState | undefined): string {
  return JSON.stringify(state, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)) ?? ''
}

function restored(spec: JobSpec, events: readonly JobEvent[]): JobState {
  return events.length === 0 ? newJob(spec) : restoreJob(spec, events).state
}
