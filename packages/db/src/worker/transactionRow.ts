/**
 * stored: signed, maybe never sent · broadcast: sent · mined: in a block and successful · failed: in a block and reverted, or
 * refused before it was ever signed (no nonce) · dropped: its nonce was used by another transaction.
 */
export type TransactionState = 'stored' | 'broadcast' | 'mined' | 'failed' | 'dropped'

/** Why a transaction was sent: for a match, for a relay, or to tidy up leases that are over. */
export type TransactionPurpose = 'settle' | 'relay' | 'sweep'

/** A transaction of one of our keys. `raw` and `hashes` hold every signed version of the same nonce, the newest last. */
export interface TransactionRow {
  id: bigint
  purpose: TransactionPurpose
  action: string
  /** The match that it settles; of a group, which one transaction settles together, the first. */
  matchId: bigint | null
  relayId: string | null
  /** The relay that it was sent for before the relay was opened again (`reopenRelay`). */
  reopenedRelayId: string | null
  leaseId: bigint | null
  sender: string
  nonce: bigint | null
  raw: string[]
  hashes: string[]
  state: TransactionState
  code: string | null
  createdAt: Date
  minedBlock: bigint | null
  minedBlockHash: string | null
  /** The bid that it is about; null for a faucet. */
  orderHash: string | null
}

/** The columns of transactions as TransactionRow names them, for a select list. */
export const transactionColumns = `id, purpose, action, match_id as "matchId", relay_id as "relayId", reopened_relay_id as "reopenedRelayId", lease_id as "leaseId", sender, nonce, raw, hashes,
  state, code, created_at as "createdAt", mined_block as "minedBlock", mined_block_hash as "minedBlockHash", order_hash as "orderHash"`
