// Statements of validators about machines. The API (role infinitio_api) writes the table `machine_statements`; the worker reads it.
import { regionStates } from '@infinitio/domain/probes'
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
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
  daySlots: statements.day_slots,
  dayPassed: statements.day_passed,
  hasNewPass: statements.has_new_pass,
  slotDays: statements.slot_days,
  recentSlots: statements.recent_slots,
  recentPassed: statements.recent_passed,
  readySeconds: statements.ready_seconds,
  probedHours: statements.probed_hours,
  gateways: statements.gateways,
  networkMbps: statements.network_mbps,
  region: oneOf(statements.region, regionStates),
  bondBps: statements.bond_bps,
  cleanDays: statements.clean_days,
})

/**
 * The statement of validators about one machine: its tier and reliability, with the facts from which these are calculated. `proof` is the Merkle proof of the
 * statement: the sibling hashes as hex, one after another.
 */
export type MachineStatementRow = RowOf<typeof statementRow> & { readonly proof: string }

/** A Merkle root that validators signed for an hour (`epoch`). The same root can be signed for several hours, each with other statements about machines. */
type HourRoot = { readonly epoch: bigint; readonly root: string }

/**
 * Stores the statements of one hour and Merkle root, and returns true. If statements of this hour and root are already stored, `replaces` decides: if it is
 * true, they are replaced; otherwise nothing changes and the result is false. Call it inside a transaction. Index: machine_statements (epoch, root, node_id).
 */
export async function putMachineStatements(
  tx: Queryable,
  { root, epoch, rows, replaces }: HourRoot & { readonly rows: readonly MachineStatementRow[]; readonly replaces: boolean },
): Promise<boolean> {
  const column = <Key extends keyof MachineStatementRow>(key: Key) => rows.map((row) => row[key])
  if (replaces) await tx.query('delete from machine_statements where epoch = $1 and root = $2', [epoch, root])
  // All statements under one Merkle root are about the same machines. So either all rows are already stored, or none.
  const stored = await tx.query(
    `with stored as (
       insert into machine_statements (root, epoch, node_id, tier, reliability_bps, hours, present_seconds, days_in_time, days_late,
         day_slots, day_passed, has_new_pass, proof, slot_days, recent_slots, recent_passed, ready_seconds, probed_hours, gateways, network_mbps,
         region, bond_bps, clean_days)
       select $1, $2, * from unnest($3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[], $12::boolean[], $13::text[],
         $14::int[], $15::int[], $16::int[], $17::int[], $18::int[], $19::int[], $20::int[],
         $21::text[], $22::int[], $23::int[])
       on conflict do nothing returning 1
     ) select from stored limit 1`,
    [
      ...[root, epoch, column('nodeId'), column('tier'), column('reliabilityBps'), column('hours'), column('presentSeconds')],
      ...[column('daysInTime'), column('daysLate'), column('daySlots'), column('dayPassed'), column('hasNewPass'), column('proof')],
      ...[column('slotDays'), column('recentSlots'), column('recentPassed'), column('readySeconds'), column('probedHours')],
      ...[column('gateways'), column('networkMbps'), column('region'), column('bondBps'), column('cleanDays')],
    ],
  )
  return stored.length > 0
}

/**
 * Returns true if one of the nodes is not registered on the chain, as far as the follower has copied the chain. Index: chain_nodes (node_id). Takes no lock.
 */
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
     days_late as "daysLate", day_slots as "daySlots", day_passed as "dayPassed", has_new_pass as "hasNewPass", slot_days as "slotDays",
     recent_slots as "recentSlots", recent_passed as "recentPassed", ready_seconds as "readySeconds", probed_hours as "probedHours", gateways,
     network_mbps as "networkMbps", region, bond_bps as "bondBps", clean_days as "cleanDays" from machine_statements where epoch = $1 and root = $2 and node_id = $3`,
)

/**
 * Returns the statement about a machine under a Merkle root of an hour, or null if there is none. Index: machine_statements (epoch, root, node_id). Takes no
 * lock.
 */
export async function findMachineStatement(
  db: Queryable,
  { epoch, root, nodeId }: HourRoot & { readonly nodeId: string },
): Promise<Omit<MachineStatementRow, 'proof'> | null> {
  return (await statementOfMachine.first(db, [epoch, root, nodeId])) ?? null
}

/** Returns true if a validator has submitted statements about machines. Takes no lock. */
export async function hasMachineStatements(db: Queryable): Promise<boolean> {
  return (await db.query('select from machine_statements limit 1', [])).length > 0
}

const unappliedRow = rowOf({ nodeId: statements.node_id, tier: statements.tier, reliabilityBps: statements.reliability_bps, proof: statements.proof })

/** A statement of validators about a machine that the registry on the chain does not have yet. */
export type UnappliedStatementRow = RowOf<typeof unappliedRow>

/**
 * If a machine was silent for this many hours, the new statement about it is not sent to the registry until the machine responds again. So a machine that is
 * gone does not cost gas each hour.
 */
const silentHours = 24

const unapplied = statement(
  unappliedRow,
  `select s.node_id as "nodeId", s.tier, s.reliability_bps as "reliabilityBps", s.proof from machine_statements s join chain_nodes n on n.node_id = s.node_id
   where s.epoch = $1 and s.root = $2 and not n.retired and (n.tier <> s.tier or n.reliability_bps <> s.reliability_bps) and s.node_id <> all($3::text[])
     and exists (select from node_hours h where h.node_id = s.node_id and h.hour > s.epoch - $4 and h.seconds > 0)
   order by s.node_id limit $5`,
)

/**
 * Returns the statements about machines under a Merkle root of an hour that differ from the registry's values on the chain. Leaves out retired machines, those
 * in `without`, and those that were silent for a day. Index: machine_statements (epoch, root, node_id), chain_nodes (node_id), node_hours (hour, node_id).
 * Takes no lock.
 */
export async function listUnappliedStatements(
  db: Queryable,
  { epoch, root, without, limit }: HourRoot & { readonly without: readonly string[]; readonly limit: number },
): Promise<UnappliedStatementRow[]> {
  return unapplied.rows(db, [epoch, root, without, silentHours, limit])
}
