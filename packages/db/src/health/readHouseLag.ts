import type { Queryable } from '../client/queryable.ts'
import { nodeStateColumn } from '../nodes.ts'
import { relayWaits } from '../relays/relayState.ts'

/** How far each part of the house is behind, as its own rows say. Heads are block numbers, `headTime` is the head block's Unix second. */
export interface HouseLag {
  headNumber: bigint | null
  headTime: bigint | null
  finalNumber: bigint | null
  chainOk: boolean | null
  reorgs: bigint | null
  followerSeenAt: Date | null
  journalSeq: bigint | null
  matcherSeenAt: Date | null
  paused: boolean | null
  /** What the operator lets the market take: open, halted or cancel_only. */
  mode: string | null
  unsettled: bigint
  /** When the oldest match that waits for the chain was made, in Unix milliseconds. */
  oldestUnsettledAtMs: bigint | null
  relaysWaiting: bigint
  oldestRelayAt: Date | null
  /** Nodes by whether they were heard from lately. */
  answeringNodes: bigint
  suspectNodes: bigint
  lostNodes: bigint
}

/** Reads it in one statement. Index: settlements (state, match_id), transactions (relay_id), relays (seq). Takes no lock. */
export async function readHouseLag(db: Queryable): Promise<HouseLag> {
  const rows = await db.query<HouseLag>(
    `select c.head_number as "headNumber", b.timestamp as "headTime", c.final_number as "finalNumber", c.chain_ok as "chainOk", c.reorgs,
       c.updated_at as "followerSeenAt", m.last_seq as "journalSeq", m.updated_at as "matcherSeenAt", m.paused, m.mode, s.unsettled,
       s.oldest_at_ms as "oldestUnsettledAtMs", r.waiting as "relaysWaiting", r.oldest_at as "oldestRelayAt", n.answering as "answeringNodes",
       n.suspect as "suspectNodes", n.lost as "lostNodes"
     from (select count(*) as unsettled, min(created_at_ms) as oldest_at_ms from settlements where state = 'unsettled') s
       cross join (select count(*) as waiting, min(created_at) as oldest_at
         from (select id, kind, created_at from relays order by seq desc limit 1000) relays where ${relayWaits}) r
       cross join (select count(*) filter (where state = 'answering') as answering, count(*) filter (where state = 'suspect') as suspect,
         count(*) filter (where state = 'lost') as lost from (select ${nodeStateColumn} as state from node_heartbeats h) states) n
       left join follower_checkpoint c on c.id = 1 left join blocks b on b.number = c.head_number left join matcher_status m on m.id = 1`,
    [],
  )
  const row = rows[0]
  if (row === undefined) throw new Error('the query returns one row')
  return row
}
