// Long because it is a table with the evidence of each cause.
import { randomUUID } from 'node:crypto'
import { insertLostLeases, openTunnel } from '@infinitio/db'
import type { FaultIncident, FaultParty } from '@infinitio/domain'
import type { LeaseImageReportWire, TelemetryReportWire } from '@infinitio/domain/wire'
import { newWorkload } from '@infinitio/sdk'
import { readyChange, seedLease } from '../seedLease.ts'
import { seedMarket, type SeededNode } from '../seedMarket.ts'
import type { TestApi } from '../startTestApi.ts'

type Sample = Omit<Partial<TelemetryReportWire['samples'][number]>, 'leaseId'>
type Reported = Sample & { leaseId: string; machine?: Sample }

/** A cause of a fault that the test makes itself, with the incident and the party that must be recorded for it. */
export type FaultCause = {
  readonly name: string
  readonly incident: FaultIncident
  readonly party: FaultParty
  readonly happen: (leaseId: string) => Promise<void>
}

/** The tools with which the causes of faults are simulated: the API, the machines by number, and a function that starts a lease. */
type Scene = {
  readonly api: TestApi
  readonly nodeAt: (at: number) => SeededNode
  readonly lease: (on: { at: number; image?: number; isReady?: boolean }) => Promise<string>
}

const failing: LeaseImageReportWire = { state: 'refused', reason: 'no route to the registry', retrying: true }

/** A market of four machines in which a test causes faults. Only one lease runs at a time. */
export type FaultMarket = {
  readonly causes: readonly FaultCause[]
  /** Removes the evidence of earlier causes and starts a lease on the first machine. Returns its id. */
  start(cause: FaultCause): Promise<string>
}

/**
 * Creates the market. Real processes are not stopped to simulate a cause. Instead, the test writes the rows and reports that the agent, the gateway and the
 * API's jobs would write.
 */
export async function openFaultMarket(api: TestApi): Promise<FaultMarket> {
  const { owner } = api
  const nodes = await seedMarket(api, [{ name: 'one' }, { name: 'two' }, { name: 'three' }, { name: 'four' }])
  const images = ['one', 'two'].map((name) => workloadOf(name))
  const renter = await api.signedIn(api.accounts.renter)
  for (const image of images) await renter.putWorkload(image)
  // The leases begin 700 s ago, and a workload that comes late is not the fault of the machine.
  await owner.query("update workloads set created_at = now() - interval '900 seconds'", [])
  let lastLease = 0n
  const nodeAt = (at: number): SeededNode => nodes[at] as SeededNode
  const lease: Scene['lease'] = async ({ at, image = 0, isReady = true }) => {
    lastLease += 1n
    const startAt = BigInt(api.services.clock.read().now) - 700n
    const workloadHash = images[image]?.workloadHash ?? '0x00'
    await seedLease(api, nodeAt(at), { leaseId: lastLease, startAt, workloadHash, ...(isReady ? { change: readyChange(startAt) } : {}) })
    return lastLease.toString()
  }
  const scene = { api, nodeAt, lease }
  return {
    causes: [...causesOfMarket(scene), ...causesOfMachine(scene), ...causesOfWorkload(scene)],
    async start({ incident }) {
      for (const table of ['tunnels', 'lost_leases', 'relays', 'lease_incidents', 'lease_images', 'fault_records', 'market_outages', 'leases'])
        await owner.query(`delete from ${table}`, [])
      await owner.query('update chain_nodes set provider = $1', [api.accounts.provider.address.toLowerCase()])
      await owner.query('update node_heartbeats set silent = false, last_seen_at = now(), lost_at = null', [])
      await owner.query('delete from node_agents', [])
      for (const { node } of nodes)
        await openTunnel(owner, { id: randomUUID(), nodeId: node, gatewayId: 'a', connectedAt: new Date(Date.now() - 900_000) })
      await owner.query('update tunnels set last_seen_at = now()', [])
      return lease({ at: 0, isReady: incident !== 'not_ready' })
    },
  }
}

function causesOfMarket(scene: Scene): FaultCause[] {
  const { api, nodeAt } = scene
  const { owner } = api
  const withoutTunnel = () => owner.query('update node_heartbeats set silent = true, last_seen_at = now() where node_id = $1', [nodeAt(0).node])
  /** Pretends that the machines were last checked this many seconds earlier, so that the next check stores an outage of the market. */
  const withoutLook = async (seconds: number) => {
    await owner.query('update node_hours_look set looked_at = looked_at - make_interval(secs => $1)', [seconds])
  }
  return [
    {
      name: 'gateway and API away for machines of two providers',
      ...{ incident: 'lost', party: 'operator' },
      async happen() {
        const stranger = api.accounts.stranger.address.toLowerCase()
        await owner.query('update chain_nodes set provider = $2 where node_id = $1', [nodeAt(1).node, stranger])
        await closeTunnels(scene, [0, 1])
        await silence(scene, 1)
        await lose(scene)
      },
    },
    {
      name: 'gateway killed, heartbeats continue',
      ...{ incident: 'unreachable', party: 'operator' },
      async happen() {
        await closeTunnels(scene, [0, 1, 2, 3])
        await withoutTunnel()
      },
    },
    {
      name: 'tunnel of one machine closed, for no known reason',
      ...{ incident: 'unreachable', party: 'nobody' },
      async happen() {
        await closeTunnels(scene, [0])
        await withoutTunnel()
      },
    },
    { name: 'API killed', incident: 'not_ready', party: 'operator', happen: async () => withoutLook(300) },
    // In this fault the API runs but cannot store anything, because its database does not answer. The test simulates an outage of 150 s.
    { name: 'database away', incident: 'not_ready', party: 'operator', happen: async () => withoutLook(150) },
  ]
}

function causesOfMachine(scene: Scene): FaultCause[] {
  const { api, nodeAt, lease } = scene
  return [
    { name: 'agent killed', incident: 'lost', party: 'provider', happen: () => lose(scene) },
    {
      name: 'host cut off',
      ...{ incident: 'lost', party: 'provider' },
      async happen() {
        await closeTunnels(scene, [0])
        await lose(scene)
      },
    },
    { name: 'machine late', incident: 'not_ready', party: 'provider', happen: async () => {} },
    {
      name: 'registry refuses this machine, so all images fail on it',
      ...{ incident: 'image', party: 'provider' },
      async happen(leaseId) {
        await report(scene, { leaseId, image: failing })
        const other = await lease({ at: 0, image: 1 })
        await report(scene, { leaseId: other, image: failing })
        await api.owner.query("update leases set renter = 'another renter' where lease_id = $1", [other])
      },
    },
    {
      name: 'Xid 79',
      ...{ incident: 'gpu_error', party: 'provider' },
      happen: (leaseId) =>
        report(scene, { leaseId, gpus: [{ ...{ index: 0, name: 'NVIDIA L4', percent: 1, memoryUsedMib: 1, memoryTotalMib: 23_034 }, ...xid79 }] }),
    },
    {
      name: 'GPU memory errors',
      ...{ incident: 'gpu_memory', party: 'provider' },
      happen: (leaseId) => report(scene, { leaseId, gpuMemoryErrors: 2 }),
    },
    { name: 'GPU lost', incident: 'gpu_lost', party: 'provider', happen: (leaseId) => report(scene, { leaseId, gpusLost: 1 }) },
    {
      name: 'disk of the machine full, and the workload exits 1',
      ...{ incident: 'script_exit', party: 'provider' },
      happen: (leaseId) =>
        report(scene, { leaseId, exitCode: 1, diskUsedGib: 4, diskTotalGib: 10, machine: { diskUsedGib: 500, diskTotalGib: 500 } }),
    },
    {
      name: 'reboot',
      ...{ incident: 'reboot', party: 'provider' },
      async happen() {
        const { node, nodeKey } = nodeAt(0)
        const { token } = await api.client.signInNodes([{ nodeId: node, signMessage: (args) => nodeKey.signMessage(args) }])
        const seconds = Math.floor(Date.now() / 1_000)
        for (const bootedAt of [seconds - 86_400, seconds - 20])
          await api.client.withToken(token).sendAgentReport({ nodes: [node], version: '1', startedAt: seconds, bootedAt, lines: [] })
      },
    },
  ]
}

function causesOfWorkload(scene: Scene): FaultCause[] {
  return [
    {
      name: 'image missing',
      ...{ incident: 'image', party: 'renter' },
      async happen(leaseId) {
        await report(scene, { leaseId, image: failing })
        for (const at of [1, 2]) {
          const other = await scene.lease({ at })
          await report(scene, { leaseId: other, image: failing }, at)
          await scene.api.owner.query('update leases set provider = $2 where lease_id = $1', [other, `provider ${at}`])
        }
      },
    },
    { name: 'workload exits 1', incident: 'script_exit', party: 'renter', happen: (leaseId) => report(scene, { leaseId, exitCode: 1 }) },
    { name: 'out of memory', incident: 'out_of_memory', party: 'renter', happen: (leaseId) => report(scene, { leaseId, memoryKills: 2 }) },
    {
      name: 'quota of the disk',
      ...{ incident: 'disk_full', party: 'renter' },
      happen: (leaseId) => report(scene, { leaseId, diskUsedGib: 100, diskTotalGib: 100 }),
    },
    { name: 'no program at a port', incident: 'port_closed', party: 'renter', happen: (leaseId) => report(scene, { leaseId, closedPort: 8_080 }) },
  ]
}

async function closeTunnels({ api, nodeAt }: Scene, at: readonly number[]): Promise<void> {
  await api.owner.query(
    "update tunnels set closed_at = now() - interval '130 seconds', last_seen_at = now() - interval '130 seconds' where node_id = any($1)",
    [at.map((place) => nodeAt(place).node)],
  )
}

async function lose({ api, nodeAt }: Pick<Scene, 'api' | 'nodeAt'>): Promise<void> {
  const [{ node }, now] = [nodeAt(0), BigInt(api.services.clock.read().now)]
  await silence({ api, nodeAt }, 0)
  await insertLostLeases(api.owner, { nodeId: node, since: now - 130n, chainNow: now })
}

/** Pretends that the last heartbeat of a machine is 130 s old. */
async function silence({ api, nodeAt }: Pick<Scene, 'api' | 'nodeAt'>, at: number): Promise<void> {
  const old = "update node_heartbeats set silent = true, last_seen_at = now() - interval '130 seconds' where node_id = $1"
  await api.owner.query(old, [nodeAt(at).node])
}

/** Sends a telemetry sample of an agent, with one of its machine if `machine` is given. Then makes the incidents in it 310 s old, because the market searches for a cause only 300 s after an exit code. */
async function report({ api, nodeAt }: Scene, { leaseId, machine, ...sample }: Reported, at = 0): Promise<void> {
  const { node, nodeKey } = nodeAt(at)
  const { token } = await api.client.signInNodes([{ nodeId: node, signMessage: (args) => nodeKey.signMessage(args) }])
  const measured = { cpuPercent: 1, ramUsedMib: 1, ramTotalMib: 1, diskUsedGib: null, diskTotalGib: null, netRxKib: null, netTxKib: null }
  const whole = (one: Sample & { leaseId: string | null }) => ({ nodeId: node, at: 1, ...measured, ...one }) as TelemetryReportWire['samples'][number]
  const ofMachine = machine === undefined ? [] : [whole({ leaseId: null, ...machine })]
  await api.client.withToken(token).sendTelemetry({ samples: [...ofMachine, whole({ leaseId, ...sample })] })
  await api.owner.query("update lease_incidents set at = now() - interval '310 seconds'", [])
}

const xid79 = { celsius: 60, watts: 72, coreMhz: null, memoryMhz: null, eccErrors: null, xid: 79 }

function workloadOf(name: string) {
  const reference = `docker.io/library/${name}@sha256:${'0'.repeat(64)}`
  return newWorkload({ template: 'image', startScript: '', environment: {}, sshKeys: [], ports: [], image: { reference } })
}
