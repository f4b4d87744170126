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

/** Seconds of tunnels before a fault that show whether its gateway failed. */
const tunnelSeconds = 600 + togetherMs / 1_000
/** Milliseconds. Faults whose times are in the same period of this length share one read of the tunnels. */
const sameMomentMs = 10_000

/** An incident of a lease with its facts. `source` replaces the source of the rule. */
export type FoundFault = Pick<NewFault, 'leaseId' | 'bidHash' | 'nodeId' | 'provider' | 'incident'> & {
  readonly from: bigint
  readonly until?: bigint
  readonly value?: number | null
  readonly source?: FaultSource
  readonly facts: Partial<FaultFacts>
}

/** The context of one search: the block clock now in Unix seconds, and the times of the market. */
export type FaultSearch = Pick<Services, 'nodeTimes'> & { readonly chainNow: bigint; readonly isGatewayDown: GatewayCheck }

type GatewayCheck = (tx: Queryable, lost: { readonly nodeId: string; readonly at: Date }) => Promise<boolean>

/** The searches for each kind of incident. Workloads come after machines, because the records of machines decide about them. */
export const faultFinders: Readonly<Record<string, (tx: Queryable, search: FaultSearch) => Promise<FoundFault[]>>> = {
  lost: async (tx, { isGatewayDown }) => {
    const found: FoundFault[] = []
    for (const { since, lostAt, gateways, ...lease } of await listLostFaults(tx)) {
      const facts = { silentWays: 1 + gateways, isGatewayDown: await isGatewayDown(tx, { nodeId: lease.nodeId, at: lostAt }) }
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
        isGatewayDown: await isGatewayDown(tx, { nodeId: lease.nodeId, at: afterDrop(lastTunnelAt, nodeTimes) }),
      }
      found.push({ ...lease, incident: 'unreachable', from: since, facts })
    }
    return found
  },
  late: async (tx, { chainNow }) =>
    (await listLateFaults(tx, { chainNow })).map(({ from, until, hasWorkload, isMarketAway, isSilent, ...lease }) => ({
      ...{ ...lease, from, until },
      incident: 'not_ready',
      source: 'market',
      // Without a workload the machine had nothing to do, so its silence is not the cause.
      facts: hasWorkload ? { isMarketAway, silentWays: isSilent ? 2 : 0, isReadyLate: true } : { isMarketAway, hasWorkloadFailed: true },
    })),
  machine: async (tx, { chainNow }) =>
    (await listMachineFaults(tx, { chainNow })).map(({ incident, value, ...lease }) => ({
      ...{ ...lease, incident, value },
      facts: { xid: incident === 'gpu_error' ? value : null, hasRebooted: incident === 'reboot' },
    })),
  workload: async (tx, { chainNow }) =>
    (await listWorkloadFaults(tx, { chainNow })).map(({ cause, ...lease }) => ({ ...lease, facts: { ...cause, hasWorkloadFailed: true } })),
  image: async (tx, { chainNow }) =>
    (await listImageFaults(tx, { chainNow })).map(({ from, isRefused, otherMachinesFailed, hasOtherImageCome, hasOtherImageFailed, ...lease }) => ({
      ...{ ...lease, from },
      incident: 'image',
      facts: { hasImageFailed: true, isImageRefused: isRefused, otherMachinesFailed, hasOtherImageCome, hasOtherImageFailed },
    })),
  end: async (tx, { chainNow }) =>
    (await listProviderEnds(tx, { chainNow })).map((lease) => ({ ...lease, incident: 'provider_ended', facts: { isEndSigned: true } })),
}

/**
 * Returns a moment at which the tunnels that dropped together with this one count as dropped. A killed gateway closes no tunnel, so a tunnel drops only when it was silent for some time.
 * The moment is not later than now, because tunnels that are up would count as silent.
 */
function afterDrop(lastTunnelAt: Date, { suspectAfterSeconds }: Services['nodeTimes']): Date {
  return new Date(Math.min(lastTunnelAt.getTime() + suspectAfterSeconds * 1_000 + togetherMs, Date.now() - sameMomentMs))
}

/** Returns a check of gateways for one search. It reads the tunnels once for each 10 s. */
export function gatewayCheck({ suspectAfterSeconds }: Services['nodeTimes']): GatewayCheck {
  const looks = new Map<number, Set<string>>()
  return async (tx, { nodeId, at }) => {
    const moment = Math.ceil(at.getTime() / sameMomentMs) * sameMomentMs
    const faulty = looks.get(moment) ?? (await faultyAt(tx, { at: new Date(moment), silentAfterSeconds: suspectAfterSeconds }))
    looks.set(moment, faulty)
    return faulty.has(nodeId)
  }
}

/** Returns the nodes whose last tunnel dropped by the fault of its gateway, as seen at a moment. */
async function faultyAt(tx: Queryable, { at, silentAfterSeconds }: { at: Date; silentAfterSeconds: number }): Promise<Set<string>> {
  const tunnels = await listTunnelsAround(tx, { at, withinSeconds: tunnelSeconds, silentAfterSeconds })
  return gatewayFaults(
    tunnels.map(({ connectedAt, droppedAt, ...tunnel }) => ({
      ...tunnel,
      connectedAtMs: connectedAt.getTime(),
      droppedAtMs: droppedAt?.getTime() ?? null,
    })),
  )
}
