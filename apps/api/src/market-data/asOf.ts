import type { MarketWire } from '@infinitio/domain/wire'
import type { MarketState } from './createMarketTail.ts'

/** Returns the last journal row that an answer about the market includes, and its time. */
export function asOf({ book, atMs, now }: Pick<MarketState, 'book' | 'atMs' | 'now'>): MarketWire['asOf'] {
  return { seq: String(book.seq), at: Math.floor(atMs / 1_000), atMs, now }
}
