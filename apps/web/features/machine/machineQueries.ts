import type { MachineWire } from '@infinitio/domain/wire'
import { getMachine, getMachineTelemetry, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import { isAway } from '#web/parts/api/problem.ts'

/** The polling interval in milliseconds, because no event reports new readings. The agent measures every 5 s. */
const everyMs = 5_000
/** The polling interval for charts of a day and more, in milliseconds, because they change slowly. */
const slowMs = 60_000

/**
 * Stops polling after an error that the next request would get too, for example because the machine belongs to another provider. Continues if the server did
 * not respond.
 */
const pollWhileKnown = ({ state }: { readonly state: { readonly error: Error | null } }): number | false =>
  state.error === null || isAway(state.error) ? everyMs : false

/** A machine as the API shows it to its owner. */
export type Machine = MachineWire

/** Query for one machine of the signed-in provider. */
export function machineQuery(api: Transport, node: string) {
  return queryOptions({ queryKey: ['provider', 'machine', node], queryFn: () => getMachine(api, node), refetchInterval: pollWhileKnown })
}

/** Query for the readings of the last hours of a machine. */
export function machineTelemetryQuery(api: Transport, node: string, hours: number) {
  return queryOptions({
    queryKey: ['provider', 'telemetry', node, hours],
    queryFn: () => getMachineTelemetry(api, node, { hours }),
    refetchInterval: hours === 1 ? everyMs : slowMs,
  })
}
