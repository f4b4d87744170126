// Notifications about proofs and tiers of machines. The API (role infinitio_api) writes the table `notifications`.
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import type { FinalSpan } from './noteChainEvents.ts'
import { insertNotifications } from './notifications.ts'

const { machine_statements: statements } = tables
const nodeFacts = "jsonb_build_object('node', c.node_id, 'nodeName', p.name)"

/**
 * A notification that a machine failed a proof slot (a block at which machines prove their GPUs). `key` is a part of the notification's key, so a machine causes
 * only one notification for each value: the block of the slot that it passed last, or 0 for a machine that never passed.
 */
export type ProofNotification = { readonly node: string; readonly slot: string; readonly reason: string; readonly key: string }

/**
 * Notifies providers of failed proofs, in one statement for all. Call it in the transaction that marks the slot's root as attested. Returns how many
 * notifications were stored. Index: chain_nodes (node_id), notifications (account, notification_key).
 */
export function noteFailedProofs(tx: Queryable, { notices }: { notices: readonly ProofNotification[] }): Promise<number> {
  return insertNotifications(tx, {
    news: `select c.provider as account, 'proof_failed:' || c.node_id || ':' || n.key as key, 'proof_failed' as kind,
        ${nodeFacts} || jsonb_build_object('slot', n.slot, 'reason', n.reason) as facts
      from jsonb_to_recordset($1::jsonb) as n (node text, slot text, reason text, key text)
        join chain_nodes c on c.node_id = n.node left join node_profiles p on p.node_id = c.node_id`,
    values: [JSON.stringify(notices)],
  })
}

const tierRow = rowOf({
  node: tables.chain_nodes.node_id,
  /** The block and the position in it of the event, as one text. */
  event: 'text!',
  tier: 'int4!',
  before: 'int4!',
  epoch: nullable(statements.epoch),
  root: nullable(statements.root),
})

/**
 * A change of a machine's tier (verification level) on the chain. `epoch` and `root` are the key of the validators' statement with the new values, or null if no
 * statement of the last hours has them.
 */
export type TierChange = RowOf<typeof tierRow>

const attestation = { node: "(e.args::json ->> 'node')", tier: "(e.args::json ->> 'tier')::int" } as const
const earlier = `from chain_logs a where a.name = 'NodeAttested' and a.args::json ->> 'node' = ${attestation.node}
      and (a.block_number, a.log_index) < (e.block_number, e.log_index)`

const tierChanges = statement(
  tierRow,
  `select c.node_id as node, e.block_number || ':' || e.log_index as event, ${attestation.tier} as tier, b.tier as before, s.epoch, s.root
   from chain_logs e join chain_nodes c on c.node_id = ${attestation.node} and not c.retired join accounts o on o.account = c.provider
     cross join lateral (select (a.args::json ->> 'tier')::int as tier ${earlier} order by a.block_number desc, a.log_index desc limit 1) b
     left join lateral (select epoch, root from machine_statements m where m.node_id = c.node_id and m.epoch > (select max(epoch) from machine_statements) - 4
       and m.tier = ${attestation.tier} and m.reliability_bps = (e.args::json ->> 'reliabilityBps')::int order by m.epoch desc limit 1) s on true
   where e.name = 'NodeAttested' and e.block_number > $1 and e.block_number <= $2
     and (b.tier > ${attestation.tier} or b.tier < ${attestation.tier} and exists (select ${earlier} and (a.args::json ->> 'tier')::int >= ${attestation.tier}))
   order by e.block_number, e.log_index`,
)

/**
 * Lists the changes of tiers in the final blocks of `span`: each loss of a tier, and each rise to a tier that the machine had before. Its first rise is left out.
 * Index: chain_logs (name, block_number), chain_logs_attested_idx, machine_statements (epoch, root, node_id). Takes no lock.
 */
export async function listTierChanges(tx: Queryable, { from, to }: FinalSpan): Promise<TierChange[]> {
  return from === null ? [] : tierChanges.rows(tx, [from, to])
}

/** A change of a tier with the reason for a loss: the condition that the machine no longer meets. */
export type TierNotification = Pick<TierChange, 'node' | 'event' | 'tier' | 'before'> & { readonly reason: string }

/**
 * Notifies providers of changes of tiers, in one statement for all, each change once. Call it in the transaction that moves the cursor of final blocks. Returns
 * how many notifications were stored. Index: chain_nodes (node_id), notifications (account, notification_key).
 */
export function noteTierChanges(tx: Queryable, { notices }: { notices: readonly TierNotification[] }): Promise<number> {
  return insertNotifications(tx, {
    news: `select c.provider as account, 'tier_changed:' || c.node_id || ':' || n.event as key, 'tier_changed' as kind,
        ${nodeFacts} || jsonb_build_object('step', case when n.tier < n.before then 'lost' else 'regained' end, 'before', n.before, 'tier', n.tier,
          'reason', n.reason) as facts
      from jsonb_to_recordset($1::jsonb) as n (node text, event text, tier int, before int, reason text)
        join chain_nodes c on c.node_id = n.node left join node_profiles p on p.node_id = c.node_id`,
    values: [JSON.stringify(notices)],
  })
}
