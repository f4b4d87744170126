import { findNetworkClaim, listNodeProbes, listProbeRecords } from '@infinitio/db'
import { address, hex32, type Refusal } from '@infinitio/domain'
import type { NodeProbesWire, ProbeHourWire } from '@infinitio/domain/wire'
import { networkHours, networkOf, probedHoursOf } from '@infinitio/economy'
import type { Services } from '../../services/services.ts'

const hourSeconds = 3_600

/** Returns all reports of an hour that have records. */
export async function readProbeHour({ db }: Pick<Services, 'db'>, { hour }: { readonly hour: number }): Promise<ProbeHourWire> {
  const rows = await listProbeRecords(db, { hour: BigInt(hour) })
  const reports = [...Map.groupBy(rows, ({ signature }) => signature)].map(([signature, own]) => ({
    validator: address(own[0]?.validator ?? ''),
    signature,
    records: own.map(({ validator: _validator, signature: _signature, ...record }) => record),
  }))
  return { hour, reports }
}

/** Returns the network of a machine: its claim, and what validators measured in the last 24 hours. Refuses with `node.unknown`. Throws ChainUnavailableError. */
export async function readNodeProbes(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { node }: { readonly node: string },
): Promise<NodeProbesWire | Refusal> {
  const claimed = await findNetworkClaim(db, { node })
  if (claimed === null) return { rejected: 'node.unknown' }
  const epoch = Math.floor(clock.read().now / hourSeconds)
  const rows = await listNodeProbes(db, { node, since: BigInt(epoch - networkHours + 1) })
  const reports = rows.map(({ hour, validator, ...record }) => ({
    hour: Number(hour),
    validator: address(validator),
    records: [{ ...record, node: hex32(node) }],
  }))
  const hours = probedHoursOf(reports)
  return {
    node: hex32(node),
    claimedMbps: Number(claimed),
    ...networkOf(hours, { epoch: BigInt(epoch) }),
    hours: hours
      .toSorted((one, other) => other.hour - one.hour)
      .map(({ hour, validators, ways, rttMicros, downKbps, upKbps }) => ({
        ...{ hour, validators, gateways: [...ways] },
        ...{ rttMs: rttMicros === null ? null : rttMicros / 1_000, downMbps: downKbps / 1_000, upMbps: upKbps / 1_000 },
      })),
  }
}
