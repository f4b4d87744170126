import {
  areOutagesStored,
  closeReachableFaults,
  insertFault,
  listImageFaults,
  listLateFaults,
  listLostFaults,
  listProviderEnds,
  listReportedFaults,
  listTunnelsAround,
  listUnreachableFaults,
  type NewFault,
  noteFault,
  type Queryable,
  tryLock,
} from '@infinitio/db'
import { attributeFault, endReasonCode, type FaultFacts, noFaultFacts } from '@infinitio/domain'
import type { Services } from '../services/services.ts'
import { gatewayFaults, togetherMs } from './gatewayFaults.ts'

/** Seconds within which `noteHours` stores an outage after it. Until then, a fault could be attributed to the wrong party. */
const outagesWithinSeconds = 60
/** Seconds of tunnels before a fault that show whether its gateway failed. */
const tunnelSeconds = 600 + togetherMs / 1_000

type Found = Pick<NewFault, 'leaseId' | 'bidHash' | 'nodeId' | 'provider' | 'incident'> & {
  readonly from: bigint
  readonly until?: bigint
  readonly value?: number | null
  readonly facts: Partial<FaultFacts>
}

/**
 * Records the faults of leases: attributes each new incident to a party and notifies the holder and a provider at fault. Records nothing while the chain
 * does not respond, or before an outage of the market is stored. Runs on one server at a time. Returns the number of new records.
 */
export async function noteFaults(services: Pick<Services, 'db' | 'clock' | 'hub' | 'logger' | 'nodeTimes'>): Promise<number> {
  const { db, clock, hub, logger } = services
  const { ok, now } = clock.read()
  if (!ok || !(await areOutagesStored(db, { withinSeconds: outagesWithinSeconds }))) return 0
  const recorded = await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'faults'))) return 0
    const chainNow = BigInt(now)
    await closeReachableFaults(tx, { chainNow })
    let count = 0
    for (const { from, until = null, value = null, facts: told, ...incident } of await listFound(tx, services, chainNow)) {
      const facts = { ...noFaultFacts, ...told }
      const fault = { ...incident, value, fromAt: from, untilAt: until, facts, ...attributeFault(facts) }
      const faultId = await insertFault(tx, fault)
      if (faultId === null) continue
      count += 1
      await noteFault(tx, { faultId })
      logger.info({ leaseId: fault.leaseId, incident: fault.incident, party: fault.party, rule: fault.rule }, 'a fault is recorded')
    }
    return count
  })
  if (recorded > 0) hub.wake()
  return recorded
}

async function listFound(tx: Queryable, { nodeTimes }: Pick<Services, 'nodeTimes'>, chainNow: bigint): Promise<Found[]> {
  const { suspectAfterSeconds: heartbeatSeconds, lostAfterSeconds } = nodeTimes
  const isGatewayDown = async (nodeId: string, at: Date) => (await faultyAt(tx, { at, silentAfterSeconds: heartbeatSeconds })).has(nodeId)
  const found: Found[] = []
  for (const { since, lostAt, gateways, ...lease } of await listLostFaults(tx)) {
    const facts = { silentWays: 1 + gateways, isGatewayDown: await isGatewayDown(lease.nodeId, lostAt) }
    found.push({ ...lease, incident: 'lost', from: since, facts })
  }
  for (const { since, lastTunnelAt, gateways, ...lease } of await listUnreachableFaults(tx, {
    ...{ chainNow, heartbeatSeconds, withoutSeconds: lostAfterSeconds },
  })) {
    const facts = {
      silentWays: Math.max(1, gateways),
      seenWays: 1,
      isMarketAway: gateways === 0,
      isGatewayDown: await isGatewayDown(lease.nodeId, lastTunnelAt),
    }
    found.push({ ...lease, incident: 'unreachable', from: since, facts })
  }
  const noShow = endReasonCode('no_show')
  for (const { from, until, hasWorkload, isMarketAway, isSilent, ...lease } of await listLateFaults(tx, { chainNow, heartbeatSeconds, noShow })) {
    const facts = { isMarketAway, silentWays: isSilent ? 2 : 0, isReadyLate: hasWorkload, hasWorkloadFailed: !hasWorkload }
    found.push({ ...lease, incident: 'not_ready', from, until, facts })
  }
  for (const { incident, value, ...lease } of await listReportedFaults(tx, { chainNow })) {
    const isOfMachine = incident === 'gpu_error' || incident === 'reboot'
    const facts = { xid: incident === 'gpu_error' ? value : null, hasRebooted: incident === 'reboot', hasWorkloadFailed: !isOfMachine }
    found.push({ ...lease, incident, value, facts })
  }
  for (const { from, isRefused, ...image } of await listImageFaults(tx, { chainNow })) {
    const { otherMachinesFailed, hasOtherImageCome, hasOtherImageFailed, ...lease } = image
    const facts = { hasImageFailed: true, isImageRefused: isRefused, otherMachinesFailed, hasOtherImageCome, hasOtherImageFailed }
    found.push({ ...lease, incident: 'image', from, facts })
  }
  for (const lease of await listProviderEnds(tx, { chainNow, providerEnded: endReasonCode('provider_ended') }))
    found.push({ ...lease, incident: 'provider_ended', facts: { isEndSigned: true } })
  return found
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
