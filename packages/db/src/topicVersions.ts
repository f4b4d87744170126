// Versions of the topics that pages watch. A version changes when the data of the topic changes. The API reads the tables of every process.
import { rowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { isOpenOrder } from './orders/orders.ts'
import { isOpenSession } from './sessions.ts'

/**
 * The topics that pages watch for changes. Hashes and ids are written as in the tables. `nodes` are ids of nodes; the topic of a node changes when the leases
 * change that the node should run.
 */
export interface WatchedTopics {
  orders: readonly string[]
  leases: readonly bigint[]
  holds: readonly string[]
  accounts: readonly string[]
  nodes: readonly string[]
  jobs: readonly string[]
  /** Accounts whose notifications are watched. */
  notified: readonly string[]
  /** Token hashes of sessions. The version of a session is `open`, or empty once it has ended. */
  sessions: readonly string[]
}

const topicVersions = statement(
  rowOf({ topic: 'text', version: 'text?' }),
  `with final as (select coalesce((select final_number from follower_checkpoint where id = 1), -1) as number),
     lease_version as (
       select l.lease_id, l.bid_hash, concat_ws('.', l.updated_block, l.state, l.end_at, l.settled_block <= f.number, l.ready_block <= f.number, l.closed_block <= f.number,
         l.ended_block <= f.number,
         (select string_agg(concat(t.state, t.code, cardinality(t.hashes)), ',' order by t.id) from relays r join transactions t on t.relay_id = r.id or t.reopened_relay_id = r.id where r.lease_id = l.lease_id),
         (select count(*) from relays r where r.lease_id = l.lease_id),
         (select h.silent from node_heartbeats h where h.node_id = l.node_id and l.state in ('booked', 'active')),
         exists (select from lost_leases x where x.lease_id = l.lease_id and x.bid_hash = l.bid_hash),
         (select i.image from lease_images i where i.node_id = l.node_id and i.lease_id = l.lease_id),
         (select string_agg(concat(g.guest, g.may, g.shared_by), ',' order by g.guest) from lease_shares g where g.bid_hash = l.bid_hash),
         (select concat(s.state, s.box_id) from sealed_secrets s where s.workload_hash = l.workload_hash and s.node_id = l.node_id),
         (select a.number from lease_access a where a.bid_hash = l.bid_hash and a.lease_id = l.lease_id),
         (select concat(count(*), max(p.answered_at), max(p.closed_at)) from problem_reports p where p.bid_hash = l.bid_hash and p.lease_id = l.lease_id),
         (select concat(count(*), count(f.until_at), count(a.side)) from fault_records f left join fault_answers a using (fault_id)
           where f.bid_hash = l.bid_hash and f.lease_id = l.lease_id),
         (select concat(s.amount, t.state) from operator_shares s left join transactions t on t.id = s.transaction_id where s.lease_id = l.lease_id)) as version
       from leases l, final f where l.lease_id = any($2::bigint[]) or l.bid_hash = any($1))
   select 'order:' || hash as topic, concat_ws('.', o.updated_seq, o.state, s.state, s.updated_at_ms,
       (select concat(t.state, cardinality(t.hashes)) from transactions t where t.match_id = coalesce(s.group_id, s.match_id) order by t.id desc limit 1), v.version,
       (select concat(count(*), max(block_number)) from chain_logs where order_hash = hash and name = 'SettleSkipped')) as version
     from unnest($1::text[]) as hash left join book_orders o on o.order_hash = hash left join settlements s on s.bid_hash = hash left join lease_version v on v.bid_hash = hash
   union all select 'lease:' || id, (select v.version from lease_version v where v.lease_id = id) from unnest($2::bigint[]) as id
   union all select 'hold:' || id, (select concat(h.state, h.expires_at_ms) from holds h where h.hold_id = id) from unnest($3::text[]) as id
   union all select 'account:' || a, concat_ws('.', (select concat_ws('.', balance, bonded, updated_block) from chain_accounts where account = a),
       (select string_agg(id, ',' order by id) from book_reservations where account = a),
       (select concat_ws('.', count(*), max(updated_block)) from leases where renter = a or holder = a), (select concat_ws('.', count(*), max(updated_block)) from leases where provider = a),
       (select string_agg(concat(bid_hash, may, shared_by), ',' order by bid_hash) from lease_shares where guest = a),
       (select concat_ws('.', count(*), max(updated_seq), max(created_seq)) from book_orders o where account = a and ${isOpenOrder} is true),
       (select max(created_seq) from book_orders o where account = a and ${isOpenOrder} is false),
       (select count(*) from chain_statement s, final f where s.account = a and s.block_number <= f.number))
     from unnest($4::text[]) as a
   union all select 'node:' || n, (select concat_ws('.', count(*), max(updated_block), string_agg(concat(lease_id, l.state, end_at, s.box_id, l.holder,
           (select concat('a', a.number) from lease_access a where a.bid_hash = l.bid_hash and a.lease_id = l.lease_id)), ',' order by lease_id),
         string_agg((select md5(string_agg(concat(g.may, g.shared_by, k.line), ',' order by k.line)) from lease_shares g join account_ssh_keys k on k.account = g.guest
           where g.bid_hash = l.bid_hash), ',' order by lease_id))
       from leases l left join sealed_secrets s using (workload_hash, node_id) where node_id = n and l.state in ('booked', 'active')) from unnest($5::text[]) as n
   union all select 'notifications:' || a, concat_ws('.', (select max(notification_id) from notifications where account = a), (select count(*) from notifications where account = a and read_at is null))
     from unnest($6::text[]) as a
   union all select 'job:' || id, (select j.events::text from jobs j where j.job_id = id) from unnest($8::text[]) as id
   union all select 'session:' || h, (select 'open' from sessions where token_hash = h and ${isOpenSession}) from unnest($7::text[]) as h`,
)

/**
 * Returns a version text for each watched topic. The text changes when the data of the topic changes. Topics are `order:<hash>`, `lease:<id>`, `hold:<id>`,
 * `account:<address>`, `node:<id>`, `job:<id>`, `notifications:<address>` and `session:<hash>`. Of an account's orders it reads only the number of open orders,
 * the newest open order and the newest past order. Index: the primary keys, settlements (bid_hash), leases (bid_hash; node_id, state; renter; holder;
 * provider), relays (lease_id, kind), node_heartbeats (node_id), lost_leases (lease_id, bid_hash), lease_images (node_id, lease_id), sealed_secrets
 * (workload_hash, node_id), lease_shares (bid_hash; guest), lease_access (bid_hash, lease_id), problem_reports (bid_hash, lease_id), fault_records (bid_hash,
 * lease_id, incident), operator_shares (lease_id), book_reservations (account), book_orders_by_account_idx. Takes no lock.
 */
export async function readTopicVersions(db: Queryable, topics: WatchedTopics): Promise<Map<string, string>> {
  const rows = await topicVersions.rows(db, [
    topics.orders,
    topics.leases,
    topics.holds,
    topics.accounts,
    topics.nodes,
    topics.notified,
    topics.sessions,
    topics.jobs,
  ])
  return new Map(rows.map((row) => [row.topic, row.version ?? '']))
}
