// Fleet changes: lists that a provider signs once for many machines. The API (role infinitio_api) writes `fleet_changes`, `fleet_change_rows` and
// `node_signing`.
import type { FleetAct } from '@infinitio/domain'
import { oneOf, rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const { fleet_changes: changes, fleet_change_rows: rows, node_signing: signing } = tables

/** The API stores at most this many fleet changes (signed lists of changes for many machines) of each owner. If there are more, it deletes the oldest ones. */
const mostLists = 20

/** A fleet change: a list that a provider signs once to change the listings of many machines. `change` is its signed form as JSON; `expiry` in Unix seconds. */
export type FleetChangeRow = {
  readonly hash: string
  readonly owner: string
  readonly serial: bigint
  readonly expiry: bigint
  readonly change: string
  readonly signature: string
}

/** One row of a fleet change: the change of one machine's listing. Price in PToken base units per GPU-second. */
export type FleetChangeItem = { readonly nodeId: string; readonly act: FleetAct; readonly price: bigint; readonly proof: readonly string[] }

const newest = statement(
  rowOf({ hash: changes.hash, serial: changes.serial }),
  'select hash, serial from fleet_changes where owner = $1 order by serial desc limit 1',
)

/** Returns hash and serial of the owner's newest fleet change (signed list), or null. Index: fleet_changes (owner, serial). Takes no lock. */
export function findNewestFleetChange(db: Queryable, { owner }: { owner: string }): Promise<{ hash: string; serial: bigint } | null> {
  return newest.first(db, [owner])
}

/**
 * Stores a fleet change (a signed list of changes for many machines) with its rows, and deletes the oldest lists of its owner. If rows of older lists for the
 * same machines still wait, refuses them with `order.fleet_superseded`. Returns false and stores nothing if the owner has a list with the same or a larger
 * serial. Call it in a transaction. Index: fleet_changes (owner, serial), fleet_change_rows_waiting_idx. Locks the owner's lists until the transaction ends.
 */
export async function insertFleetChange(tx: Queryable, change: FleetChangeRow, items: readonly FleetChangeItem[]): Promise<boolean> {
  const { hash, owner, serial, expiry } = change
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 219))', [owner])
  const last = await findNewestFleetChange(tx, { owner })
  if (last !== null && last.serial >= serial) return false
  await tx.query('insert into fleet_changes (hash, owner, serial, expiry, change, signature) values ($1, $2, $3, $4, $5, $6)', [
    ...[hash, owner, serial, expiry, change.change, change.signature],
  ])
  const nodeIds = items.map(({ nodeId }) => nodeId)
  await tx.query(
    `update fleet_change_rows set state = 'refused', code = 'order.fleet_superseded' where state = 'waiting' and node_id = any($1::text[])`,
    [nodeIds],
  )
  await tx.query(
    `insert into fleet_change_rows (hash, place, node_id, act, price_per_gpu_second, proof)
     select $1, (place - 1)::int, node_id, act, price::numeric, proof
     from unnest($2::text[], $3::text[], $4::text[], $5::text[]) with ordinality as item (node_id, act, price, proof, place)`,
    [hash, nodeIds, items.map(({ act }) => act), items.map(({ price }) => price.toString()), items.map(({ proof }) => proof.join(' '))],
  )
  await tx.query(
    `delete from fleet_changes where owner = $1 and serial < (select min(serial) from (select serial from fleet_changes where owner = $1 order by serial desc limit ${mostLists}) as kept)`,
    [owner],
  )
  return true
}

const waitingRow = rowOf({
  nodeId: rows.node_id,
  act: oneOf(rows.act, ['price', 'pause', 'resume']),
  price: rows.price_per_gpu_second,
  proof: rows.proof,
  change: changes.change,
  signature: changes.signature,
})
const waiting = statement(
  waitingRow,
  `select r.node_id as "nodeId", r.act, r.price_per_gpu_second as price, r.proof, c.change, c.signature
   from fleet_change_rows r join fleet_changes c on c.hash = r.hash
   where r.node_id = any($1) and r.state = 'waiting' and c.expiry > $2`,
)

/**
 * Returns the rows of fleet changes to which these machines have not answered yet. Uses only signed lists that are valid at `now` (Unix seconds). Index:
 * fleet_change_rows_waiting_idx. Takes no lock.
 */
export function listWaitingFleetRows(
  db: Queryable,
  { nodeIds, now }: { nodeIds: readonly string[]; now: bigint },
): Promise<RowOf<typeof waitingRow>[]> {
  return waiting.rows(db, [nodeIds, now])
}

const waitingCount = statement(
  rowOf({ count: 'int4!' }),
  `select count(*)::int as count from fleet_change_rows r join fleet_changes c on c.hash = r.hash
   where r.node_id = any($1) and r.state = 'waiting' and c.expiry > $2`,
)

/**
 * Returns the number of rows of fleet changes to which these machines have not answered yet. Counts only signed lists that are valid at `now` (Unix seconds).
 * Index: fleet_change_rows_waiting_idx. Takes no lock.
 */
export async function countWaitingFleetRows(db: Queryable, { nodeIds, now }: { nodeIds: readonly string[]; now: bigint }): Promise<number> {
  return (await waitingCount.only(db, [nodeIds, now])).count
}

/** A machine's answer to its row of a fleet change (signed list). `code` is null if the machine did what its row asks. */
export type FleetRowResult = { readonly hash: string; readonly nodeId: string; readonly code: string | null }

/** Stores the answers of machines to their rows of fleet changes. If a row already has a result, that result stays. Index: fleet_change_rows (hash, place). */
export async function saveFleetResults(db: Queryable, { results }: { results: readonly FleetRowResult[] }): Promise<void> {
  await db.query(
    `update fleet_change_rows r set state = case when given.code = '' then 'done' else 'refused' end, code = nullif(given.code, '')
     from unnest($1::text[], $2::text[], $3::text[]) as given (hash, node_id, code)
     where r.hash = given.hash and r.node_id = given.node_id and r.state = 'waiting'`,
    [results.map(({ hash }) => hash), results.map(({ nodeId }) => nodeId), results.map(({ code }) => code ?? '')],
  )
}

const listed = statement(
  rowOf({ change: changes.change, expiry: changes.expiry }),
  'select change, expiry from fleet_changes where hash = $1 and owner = $2',
)
const progress = statement(
  rowOf({
    nodeId: rows.node_id,
    act: oneOf(rows.act, ['price', 'pause', 'resume']),
    price: rows.price_per_gpu_second,
    state: oneOf(rows.state, ['waiting', 'done', 'refused']),
    code: rows.code,
  }),
  'select node_id as "nodeId", act, price_per_gpu_second as price, state, code from fleet_change_rows where hash = $1 order by place',
)

/**
 * Returns an owner's fleet change (signed list) with the result of each machine; null if the owner has no such list. Index: fleet_changes (hash),
 * fleet_change_rows (hash, place).
 */
export async function readFleetProgress(db: Queryable, { hash, owner }: { hash: string; owner: string }) {
  const list = await listed.first(db, [hash, owner])
  return list === null ? null : { ...list, rows: await progress.rows(db, [hash]) }
}

const nodeSigning = rowOf({
  nodeId: signing.node_id,
  by: oneOf(signing.signed_by, ['wallet', 'mandate', 'none']),
  mandate: signing.mandate,
  mandateSignature: signing.mandate_signature,
})

/**
 * The way in which the asks of a machine are signed: the kind of key and, if the machine's own key signs, the provider's signing permission (mandate) for that
 * key as JSON. `mandateSignature` is the provider's signature of the permission; null if the machine reported none that the provider made.
 */
export type NodeSigningRow = RowOf<typeof nodeSigning>

const signingOfOwner = statement(
  nodeSigning,
  `select s.node_id as "nodeId", s.signed_by as by, s.mandate, s.mandate_signature as "mandateSignature" from node_signing s join chain_nodes n on n.node_id = s.node_id
   where n.provider = $1 and not n.retired order by s.node_id limit $2`,
)

/**
 * Returns which kind of key signs the asks of an owner's machines, for at most `limit` machines. Index: chain_nodes (provider), node_signing (node_id). Takes
 * no lock.
 */
export function listNodeSigning(db: Queryable, { owner, limit }: { owner: string; limit: number }): Promise<NodeSigningRow[]> {
  return signingOfOwner.rows(db, [owner, limit])
}

const signingOfNodes = statement(
  nodeSigning,
  'select node_id as "nodeId", signed_by as by, mandate, mandate_signature as "mandateSignature" from node_signing where node_id = any($1)',
)

/** Returns which kind of key signs the asks of these machines, as it is stored. Index: node_signing (node_id). Takes no lock. */
export function listStoredSigning(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<NodeSigningRow[]> {
  return signingOfNodes.rows(db, [nodeIds])
}

/** Stores who signs the asks of machines. Index: node_signing (node_id). */
export async function saveNodeSigning(db: Queryable, { nodes }: { nodes: readonly NodeSigningRow[] }): Promise<void> {
  await db.query(
    `insert into node_signing (node_id, signed_by, mandate, mandate_signature)
     select node_id, signed_by, nullif(mandate, ''), nullif(signed, '')
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as given (node_id, signed_by, mandate, signed)
     on conflict (node_id) do update
       set signed_by = excluded.signed_by, mandate = excluded.mandate, mandate_signature = excluded.mandate_signature`,
    [
      ...[nodes.map(({ nodeId }) => nodeId), nodes.map(({ by }) => by), nodes.map(({ mandate }) => mandate ?? '')],
      nodes.map(({ mandateSignature }) => mandateSignature ?? ''),
    ],
  )
}

const ownedNodes = statement(
  rowOf({ nodeId: tables.chain_nodes.node_id }),
  'select node_id as "nodeId" from chain_nodes where node_id = any($1) and provider = $2 and not retired',
)

/** From the given machines, returns those that an account owns and that are not retired. Index: chain_nodes (node_id). Takes no lock. */
export async function listOwnedNodes(db: Queryable, { nodeIds, owner }: { nodeIds: readonly string[]; owner: string }): Promise<Set<string>> {
  return new Set((await ownedNodes.rows(db, [nodeIds, owner])).map(({ nodeId }) => nodeId))
}

const keyOfAsk = statement(
  rowOf({ key: tables.chain_nodes.node_key }),
  `select n.node_key as key from book_orders o join chain_nodes n on n.node_id = o.node_id
   where o.order_hash = $1 and o.kind = 'ask' and not n.retired`,
)

/** Returns the public key of the machine to which an ask belongs, or null. Index: book_orders (order_hash), chain_nodes (node_id). Takes no lock. */
export async function findAskNodeKey(db: Queryable, { askHash }: { askHash: string }): Promise<string | null> {
  return (await keyOfAsk.first(db, [askHash]))?.key ?? null
}
