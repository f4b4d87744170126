// Links by which a wallet in a browser registers a machine. The API (role infinitio_api) writes the table `pairings`.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const { pairings } = tables

const pairingRow = rowOf({
  nodeKey: pairings.node_key,
  claimKeyHash: pairings.claim_key_hash,
  offer: pairings.offer,
  mac: pairings.mac,
  expiresAt: pairings.expires_at,
  account: pairings.account,
  browserNonce: pairings.browser_nonce,
  claimMac: pairings.claim_mac,
  claimedAt: pairings.claimed_at,
  machineNonce: pairings.machine_nonce,
  permission: pairings.permission,
  acceptance: pairings.acceptance,
  isRefused: pairings.is_refused,
})

/**
 * A pairing: the link by which a wallet in a browser registers a machine. The fields from `account` on are null until the wallet claimed the link. `offer` and
 * `permission` are JSON. `acceptance` is the node key's signature, with which the machine accepts the wallet. `isRefused` is true once the machine ended the
 * link.
 */
export type PairingRow = RowOf<typeof pairingRow>

const pairingColumns = `node_key as "nodeKey", claim_key_hash as "claimKeyHash", offer, mac, expires_at as "expiresAt", account,
  browser_nonce as "browserNonce", claim_mac as "claimMac", claimed_at as "claimedAt", machine_nonce as "machineNonce", permission, acceptance, is_refused as "isRefused"`

const byId = statement(pairingRow, `select ${pairingColumns} from pairings where pairing_id = $1`)

/** Returns the pairing of a machine with a wallet, or null. Index: pairings (pairing_id). Takes no lock. */
export function findPairing(db: Queryable, { pairingId }: { pairingId: string }): Promise<PairingRow | null> {
  return byId.first(db, [pairingId])
}

const openCount = statement(rowOf({ count: 'int8' }), 'select count(*) as count from pairings where expires_at > now()')

/** Counts the pairing links that have not expired. Index: pairings (expires_at). Takes no lock. */
export async function countOpenPairings(db: Queryable): Promise<bigint> {
  return (await openCount.only(db, [])).count
}

const crowded = statement(
  rowOf({ pairingId: pairings.pairing_id }),
  `with live as (select pairing_id, opener, account, expires_at, count(*) over (partition by opener) as beside from pairings where expires_at > now())
   delete from pairings where pairing_id = (
     select pairing_id from live where beside > (select count(*) + 1 from live where opener = $1)
     order by beside desc, (account is not null), expires_at desc limit 1)
   returning pairing_id as "pairingId"`,
)

/**
 * Makes room for a pairing link that a machine in the network `opener` wants to open. Deletes one link of the network that has the most live links, if possible
 * a link that no wallet has claimed. Returns false, and deletes nothing, unless some network has at least two more live links than `opener`. Index: pairings
 * (expires_at). Locks the deleted row.
 */
export async function deleteCrowdedPairing(db: Queryable, { opener }: { opener: string }): Promise<boolean> {
  return (await crowded.first(db, [opener])) !== null
}

/** A pairing (a link by which a wallet registers a machine) that a machine opens. `opener` is a hash that identifies the machine's network. */
export type NewPairingRow = Pick<PairingRow, 'nodeKey' | 'claimKeyHash' | 'offer' | 'mac' | 'expiresAt'> & {
  readonly pairingId: string
  readonly opener: string
}

const inserted = statement(
  rowOf({ pairingId: pairings.pairing_id }),
  `insert into pairings (pairing_id, node_key, claim_key_hash, offer, mac, expires_at, opener)
   select $1, $2, $3, $4, $5, $6, $7 where not exists (select from pairings where pairing_id = $1)
   on conflict (node_key) do update set pairing_id = excluded.pairing_id, claim_key_hash = excluded.claim_key_hash, offer = excluded.offer,
     mac = excluded.mac, expires_at = excluded.expires_at, opener = excluded.opener, account = null, browser_nonce = null, claim_mac = null, claimed_at = null,
     machine_nonce = null, permission = null, acceptance = null, is_refused = false
   returning pairing_id as "pairingId"`,
)

/**
 * Stores the pairing link that a machine opens, and ends an earlier one of the same node key. Returns false, and changes nothing, if the id is in use. Index:
 * pairings (pairing_id), (node_key). Locks its row.
 */
export async function insertPairing(db: Queryable, { pairingId, ...row }: NewPairingRow): Promise<boolean> {
  const { nodeKey, claimKeyHash, offer, mac, expiresAt, opener } = row
  return (await inserted.first(db, [pairingId, nodeKey, claimKeyHash, offer, mac, expiresAt, opener])) !== null
}

const claimed = statement(
  rowOf({ pairingId: pairings.pairing_id }),
  `update pairings set account = $2, browser_nonce = $3, claim_mac = $4, claimed_at = coalesce(claimed_at, now())
   where pairing_id = $1 and (account is null or (account = $2 and browser_nonce = $3)) returning pairing_id as "pairingId"`,
)

/**
 * Claims a machine's pairing link for an account in one browser. Only one browser can claim it; the same browser may repeat the call. Returns false, and
 * changes nothing, if another browser has claimed it. Index: pairings (pairing_id). Locks its row.
 */
export async function claimPairing(
  db: Queryable,
  { pairingId, account, browserNonce, mac }: { pairingId: string; account: string; browserNonce: string; mac: string },
): Promise<boolean> {
  return (await claimed.first(db, [pairingId, account, browserNonce, mac])) !== null
}

/**
 * Stores the nonce that the machine reveals after a wallet claimed its pairing link. If a nonce is already stored, changes nothing. Index: pairings
 * (pairing_id). Locks its row.
 */
export async function revealPairing(db: Queryable, { pairingId, machineNonce }: { pairingId: string; machineNonce: string }): Promise<void> {
  await db.query('update pairings set machine_nonce = $2 where pairing_id = $1 and account is not null and machine_nonce is null', [
    pairingId,
    machineNonce,
  ])
}

/**
 * Stores the signature with which the machine accepts the wallet that claimed its pairing link. Changes nothing for another account, and nothing if an answer
 * is already stored. Index: pairings (pairing_id). Locks its row.
 */
export async function acceptPairing(
  db: Queryable,
  { pairingId, account, acceptance }: { pairingId: string; account: string; acceptance: string },
): Promise<void> {
  await db.query('update pairings set acceptance = $3 where pairing_id = $1 and account = $2 and acceptance is null and not is_refused', [
    pairingId,
    account,
    acceptance,
  ])
}

/** Ends a machine's pairing link, because the machine refused the wallet or its command stopped. Index: pairings (pairing_id). Locks its row. */
export async function refusePairing(db: Queryable, { pairingId }: { pairingId: string }): Promise<void> {
  await db.query('update pairings set is_refused = true where pairing_id = $1', [pairingId])
}

const permitted = statement(
  rowOf({ pairingId: pairings.pairing_id }),
  `update pairings set permission = $3
   where pairing_id = $1 and account = $2 and not is_refused and (permission is null or permission = $3) returning pairing_id as "pairingId"`,
)

/**
 * Stores the permission that the claiming account signed. Safe to repeat with the same permission. Returns false, and changes nothing, if another permission is
 * already stored. Index: pairings (pairing_id). Locks its row.
 */
export async function storePairedPermission(
  db: Queryable,
  { pairingId, account, permission }: { pairingId: string; account: string; permission: string },
): Promise<boolean> {
  return (await permitted.first(db, [pairingId, account, permission])) !== null
}
