import { noteJobEventWire } from '@infinitio/domain/wire'
import { jobEventFromWire, jobEventToWire } from '@infinitio/sdk/pool'
import type { JobEvent } from '@infinitio/tasks'
import type { JobJournal } from '../src/index.ts'

/**
 * Returns a journal in memory that stores each event as the market does: as JSON, after the check of the endpoint. It accepts an event only directly after the
 * last event that its caller read.
 */
export function wireJournal(): JobJournal & { readonly events: JobEvent[] } {
  const stored: string[] = []
  const events = () => stored.map((text) => jobEventFromWire(noteJobEventWire.shape.event.parse(JSON.parse(text))))
  return {
    get events() {
      return events()
    },
    read: async () => ({ events: events(), last: stored.length }),
    hasMore: async (after) => stored.length > after,
    async note(after, event) {
      if (after !== stored.length) return null
      return stored.push(JSON.stringify(noteJobEventWire.shape.event.parse(jobEventToWire(event))))
    },
  }
}
