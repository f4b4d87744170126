// Lists incidents of leases that have no fault record yet, with the data that decide which party was at fault. The API reads the tables, which several
// processes write.
import { endReasonCode, type FaultFacts, type FaultIncident } from '@infinitio/domain'
import { jsonOf, oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** The most incidents of one kind that a call lists. The next call lists the others. */
const atOnce = 50
/** SQL for the maximum age of an incident. Older incidents get no record, so that the queries remain fast. */
const recent = "interval '1 day'"

const lease = {
  leaseId: tables.leases.lease_id,
  bidHash: tables.leases.bid_hash,
  nodeId: tables.leases.node_id,
  provider: tables.leases.provider,
}
const leaseColumns = 'l.lease_id as "leaseId", l.bid_hash as "bidHash", l.node_id as "nodeId", l.provider'
const hasNoRecord = (incident: FaultIncident) => `not exists (select from fault_records f
  where f.bid_hash = l.bid_hash and f.lease_id = l.lease_id and f.incident = '${incident}')`
/** Returns SQL that converts a time of the block clock (Unix seconds) to the database's clock. `$1` is the current time of the block clock. */
const wall = (seconds: string) => `now() - make_interval(secs => ($1::bigint - (${seconds}))::float8)`
/** Returns SQL that converts a time of the database's clock to the block clock (Unix seconds). `$1` is the current time of the block clock. */
const blockTime = (at: string) => `$1::bigint - greatest(0, floor(extract(epoch from now() - ${at})))::bigint`
const gatewaysAt = (at: string) => `(select count(distinct t.gateway_id)::int from tunnels t
  where coalesce(t.closed_at, t.last_seen_at) >= ${at} - interval '30 seconds' and t.connected_at <= ${at})`

const lostRow = rowOf({
  ...lease,
  since: tables.lost_leases.since,
  lostAt: tables.lost_leases.lost_at,
  /**
   * The number of gateways that had a connection from any machine when this node was lost. The node had no connection to any of them, and sent no heartbeat to
   * the API.
   */
  gateways: 'int4',
})

const lostLeases = statement(
  lostRow,
  `select ${leaseColumns}, x.since, x.lost_at as "lostAt", ${gatewaysAt('x.lost_at')} as gateways
   from lost_leases x join leases l on l.lease_id = x.lease_id and l.bid_hash = x.bid_hash
   where x.lost_at > now() - ${recent} and ${hasNoRecord('lost')} order by l.lease_id limit ${atOnce}`,
)

/**
 * Lists leases that were lost with their node and have no fault record yet. Index: lost_leases (lost_at), fault_records (bid_hash, lease_id, incident),
 * tunnels_end_idx. Takes no lock.
 */
export function listLostFaults(db: Queryable): Promise<RowOf<typeof lostRow>[]> {
  return lostLeases.rows(db, [])
}

const sameLease = "fault_records f where f.bid_hash = l.bid_hash and f.lease_id = l.lease_id and f.incident = 'unreachable'"
const unreachableRow = rowOf({ ...lease, since: 'int8', lastTunnelAt: 'timestamptz', isGatewayEmpty: 'bool' })

const unreachableLeases = statement(
  unreachableRow,
  `select ${leaseColumns}, greatest(${blockTime('t.at')}, (select max(f.until_at) from ${sameLease})) as since, t.at as "lastTunnelAt",
     not exists (select from tunnels o where o.gateway_id = t.gateway_id
       and coalesce(o.closed_at, o.last_seen_at) >= t.at + interval '30 seconds') as "isGatewayEmpty"
   from node_heartbeats h join leases l on l.node_id = h.node_id
     cross join lateral (select t.gateway_id, coalesce(t.closed_at, t.last_seen_at) as at from tunnels t where t.node_id = h.node_id
       order by at desc limit 1) t
   where h.silent and h.last_seen_at >= now() - make_interval(secs => $2) and l.state = 'active' and l.end_at > $1::bigint
     and t.at < now() - make_interval(secs => $3)
     and not exists (select from ${sameLease} and (f.until_at is null or f.from_at + $3 >= ${blockTime('t.at')})) order by l.lease_id limit ${atOnce}`,
)

/**
 * Lists active leases that nobody can reach: their machine still sends heartbeats, but has had no tunnel to a gateway for `withoutSeconds`. Leaves out a time
 * for which a fault is already recorded. If the lease was unreachable before, `since` is not earlier than the end of that earlier time. `isGatewayEmpty` is
 * true if the gateway to which this machine was connected last has reported no tunnel of any machine since 30 s after that. So a gateway that only reports late
 * is not empty. `chainNow` is the block clock in Unix seconds. Index:
 * node_heartbeats (silent, last_seen_at), leases (node_id, state), tunnels (node_id, closed_at), tunnels (gateway_id, closed_at). Takes no lock.
 */
export function listUnreachableFaults(
  db: Queryable,
  { chainNow, heartbeatSeconds, withoutSeconds }: { chainNow: bigint; heartbeatSeconds: number; withoutSeconds: number },
): Promise<RowOf<typeof unreachableRow>[]> {
  return unreachableLeases.rows(db, [chainNow, heartbeatSeconds, withoutSeconds])
}

const lateRow = rowOf({
  ...lease,
  ...{ from: 'int8', until: 'int8', hasWorkload: 'bool', isWorkloadLate: 'bool', isMarketAway: 'bool', isMarketLate: 'bool', isSilent: 'bool' },
})

const startOf = 'greatest(l.start_at, l.settled_at)'
const deadlineOf = 'l.start_at + least(l.duration_seconds, 600)'
/** A workload that reaches the market after this time leaves the machine less than half of the time until its deadline. */
const workloadDueOf = 'l.start_at + least(l.duration_seconds, 600) / 2'
/**
 * The seconds that the market may take to send a Ready message to the chain. If a machine sends its Ready message less than this before the deadline, nobody
 * is at fault when the message reaches the chain too late.
 */
const sendSeconds = 60
/** Returns SQL that is true if the machine sent its first Ready message at `by` or before, and the market did not send it to the chain until the deadline. */
const wasReadyKept = (by: string) => `exists (select from (select r.id, r.created_at from relays r where r.lease_id = l.lease_id and r.kind = 'ready'
         order by r.seq limit 1) r
         where r.created_at <= ${wall(by)}
           and not exists (select from transactions s where s.relay_id = r.id and s.created_at <= ${wall(deadlineOf)})
           and not exists (select from transactions s where s.reopened_relay_id = r.id and s.created_at <= ${wall(deadlineOf)}))`
const lateLeases = statement(
  lateRow,
  `select ${leaseColumns}, ${startOf} as from, ${deadlineOf} as until,
     exists (select from workloads w where w.hash = l.workload_hash) as "hasWorkload",
     exists (select from workloads w where w.hash = l.workload_hash and w.created_at > ${wall(workloadDueOf)}) as "isWorkloadLate",
     exists (select from market_outages o where o.until_at >= ${wall(startOf)} and o.from_at <= ${wall(deadlineOf)})
       or ${wasReadyKept(`${deadlineOf} - ${sendSeconds}`)} as "isMarketAway",
     ${wasReadyKept(deadlineOf)} as "isMarketLate",
     coalesce(h.last_seen_at < ${wall(startOf)}, true) and not exists (select from tunnels t where t.node_id = l.node_id
       and t.connected_at <= ${wall(deadlineOf)} and coalesce(t.closed_at, t.last_seen_at) >= ${wall(startOf)}) as "isSilent"
   from leases l left join node_heartbeats h on h.node_id = l.node_id
   where (l.state = 'booked' or l.state in ('ended', 'closed') and l.ready_at is null and l.end_reason = ${endReasonCode('no_show')}) and ${deadlineOf} < $1::bigint
     and ${deadlineOf} > $1::bigint - 86400 and l.end_at > $1::bigint - 86400
     and not exists (select from lost_leases x where x.lease_id = l.lease_id and x.bid_hash = l.bid_hash)
     and ${hasNoRecord('not_ready')} order by l.lease_id limit ${atOnce}`,
)

/**
 * Lists leases that were not ready in time and have no fault record yet, with a deadline in the last day. Leaves out leases that were lost with their node.
 * - `isWorkloadLate` is true if the renter sent the workload after half of the time between start and deadline. Otherwise a renter could send it in the last
 *   second, and no machine would be ready in time.
 * - `isMarketAway` is true if the market may be the cause: an outage of the market overlaps the time from the start to the deadline, or the market did not send
 *   the machine's first Ready message to the chain although it had 60 s for that. Later Ready messages prove nothing, because a machine can send many.
 * - `isMarketLate` is true if the market did not send the machine's first Ready message to the chain before the deadline, however late the machine sent it.
 * - `isSilent` is true if the machine has sent no heartbeat since the start, and had no tunnel between start and deadline.
 * Index: leases (state, end_at), leases_end_by_fault_idx, market_outages (from_at), relays (lease_id, kind), tunnels (node_id, closed_at). Takes no lock.
 */
export function listLateFaults(db: Queryable, { chainNow }: { chainNow: bigint }): Promise<RowOf<typeof lateRow>[]> {
  return lateLeases.rows(db, [chainNow])
}

const incidentColumns = { ...lease, value: tables.lease_incidents.value, from: 'int8' } as const
const reported = `select ${leaseColumns}, n.incident, n.value, ${blockTime('n.at')} as from`
const hasNoRecordOfKind = `not exists (select from fault_records f
  where f.bid_hash = l.bid_hash and f.lease_id = l.lease_id and f.incident = n.incident)`

const machineKinds = ['gpu_error', 'gpu_memory', 'gpu_lost', 'reboot'] as const
const workloadKinds = ['script_exit', 'out_of_memory', 'disk_full', 'port_closed'] as const
const listOf = (kinds: readonly FaultIncident[]) => `(${kinds.map((kind) => `'${kind}'`).join(', ')})`

const machineRow = rowOf({ ...incidentColumns, incident: oneOf(tables.lease_incidents.incident, machineKinds) })

const machineIncidents = statement(
  machineRow,
  `${reported} from lease_incidents n join leases l on l.lease_id = n.lease_id and l.node_id = n.node_id
   where n.at > now() - ${recent} and n.incident in ${listOf(machineKinds)} and ${hasNoRecordOfKind} order by n.at limit ${atOnce}`,
)

/** Lists incidents of machines that agents reported and that have no fault record yet. Index: lease_incidents (at), leases (lease_id). Takes no lock. */
export function listMachineFaults(db: Queryable, { chainNow }: { chainNow: bigint }): Promise<RowOf<typeof machineRow>[]> {
  return machineIncidents.rows(db, [chainNow])
}

/**
 * If an incident of a workload begins within this many seconds of an incident of its machine, the machine may have caused it. So an incident of a workload is
 * listed only after this time, when the record of the machine's incident exists.
 */
const causeSeconds = 300

function areFacts(value: unknown): value is Partial<FaultFacts> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const workloadRow = rowOf({
  ...incidentColumns,
  incident: oneOf(tables.lease_incidents.incident, workloadKinds),
  cause: jsonOf('jsonb?', areFacts),
  isMachineDiskFull: 'bool',
})

/**
 * Returns SQL that is true if an agent reported at most 300 s before the time `from`, or later, that the disk of its machine was full although the disk of this
 * lease was not.
 */
const hadFullMachine = ({ node, lease: of, from }: { node: string; lease: string; from: string }) => `exists (select from lease_incidents d
  where d.node_id = ${node} and d.lease_id = ${of} and d.incident = 'machine_disk' and ${blockTime('d.at')} >= ${from} - ${causeSeconds})`

const workloadIncidents = statement(
  workloadRow,
  `select w.*, (select f.facts from fault_records f where f.bid_hash = w."bidHash" and f.lease_id = w."leaseId"
       and f.incident in ${listOf(['lost', 'unreachable', ...machineKinds])} and f.from_at <= w.from + ${causeSeconds}
       and (f.incident = 'unreachable' and f.until_at is null or coalesce(f.until_at, f.from_at) >= w.from - ${causeSeconds}) order by f.rule limit 1) as cause,
     w.incident = 'script_exit' and ${hadFullMachine({ node: 'w."nodeId"', lease: 'w."leaseId"', from: 'w.from' })} as "isMachineDiskFull"
   from (${reported} from lease_incidents n join leases l on l.lease_id = n.lease_id and l.node_id = n.node_id
     where n.at > now() - ${recent} and n.at < now() - make_interval(secs => ${causeSeconds}) and n.incident in ${listOf(workloadKinds)}
       and ${hasNoRecordOfKind} order by n.at limit ${atOnce}) w`,
)

/**
 * Lists incidents of workloads that agents reported more than 300 s ago and that have no fault record yet. If the lease has a fault record for an incident of
 * the machine within 300 s of it, `cause` has the facts of that record, which decide who is at fault. `isMachineDiskFull` is true if the start script ended
 * while the disk of the machine was full. Index: lease_incidents (at), lease_incidents (node_id, lease_id, incident), leases (lease_id), fault_records
 * (bid_hash, lease_id, incident). Takes no lock.
 */
export function listWorkloadFaults(db: Queryable, { chainNow }: { chainNow: bigint }): Promise<RowOf<typeof workloadRow>[]> {
  return workloadIncidents.rows(db, [chainNow])
}

const imageRow = rowOf({
  ...lease,
  from: 'int8',
  isRefused: 'bool',
  otherProvidersFailed: 'int4',
  hasOtherImageCome: 'bool',
  hasOtherImageFailed: 'bool',
  isMachineDiskFull: 'bool',
})

const reference = (workload: string) => `(${workload}.body::jsonb -> 'image' ->> 'reference')`
const failedImages = statement(
  imageRow,
  `select ${leaseColumns}, coalesce(l.ready_at, l.start_at) as from, coalesce(${reference('w')} !~ '@sha256:[0-9a-f]{64}$', true) as "isRefused",
     (select count(distinct ol.provider)::int from lease_images o join leases ol on ol.lease_id = o.lease_id and ol.node_id = o.node_id
       join workloads ow on ow.hash = ol.workload_hash
       where ol.provider <> l.provider and o.updated_at > now() - interval '7 days' and o.image ->> 'state' = 'refused'
         and ${reference('ow')} = ${reference('w')}) as "otherProvidersFailed",
     exists (select from lease_images o join leases ol on ol.lease_id = o.lease_id and ol.node_id = o.node_id join workloads ow on ow.hash = ol.workload_hash
       where o.node_id = i.node_id and o.lease_id <> i.lease_id and o.updated_at >= i.updated_at - interval '1 hour' and o.image ->> 'state' = 'here'
         and ${reference('ow')} <> ${reference('w')}) as "hasOtherImageCome",
     exists (select from lease_images o join leases ol on ol.lease_id = o.lease_id and ol.node_id = o.node_id join workloads ow on ow.hash = ol.workload_hash
       where o.node_id = i.node_id and ol.renter <> l.renter and o.updated_at > now() - interval '7 days' and o.image ->> 'state' = 'refused'
         and ${reference('ow')} <> ${reference('w')}) as "hasOtherImageFailed",
     ${hadFullMachine({ node: 'i.node_id', lease: 'i.lease_id', from: 'coalesce(l.ready_at, l.start_at)' })} as "isMachineDiskFull"
   from lease_images i join leases l on l.lease_id = i.lease_id and l.node_id = i.node_id join workloads w on w.hash = l.workload_hash
   where i.updated_at > now() - ${recent} and i.image ->> 'state' = 'refused'
     and l.ready_at + 600 < $1::bigint and ${hasNoRecord('image')} order by l.lease_id limit ${atOnce}`,
)

/**
 * Lists leases whose agent reports that the image cannot be used, that became ready more than 600 s ago, and that have no fault record for this yet.
 * `isRefused` is true if the image's reference has no SHA-256 digest. The market itself can check this; any other reason is only a claim of the agent.
 * `isMachineDiskFull` is true if the machine's disk was full since the lease became ready. Index:
 * lease_images_refused_idx, lease_images (node_id, lease_id), leases (lease_id), workloads (hash). Takes no lock.
 */
export function listImageFaults(db: Queryable, { chainNow }: { chainNow: bigint }): Promise<RowOf<typeof imageRow>[]> {
  return failedImages.rows(db, [chainNow])
}

const endedRow = rowOf({ ...lease, from: 'int8' })

const providerEnds = statement(
  endedRow,
  `select ${leaseColumns}, coalesce((select b.timestamp from blocks b where b.number = coalesce(l.ended_block, l.closed_block)), l.closed_at, l.end_at) as from
   from leases l
   where l.state in ('ended', 'closed') and l.end_reason = ${endReasonCode('provider_ended')} and l.end_at > $1::bigint - 86400
     and coalesce(l.ended_block, l.closed_block) <= (select final_number from follower_checkpoint where id = 1) and ${hasNoRecord('provider_ended')}
   order by l.lease_id limit ${atOnce}`,
)

/**
 * Lists leases that their provider ended in a final block, and that have no fault record yet. Index: leases_end_by_fault_idx, blocks (number). Takes no lock.
 */
export function listProviderEnds(db: Queryable, { chainNow }: { chainNow: bigint }): Promise<RowOf<typeof endedRow>[]> {
  return providerEnds.rows(db, [chainNow])
}
