import {
  listImageFaults,
  listLateFaults,
  listLostFaults,
  listMachineFaults,
  listProviderEnds,
  listTunnelsAround,
  listUnreachableFaults,
  listWorkloadFaults,
  type NewFault,
  type Queryable,
} from '@infinitio/db'
import type { FaultFacts, FaultSource } from '@infinitio/domain'
import type { Services } from '../services/services.ts'
import { gatewayFaults, togetherMs } from './gatewayFaults.ts'

/** The tunnels between machines and gateways that were open within this many seconds before a fault are read. They show whether a gateway failed. */
const tunnelSeconds = 600 + togetherMs / 1_000
/**
 * The times of faults are rounded down to multiples of this many milliseconds. The tunnels are read only once for all faults with the same rounded time. A time
 * rounded up could be in the future, where tunnels that work count as silent.
 */
const sameMomentMs = 10_000

/**
 * An incident of a lease, with the data from which the party at fault follows. `source` says where the data comes from, if that is not the usual source of the
 * rule that applies.
 */
export type FoundFault = Pick<NewFault, 'leaseId' | 'bidHash' | 'nodeId' | 'provider' | 'incident'> & {
  readonly from: bigint
  readonly until?: bigint
  readonly value?: number | null
  readonly source?: FaultSource
  readonly facts: Partial<FaultFacts>
}

/** The inputs of one search for faults: the block clock in Unix seconds, the market's time limits for silent nodes, and the check of gateways. */
export type FaultSearch = Pick<Services, 'nodeTimes'> & { readonly chainNow: bigint; readonly isGatewayDown: GatewayCheck }

/**
 * Returns true if a gateway failed at the time `at`, and this machine lost its last tunnel with it. With `isSilent`, the machine was silent at the API too. Then
 * only machines that were also silent at the API show a failure, because a failed gateway explains nothing about a machine's own reports.
 */
type GatewayCheck = (tx: Queryable, lost: { readonly nodeId: string; readonly at: Date; readonly isSilent: boolean }) => Promise<boolean>

/**
 * The searches for incidents of leases (such as a lost machine), by kind, in the order in which they run. Faults of machines are searched and recorded first,
 * because such a fault may be the cause of a workload's failure.
 */
export const faultFinders: Readonly<Record<string, (tx: Queryable, search: FaultSearch) => Promise<FoundFault[]>>> = {
  lost: async (tx, { isGatewayDown }) => {
    const found: FoundFault[] = []
    for (const { since, lostAt, gateways, ...lease } of await listLostFaults(tx)) {
      const facts = { silentWays: 1 + gateways, isGatewayDown: await isGatewayDown(tx, { nodeId: lease.nodeId, at: lostAt, isSilent: true }) }
      found.push({ ...lease, incident: 'lost', from: since, facts })
    }
    return found
  },
  unreachable: async (tx, { chainNow, nodeTimes, isGatewayDown }) => {
    const found: FoundFault[] = []
    const seconds = { heartbeatSeconds: nodeTimes.suspectAfterSeconds, withoutSeconds: nodeTimes.lostAfterSeconds }
    for (const { since, lastTunnelAt, isGatewayEmpty, ...lease } of await listUnreachableFaults(tx, { chainNow, ...seconds })) {
      const facts = {
        silentWays: 1,
        seenWays: 1,
        isGatewayEmpty,
        isGatewayDown: await isGatewayDown(tx, { nodeId: lease.nodeId, at: afterDrop(lastTunnelAt, nodeTimes), isSilent: false }),
      }
      found.push({ ...lease, incident: 'unreachable', from: since, facts })
    }
    return found
  },
  late: async (tx, { chainNow }) =>
    (await listLateFaults(tx, { chainNow })).map(({ from, until, hasWorkload, isWorkloadLate, isMarketAway, isMarketLate, isSilent, ...lease }) => ({
      ...{ ...lease, from, until },
      incident: 'not_ready',
      source: 'market',
      // A lease without a workload gives the machine nothing to start. So if the machine sends no Ready message for it, that is not the machine's fault.
      facts: hasWorkload
        ? { isMarketAway, silentWays: isSilent ? 2 : 0, isReadyLate: !isMarketLate && !isWorkloadLate }
        : { isMarketAway, hasWorkloadFailed: true },
    })),
  machine: async (tx, { chainNow }) =>
    (await listMachineFaults(tx, { chainNow })).map(({ incident, value, ...lease }) => ({
      ...{ ...lease, incident, value },
      facts: {
        xid: incident === 'gpu_error' ? value : null,
        ...{ hasRebooted: incident === 'reboot', hasMemoryErrors: incident === 'gpu_memory', isGpuLost: incident === 'gpu_lost' },
      },
    })),
  workload: async (tx, { chainNow }) =>
    (await listWorkloadFaults(tx, { chainNow })).map(({ cause, isMachineDiskFull, ...lease }) => ({
      ...lease,
      facts: { ...cause, isMachineDiskFull, hasWorkloadFailed: true },
    })),
  image: async (tx, { chainNow }) =>
    (await listImageFaults(tx, { chainNow })).map(({ leaseId, bidHash, nodeId, provider, from, isRefused, isMachineDiskFull, ...others }) => ({
      ...{ leaseId, bidHash, nodeId, provider, from },
      incident: 'image',
      // An image without a digest is refused on any disk.
      facts: { ...others, hasImageFailed: true, isImageRefused: isRefused, isMachineDiskFull: isMachineDiskFull && !isRefused },
    })),
  end: async (tx, { chainNow }) =>
    (await listProviderEnds(tx, { chainNow })).map((lease) => ({ ...lease, incident: 'provider_ended', facts: { isEndSigned: true } })),
}

/**
 * Returns the time at which to look for other tunnels that dropped together with this one. A killed gateway does not close its tunnels; each one counts as
 * dropped only after `suspectAfterSeconds` of silence. So the returned time is `suspectAfterSeconds` and `togetherMs` after this tunnel was last confirmed. But
 * it is not in the future, because then working tunnels would count as silent, too.
 */
function afterDrop(lastTunnelAt: Date, { suspectAfterSeconds }: Services['nodeTimes']): Date {
  return new Date(Math.min(lastTunnelAt.getTime() + suspectAfterSeconds * 1_000 + togetherMs, Date.now()))
}

/**
 * Creates the function that checks, during one search for faults, whether a node lost its last tunnel because a gateway failed. It reads the tunnels at most
 * once for each span of 10 s.
 */
export function gatewayCheck({ suspectAfterSeconds }: Services['nodeTimes']): GatewayCheck {
  const looks = new Map<string, Set<string>>()
  return async (tx, { nodeId, at, isSilent }) => {
    const moment = Math.floor(at.getTime() / sameMomentMs) * sameMomentMs
    const look = `${moment} ${isSilent}`
    const faulty = looks.get(look) ?? (await faultyAt(tx, { at: new Date(moment), silentAfterSeconds: suspectAfterSeconds, isSilent }))
    looks.set(look, faulty)
    return faulty.has(nodeId)
  }
}

/** Returns the nodes that at the time `at` had lost their last tunnel because a gateway failed. With `isSilent`, leaves out tunnels of nodes that sent heartbeats afterwards. */
async function faultyAt(
  tx: Queryable,
  { at, silentAfterSeconds, isSilent }: { at: Date; silentAfterSeconds: number; isSilent: boolean },
): Promise<Set<string>> {
  const tunnels = await listTunnelsAround(tx, { at, withinSeconds: tunnelSeconds, silentAfterSeconds })
  return gatewayFaults(
    tunnels.map(({ connectedAt, droppedAt, heardAt, ...tunnel }) => {
      const wasHeard = isSilent && droppedAt !== null && heardAt !== null && heardAt.getTime() >= droppedAt.getTime() + silentAfterSeconds * 1_000
      return { ...tunnel, connectedAtMs: connectedAt.getTime(), droppedAtMs: wasHeard ? null : (droppedAt?.getTime() ?? null) }
    }),
  )
}
