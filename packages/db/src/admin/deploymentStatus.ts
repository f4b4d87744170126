// The state of the deployment for an operator. The operator (role infinitio_admin) reads tables of every process.
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const deploymentStatusRow = rowOf({
  mode: nullable(tables.matcher_status.mode),
  journalSeq: nullable(tables.journal.seq),
  journalHash: nullable(tables.journal.hash),
  generation: nullable(tables.matcher_status.generation),
  matcherAgeSeconds: 'int4?',
  fence: tables.fence.value,
  paused: nullable(tables.matcher_status.paused),
  unsettled: nullable(tables.matcher_status.unsettled),
  oldestUnsettledSeconds: 'int4?',
  headNumber: nullable(tables.follower_checkpoint.head_number),
  finalNumber: nullable(tables.follower_checkpoint.final_number),
  chainOk: nullable(tables.follower_checkpoint.chain_ok),
  openTransactions: 'int8',
  blockedAccounts: 'text[]',
  delistedNodes: 'text[]',
})

/** The state of the deployment for an operator. Ages are in seconds of the wall clock. A value is null if the process that writes it has not stored it yet. */
export type DeploymentStatus = RowOf<typeof deploymentStatusRow>

const deploymentStatus = statement(
  deploymentStatusRow,
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
)

/** Returns the state of the deployment, read in one statement. Index: settlements (state, match_id), transactions (state, id). Takes no lock. */
export async function readDeploymentStatus(db: Queryable): Promise<DeploymentStatus> {
  return deploymentStatus.only(db, [])
}
