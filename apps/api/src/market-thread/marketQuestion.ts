import type { Address, Bps, Refusal, SettleTerms } from '@infinitio/domain'
import type {
  AdviceQuery,
  AdviceWire,
  AskDemandAnswerWire,
  CatalogueWire,
  ClassDemandQuery,
  ClassDemandWire,
  FillChanceQuery,
  FillChanceWire,
  ListingMapQuery,
  ListingMapWire,
  ListingPageWire,
  ListingQuery,
  MarketClassQuery,
  MarketDetailWire,
  MarketWire,
  OrderPlacesWire,
  SavedQuery,
  StartsQuery,
  StartsWire,
} from '@infinitio/domain/wire'
import type { PastLease } from '@infinitio/matching'
import type { MachineWire } from '../market/machines/describeMachine.ts'
import type { MatchingNodes } from '../market/search/matchingNodes.ts'
import type { MarketAsk, MarketNode } from '../market/machines/marketNode.ts'
import type { ProviderMachines } from '../market/machines/machinesOfProvider.ts'
import type { EndedBid } from '../market-data/bestAskHistory.ts'

/**
 * The fees that a quoted total contains: the market fee in basis points, and the fixed fees (relay fees) with which the user pays for the gas of the
 * settlement.
 */
export type QuoteFees = { readonly feeBps: Bps; readonly settleTerms: SettleTerms }

/** The questions that the market thread answers. */
export type MarketQuestion =
  /** Returns a page of bookable machines. */
  | { readonly kind: 'search'; readonly query: ListingQuery; readonly fees: QuoteFees }
  /**
   * Returns other start times within a week at which a search finds cheaper machines. If it finds none at the requested start, returns start times with any
   * machine.
   */
  | { readonly kind: 'starts'; readonly query: StartsQuery; readonly fees: QuoteFees }
  /** Returns ways to run a model on free machines. */
  | { readonly kind: 'advice'; readonly query: AdviceQuery; readonly fees: QuoteFees }
  /** Returns the locations on the map, each with the machines there that a search finds. */
  | { readonly kind: 'map'; readonly query: ListingMapQuery }
  /** Returns the nodes that a search finds now. */
  | { readonly kind: 'matching'; readonly query: SavedQuery }
  /** Returns all classes and regions, each with its bookable machines. */
  | { readonly kind: 'catalogue' }
  /** Returns a machine for its page, or null if it does not exist. */
  | {
      readonly kind: 'machine'
      readonly nodeId: string
      readonly gpus: number | null
      /** The hour at which the lease starts, in hours since 1970. Null or an hour in the past means now. */
      readonly startHour: number | null
      readonly durationSeconds: number | null
      /** An ask of this machine for one account, which replaces the public ask in the answer; left out for the public ask. */
      readonly ask?: MarketAsk
      readonly fees: QuoteFees
    }
  /** Returns a node, or null if it does not exist. */
  | { readonly kind: 'node'; readonly nodeId: string }
  /** Returns all machines of a provider. */
  | { readonly kind: 'machinesOfProvider'; readonly account: string }
  /** Returns a version text that changes when the listings change. */
  | { readonly kind: 'listingsVersion' }
  /** Asks for a journal row number: the listings contain all changes up to this row. */
  | { readonly kind: 'shownSeq' }
  /** Returns the figures (prices and volumes) of every class, in one region or in all. */
  | { readonly kind: 'figures'; readonly regionId: number | null }
  /** Returns the depth of the order book, the price candles and the trades of a class. */
  | { readonly kind: 'figuresOfClass'; readonly classId: number; readonly query: MarketClassQuery }
  /** Returns how often an order for a class would have been matched in the past. */
  | { readonly kind: 'fillChance'; readonly classId: number; readonly query: FillChanceQuery }
  /** Returns the queue positions of an account's open bids. */
  | { readonly kind: 'orderPlaces'; readonly account: Address }
  /** Returns how much renters asked for a provider's node in the last `days` days. `leases` are the leases in the node's calendar. */
  | { readonly kind: 'askDemand'; readonly account: Address; readonly nodeId: string; readonly days: number; readonly leases: readonly PastLease[] }
  /** Returns what a machine of a class that is not on the market would have earned in the last days. */
  | { readonly kind: 'classDemand'; readonly classId: number; readonly query: ClassDemandQuery }
  /** Returns, for each ended bid, the cheapest ask at the time when it ended, in the classes and regions that it accepted. */
  | { readonly kind: 'bestAsks'; readonly ended: readonly EndedBid[] }
  /** Returns a text that changes whenever the market data (prices and volumes) changes. */
  | { readonly kind: 'figuresVersion' }

/** The answer to each kind of question. Any of them can also be a refusal. */
export type MarketAnswers = {
  readonly search: ListingPageWire
  readonly starts: StartsWire
  readonly advice: AdviceWire
  readonly map: ListingMapWire
  readonly matching: MatchingNodes
  readonly catalogue: CatalogueWire
  readonly machine: MachineWire | null
  readonly node: MarketNode | null
  readonly machinesOfProvider: ProviderMachines
  readonly listingsVersion: string
  readonly shownSeq: bigint
  readonly figures: MarketWire
  readonly figuresOfClass: MarketDetailWire
  readonly fillChance: FillChanceWire
  readonly orderPlaces: OrderPlacesWire
  readonly askDemand: AskDemandAnswerWire
  readonly classDemand: ClassDemandWire
  /**
   * For each of the ended bids of the question, in the same order: the price of the cheapest ask at that time, in base units per GPU-second. Null if there was
   * no ask, or if the row that ended the bid is too old.
   */
  readonly bestAsks: readonly (bigint | null)[]
  readonly figuresVersion: string
}

/** The type of the answer to one kind of question. Without a kind, the answer to any question. */
export type MarketAnswer<Kind extends MarketQuestion['kind'] = MarketQuestion['kind']> = MarketAnswers[Kind] | Refusal

/** The questions whose answers the API passes on unchanged. The thread can answer them as JSON text. */
export type TextQuestion = Extract<
  MarketQuestion,
  { kind: 'advice' | 'catalogue' | 'classDemand' | 'figures' | 'figuresOfClass' | 'fillChance' | 'map' | 'search' | 'starts' }
>

/** The state that the market thread reports. `isReady` becomes true once all data was read, and false again if some data can no longer be read. */
export type MarketThreadState = { readonly isReady: boolean }

/**
 * Messages from the main thread to the market thread. `now` is the block clock in Unix seconds. With `asText`, the thread sends its answer as JSON text; a
 * refusal is always an object.
 */
export type ToMarketThread =
  | { readonly kind: 'ask'; readonly id: number; readonly now: number; readonly question: MarketQuestion; readonly asText: boolean }
  /** Tells the thread that displayed data may have changed. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'stop' }

/** Messages from the market thread to the main thread. */
export type FromMarketThread =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'state'; readonly state: MarketThreadState }

/** The data with which the thread starts. */
export type MarketThreadData = { readonly databaseUrl: string }
