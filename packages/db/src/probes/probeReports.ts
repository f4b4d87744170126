// Reports of validators about the network of machines. The API (role infinitio_api) writes the tables `probe_reports` and `probe_records`; gateways read `probe_reports`.
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { probe_reports: reports, probe_records: records, chain_nodes: nodes, chain_regions: regions } = tables

const recordRow = rowOf({
  node: records.node_id,
  gateway: records.gateway,
  rttMicros: records.rtt_micros,
  downKbps: records.down_kbps,
  upKbps: records.up_kbps,
})
/**
 * A validator's measurement of the network of one machine, through one gateway. `rttMicros` is the round-trip time in microseconds; null if the validator could
 * not reach the machine.
 */
export type ProbeRecordRow = RowOf<typeof recordRow>

/** A validator's report with its measurements. `place` is the location that the validator states, in hundredths of a degree. */
export type ProbeReportRow = {
  readonly hour: bigint
  readonly validator: string
  readonly signature: string
  readonly place: { readonly latitude: number; readonly longitude: number } | null
  readonly records: readonly ProbeRecordRow[]
}

/**
 * Stores a report with its measurements. Returns false if the validator has already reported on one of these machines for the same gateway and hour. Call it in
 * a transaction, and roll the transaction back if it returns false. Index: probe_reports (signature), probe_records (hour, node_id, validator, gateway).
 */
export async function insertProbeReport(tx: Queryable, { hour, validator, signature, place, records: rows }: ProbeReportRow): Promise<boolean> {
  const fresh = await tx.query(
    'insert into probe_reports (signature, hour, validator, latitude, longitude) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1',
    [signature, hour, validator, place?.latitude ?? null, place?.longitude ?? null],
  )
  if (fresh.length === 0) return true
  const stored = await tx.query(
    `insert into probe_records (signature, hour, validator, node_id, gateway, rtt_micros, down_kbps, up_kbps)
     select $1, $2, $3, * from unnest($4::text[], $5::text[], $6::int[], $7::int[], $8::int[]) on conflict do nothing returning 1`,
    [
      ...[signature, hour, validator, rows.map(({ node }) => node), rows.map(({ gateway }) => gateway)],
      ...[rows.map(({ rttMicros }) => rttMicros), rows.map(({ downKbps }) => downKbps), rows.map(({ upKbps }) => upKbps)],
    ],
  )
  return stored.length === rows.length
}

const reportedRow = rowOf({
  validator: reports.validator,
  signature: reports.signature,
  latitude: reports.latitude,
  longitude: reports.longitude,
  node: records.node_id,
  gateway: records.gateway,
  rttMicros: records.rtt_micros,
  downKbps: records.down_kbps,
  upKbps: records.up_kbps,
})
/** A measurement together with the data of its report: validator, signature and location. */
export type ReportedProbeRow = RowOf<typeof reportedRow>

const columns =
  'r.validator, r.signature, r.latitude, r.longitude, p.node_id as node, p.gateway, p.rtt_micros as "rttMicros", p.down_kbps as "downKbps", p.up_kbps as "upKbps"'

const recordsOfHour = statement(
  reportedRow,
  `select ${columns} from probe_reports r join probe_records p on p.signature = r.signature where r.hour = $1 order by r.validator, r.signature, p.node_id, p.gateway`,
)

/** Lists the measurements of an hour, grouped by report. Index: probe_reports (hour, validator), probe_records (signature). Takes no lock. */
export function listProbeRecords(db: Queryable, { hour }: { readonly hour: bigint }): Promise<ReportedProbeRow[]> {
  return recordsOfHour.rows(db, [hour])
}

const nodeHourRow = rowOf({
  hour: records.hour,
  validator: records.validator,
  gateway: records.gateway,
  rttMicros: records.rtt_micros,
  downKbps: records.down_kbps,
  upKbps: records.up_kbps,
  latitude: reports.latitude,
  longitude: reports.longitude,
})
const recordsOfNode = statement(
  nodeHourRow,
  `select p.hour, p.validator, p.gateway, p.rtt_micros as "rttMicros", p.down_kbps as "downKbps", p.up_kbps as "upKbps", r.latitude, r.longitude
   from probe_records p join probe_reports r on r.signature = p.signature
   where p.node_id = $1 and p.hour >= $2 order by p.hour desc, p.validator, p.gateway`,
)

/** Lists the measurements of a machine since an hour, newest first. Index: probe_records (node_id, hour), probe_reports (signature). Takes no lock. */
export function listNodeProbes(
  db: Queryable,
  { node, since }: { readonly node: string; readonly since: bigint },
): Promise<RowOf<typeof nodeHourRow>[]> {
  return recordsOfNode.rows(db, [node, since])
}

const claimRow = rowOf({ networkMbps: nodes.network_mbps, registeredAt: nodes.registered_at, region: nullable(regions.name) })
const claim = statement(
  claimRow,
  'select n.network_mbps as "networkMbps", n.registered_at as "registeredAt", r.name as region from chain_nodes n left join chain_regions r on r.region_id = n.region_id where n.node_id = $1',
)

/** Returns the network speed and the name of the region that a machine claims, and the Unix seconds of its registration; null for an unknown machine. Index: chain_nodes (node_id). Takes no lock. */
export async function findNetworkClaim(db: Queryable, { node }: { readonly node: string }): Promise<RowOf<typeof claimRow> | null> {
  return (await claim.first(db, [node])) ?? null
}

/**
 * Returns true if a validator has reported for `hour`, and no report exists for a later hour. Only such a validator may probe machines (measure their network)
 * through the gateways. Index: probe_reports (hour, validator). Takes no lock.
 */
export async function isProber(db: Queryable, { hour, validator }: { readonly hour: bigint; readonly validator: string }): Promise<boolean> {
  const reported = await db.query(
    'select from probe_reports where hour = $1 and validator = $2 and not exists (select from probe_reports where hour > $1) limit 1',
    [hour, validator],
  )
  return reported.length > 0
}
