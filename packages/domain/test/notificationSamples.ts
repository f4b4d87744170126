import { faultParties } from '../src/faults/faultRules.ts'
import { type NotificationKind, notificationKinds } from '../src/notifications/notificationKinds.ts'
import { type NotificationWire, notificationWire } from '../src/wire/account/notifications.ts'

const node = { node: `0x${'ab'.repeat(32)}`, nodeName: null }
const lease = { ...node, nodeName: '<b>evil.example</b>', lease: '7', leaseName: null }
const holder = `0x${'1'.repeat(40)}`

/** Sample facts of each kind of notification. Some names are those that an attacker might choose. */
const facts: Record<NotificationKind, object> = {
  lease_ready: lease,
  lease_ending: { ...lease, endAt: 1_795_000_000 },
  lease_extended: { ...lease, endAt: 1_795_003_600, automatic: false },
  lease_ended: { ...lease, spent: '1500000000000000000', refund: '0' },
  lease_budget: { ...lease, locked: '8000000000000000000', most: '9500000000000000000' },
  key_budget: { key: holder, spent: '8000000000000000000', total: '9500000000000000000' },
  machine_lost: lease,
  order_filled: { ...lease, order: `0x${'cd'.repeat(32)}` },
  job_ended: { job: `0x${'ef'.repeat(32)}`, jobName: '<b>evil.example</b>', outcome: 'done', done: 3, steps: 3, spent: '1500000000000000000' },
  lease_shared: { ...lease, holder, right: 'watch' },
  share_changed: { ...lease, holder, right: 'use' },
  share_ended: { ...lease, holder },
  search_found: { searchId: '00000000-0000-4000-8000-000000000000', query: {}, found: 3 },
  fault_recorded: { ...lease, fault: '5', incident: 'not_ready', party: 'provider' },
  problem_answered: { ...lease, report: '3', problem: 'gpu' },
  problem_reported: { ...lease, report: '3', problem: 'gpu' },
  lease_maintenance: { ...lease, from: 1_795_000_000, until: 1_795_003_600, cancelled: false },
  node_leased: { ...lease, gpus: 2, durationSeconds: 5_400 },
  node_silent: node,
  node_lost: { ...node, leases: 2 },
  listing_hidden: { ...node, feeBps: 30, signedFeeBps: 25 },
  proof_failed: { ...node, slot: '812', reason: 'silent' },
  tier_changed: { ...node, step: 'lost', before: 1, tier: 0, reason: 'proof' },
  vote: { step: 'closing', proposal: 8, title: '<b>evil.example</b>', until: 1_795_000_000 },
  dispute: { step: 'drawn', dispute: 4, until: 1_795_000_000 },
  slash: { step: 'queued', bond: 'Provider', amount: '2500000000000000000', until: 1_795_000_000 },
  panel: { step: 'drawn', subject: 'bounty', number: 4, until: 1_795_000_000 },
  webhook_disabled: { webhookId: '00000000-0000-4000-8000-000000000000', url: 'https://a.example/' },
}

/** Makes a sample notification. `more` changes its facts. */
export function notificationSample(kind: NotificationKind, more: object = {}): NotificationWire {
  return notificationWire.parse({ notificationId: '1', kind, facts: { ...facts[kind], ...more }, at: 1_795_000_000, read: false })
}

/** Sample notifications: one of every kind, and further ones for every alternative within a text. */
export const notificationSamples = [
  ...notificationKinds.map((kind) => notificationSample(kind)),
  notificationSample('lease_ready', { leaseName: 'my <lease>', nodeName: 'Attic' }),
  notificationSample('lease_ending', { extensionStopped: true }),
  notificationSample('lease_extended', { automatic: true }),
  notificationSample('job_ended', { outcome: 'partly', done: 2 }),
  ...['failed', 'cancelled'].map((outcome) => notificationSample('job_ended', { outcome, done: 0 })),
  notificationSample('lease_shared', { right: 'use' }),
  ...['speed', 'network', 'disk', 'access', 'other'].map((problem) => notificationSample('problem_reported', { problem })),
  ...faultParties.map((party) => notificationSample('fault_recorded', { party, incident: 'image' })),
  notificationSample('lease_maintenance', { cancelled: true }),
  notificationSample('search_found', { found: 1, query: { minGpus: '2', maxPricePerGpuHour: '2900000000000000000' } }),
  notificationSample('node_leased', { gpus: 1, durationSeconds: 3_600, nodeName: null }),
  notificationSample('vote', { step: 'opened' }),
  notificationSample('vote', { step: 'more', proposal: null, title: null, until: null }),
  ...['opened', 'closing', 'vote', 'reveal', 'decided', 'appealable', 'appealed'].map((step) => notificationSample('dispute', { step })),
  ...['executed', 'stands'].map((step) => notificationSample('dispute', { step, until: null })),
  notificationSample('slash', { step: 'closing', bond: 'Validator' }),
  ...['carbon_proof', 'finding'].map((subject) => notificationSample('panel', { subject })),
  ...['bounty', 'carbon_proof', 'finding'].map((subject) => notificationSample('panel', { step: 'closing', subject })),
  notificationSample('node_lost', { leases: 0 }),
  ...['late', 'wrong', 'smaller', 'fewer', 'refused', 'unexplained'].map((reason) => notificationSample('proof_failed', { reason })),
  notificationSample('tier_changed', { step: 'regained', before: 0, tier: 1, reason: 'other' }),
  ...['other', 'days', 'passes', 'uptime', 'ready', 'gateways', 'speed', 'region', 'bond', 'clean'].map((reason) =>
    notificationSample('tier_changed', { before: 2, tier: 1, reason }),
  ),
  notificationSample('node_lost', { leases: 1, nodeName: 'Attic' }),
]

/** Returns the heading of a sample in the snapshot of texts. */
export function sampleHeading({ kind, facts }: NotificationWire): string {
  return `## ${kind} ${JSON.stringify(facts)}`
}
