// Statements of validators about machines. The API (role infinitio_api) writes the table `machine_statements`; the worker reads it.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { machine_statements: statements } = tables

const statementRow = rowOf({
  nodeId: statements.node_id,
  tier: statements.tier,
  reliabilityBps: statements.reliability_bps,
  hours: statements.hours,
  presentSeconds: statements.present_seconds,
  daysInTime: statements.days_in_time,
  daysLate: statements.days_late,
})

/** A machine's tier and reliability, with the facts from which they follow. `proof` is the siblings of its leaf as hex, without separators. */
export type MachineStatementRow = RowOf<typeof statementRow> & { readonly proof: string }

/** Stores the statements under a root. Stored ones change only their hour, if the same root is signed again for a later one. Index: machine_statements (root, node_id). */
export async function insertMachineStatements(
  db: Queryable,
  { root, epoch, rows }: { root: string; epoch: bigint; rows: readonly MachineStatementRow[] },
): Promise<void> {
  const column = <Key extends keyof MachineStatementRow>(key: Key) => rows.map((row) => row[key])
  await db.query(
    `insert into machine_statements (root, epoch, node_id, tier, reliability_bps, hours, present_seconds, days_in_time, days_late, proof)
     select $1, $2, * from unnest($3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::text[])
     on conflict (root, node_id) do update set epoch = excluded.epoch where machine_statements.epoch < excluded.epoch`,
    [
      ...[root, epoch, column('nodeId'), column('tier'), column('reliabilityBps'), column('hours'), column('presentSeconds')],
      ...[column('daysInTime'), column('daysLate'), column('proof')],
    ],
  )
}

/** Replaces the statements under a root, whose facts changed. Call it inside a transaction. Index: machine_statements (root, node_id). */
export async function replaceMachineStatements(tx: Queryable, statements: Parameters<typeof insertMachineStatements>[1]): Promise<void> {
  await tx.query('delete from machine_statements where root = $1', [statements.root])
  await insertMachineStatements(tx, statements)
}

/** Returns true if one of the nodes is not registered on the chain, as far as the follower has read it. Index: chain_nodes (node_id). Takes no lock. */
export async function hasUnknownNode(db: Queryable, { nodes }: { nodes: readonly string[] }): Promise<boolean> {
  const unknown = await db.query(
    'select from unnest($1::text[]) as it(node_id) where not exists (select from chain_nodes n where n.node_id = it.node_id) limit 1',
    [nodes],
  )
  return unknown.length > 0
}

const statementOfMachine = statement(
  statementRow,
  `select node_id as "nodeId", tier, reliability_bps as "reliabilityBps", hours, present_seconds as "presentSeconds", days_in_time as "daysInTime",
     days_late as "daysLate" from machine_statements where root = $1 and node_id = $2`,
)

/** Returns the statement about a machine under a root, or null if there is none. Index: machine_statements (root, node_id). Takes no lock. */
export async function findMachineStatement(
  db: Queryable,
  { root, nodeId }: { root: string; nodeId: string },
): Promise<Omit<MachineStatementRow, 'proof'> | null> {
  return (await statementOfMachine.first(db, [root, nodeId])) ?? null
}

/** Returns true if a member of the validator set has submitted statements. Takes no lock. */
export async function hasMachineStatements(db: Queryable): Promise<boolean> {
  return (await db.query('select from machine_statements limit 1', [])).length > 0
}

const unappliedRow = rowOf({ nodeId: statements.node_id, tier: statements.tier, reliabilityBps: statements.reliability_bps, proof: statements.proof })

/** A statement that the chain does not show yet. */
export type UnappliedStatementRow = RowOf<typeof unappliedRow>

/** A machine that was silent for this many hours keeps its value until it is seen again, so that a dead machine costs no gas each hour. */
const silentHours = 24

const unapplied = statement(
  unappliedRow,
  `select s.node_id as "nodeId", s.tier, s.reliability_bps as "reliabilityBps", s.proof from machine_statements s join chain_nodes n on n.node_id = s.node_id
   where s.root = $1 and not n.retired and (n.tier <> s.tier or n.reliability_bps <> s.reliability_bps) and s.node_id <> all($2::text[])
     and exists (select from node_hours h where h.node_id = s.node_id and h.hour > s.epoch - $3 and h.hour <= s.epoch and h.seconds > 0)
   order by s.node_id limit $4`,
)

/**
 * Returns the statements under a root that differ from what the chain shows of the machine, except those of `without` and of machines that were silent for a
 * day. Index: machine_statements (root, node_id), chain_nodes (node_id), node_hours (hour, node_id). Takes no lock.
 */
export async function listUnappliedStatements(
  db: Queryable,
  { root, without, limit }: { root: string; without: readonly string[]; limit: number },
): Promise<UnappliedStatementRow[]> {
  return unapplied.rows(db, [root, without, silentHours, limit])
}
