import type { JobEvent } from '@infinitio/tasks'
import type { JobJournal } from '../src/index.ts'

/** Returns a journal in memory that accepts an event only directly after the last event that its caller read. */
export function memoryJournal(): JobJournal & { readonly events: JobEvent[] } {
  const events: JobEvent[] = []
  return {
    events,
    read: async () => ({ events: [...events], last: events.length }),
    hasMore: async (after) => events.length > after,
    async note(after, event) {
      if (after !== events.length) return null
      return events.push(event)
    },
  }
}
