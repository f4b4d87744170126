import type { ErrorCode, HoldId, Mandate, NodeId, OrderHash } from '@infinitio/domain'
import type { BidLane } from '../book/structures/lanes.ts'
import type { Book } from '../book/book.ts'
import type { HoldRecord } from '../book/holdRecord.ts'
import type { LeaseClosing, LeaseRecord } from '../book/leaseRecord.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import type { AskState, Attested, BidState, MatchRecord, NodeRecord, Strikes } from '../book/records.ts'

type ByKey<Value> = { readonly [key: string]: Value }
type PlaceAsk = Extract<ApiCommand, { kind: 'PlaceAsk' }>
type PlaceBid = Extract<ApiCommand, { kind: 'PlaceBid' }>

/** An ask in the text of a snapshot; `canonicalAsk` writes it. */
export type AskText = Pick<PlaceAsk, 'ask' | 'signature' | 'orderHash' | 'session'> & {
  readonly mandate: Mandate | null
  readonly mandateSignature: string | null
  readonly seq: number
  readonly state: AskState
}

/**
 * A bid in the text of a snapshot; `canonicalBid` writes it. For a bid that was judged before version 4 of the rules, it has only the fields that the book
 * still reads.
 */
export type BidText =
  | (Omit<PlaceBid, 'kind'> & { readonly seq: number; readonly state: Exclude<BidState, 'judged'>; readonly struckFor?: number })
  | (Pick<PlaceBid, 'orderHash' | 'bid'> & { readonly matchId: MatchRecord['matchId'] | null; readonly state?: undefined })

/** A node in the text of a snapshot; `canonicalNode` writes it. */
export type NodeText = Pick<NodeRecord, 'node' | 'provider' | 'classId' | 'regionId' | 'gpus' | 'vramGib' | 'isRetired' | 'isRegistered'> & {
  readonly leased: ByKey<number>
  readonly reserved: ByKey<number>
  readonly attested?: readonly Attested[]
  readonly score?: number
  readonly lostGpus?: number
}

/** An account in the text of a snapshot; `canonicalAccount` writes it. */
export type AccountText = {
  readonly balance: string
  readonly held: string
  readonly unsettled: string
  readonly iocOnlyUntilMs: number
  readonly strikes?: Strikes
  readonly floors: readonly string[]
  readonly askCancellations: ByKey<number>
  readonly lanes: ByKey<BidLane>
}

/** A match in the text of a snapshot; `canonicalMatch` writes it. */
export type MatchText = Omit<MatchRecord, 'group' | 'start' | 'placedAsk' | 'ask' | 'bid' | 'givenUpFor'> & {
  readonly group?: MatchRecord['matchId']
  readonly start?: bigint
  readonly givenUpFor?: ErrorCode
}

/** A lease in the text that the book hash covers. Amounts that occur in no command are still decimal strings here, not bigints. */
export type LeaseText = Omit<LeaseRecord, 'paidToProvider' | 'refundedToRenter' | 'closing'> & {
  readonly paidToProvider: string
  readonly refundedToRenter: string
  readonly closing: { readonly [Field in keyof LeaseClosing]: LeaseClosing[Field] | string } | null
}

/** The content of `snapshotText`, with bigints in the same fields as the journal. */
export type SnapshotShape = {
  readonly beside: {
    readonly holds: readonly HoldId[]
    readonly hour: number
    readonly nodes: readonly NodeId[]
    /** Asks that the book has already deleted although their match waits for the chain; absent if there are none. */
    readonly asks?: readonly PlaceAsk[]
    /** Ids of the matches that wait for the chain and have no ask any longer; absent if there are none. */
    readonly lost?: readonly string[]
  }
  readonly book: Pick<Book, 'version' | 'feeBps' | 'relayFee' | 'seq' | 'atMs' | 'clock' | 'horizonHour'> &
    Partial<Pick<Book, 'generation' | 'mode'>> & {
      readonly accounts: ByKey<AccountText>
      readonly nodes: ByKey<NodeText>
      readonly silentNodes: readonly NodeId[]
      readonly delistedProviders: readonly NodeRecord['provider'][]
      readonly delistedNodes?: readonly NodeId[]
      readonly blockedAccounts?: readonly NodeRecord['provider'][]
      readonly classes: ByKey<Book['classes'] extends Map<number, infer Class> ? Class : never>
      readonly regions: readonly string[]
      readonly asks: ByKey<AskText>
      readonly bids: ByKey<BidText>
      readonly holds: ByKey<HoldRecord>
      readonly matches: ByKey<MatchText>
      readonly leases: ByKey<LeaseText>
      readonly avoided?: ByKey<readonly OrderHash[]>
      readonly woken?: { readonly everything: boolean; readonly nodes: readonly NodeId[]; readonly bids: readonly OrderHash[] }
    }
}
