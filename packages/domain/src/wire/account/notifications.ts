import { z } from 'zod'
import { faultIncidents } from '../../faults/faultFacts.ts'
import { faultParties } from '../../faults/faultRules.ts'
import { type NotificationKind, notificationKinds } from '../../notifications/notificationKinds.ts'
import { problemKindWire } from '../leases/problemReports.ts'
import { shareRightWire } from '../leases/leaseAccess.ts'
import { slotReasons } from '../proofs/nodeProofs.ts'
import { keptQueryWire } from './savedSearches.ts'
import { nextPageCursor, pageCursor, pageLimit, pageTotal } from '../pages.ts'
import { address, hex32, rowNumber, uint128, uuid } from '../scalars.ts'

/** The query of `GET /account/notifications`: the page of the list. */
export const notificationsQueryWire = z.strictObject({
  cursor: pageCursor,
  limit: pageLimit({ most: 100 }),
})
export type NotificationsQueryWire = { cursor?: string; limit?: number }

/** The body of `POST /account/notifications/read`. */
export const markReadWire = z.strictObject({
  notificationId: rowNumber,
  andOlder: z.boolean().describe('True: also mark all older ones as read. Later ones remain unread.'),
})

/** The steps of a vote about which its voters get a notification. `more` means that several votes are open and one notification was sent for all of them. */
const voteSteps = ['opened', 'closing', 'passed', 'executed', 'more'] as const

/** The steps of a dispute about which its parties and jurors get a notification. */
const disputeSteps = ['opened', 'closing', 'drawn', 'vote', 'reveal', 'decided', 'appealable', 'appealed', 'executed', 'stands'] as const

/** The steps of a queued slash about which its account gets a notification: it was queued, and it can be executed soon. */
const slashSteps = ['queued', 'closing'] as const

/** The steps of a panel about which its members get a notification: they were selected, and the deadline for their answer is near. */
const panelSteps = ['drawn', 'closing'] as const

/** The work that a panel judges. */
const panelSubjects = ['bounty', 'carbon_proof', 'finding'] as const

/** The steps of a machine's tier (verification level) about which its provider gets a notification: it lost the tier, or has it again. */
const tierChangeSteps = ['lost', 'regained'] as const

/**
 * The reasons why a machine lost its tier (verification level). Each is the first condition of the tier above the new one that the machine does not meet, by
 * the names of `nextTierSteps` in the economy package. `other` means that the reason is unknown, or that the machine has its tier again.
 */
const tierReasons = ['proof', 'days', 'passes', 'uptime', 'ready', 'gateways', 'speed', 'region', 'bond', 'clean', 'other'] as const

/** How a job ended. `partly`: some of its steps have a result and others failed. `cancelled`: its account cancelled it while a step still ran. */
const jobOutcomes = ['done', 'partly', 'failed', 'cancelled'] as const

const node = { node: hex32, nodeName: z.string().nullable() }
const lease = { ...node, lease: z.string(), leaseName: z.string().nullable().describe('The name that the account gave the lease; null without one.') }
const report = { ...lease, report: rowNumber, problem: problemKindWire }
const share = { ...lease, holder: address.describe('The account that holds and shares the lease.') }

/** The facts (values in its text) of each kind of notification. A fact with a new name also needs its form in `messages/notificationValues.ts`. */
export const notificationFacts = {
  lease_ready: z.strictObject(lease),
  lease_ending: z.strictObject({
    ...lease,
    endAt: z.int().describe('Unix seconds of the block clock.'),
    extensionStopped: z.boolean().nullish().describe('True: auto-extend cannot extend it, because its machine is no longer listed.'),
  }),
  lease_extended: z.strictObject({
    ...lease,
    endAt: z.int().describe('The new end, Unix seconds of the block clock.'),
    automatic: z.boolean().describe('True: auto-extend was on. False: the holder extended it by hand.'),
  }),
  lease_ended: z.strictObject({ ...lease, spent: uint128, refund: uint128 }),
  lease_budget: z.strictObject({
    ...lease,
    locked: uint128.describe('The amount that the lease has locked, with its relay fee, in PToken base units.'),
    most: uint128.describe('The most that auto-extend may lock for it, in PToken base units.'),
  }),
  key_budget: z.strictObject({
    key: address.describe('The session key.'),
    spent: uint128,
    total: uint128.describe('The latest budget of the key, in PToken base units.'),
  }),
  machine_lost: z.strictObject(lease),
  order_filled: z.strictObject({ ...lease, order: hex32 }),
  job_ended: z.strictObject({
    job: hex32,
    jobName: z.string().describe('The name that the account gave the job.'),
    outcome: z.enum(jobOutcomes).describe('`partly`: some steps have a result and others failed. `cancelled`: cancelled while a step still ran.'),
    done: z.int().describe('Number of its steps with a result.'),
    steps: z.int().describe('Number of all its steps.'),
    spent: uint128.describe('The most that it costs, in PToken base units. What its checks do not use is returned.'),
  }),
  lease_shared: z.strictObject({ ...share, right: shareRightWire }),
  share_changed: z.strictObject({ ...share, right: shareRightWire.describe('The new one.') }),
  share_ended: z.strictObject(share),
  search_found: z.strictObject({ searchId: uuid, query: keptQueryWire, found: z.int().describe('Number of new machines.') }),
  fault_recorded: z.strictObject({
    ...lease,
    fault: rowNumber,
    incident: z.enum(faultIncidents),
    party: z.enum(faultParties).describe('The party at fault, by the rule that decided.'),
  }),
  problem_answered: z.strictObject(report),
  problem_reported: z.strictObject(report),
  lease_maintenance: z.strictObject({
    ...lease,
    from: z.int().describe('Start of the maintenance of its machine, Unix seconds of the block clock.'),
    until: z.int().describe('Its end.'),
    cancelled: z.boolean().describe('True: the provider cancelled this maintenance.'),
  }),
  node_leased: z.strictObject({ ...lease, gpus: z.int(), durationSeconds: z.int() }),
  node_silent: z.strictObject(node),
  vote: z.strictObject({
    step: z.enum(voteSteps),
    proposal: z.int().nullable().describe('Number of the proposal; null for `more`, which is about several.'),
    title: z.string().nullable().describe('Title of the proposal, cut after 100 characters; null for `more`.'),
    until: z.int().nullable().describe('The end of voting, Unix seconds; null after it, and for `more`.'),
  }),
  dispute: z.strictObject({
    step: z.enum(disputeSteps),
    dispute: z.int().describe('Number of the dispute.'),
    until: z.int().nullable().describe('The deadline of the step, Unix seconds of the block clock; null if it has none.'),
  }),
  slash: z.strictObject({
    step: z.enum(slashSteps),
    bond: z.string().describe('The bond that is slashed, for example Provider or Validator.'),
    amount: uint128.describe('Amount of the slash, in PToken base units.'),
    until: z.int().describe('Deadline for a dispute by the account; afterwards anyone can execute the slash. Unix seconds of the block clock.'),
  }),
  panel: z.strictObject({
    step: z.enum(panelSteps),
    subject: z.enum(panelSubjects).describe('The work that the account judges, with other members of its panel.'),
    number: z.int().describe('Number of the bounty, carbon proof or finding.'),
    until: z.int().describe('Deadline for the answer, Unix seconds of the block clock.'),
  }),
  webhook_disabled: z.strictObject({ webhookId: uuid, url: z.string() }),
  node_lost: z.strictObject({ ...node, leases: z.int().describe('Leases that ran there.') }),
  listing_hidden: z.strictObject({
    ...node,
    feeBps: z.int().describe('The fee of the market after the vote, in basis points.'),
    signedFeeBps: z.int().describe('The highest fee that the wallet signed for this listing, in basis points.'),
  }),
  proof_failed: z.strictObject({
    ...node,
    slot: rowNumber.describe('Block of the proof slot.'),
    reason: z.enum(slotReasons).describe('Why it failed, as the list of its proofs shows it.'),
  }),
  tier_changed: z.strictObject({
    ...node,
    step: z.enum(tierChangeSteps),
    before: z.int().min(0).max(3).describe('Tier before the change.'),
    tier: z.int().min(0).max(3).describe('Tier now.'),
    reason: z.enum(tierReasons).describe('Condition that it no longer meets; `other` if it is unknown, or if the tier came back.'),
  }),
} as const satisfies Record<NotificationKind, z.ZodType>

function notificationOf<Kind extends NotificationKind>(kind: Kind) {
  return z.strictObject({
    notificationId: rowNumber,
    kind: z.literal(kind),
    facts: notificationFacts[kind],
    at: z.int().describe('Unix seconds.'),
    read: z.boolean(),
  })
}
type Schemas = { [Kind in NotificationKind]: ReturnType<typeof notificationOf<Kind>> }[NotificationKind]

/** One notification of an account: its kind and its facts. The reader's program adds the text. */
export const notificationWire = z
  .discriminatedUnion('kind', notificationKinds.map((kind) => notificationOf(kind)) as unknown as [Schemas, ...Schemas[]])
  .meta({ id: 'Notification' })
export type NotificationWire = z.infer<typeof notificationWire>

/** The answer of `GET /account/notifications`, newest first. */
export const notificationsWire = z
  .strictObject({
    items: z.array(notificationWire),
    unread: z.int().describe('Number of unread notifications on all pages.'),
    total: pageTotal,
    nextCursor: nextPageCursor,
  })
  .meta({ id: 'Notifications' })
export type NotificationsWire = z.infer<typeof notificationsWire>
