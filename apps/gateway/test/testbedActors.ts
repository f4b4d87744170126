import { createHash, randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { knownHostsLine } from '@infinitio/domain'
import type { Gateway } from '../src/openGateway.ts'
import type { seedMarket } from './seedMarket.ts'
import { sshRenter } from '@infinitio/process/test'
import { endTestLeases, startTestNode } from './testNode.ts'
import { until } from './until.ts'

type Health = { tunnels: number; connections: number; databaseUp: boolean }
type Testbed = { gateway: Gateway; market: ReturnType<typeof seedMarket>; folder: string; onClose: (step: () => Promise<void> | void) => void }
type Prepared = {
  machine: { order(what: Record<string, unknown>): Promise<unknown> }
  leaseId: number
  sshKeys: string[]
  startScript: string
  ports?: number[]
}

type Machine = Awaited<ReturnType<ReturnType<typeof testbedActors>['node']>>

/**
 * The parameters of a lease. By default it runs on a machine that several tests share, because starting a machine takes seconds. `on` names another running
 * machine; with `ownMachine` or `tunnelPorts`, a new machine is started for the lease.
 */
type Rented = {
  leaseId: number
  on?: Machine
  ownMachine?: boolean
  state?: string
  ready?: boolean
  tunnelPorts?: number[]
  ports?: number[]
  startScript?: string
}

/** The terminal token to create. `owner` is its account, by default the renter. */
type Asked = { leaseId: number; kind: 'terminal' | 'logs' | 'files'; owner?: string; session?: string; seconds?: number }

/** The place of a node in the network: the address at which the node reaches the gateway, and the command prefix that runs a program on the node's machine. */
type Place = { host: string; within: readonly string[] }
const here: Place = { host: '127.0.0.1', within: [] }

/** Creates the functions with which a test of the gateway creates nodes, renters and leases. */
export function testbedActors({ gateway, market, folder, onClose }: Testbed) {
  async function node({
    flags = [] as string[],
    nodeId = randomId(),
    dataDir = path.join(folder, nodeId.slice(2, 10)),
    tunnelPorts = [gateway.tunnelPort],
    at = here,
  } = {}) {
    await mkdir(dataDir, { recursive: true, mode: 0o711 })
    const started = await startTestNode({ dataDir, nodeId, tunnelPorts, at, gatewayKey: gateway.hostKey, flags })
    onClose(async () => {
      await started.kill('SIGKILL')
      await endTestLeases(dataDir)
    })
    return { ...started, nodeId, dataDir, restart: () => node({ flags, nodeId, dataDir, tunnelPorts, at }) }
  }

  function renter({ leaseId, hostKey }: { leaseId: number; hostKey: string }) {
    const outer = knownHostsLine({ host: '127.0.0.1', port: gateway.sshPort, hostKey: gateway.hostKey })
    const made = sshRenter({ knownHosts: [outer, knownHostsLine({ host: `lease-${leaseId}`, port: 22, hostKey })] })
    onClose(made.close)
    return { ...made, target: ['-J', `lease-${leaseId}@127.0.0.1:${gateway.sshPort}`, `root@lease-${leaseId}`] }
  }

  async function health(): Promise<Health> {
    return (await (await fetch(`http://127.0.0.1:${gateway.terminalPort}/health`)).json()) as Health
  }

  async function listed({ tunnelPorts, at }: { tunnelPorts: number[]; at?: Place }) {
    const machine = await node({ tunnelPorts, ...(at === undefined ? {} : { at }) })
    await market.node({ nodeId: machine.nodeId, nodeKey: machine.facts.nodeKey, hostKey: machine.facts.hostKey })
    return machine
  }

  let sharedMachine: Promise<Machine> | null = null

  function machineFor({ on, ownMachine = false, tunnelPorts }: Pick<Rented, 'on' | 'ownMachine' | 'tunnelPorts'>): Machine | Promise<Machine> {
    if (on !== undefined) return on
    if (ownMachine || tunnelPorts !== undefined) return listed({ tunnelPorts: tunnelPorts ?? [gateway.tunnelPort] })
    sharedMachine ??= listed({ tunnelPorts: [gateway.tunnelPort] })
    return sharedMachine
  }

  async function rented({ leaseId, state = 'active', ready = false, ports = [], startScript = '', ...where }: Rented) {
    const machine = await machineFor(where)
    const tenant = renter({ leaseId, hostKey: machine.facts.hostKey })
    await market.lease({ leaseId, nodeId: machine.nodeId, sshKeys: [tenant.publicKey], state, endsAt: inAnHour(), ports })
    if (ready) await market.ready(leaseId)
    await prepare({ machine, leaseId, sshKeys: [tenant.publicKey], startScript, ports })
    if (startScript !== '') await machine.order({ kind: 'startScript', leaseId: String(leaseId) })
    await until(() => tunnelIsUp(machine.nodeId))
    return { machine, tenant }
  }

  async function tunnelIsUp(nodeId: string): Promise<boolean> {
    return (await market.rows(`select 1 from tunnels where node_id = '${nodeId}' and closed_at is null`)).length > 0
  }

  async function token({ seconds = 60, ...asked }: Asked): Promise<string> {
    const text = randomBytes(24).toString('base64url')
    const tokenHash = createHash('sha256').update(text).digest('hex')
    await market.token({ ...asked, tokenHash, expiresAt: new Date(Date.now() + seconds * 1000) })
    return text
  }

  return { node, listed, renter, prepare, health, rented, token, tunnelIsUp }
}

async function prepare({ machine, leaseId, sshKeys, startScript, ports = [] }: Prepared): Promise<void> {
  await machine.order({
    kind: 'prepare',
    leaseId: String(leaseId),
    endSeconds: inAnHour(),
    workload: { sshKeys, environment: {}, startScript, ports },
  })
}

function randomId(): string {
  return `0x${randomBytes(32).toString('hex')}`
}

function inAnHour(): number {
  return Math.floor(Date.now() / 1000) + 3_600
}
