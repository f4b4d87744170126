import { findNetworkClaim, listNodeProbes, listProbeRecords } from '@infinitio/db'
import { address, hex32, type Refusal } from '@infinitio/domain'
import type { ProbePlace } from '@infinitio/domain/probes'
import type { NodeProbesWire, ProbeHourWire } from '@infinitio/domain/wire'
import { networkHours, networkOf, probedHoursOf, regionArea, regionOf, regionReportsOf, withoutArrival } from '@infinitio/economy'
import type { Services } from '../../services/services.ts'

const hourSeconds = 3_600

/** Returns all validators' reports of network measurements in one hour, each with its signature. */
export async function readProbeHour({ db }: Pick<Services, 'db'>, { hour }: { readonly hour: number }): Promise<ProbeHourWire> {
  const rows = await listProbeRecords(db, { hour: BigInt(hour) })
  const reports = [...Map.groupBy(rows, ({ signature }) => signature)].map(([signature, own]) => ({
    validator: address(own[0]?.validator ?? ''),
    signature,
    place: placeOf(own[0]),
    records: own.map(({ validator: _validator, signature: _signature, latitude: _latitude, longitude: _longitude, ...record }) => record),
  }))
  return { hour, reports }
}

/**
 * Returns the network quality of a machine: the provider's claim, and the validators' measurements of the last 24 hours. Refuses with `node.unknown`. Throws
 * ChainUnavailableError.
 */
export async function readNodeProbes(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { node }: { readonly node: string },
): Promise<NodeProbesWire | Refusal> {
  const claimed = await findNetworkClaim(db, { node })
  if (claimed === null) return { rejected: 'node.unknown' }
  const epoch = Math.floor(clock.read().now / hourSeconds)
  const rows = await listNodeProbes(db, { node, since: BigInt(epoch - networkHours + 1) })
  const reports = rows.map(({ hour, validator, gateway, rttMicros, downKbps, upKbps, ...at }) => ({
    hour: Number(hour),
    validator: address(validator),
    place: placeOf(at),
    records: [{ node: hex32(node), gateway, rttMicros, downKbps, upKbps }],
  }))
  const hours = withoutArrival(probedHoursOf(reports), { registeredAt: Number(claimed.registeredAt) })
  const last = BigInt(epoch)
  const { region: state, possible, impossible } = regionOf(regionReportsOf(reports, { epoch: last }), { area: regionArea(claimed.region) })
  return {
    node: hex32(node),
    claimedMbps: Number(claimed.networkMbps),
    ...networkOf(hours, { epoch: last }),
    region: { name: claimed.region, state, possible, impossible },
    hours: hours
      .toSorted((one, other) => other.hour - one.hour)
      .map(({ hour, validators, ways, rttMicros, downKbps, upKbps }) => ({
        ...{ hour, validators, gateways: [...ways] },
        ...{ rttMs: rttMicros === null ? null : rttMicros / 1_000, downMbps: downKbps / 1_000, upMbps: upKbps / 1_000 },
      })),
  }
}

function placeOf(at: { readonly latitude: number | null; readonly longitude: number | null } | undefined): ProbePlace | null {
  const { latitude = null, longitude = null } = at ?? {}
  return latitude === null || longitude === null ? null : { latitude, longitude }
}
