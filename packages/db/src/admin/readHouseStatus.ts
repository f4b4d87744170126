import type { Queryable } from '../client/queryable.ts'

/** Where the house stands, for an operator. Ages in seconds of the wall clock; null where something has not said anything yet. */
export interface HouseStatus {
  mode: string | null
  journalSeq: bigint | null
  journalHash: string | null
  generation: number | null
  matcherAgeSeconds: number | null
  fence: bigint
  paused: boolean | null
  unsettled: number | null
  oldestUnsettledSeconds: number | null
  headNumber: bigint | null
  finalNumber: bigint | null
  chainOk: boolean | null
  openTransactions: bigint
  blockedAccounts: string[]
  delistedNodes: string[]
}

/** Reads it in one statement. Index: settlements (state, match_id), transactions (state, id). Takes no lock. */
export async function readHouseStatus(db: Queryable): Promise<HouseStatus> {
  const rows = await db.query<HouseStatus>(
    `select m.mode, j.seq as "journalSeq", j.hash as "journalHash", m.generation, extract(epoch from now() - m.updated_at)::integer as "matcherAgeSeconds",
       f.value as fence, m.paused, m.unsettled,
       (select (extract(epoch from now()) - min(created_at_ms) / 1000)::integer from settlements where state = 'unsettled') as "oldestUnsettledSeconds",
       c.head_number as "headNumber", c.final_number as "finalNumber", c.chain_ok as "chainOk",
       (select count(*) from transactions where state in ('stored', 'broadcast')) as "openTransactions",
       array(select account from book_accounts where blocked order by account) as "blockedAccounts",
       array(select node_id from book_nodes where code = 'node.delisted' order by node_id) as "delistedNodes"
     from fence f left join matcher_status m on m.id = 1 left join follower_checkpoint c on c.id = 1
       left join lateral (select seq, hash from journal order by seq desc limit 1) j on true
     where f.id = 1`,
    [],
  )
  const row = rows[0]
  if (row === undefined) throw new Error('the fence row is missing')
  return row
}
