import path from 'node:path'
import { gridOfMachine } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { readNodeRecords } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import type { AgentEnv } from './settings/env.ts'
import { startControl } from './control/startControl.ts'
import { FleetChanges } from './fleet-changes/fleetChanges.ts'
import { loadNodeKeys } from './keys/loadNodeKeys.ts'
import { LeaseDisks } from './leases/leaseDisks.ts'
import { LeaseKeeper, type NodeFacts } from './leases/leaseKeeper.ts'
import { LeaseLoop } from './leases/leaseLoop.ts'
import { LostGpuStore } from './leases/lostGpuStore.ts'
import type { AgentLog } from './logs/agentLog.ts'
import { onOtherListingTerms } from './market/otherListingTerms.ts'
import { MarketSession, type SigningNode } from './market/marketSession.ts'
import { followMesh } from './mesh/followMesh.ts'
import { MeshRelays } from './mesh/relay/meshRelays.ts'
import { startAgentMetrics } from './metrics/startAgentMetrics.ts'
import type { Fleet } from './provision/fleetFile.ts'
import { readLastListing } from './provision/listingFile.ts'
import { followProofs } from './proofs/followProofs.ts'
import { followTasks } from './tasks/followTasks.ts'
import { assertRuntimeServes, chooseRuntime } from './runtime/chooseRuntime.ts'
import { type Measured, startReporting } from './telemetry/startReporting.ts'
import { serveNode } from './tunnel/serveNode.ts'

const lookAfterEveryMs = 10_000

/**
 * Serves the provisioned nodes: continues with the leases on disk, keeps a tunnel from each node to each gateway, follows the market, and reports. Rejects if
 * the chosen runtime is not allowed or cannot work on this machine. Calls `onWrongGatewayKey` when a gateway has another key than the one in the fleet's file.
 * `stop` leaves the leases running, and the next start of the agent continues with them.
 */
export async function serveFleet({
  env,
  fleet,
  onWrongGatewayKey,
  onListingTerms,
  log,
  logger,
}: {
  env: AgentEnv
  fleet: Fleet
  onWrongGatewayKey: () => void
  /** Called when the planned maintenance of these nodes or the market's fee has changed. Their asks may then offer wrong times or allow too low a fee. */
  onListingTerms: () => void
  /** The newest log lines of this process. The owner of the machine can read them on its page. */
  log: AgentLog
  logger: Logger
}): Promise<{ stop(): void }> {
  await assertRuntimeServes({ env, chainId: fleet.chainId })
  const facts = new Map<string, NodeFacts>()
  const signing = new Map<string, SigningNode>()
  for (const { slot, nodeId, banner, gpus } of fleet.nodes) {
    const keys = await loadNodeKeys(path.join(env.AGENT_DATA_DIR, 'nodes', slot))
    facts.set(nodeId, { hostKey: keys.hostKeyFile, boxKey: keys.boxKey, boxSecret: keys.boxSecret, banner, gpus })
    signing.set(nodeId, { nodeId, account: privateKeyToAccount(keys.nodeKey) })
  }
  const leasesDir = path.join(env.AGENT_DATA_DIR, 'leases')
  const keeper = new LeaseKeeper({ leasesDir, nodes: facts, runtime: chooseRuntime({ env, leasesDir, logger }), logger })
  const lostGpus = await openLostGpus({ env, keeper })
  await keeper.adopt()
  const relays = new MeshRelays(logger)
  const tunnels = [...signing.values()].map(({ nodeId, account }) =>
    serveNode({
      ...{ gateways: [{ host: env.TUNNEL_HOST, port: env.TUNNEL_PORT }, ...env.TUNNEL_OTHERS], gatewayKey: fleet.gatewayKey, nodeId, account },
      ...{ onWrongKey: onWrongGatewayKey, hostKey: facts.get(nodeId)?.hostKey ?? '', keeper, relays, logger },
    }),
  )
  const market = new MarketSession({ apiUrl: env.API_URL, nodes: [...signing.values()], logger })
  const disks = new LeaseDisks({ market, keeper, boxKeyOf: (nodeId) => chainBoxKey({ env, market, nodeId }), logger })
  const mesh = followMesh({ env, market, keeper, nodes: signing, relays, logger })
  const loop = new LeaseLoop({ market, keeper, disks, nodes: signing, onDesired: (desired) => mesh.note(desired), logger })
  const nodeIds = [...signing.keys()]
  const ends = [startAgentMetrics({ keeper, tunnels }), startControl({ env, served: { keeper, nodeIds, tunnels }, logger }), () => mesh.stop()]
  const changes = new FleetChanges({ env, fleet, market, nodes: signing, logger })
  const noteListingTerms = onOtherListingTerms(onListingTerms)
  const own: { fingerprints: readonly string[] } = { fingerprints: [] }
  const stopReporting = startReporting({
    ...{ market, nodeIds, logger, fingerprints: () => own.fingerprints },
    onHeartbeat(answer) {
      void changes.afterHeartbeat(answer)
      noteListingTerms(answer)
    },
    measured: lostGpus === null ? null : measuredBy({ env, keeper, lostGpus, nodeIds, log }),
  })
  void loop.run()
  const idle = { env, market, nodes: [...signing.values()], isRented: keeper.isRented.bind(keeper), logger }
  const boxes = { boxOf: (nodeId: string) => facts.get(nodeId) ?? null, boxKeyOf: (nodeId: string) => chainBoxKey({ env, market, nodeId }) }
  const noteFingerprints = (found: readonly string[]) => Object.assign(own, { fingerprints: found })
  ends.push(followProofs({ ...idle, chainId: fleet.chainId }), followTasks({ ...idle, ...boxes, noteFingerprints }))
  const lookingAfter = setInterval(() => void Promise.all([keeper.trimLogs(), keeper.keepUp()]), lookAfterEveryMs)
  return {
    stop() {
      stopReporting()
      for (const end of ends) end()
      clearInterval(lookingAfter)
      loop.stop()
      for (const tunnel of tunnels) tunnel.close()
    },
  }
}

/** Opens the record of lost GPUs, and lets no lease get one of them. Returns null for simulated machines, which have no GPUs. */
async function openLostGpus({ env, keeper }: { env: AgentEnv; keeper: LeaseKeeper }): Promise<LostGpuStore | null> {
  if (env.AGENT_FLEET !== 'this-machine') return null
  const lostGpus = await LostGpuStore.open(env.AGENT_DATA_DIR)
  keeper.noteLostGpus(lostGpus.addresses)
  return lostGpus
}

type MeasuredParts = { env: AgentEnv; keeper: LeaseKeeper; lostGpus: LostGpuStore; nodeIds: readonly string[]; log: AgentLog }

function measuredBy({ env, keeper, lostGpus, nodeIds, log }: MeasuredParts): Measured {
  const sandboxesOf = (nodeId: string) =>
    keeper.actual().flatMap((lease) => (lease.nodeId === nodeId ? (keeper.find(lease.leaseId)?.sandbox ?? []) : []))
  return {
    nodes: () => nodeIds.map((nodeId) => ({ nodeId, sandboxes: sandboxesOf(nodeId) })),
    imageOf: (leaseId) => keeper.find(leaseId)?.image ?? null,
    closedPortOf: (leaseId) => keeper.find(leaseId)?.closedPorts.lowest() ?? null,
    residueLeases: () => keeper.residueLeases(),
    lostBefore: lostGpus.addresses,
    async noteLostGpus(addresses) {
      keeper.noteLostGpus(addresses)
      await lostGpus.save(addresses)
    },
    countLostGpus: (nodeId) => keeper.countLostGpus(nodeId),
    lastListing: () => readLastListing(env.AGENT_DATA_DIR),
    grid: gridOfMachine({ country: env.AGENT_COUNTRY ?? null, regionName: env.AGENT_REGION }),
    dataDir: env.AGENT_DATA_DIR,
    log,
  }
}

/** Read the node's encryption key from the chain and not from the market. Otherwise the market could choose who can decrypt a copy of the disk. */
async function chainBoxKey({ env, market, nodeId }: { env: AgentEnv; market: MarketSession; nodeId: string }): Promise<string | null> {
  const { addresses } = await market.chain()
  const [record] = await readNodeRecords({ rpcUrl: env.RPC_URL, addresses, nodeIds: [nodeId] })
  return record?.boxKey ?? null
}
