import type { AskRecord } from './askRecord.ts'

/** Asks by expiry, earliest on top; asks that left the book earlier are skipped when they surface. */
export type ExpiryHeap = AskRecord[]

/** Adds an ask. */
export function pushExpiry(heap: ExpiryHeap, record: AskRecord): void {
  let at = heap.push(record) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!expiresBefore(heap[at] as AskRecord, heap[parent] as AskRecord)) return
    swap(heap, at, parent)
    at = parent
  }
}

/** Takes the ask that expires first. Undefined when there is none. */
export function popExpiry(heap: ExpiryHeap): AskRecord | undefined {
  const top = heap[0]
  const last = heap.pop()
  if (top === undefined || last === undefined || top === last) return top
  heap[0] = last
  for (let at = 0; ; ) {
    const earliest = earliestOf(heap, at)
    if (earliest === at) return top
    swap(heap, at, earliest)
    at = earliest
  }
}

function earliestOf(heap: ExpiryHeap, at: number): number {
  let earliest = at
  for (const child of [2 * at + 1, 2 * at + 2]) {
    if (child < heap.length && expiresBefore(heap[child] as AskRecord, heap[earliest] as AskRecord)) earliest = child
  }
  return earliest
}

function swap(heap: ExpiryHeap, one: number, other: number): void {
  const kept = heap[one] as AskRecord
  heap[one] = heap[other] as AskRecord
  heap[other] = kept
}

function expiresBefore(one: AskRecord, other: AskRecord): boolean {
  return one.ask.expiry < other.ask.expiry || (one.ask.expiry === other.ask.expiry && one.seq < other.seq)
}
