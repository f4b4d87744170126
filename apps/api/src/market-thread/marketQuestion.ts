import type { Address, Bps, Refusal, SettleTerms } from '@infinitio/domain'
import type {
  AdviceQuery,
  AdviceWire,
  AskDemandAnswerWire,
  CatalogueWire,
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
import type { MarketNode } from '../market/machines/marketNode.ts'
import type { ProviderMachines } from '../market/machines/machinesOfProvider.ts'
import type { EndedBid } from '../market-data/bestAskHistory.ts'

/** What a quote charges besides the price. */
export type QuoteFees = { readonly feeBps: Bps; readonly settleTerms: SettleTerms }

/** What the market thread can be asked. */
export type MarketQuestion =
  /** A page of what can be booked. */
  | { readonly kind: 'search'; readonly query: ListingQuery; readonly fees: QuoteFees }
  /** Later starts at which a search finds more. */
  | { readonly kind: 'starts'; readonly query: StartsQuery; readonly fees: QuoteFees }
  /** Ways to run a model on what is free. */
  | { readonly kind: 'advice'; readonly query: AdviceQuery; readonly fees: QuoteFees }
  /** Where what a search finds stands. */
  | { readonly kind: 'map'; readonly query: ListingMapQuery }
  /** The nodes that a search shows now. */
  | { readonly kind: 'matching'; readonly query: SavedQuery }
  /** Classes and regions with what can be booked in them. */
  | { readonly kind: 'catalogue' }
  /** A machine as its page shows it; null: there is none. */
  | {
      readonly kind: 'machine'
      readonly nodeId: string
      readonly gpus: number | null
      /** Unix hour of a start to come; null or past: now. */
      readonly startHour: number | null
      readonly durationSeconds: number | null
      readonly fees: QuoteFees
    }
  /** A node; null: there is none. */
  | { readonly kind: 'node'; readonly nodeId: string }
  /** All machines of a provider. */
  | { readonly kind: 'machinesOfProvider'; readonly account: string }
  /** What changes with the listings. */
  | { readonly kind: 'listingsVersion' }
  /** Up to which journal row the listings show the market for certain. */
  | { readonly kind: 'shownSeq' }
  /** The figures of every class, in a region or all. */
  | { readonly kind: 'figures'; readonly regionId: number | null }
  /** Depth, candles and trades of a class. */
  | { readonly kind: 'figuresOfClass'; readonly classId: number; readonly query: MarketClassQuery }
  /** How often an order for a class would have been met. */
  | { readonly kind: 'fillChance'; readonly classId: number; readonly query: FillChanceQuery }
  /** Where the standing bids of an account are in their queues. */
  | { readonly kind: 'orderPlaces'; readonly account: Address }
  /** What the open ask of a provider's node met in some days, with the leases that its calendar had. */
  | { readonly kind: 'askDemand'; readonly account: Address; readonly nodeId: string; readonly days: number; readonly leases: readonly PastLease[] }
  /** The cheapest asks where these bids looked when they ended. */
  | { readonly kind: 'bestAsks'; readonly ended: readonly EndedBid[] }
  /** What changes with the figures. */
  | { readonly kind: 'figuresVersion' }

/** What it answers, by the kind of question; a refusal besides. */
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
  /** In the order of the question, base units per GPU-second; null where there was none or it is not remembered. */
  readonly bestAsks: readonly (bigint | null)[]
  readonly figuresVersion: string
}

/** An answer to one kind of question, or to any. */
export type MarketAnswer<Kind extends MarketQuestion['kind'] = MarketQuestion['kind']> = MarketAnswers[Kind] | Refusal

/** How the thread does: `isReady` once all it answers from was read to its end, until something of it cannot be read any more. */
export type MarketThreadState = { readonly isReady: boolean }

/** What the main thread says to it. `now`: the block clock in Unix seconds. */
export type ToMarketThread =
  | { readonly kind: 'ask'; readonly id: number; readonly now: number; readonly question: MarketQuestion }
  /** Something shown may have changed. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'stop' }

/** What it says to the main thread. */
export type FromMarketThread =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'state'; readonly state: MarketThreadState }

/** What the thread is started with. */
export type MarketThreadData = { readonly databaseUrl: string }
