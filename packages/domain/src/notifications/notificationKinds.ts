/** Every kind of notification, with the page that it leads to and its icon in the list. Add new kinds here. */
export const notificationRows = {
  lease_ready: { place: 'lease', sign: 'done' },
  lease_ending: { place: 'lease', sign: 'time' },
  lease_extended: { place: 'lease', sign: 'time' },
  lease_ended: { place: 'lease', sign: 'receipt' },
  lease_budget: { place: 'lease', sign: 'budget' },
  key_budget: { place: 'keys', sign: 'budget' },
  machine_lost: { place: 'lease', sign: 'warning' },
  order_filled: { place: 'lease', sign: 'deal' },
  job_ended: { place: 'job', sign: 'receipt' },
  lease_shared: { place: 'lease', sign: 'joined' },
  share_changed: { place: 'lease', sign: 'changed' },
  share_ended: { place: 'leases', sign: 'left' },
  search_found: { place: 'notifications', sign: 'search' },
  fault_recorded: { place: 'lease', sign: 'warning' },
  problem_answered: { place: 'lease', sign: 'changed' },
  problem_reported: { place: 'machines', sign: 'warning' },
  lease_maintenance: { place: 'lease', sign: 'time' },
  node_leased: { place: 'machines', sign: 'deal' },
  node_silent: { place: 'machines', sign: 'unplugged' },
  node_lost: { place: 'machines', sign: 'warning' },
  listing_hidden: { place: 'machine', sign: 'warning' },
  proof_failed: { place: 'machine', sign: 'warning' },
  tier_changed: { place: 'machine', sign: 'changed' },
  vote: { place: 'vote', sign: 'vote' },
  dispute: { place: 'dispute', sign: 'vote' },
  slash: { place: 'slash', sign: 'warning' },
  panel: { place: 'panel', sign: 'vote' },
  webhook_disabled: { place: 'webhooks', sign: 'webhook' },
} as const satisfies Record<string, { readonly place: NotificationPlace; readonly sign: NotificationSign }>

/** A part of the site to which a notification can lead. */
export type NotificationPlace =
  | 'lease'
  | 'leases'
  | 'job'
  | 'keys'
  | 'machines'
  | 'machine'
  | 'notifications'
  | 'webhooks'
  | 'vote'
  | 'dispute'
  | 'slash'
  | 'panel'

/** The meaning of the icon that a list shows next to a notification. */
export type NotificationSign =
  | 'done'
  | 'time'
  | 'receipt'
  | 'budget'
  | 'warning'
  | 'deal'
  | 'joined'
  | 'changed'
  | 'left'
  | 'search'
  | 'unplugged'
  | 'webhook'
  | 'vote'

/** One kind of notification. */
export type NotificationKind = keyof typeof notificationRows

/** Every kind of notification, in the sequence of the settings. */
export const notificationKinds = Object.keys(notificationRows) as [NotificationKind, ...NotificationKind[]]

const paths = {
  leases: '/leases',
  job: '/jobs',
  keys: '/wallet/keys',
  machines: '/provide',
  machine: '/provide/nodes',
  notifications: '/notifications',
  webhooks: '/notifications#webhooks',
  vote: '/govern/proposals',
  dispute: '/disputes',
  slash: '/disputes',
  panel: '/govern',
} as const satisfies Record<Exclude<NotificationPlace, 'lease'>, string>

/** The pages of the work that a panel judges. The page of findings opens the finding that the reader must judge. */
const panelPaths: Readonly<Record<string, (number: unknown) => string>> = {
  bounty: (number) => `${paths.panel}/bounties/${number}`,
  carbon_proof: (number) => `${paths.panel}/carbon/${number}`,
  finding: () => `${paths.panel}/findings`,
}

/** Returns the path of the page that a notification leads to. */
export function notificationPath({ kind, facts }: { readonly kind: NotificationKind; readonly facts: object }): string {
  const { place }: { readonly place: NotificationPlace } = notificationRows[kind]
  if (place === 'vote' && 'proposal' in facts && facts.proposal !== null) return `${paths.vote}/${facts.proposal}`
  if (place === 'dispute' && 'dispute' in facts) return `${paths.dispute}/${facts.dispute}`
  if (place === 'panel' && 'subject' in facts && 'number' in facts) return panelPaths[`${facts.subject}`]?.(facts.number) ?? paths.panel
  if (place === 'job' && 'job' in facts) return `${paths.job}/${facts.job}`
  if (place === 'machine' && 'node' in facts) return `${paths.machine}/${facts.node}`
  if (place !== 'lease') return paths[place]
  return 'lease' in facts ? `${paths.leases}/${facts.lease}` : paths.leases
}
