// Incidents of leases without a fault record, with the facts that decide the party. The API reads them; the tables have several writers.
import type { FaultIncident } from '@infinitio/domain'
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** Incidents of one call and kind. The others wait for the next call. */
const atOnce = 50
/** Older incidents get no record, so that the queries remain short. */
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
/** SQL for a time of the block clock as time of the database. `$1` is the block clock now. */
const wall = (seconds: string) => `now() - make_interval(secs => ($1::bigint - (${seconds}))::float8)`
/** SQL for a time of the database as block clock. */
const blockTime = (at: string) => `$1::bigint - greatest(0, floor(extract(epoch from now() - ${at})))::bigint`
const gatewaysAt = (at: string) => `(select count(distinct t.gateway_id)::int from tunnels t
  where t.last_seen_at >= ${at} - interval '30 seconds' and t.connected_at <= ${at})`

const lostRow = rowOf({
  ...lease,
  since: tables.lost_leases.since,
  lostAt: tables.lost_leases.lost_at,
  /** Gateways that had a machine when the node was lost. The node was silent at each of them and at the API. */
  gateways: 'int4',
})

const lostLeases = statement(
  lostRow,
  `select ${leaseColumns}, x.since, x.lost_at as "lostAt", ${gatewaysAt('x.lost_at')} as gateways
   from lost_leases x join leases l on l.lease_id = x.lease_id and l.bid_hash = x.bid_hash
   where x.lost_at > now() - ${recent} and ${hasNoRecord('lost')} order by l.lease_id limit ${atOnce}`,
)

/** Lists lost leases without a record. Index: lost_leases (lost_at), fault_records (bid_hash, lease_id, incident), tunnels (gateway_id, closed_at). Takes no lock. */
export function listLostFaults(db: Queryable): Promise<RowOf<typeof lostRow>[]> {
  return lostLeases.rows(db, [])
}

const unreachableRow = rowOf({ ...lease, since: 'int8', lastTunnelAt: 'timestamptz', gateways: 'int4' })

const unreachableLeases = statement(
  unreachableRow,
  `select ${leaseColumns}, ${blockTime('t.at')} as since, t.at as "lastTunnelAt", ${gatewaysAt('now()')} as gateways
   from node_heartbeats h join leases l on l.node_id = h.node_id
     cross join lateral (select max(coalesce(t.closed_at, t.last_seen_at)) as at from tunnels t where t.node_id = h.node_id) t
   where h.silent and h.last_seen_at >= now() - make_interval(secs => $2) and l.state = 'active' and l.end_at > $1::bigint
     and t.at < now() - make_interval(secs => $3) and ${hasNoRecord('unreachable')} order by l.lease_id limit ${atOnce}`,
)

/**
 * Lists active leases without a record whose machine has no tunnel since `withoutSeconds`, although it sends heartbeats. `chainNow` is the block clock
 * in Unix seconds. Index: node_heartbeats (silent, last_seen_at), leases (node_id, state), tunnels (node_id, closed_at). Takes no lock.
 */
export function listUnreachableFaults(
  db: Queryable,
  { chainNow, heartbeatSeconds, withoutSeconds }: { chainNow: bigint; heartbeatSeconds: number; withoutSeconds: number },
): Promise<RowOf<typeof unreachableRow>[]> {
  return unreachableLeases.rows(db, [chainNow, heartbeatSeconds, withoutSeconds])
}

const lateRow = rowOf({ ...lease, from: 'int8', until: 'int8', hasWorkload: 'bool', isMarketAway: 'bool', isSilent: 'bool' })

const startOf = 'greatest(l.start_at, l.settled_at)'
const deadlineOf = 'l.start_at + least(l.duration_seconds, 600)'
const lateLeases = statement(
  lateRow,
  `select ${leaseColumns}, ${startOf} as from, ${deadlineOf} as until,
     exists (select from workloads w where w.hash = l.workload_hash) as "hasWorkload",
     exists (select from market_outages o where o.until_at >= ${wall(startOf)} and o.from_at <= ${wall(deadlineOf)})
       or exists (select from relays r where r.lease_id = l.lease_id and r.kind = 'ready' and r.created_at <= ${wall(deadlineOf)}
         and not exists (select from transactions s where s.relay_id = r.id)) as "isMarketAway",
     coalesce(h.last_seen_at < now() - make_interval(secs => $2), true) as "isSilent"
   from leases l left join node_heartbeats h on h.node_id = l.node_id
   where (l.state = 'booked' or l.state in ('ended', 'closed') and l.ready_at is null and l.end_reason = $3) and ${deadlineOf} < $1::bigint
     and ${deadlineOf} > $1::bigint - 86400 and l.end_at > $1::bigint - 86400
     and not exists (select from lost_leases x where x.lease_id = l.lease_id and x.bid_hash = l.bid_hash)
     and ${hasNoRecord('not_ready')} order by l.lease_id limit ${atOnce}`,
)

/**
 * Lists leases without a record that were not ready in time. `isMarketAway` is true if an outage overlaps the time from the start to the deadline, or
 * the market never sent a transaction with the Ready that the machine signed in time. `noShow` is the contract's code. Index: leases (state, end_at), market_outages
 * (from_at), relays (lease_id, kind). Takes no lock.
 */
export function listLateFaults(
  db: Queryable,
  { chainNow, heartbeatSeconds, noShow }: { chainNow: bigint; heartbeatSeconds: number; noShow: number },
): Promise<RowOf<typeof lateRow>[]> {
  return lateLeases.rows(db, [chainNow, heartbeatSeconds, noShow])
}

const reportedRow = rowOf({
  ...lease,
  incident: oneOf(tables.lease_incidents.incident, ['gpu_error', 'reboot', 'script_exit', 'out_of_memory', 'disk_full']),
  value: tables.lease_incidents.value,
  from: 'int8',
})

const reportedIncidents = statement(
  reportedRow,
  `select ${leaseColumns}, n.incident, n.value, ${blockTime('n.at')} as from
   from lease_incidents n join leases l on l.lease_id = n.lease_id and l.node_id = n.node_id
   where n.at > now() - ${recent} and not exists (select from fault_records f
     where f.bid_hash = l.bid_hash and f.lease_id = l.lease_id and f.incident = n.incident)
   order by n.at limit ${atOnce}`,
)

/** Lists incidents without a record that agents reported. Index: lease_incidents (at), leases (lease_id). Takes no lock. */
export function listReportedFaults(db: Queryable, { chainNow }: { chainNow: bigint }): Promise<RowOf<typeof reportedRow>[]> {
  return reportedIncidents.rows(db, [chainNow])
}

const imageRow = rowOf({
  ...lease,
  from: 'int8',
  isRefused: 'bool',
  otherMachinesFailed: 'int4',
  hasOtherImageCome: 'bool',
  hasOtherImageFailed: 'bool',
})

const reference = (workload: string) => `(${workload}.body::jsonb -> 'image' ->> 'reference')`
const failedImages = statement(
  imageRow,
  `select ${leaseColumns}, coalesce(l.ready_at, l.start_at) as from, i.image ->> 'retrying' = 'false' as "isRefused",
     (select count(distinct o.node_id)::int from lease_images o join leases ol on ol.lease_id = o.lease_id and ol.node_id = o.node_id
       join workloads ow on ow.hash = ol.workload_hash
       where o.node_id <> i.node_id and o.updated_at > now() - interval '7 days' and o.image ->> 'state' = 'refused'
         and ${reference('ow')} = ${reference('w')}) as "otherMachinesFailed",
     exists (select from lease_images o where o.node_id = i.node_id and o.lease_id <> i.lease_id and o.updated_at > now() - interval '7 days'
       and o.image ->> 'state' = 'here') as "hasOtherImageCome",
     exists (select from lease_images o join leases ol on ol.lease_id = o.lease_id and ol.node_id = o.node_id join workloads ow on ow.hash = ol.workload_hash
       where o.node_id = i.node_id and o.lease_id <> i.lease_id and o.updated_at > now() - interval '7 days' and o.image ->> 'state' = 'refused'
         and ${reference('ow')} <> ${reference('w')}) as "hasOtherImageFailed"
   from lease_images i join leases l on l.lease_id = i.lease_id and l.node_id = i.node_id join workloads w on w.hash = l.workload_hash
   where i.updated_at > now() - ${recent} and i.image ->> 'state' = 'refused'
     and (i.image ->> 'retrying' = 'false' or l.ready_at + 600 < $1::bigint) and ${hasNoRecord('image')} order by l.lease_id limit ${atOnce}`,
)

/**
 * Lists leases without a record whose image the machine refused, or could not pull in 600 s. Index: lease_images (updated_at), lease_images (node_id,
 * lease_id), leases (lease_id), workloads (hash). Takes no lock.
 */
export function listImageFaults(db: Queryable, { chainNow }: { chainNow: bigint }): Promise<RowOf<typeof imageRow>[]> {
  return failedImages.rows(db, [chainNow])
}

const endedRow = rowOf({ ...lease, from: tables.leases.end_at })

const providerEnds = statement(
  endedRow,
  `select ${leaseColumns}, l.end_at as from from leases l
   where l.state in ('ended', 'closed') and l.end_reason = $2 and l.end_at > $1::bigint - 86400 and ${hasNoRecord('provider_ended')}
   order by l.lease_id limit ${atOnce}`,
)

/** Lists leases without a record that their provider ended. `providerEnded` is the contract's code. Index: leases (state, end_at). Takes no lock. */
export function listProviderEnds(
  db: Queryable,
  { chainNow, providerEnded }: { chainNow: bigint; providerEnded: number },
): Promise<RowOf<typeof endedRow>[]> {
  return providerEnds.rows(db, [chainNow, providerEnded])
}
