/** Every kind of notification, with the place that it leads to. A new kind begins here. */
export const notificationPlaces = {
  lease_ready: 'lease',
  lease_ending: 'lease',
  lease_ended: 'lease',
  lease_budget: 'lease',
  key_budget: 'keys',
  machine_lost: 'lease',
  order_filled: 'lease',
  lease_shared: 'lease',
  share_changed: 'lease',
  share_ended: 'leases',
  search_found: 'notifications',
  node_leased: 'machines',
  node_silent: 'machines',
  node_lost: 'machines',
  webhook_disabled: 'webhooks',
} as const satisfies Record<string, NotificationPlace>

/** A part of the site that notifications lead to. */
export type NotificationPlace = 'lease' | 'leases' | 'keys' | 'machines' | 'notifications' | 'webhooks'

/** One kind of notification. */
export type NotificationKind = keyof typeof notificationPlaces

/** Every kind of notification, in the sequence in which people choose them. */
export const notificationKinds = Object.keys(notificationPlaces) as [NotificationKind, ...NotificationKind[]]

const paths = {
  leases: '/leases',
  keys: '/wallet/keys',
  machines: '/provide',
  notifications: '/notifications',
  webhooks: '/notifications#webhooks',
} as const satisfies Record<Exclude<NotificationPlace, 'lease'>, string>

/** The path of the page that a notification leads to. */
export function notificationPath({ kind, facts }: { readonly kind: NotificationKind; readonly facts: object }): string {
  const place = notificationPlaces[kind]
  if (place !== 'lease') return paths[place]
  return 'lease' in facts ? `${paths.leases}/${facts.lease}` : paths.leases
}
