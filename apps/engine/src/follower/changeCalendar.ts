import { assert, bookWord, type CalendarSpan, maxNodeGpus, releaseWord } from '@infinitio/domain'
import type { EventSite } from './eventSite.ts'
import { type Fold, wordKey } from './fold/fold.ts'

/** Describes hours of a node that are booked or released for a number of its GPUs. */
export interface CalendarChange {
  nodeId: string
  gpus: number
  spans: readonly CalendarSpan[]
}

/** Books GPUs in the given hours. The contract has already checked the node's capacity; asserts that no counter overflows. */
export function bookHours(fold: Fold, change: CalendarChange, site: EventSite): void {
  changeWords(fold, { change, site }, (word, mask) => {
    const booked = bookWord(word, { mask, gpus: change.gpus, capacity: maxNodeGpus })
    assert(booked.ok, `the hours of ${change.nodeId} have room, as the chain booked them`)
    return booked.word
  })
}

/** Releases GPUs in the given hours. Asserts that they were booked. */
export function releaseHours(fold: Fold, change: CalendarChange, site: EventSite): void {
  changeWords(fold, { change, site }, (word, mask) => releaseWord(word, { mask, gpus: change.gpus }))
}

function changeWords(
  { words }: Fold,
  { change: { nodeId, spans }, site }: { change: CalendarChange; site: EventSite },
  next: (word: bigint, mask: bigint) => bigint,
): void {
  for (const { wordIndex: index, mask } of spans) {
    const wordIndex = BigInt(index)
    const word = words.get(wordKey(nodeId, wordIndex))?.word ?? 0n
    words.put({ nodeId, wordIndex, word: next(word, mask), updatedBlock: site.blockNumber }, site)
  }
}
