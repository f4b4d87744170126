import { lockForAppend } from '../client/lockForAppend.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

/** A signed message that the worker brings to the chain. `payload` is JSON with the signed fields and the signature. */
export interface NewRelay {
  id: string
  /** Names the message for good, for example `ready:12:0xsignature`; a second relay with this key is the first one. */
  relayKey: string
  kind: string
  leaseId: bigint | null
  account: string
  payload: string
  /** Which budget of the operator it counts against; `none` when left out. */
  budget?: RelayBudget
}

/** The operator's budgets for relays that pay less than they cost: `total` counts against the account's budget and the one for all accounts together. */
export type RelayBudget = 'none' | 'account' | 'total'

/**
 * Accepts one relay; call it inside a transaction. Returns the id under which the relay key is stored, which is an
 * earlier one when it was accepted before. Indexes: relays (relay_key), leases (lease_id). Takes the advisory lock of relays until commit and wakes the worker.
 */
export async function insertRelay(
  tx: Queryable,
  { id, relayKey, kind, leaseId, account, payload, budget = 'none' }: NewRelay,
): Promise<{ id: string; created: boolean }> {
  await lockForAppend(tx, 'relays')
  const inserted = await tx.query<{ id: string }>(
    `insert into relays (id, relay_key, kind, lease_id, account, payload, budget, order_hash)
     values ($1, $2, $3, $4, $5, $6, $7, (select bid_hash from leases where lease_id = $4))
     on conflict (relay_key) do nothing returning id`,
    [id, relayKey, kind, leaseId, account, payload, budget],
  )
  if (inserted[0] !== undefined) {
    await notify(tx, ['relays'])
    return { id: inserted[0].id, created: true }
  }
  const found = await tx.query<{ id: string }>('select id from relays where relay_key = $1', [relayKey])
  const existing = found[0]
  if (existing === undefined) throw new Error(`relay key ${relayKey} conflicts but cannot be read`)
  return { id: existing.id, created: false }
}
