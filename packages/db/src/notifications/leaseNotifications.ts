// Notifications about leases and machines without a chain event. The API (role infinitio_api) writes the table `notifications`.
import type { Queryable } from '../client/queryable.ts'
import { insertNotifications, leaseFacts, leaseFactsJoins } from './notifications.ts'
import { standingInForce, standingOrder } from '../relays/relayState.ts'

/**
 * The holder of a lease is notified this many seconds before the lease ends. The second value is for leases with auto-extend. Auto-extend works in the last ten
 * minutes of a lease, so the holder is notified later, and only if the lease was not extended by then.
 */
const noticeSeconds = 600
const standingNoticeSeconds = 180
/** A lease that is shorter than this many seconds gets no notification about its end, because its renter has only just booked it. */
const leastSeconds = 1_800
const extendsItself = `coalesce(${standingInForce({ lease: 'l', standing: 'standing', now: '$1' })}, false)`
/**
 * SQL condition for a machine on which the contract does not extend a lease. The machine has left the registry, its provider is delisted, or it is registered
 * with fewer GPUs than the lease has.
 */
const isUnlisted = '(cn.retired is true or cp.listed is false or cn.gpus < l.gpus)'

/**
 * Notifies the holder of an active lease that it ends soon, once for each end: if the lease is extended, another notification comes before the new end. A lease
 * with auto-extend that cannot be extended, because its machine is not listed, is notified 600 s before its end instead of 180 s. `chainNow` is the block clock
 * in Unix seconds. Call it inside a transaction. Returns the number of stored notifications. Index: leases (state, end_at), those of `standingOrder`,
 * chain_nodes (node_id), chain_providers (provider).
 */
export function noteEndingLeases(tx: Queryable, { chainNow }: { chainNow: bigint }): Promise<number> {
  return insertNotifications(tx, {
    news: `select coalesce(l.holder, l.renter) as account, 'lease_ending:' || l.bid_hash || ':' || l.lease_id || ':' || l.end_at as key, 'lease_ending' as kind,
        ${leaseFacts('coalesce(l.holder, l.renter)')} || jsonb_build_object('endAt', l.end_at, 'extensionStopped', ${extendsItself} and ${isUnlisted}) as facts
      from leases l ${leaseFactsJoins} left join lateral ${standingOrder('l')} as standing on true
        left join chain_nodes cn on cn.node_id = l.node_id left join chain_providers cp on cp.provider = cn.provider
      where l.state = 'active' and l.end_at > $1 and l.end_at <= $1::bigint + $2::bigint and l.end_at - l.start_at >= $4
        and (l.end_at <= $1::bigint + $3::bigint or not ${extendsItself} or ${isUnlisted})`,
    values: [chainNow, noticeSeconds, standingNoticeSeconds, leastSeconds],
  })
}

const nodeFacts = `jsonb_build_object('node', c.node_id, 'nodeName', p.name)`

/**
 * Notifies providers that nodes stopped responding, at most once for each node and hour. Call it in the transaction that marks them. Returns the
 * number of stored notifications. Index: chain_nodes (node_id).
 */
export function noteSilentNodes(tx: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<number> {
  return insertNotifications(tx, {
    news: `select c.provider as account, 'node_silent:' || c.node_id || ':' || floor(extract(epoch from now()) / 3600) as key, 'node_silent' as kind, ${nodeFacts} as facts
      from chain_nodes c left join node_profiles p using (node_id) where c.node_id = any($1::text[]) and not c.retired`,
    values: [nodeIds],
  })
}

/**
 * Notifies the provider of a lost node, and the holders of the leases that were lost with it. Call it in the transaction that marks the node. Returns the
 * number of stored notifications. Index: chain_nodes (node_id), leases (lease_id).
 */
export function noteLostNode(tx: Queryable, { nodeId, leases }: { nodeId: string; leases: readonly bigint[] }): Promise<number> {
  return insertNotifications(tx, {
    news: `select c.provider as account, 'node_lost:' || c.node_id || ':' || floor(extract(epoch from now()) * 1000) as key, 'node_lost' as kind,
        ${nodeFacts} || jsonb_build_object('leases', $3::int) as facts
      from chain_nodes c left join node_profiles p using (node_id) where c.node_id = $1 and not c.retired
      union all select coalesce(l.holder, l.renter), 'machine_lost:' || l.bid_hash || ':' || l.lease_id, 'machine_lost', ${leaseFacts('coalesce(l.holder, l.renter)')}
      from leases l ${leaseFactsJoins} where l.lease_id = any($2::bigint[])`,
    values: [nodeId, leases, leases.length],
  })
}

type ShareChange = { bidHash: string; guest: string; holder: string } & (
  | { kind: 'lease_shared' | 'share_changed'; right: 'watch' | 'use' }
  | { kind: 'share_ended'; right: null }
)

/** Maximum notifications in an hour about the shares of one lease, so that repeated changes do not fill a teammate's list or mailbox. */
const mostOfLeaseAnHour = 12

/**
 * Notifies a teammate of a new share, a changed right or an ended share, at most twelve times an hour for one lease. Call it in the transaction that
 * changes the share. Returns the number of stored notifications. Index: leases (bid_hash), notifications (account, notification_id).
 */
export function noteShare(tx: Queryable, { kind, bidHash, guest, holder, right }: ShareChange): Promise<number> {
  return insertNotifications(tx, {
    news: `select $1::text as account, $2 || ':' || l.bid_hash || ':' || floor(extract(epoch from clock_timestamp()) * 1000000) as key, $2 as kind,
        ${leaseFacts('$1')} || jsonb_strip_nulls(jsonb_build_object('holder', $4::text, 'right', $5::text)) as facts
      from leases l ${leaseFactsJoins} where l.bid_hash = $3
        and (select count(*) from notifications o where o.account = $1 and o.created_at > now() - interval '1 hour'
          and o.kind in ('lease_shared', 'share_changed', 'share_ended') and o.facts ->> 'lease' = l.lease_id::text) < $6`,
    values: [guest, kind, bidHash, holder, right, mostOfLeaseAnHour],
  })
}

type ReportChange = {
  kind: 'problem_reported' | 'problem_answered'
  account: string
  bidHash: string
  leaseId: bigint
  report: bigint
  problem: string
}

/**
 * Notifies a provider of a reported problem, or its reporter of an answer, once for each report and answer. Call it in the transaction that stores
 * the report or answer. Returns the number of stored notifications. Index: leases (lease_id).
 */
export function noteReport(tx: Queryable, { kind, account, bidHash, leaseId, report, problem }: ReportChange): Promise<number> {
  return insertNotifications(tx, {
    news: `select $1::text as account, $2 || ':' || $5::text || ':' || coalesce((select answered_at::text from problem_reports where report_id = $5::bigint), '') as key,
        $2 as kind, ${leaseFacts('$1')} || jsonb_build_object('report', $5::text, 'problem', $6::text) as facts
      from leases l ${leaseFactsJoins} where l.lease_id = $4 and l.bid_hash = $3`,
    values: [account, kind, bidHash, leaseId, report.toString(), problem],
  })
}

/**
 * Notifies the holder of a lease of a fault, except the loss of its machine, because `noteLostNode` notifies of that. If the provider caused the fault, also
 * notifies the provider. Call it in the transaction that stores the fault. Returns the number of stored notifications. Index: fault_records (fault_id), leases
 * (lease_id).
 */
export function noteFault(tx: Queryable, { faultId }: { faultId: bigint }): Promise<number> {
  return insertNotifications(tx, {
    news: `select a.account, 'fault_recorded:' || f.fault_id as key, 'fault_recorded' as kind,
        ${leaseFacts('a.account')} || jsonb_build_object('fault', f.fault_id::text, 'incident', f.incident, 'party', f.party) as facts
      from fault_records f join leases l on l.lease_id = f.lease_id and l.bid_hash = f.bid_hash ${leaseFactsJoins}
      cross join lateral (values (coalesce(l.holder, l.renter), f.incident <> 'lost'), (l.provider, f.party = 'provider')) as a (account, holds)
      where f.fault_id = $1 and a.holds`,
    values: [faultId],
  })
}

/**
 * Notifies the holders of live leases that overlap a planned maintenance of their machine, once for each lease and window, also if the lease is booked or
 * extended after the maintenance was planned. Notifies them again if the window is cancelled before its end. Call it inside a transaction. `chainNow` is the
 * block clock in Unix seconds. Returns the number of stored notifications. Index: maintenance_windows (until_at), leases (node_id, state), notifications
 * (account, notification_key).
 */
export function noteMaintenance(tx: Queryable, { chainNow }: { chainNow: bigint }): Promise<number> {
  const holder = 'coalesce(l.holder, l.renter)'
  const lease = "w.window_id || ':' || l.bid_hash || ':' || l.lease_id"
  return insertNotifications(tx, {
    news: `select ${holder} as account, case when w.cancelled_at is null then 'maintenance:' else 'maintenance_cancelled:' end || ${lease} as key,
        'lease_maintenance' as kind,
        ${leaseFacts(holder)} || jsonb_build_object('from', w.from_at, 'until', w.until_at, 'cancelled', w.cancelled_at is not null) as facts
      from maintenance_windows w join leases l on l.node_id = w.node_id ${leaseFactsJoins}
      where w.until_at > $1 and l.state in ('booked', 'active') and l.end_at > w.from_at and l.end_at > $1 and l.start_at < w.until_at
        and (w.cancelled_at is null or exists (
          select from notifications o where o.account = ${holder} and o.notification_key = 'maintenance:' || ${lease}))`,
    values: [chainNow],
  })
}
