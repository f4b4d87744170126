import type { Book } from '../book/book.ts'
import { freeGpus } from '../book/freeGpus.ts'
import type { MarketPlace } from './standingBidsOf.ts'
import type { AskRecord } from '../book/records.ts'

const hourSeconds = 3_600

/** The window of a lease, in Unix seconds. A null `durationSeconds` means the shortest lease of each ask. */
export type WantedWindow = { readonly start: number; readonly durationSeconds: number | null }

/** Returns the open public asks of a class in a region, on nodes that can match now. */
export function publicAsksOf(book: Book, { classId, regionId }: MarketPlace): AskRecord[] {
  const asks: AskRecord[] = []
  for (const node of book.nodes.values()) {
    if (node.isHidden || node.classId !== classId || (regionId !== null && node.regionId !== regionId)) continue
    for (const record of node.asks) if (!record.isPrivate) asks.push(record)
  }
  return asks
}

/**
 * Returns the GPUs that an ask offers in a window: those that are free in every hour, within the ask's limits. Returns 0 if the ask does not allow the window.
 */
export function offeredGpus(record: AskRecord, { start, durationSeconds }: WantedWindow): number {
  const seconds = durationSeconds ?? record.minSeconds
  if (seconds < record.minSeconds || seconds > record.maxSeconds) return 0
  if (start < record.from || start + seconds > record.until || start >= record.endsAt) return 0
  const toHour = Math.ceil((start + Math.max(1, seconds)) / hourSeconds)
  const gpus = Math.min(record.maxGpus, freeGpus(record.node, Math.floor(start / hourSeconds), toHour))
  return gpus >= Math.max(1, record.minGpus) ? gpus : 0
}
