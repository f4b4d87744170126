// Matches that the worker settles on the chain. The matcher (role infinitio_matcher) writes the table `settlements`; the worker reads it.
import { bigintArray, textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/**
 * SQL that builds the canonical JSON of a settle item, which the worker sends to the contract. It combines the stored signed orders `ask` and `bid` (rows of
 * book_orders), the mandate if the node's key signed the ask, and the details of the match (`new`). A `start` of 0 means the start of the block that settles
 * the match. The result is null if one of the orders has no row.
 */
const settlementItem = `'{"ask":' || ask.order_json || ',"askSignature":"' || ask.signature || '","bid":' || bid.order_json || ',"bidSignature":"' || bid.signature
  || '","gpus":' || new.gpus || ',"mandate":'
  || case when ask.mandate_json is null then 'null' else '{"mandate":' || ask.mandate_json || ',"signature":' || coalesce(to_json(ask.mandate_signature)::text, 'null') || '}' end
  || ',"relayFee":"' || new.relay_fee || '","start":"' || new.start || '"}'`

/**
 * A match (a pair of ask and bid) that waits for the worker to send it. `amount` and `relayFee` are in PToken base units. `start` is in Unix seconds; 0 means
 * the settling block's time.
 */
export interface SettlementRow {
  matchId: bigint
  askHash: string
  bidHash: string
  nodeId: string
  account: string
  gpus: number
  amount: bigint
  relayFee: bigint
  start: bigint
  createdAtMs: bigint
}

/**
 * Adds unsettled matches in one statement, each with the canonical JSON of its SettleItem (`settlementItem`). Orders that the same transaction adds must be
 * written before. Throws if an id exists, or if an order of a match has no row. Index: settlements (match_id), book_orders (order_hash).
 */
export async function insertSettlements(tx: Queryable, rows: readonly SettlementRow[]): Promise<void> {
  if (rows.length === 0) return
  // If one of the two orders of a match is missing, its item is null, so the insert fails.
  await tx.query(
    `insert into settlements (match_id, ask_hash, bid_hash, node_id, account, gpus, amount, item, state, created_at_ms, updated_at_ms)
     select new.match_id, new.ask_hash, new.bid_hash, new.node_id, new.account, new.gpus, new.amount, ${settlementItem}, 'unsettled', new.at_ms, new.at_ms
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::numeric[], $8::numeric[], $9::bigint[], $10::bigint[])
       as new (match_id, ask_hash, bid_hash, node_id, account, gpus, amount, relay_fee, start, at_ms)
     left join book_orders ask on ask.order_hash = new.ask_hash left join book_orders bid on bid.order_hash = new.bid_hash`,
    [
      bigintArray(rows.map((row) => row.matchId)),
      textArray(rows.map((row) => row.askHash)),
      textArray(rows.map((row) => row.bidHash)),
      textArray(rows.map((row) => row.nodeId)),
      textArray(rows.map((row) => row.account)),
      rows.map((row) => row.gpus),
      rows.map((row) => row.amount),
      rows.map((row) => row.relayFee),
      bigintArray(rows.map((row) => row.start)),
      bigintArray(rows.map((row) => row.createdAtMs)),
    ],
  )
}

/** A match (a pair of ask and bid) of a group. All matches of the group settle in one transaction. The group's id is the id of its first match. */
export interface GroupedMatch {
  matchId: bigint
  groupId: bigint
}

/** Stores which matches settle together, in one statement. Throws if a match is unknown. Index: settlements (match_id). */
export async function groupSettlements(tx: Queryable, matches: readonly GroupedMatch[]): Promise<void> {
  if (matches.length === 0) return
  const changed = await tx.query(
    `update settlements s set group_id = new.group_id from unnest($1::bigint[], $2::bigint[]) as new (match_id, group_id)
     where s.match_id = new.match_id returning s.match_id`,
    [matches.map((match) => match.matchId), matches.map((match) => match.groupId)],
  )
  if (changed.length !== matches.length) throw new Error(`a match is not in settlements, of ${matches.map((match) => match.matchId).join(', ')}`)
}

/** The settlement state of a match. */
export type SettlementState = 'unsettled' | 'settled' | 'abandoned'

/** A change of the state of a match's settlement on the chain, such as that it settled. */
export interface SettlementChange {
  matchId: bigint
  state: SettlementState
  code: string | null
  leaseId: bigint | null
  updatedAtMs: bigint
}

/** Changes settlements in one statement. No match may occur twice. Throws if a match is unknown. Index: settlements (match_id). */
export async function updateSettlements(tx: Queryable, changes: readonly SettlementChange[]): Promise<void> {
  if (changes.length === 0) return
  const changed = await tx.query(
    `update settlements s set state = new.state, code = new.code, lease_id = new.lease_id, updated_at_ms = new.at_ms
     from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) as new (match_id, state, code, lease_id, at_ms)
     where s.match_id = new.match_id returning s.match_id`,
    [
      bigintArray(changes.map((change) => change.matchId)),
      textArray(changes.map((change) => change.state)),
      textArray(changes.map((change) => change.code)),
      bigintArray(changes.map((change) => change.leaseId)),
      bigintArray(changes.map((change) => change.updatedAtMs)),
    ],
  )
  if (changed.length !== changes.length) throw new Error(`a match is not in settlements, of ${changes.map((change) => change.matchId).join(', ')}`)
}
