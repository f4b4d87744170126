/**
 * Tables that the two authorities give again, besides the projections that have before images: dropped and folded by `rebuild-projections` and by
 * every restore.
 */
export const foldedTables: readonly string[] = [
  'chain_statement',
  'projection_undo',
  'book_orders',
  'book_reservations',
  'holds',
  'settlements',
  'book_nodes',
  'book_accounts',
  'matcher_status',
  // Not folded at once: the matcher takes new ones as the journal goes on.
  'book_snapshots',
  'book_snapshot_parts',
]

/** Tables that prove who somebody is, or that we are who we say (secrets of webhooks), or answers that may hold such a proof: never in a backup. Everyone signs in again after a restore, and makes webhooks anew. */
export const secretTables: readonly string[] = [
  'sessions',
  'session_nonces',
  'node_sessions',
  'terminal_tokens',
  'port_tokens',
  'idempotency_keys',
  'webhooks',
  'webhook_deliveries',
  'webhook_attempts',
  // Mails that waited would be sent again; addresses stay, so that the links of what was sent still stop it.
  'mail_deliveries',
  'mail_attempts',
]

/** What every database has by itself: its migrations. */
export const ownTables: readonly string[] = ['_prisma_migrations']
