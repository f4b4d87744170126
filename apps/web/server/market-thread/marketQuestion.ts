import type { Refusal } from '@infinitio/domain'
import type { MarketClassQuery, MarketDetailWire, MarketWire } from '@infinitio/domain/wire'

/** Classes and regions by name, as the catalogue has them. */
export type MarketPlaces = {
  readonly classes: readonly { readonly classId: number; readonly name: string }[]
  readonly regions: readonly { readonly regionId: number; readonly name: string }[]
}

/** What the market thread can be asked. */
export type MarketQuestion =
  /** The figures of every class, in a region or all. */
  | { readonly kind: 'figures'; readonly regionId: number | null; readonly places: MarketPlaces }
  /** Depth, candles and trades of a class. */
  | { readonly kind: 'figuresOfClass'; readonly classId: number; readonly query: MarketClassQuery; readonly places: MarketPlaces }
  /** What changes with the figures. */
  | { readonly kind: 'figuresVersion' }

/** What it answers, by the kind of question. */
export type MarketAnswers = {
  readonly figures: MarketWire | Refusal
  readonly figuresOfClass: MarketDetailWire | Refusal
  readonly figuresVersion: string
}

/** How the thread does: `isReady` once all it answers from was read to its end, until something of it cannot be read any more. */
export type MarketThreadState = { readonly isReady: boolean }

/** What the main thread says to it. */
export type ToMarketThread = { readonly kind: 'ask'; readonly id: number; readonly question: MarketQuestion } | { readonly kind: 'stop' }

/** What it says to the main thread. */
export type FromMarketThread =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'state'; readonly state: MarketThreadState }

/** What the thread is started with. */
export type MarketThreadData = { readonly databaseUrl: string }
