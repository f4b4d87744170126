/** What an account can be told. */
export const notificationKinds = [
  'lease_ready',
  'lease_ending',
  'lease_ended',
  'lease_budget',
  'key_budget',
  'machine_lost',
  'order_filled',
  'lease_shared',
  'share_changed',
  'share_ended',
  'search_found',
  'node_leased',
  'node_silent',
  'node_lost',
  'webhook_disabled',
] as const

/** One kind of what an account can be told. */
export type NotificationKind = (typeof notificationKinds)[number]
