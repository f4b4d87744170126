import { assert, bookWord, type CalendarSpan, maxNodeGpus, releaseWord } from '@infinitio/domain'
import { listCalendarWords, type Queryable, saveCalendarWord } from '@infinitio/db'

/** Hours of a node to book or give back. */
export interface CalendarChange {
  nodeId: string
  gpus: number
  spans: readonly CalendarSpan[]
  updatedBlock: bigint
}

/** Books GPUs in the given hours. The contract judged the node's capacity already; asserts that no counter overflows. */
export function bookHours(tx: Queryable, change: CalendarChange): Promise<void> {
  return changeWords(tx, change, (word, mask) => {
    const booked = bookWord(word, { mask, gpus: change.gpus, capacity: maxNodeGpus })
    assert(booked.ok, `the hours of ${change.nodeId} have room, as the chain booked them`)
    return booked.word
  })
}

/** Gives GPUs back in the given hours. Asserts that they were booked. */
export function releaseHours(tx: Queryable, change: CalendarChange): Promise<void> {
  return changeWords(tx, change, (word, mask) => releaseWord(word, { mask, gpus: change.gpus }))
}

async function changeWords(
  tx: Queryable,
  { nodeId, spans, updatedBlock }: CalendarChange,
  next: (word: bigint, mask: bigint) => bigint,
): Promise<void> {
  const first = spans[0]
  const last = spans.at(-1)
  if (first === undefined || last === undefined) return
  const words = await listCalendarWords(tx, { nodeId, fromIndex: BigInt(first.wordIndex), toIndex: BigInt(last.wordIndex) })
  for (const { wordIndex, mask } of spans) {
    const index = BigInt(wordIndex)
    await saveCalendarWord(tx, { nodeId, index, word: next(words.get(index) ?? 0n, mask), updatedBlock })
  }
}
