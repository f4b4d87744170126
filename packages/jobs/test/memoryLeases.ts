import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import {
  address,
  type Bid,
  bps,
  durationSeconds,
  type Hex32,
  hex32,
  nodeId,
  type NodeId,
  pTokenUnits,
  unixSeconds,
  workloadHash as asWorkloadHash,
  zeroAddress,
} from '@infinitio/domain'
import { workloadFromWire } from '@infinitio/domain/wire'
import { newWorkload, refusal } from '@infinitio/sdk'
import type { LeaseOrder } from '@infinitio/tasks'
import type { LeaseDisk, LeaseMarket } from '../src/index.ts'
import type { DiskEntry } from '../src/run/leaseMarket.ts'

/** A test machine. Its process runs the real start script of a lease, in a separate folder. */
type Machine = { readonly home: string; readonly child: ChildProcess; readonly node: string; state: 'usable' | 'silent' | 'over' }

/** Machines in memory for tests of leases. Sending the same order several times makes only one lease. */
export type MemoryLeases = {
  readonly market: LeaseMarket
  readonly machines: ReadonlyMap<string, Machine>
  /** Hashes of the orders that were made. */
  readonly made: ReadonlySet<Hex32>
  /** From now on, the machine does not answer, but its programs continue. */
  readonly lose: (leaseId: string) => void
  readonly remove: () => void
}

/** The cost of each lease, in base units of PToken. */
export const leasePrice = 7n
const nodes = ['a', 'b', 'c'].map((digit) => nodeId(`0x${digit.repeat(64)}`))

/** Opens a market with three test machines. */
export function memoryLeases(): MemoryLeases {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-leases-'))
  const machines = new Map<string, Machine>()
  const leases = new Map<Hex32, string>()
  const made = new Set<Hex32>()
  const scripts = new Map<Hex32, string>()
  const environments = new Map<Hex32, Readonly<Record<string, string>>>()
  const machineOf = (leaseId: string): Machine => {
    const machine = machines.get(leaseId)
    if (machine === undefined) throw new Error(`no lease ${leaseId}`)
    return machine
  }
  const market: LeaseMarket = {
    async price({ gpus, seconds, maxPricePerGpuHour }) {
      return { gpus, seconds, maxPricePerGpuSecond: maxPricePerGpuHour, cost: { time: 90n, fees: 10n, total: 100n } }
    },
    async find({ wish, startScript, left, avoid, notProvidersOf = [] }) {
      if (left < leasePrice) return { kind: 'spent', reason: 'no money is left' }
      const orderHash = hex32(`0x${(made.size + 1).toString(16).padStart(64, '0')}`)
      made.add(orderHash)
      scripts.set(orderHash, startScript)
      environments.set(orderHash, wish.environment)
      // Each machine of this market has its own provider.
      const others = new Set(notProvidersOf.map((leaseId) => machineOf(leaseId).node))
      const node = nodes.find((one) => !avoid.has(one) && !others.has(one))
      if (node === undefined) return { kind: 'none', reason: 'no machine is free' }
      return { kind: 'order', order: orderFor({ orderHash, node, startScript }), machine: node }
    },
    async place({ orderHash, bid }, { isDue }) {
      const known = leases.get(orderHash)
      if (known !== undefined) return { kind: 'leased', leaseId: known }
      if (!isDue()) return { kind: 'refused', reason: 'not wanted' }
      const leaseId = `${leases.size + 1}`
      const home = join(folder, leaseId)
      mkdirSync(home)
      const env = { ...environments.get(orderHash), HOME: home, PATH: process.env['PATH'] ?? '' }
      const child = spawn('/bin/bash', ['-c', scripts.get(orderHash) ?? 'exit 1'], { cwd: home, env, stdio: 'ignore', detached: true })
      machines.set(leaseId, { home, child, node: bid.node, state: 'usable' })
      leases.set(orderHash, leaseId)
      return { kind: 'leased', leaseId }
    },
    leaseOf: async (orderHash) => leases.get(orderHash),
    async look(leaseId) {
      const { state } = machineOf(leaseId)
      return state === 'over' ? { kind: 'over', reason: 'renter_ended' } : { kind: 'usable', isSilent: state === 'silent' }
    },
    async open(leaseId) {
      if (machineOf(leaseId).state !== 'usable') throw refusal('lease.transfer_broken', { detail: leaseId })
      return diskOf(machineOf(leaseId))
    },
    async end(leaseId) {
      const machine = machineOf(leaseId)
      // A machine that does not respond gets no message about the end of its lease, so its programs continue.
      if (machine.state === 'usable') stop(machine)
      machine.state = 'over'
      return leasePrice
    },
  }
  return {
    ...{ market, machines, made },
    lose: (leaseId) => {
      machineOf(leaseId).state = 'silent'
    },
    remove: () => {
      for (const machine of machines.values()) stop(machine)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

type Wanted = { readonly orderHash: Hex32; readonly node: NodeId; readonly startScript: string }

function orderFor({ orderHash, node, startScript }: Wanted): LeaseOrder {
  const { workload, workloadHash } = newWorkload({ template: 'script', startScript, sshKeys: [], environment: {}, ports: [] })
  const bid: Bid = {
    ...{ renter: address(`0x${'1'.repeat(40)}`), executor: address(zeroAddress), node, workloadHash: asWorkloadHash(workloadHash) },
    ...{ classMask: 1n, regionMask: 1n, minVramGib: 0, minTier: 0, minReliabilityBps: bps(0n), gpus: 1, minGpusPerNode: 1, allOrNothing: true },
    ...{ cluster: false, durationSeconds: durationSeconds(60n), startFrom: unixSeconds(0n), startUntil: unixSeconds(9n), expiry: unixSeconds(9n) },
    ...{ maxPricePerGpuSecond: pTokenUnits(1n), maxRelayFee: pTokenUnits(0n), timeInForce: 0, maxFeeBps: bps(0n), nonce: 0n },
  }
  return { orderHash, bid, workload: workloadFromWire(workload) }
}

function stop({ child }: Machine): void {
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function diskOf(machine: Machine): LeaseDisk {
  const at = (path: string) => {
    if (machine.state !== 'usable') throw refusal('lease.transfer_broken', { detail: path })
    return join(machine.home, path)
  }
  // While this function reads the folder, the lease's command moves and deletes files. So a listed file may no longer exist; it then counts as never listed.
  const entryOf = (path: string): DiskEntry | null => {
    const facts = statSync(path, { throwIfNoEntry: false })
    if (facts === undefined) return null
    return {
      name: basename(path),
      isFolder: facts.isDirectory(),
      mode: facts.mode & 0o777,
      bytes: facts.size,
      changedAt: Math.floor(facts.mtimeMs / 1_000),
    }
  }
  return {
    find: async (path) => entryOf(at(path)),
    list: async (path) => (existsSync(at(path)) ? readdirSync(at(path)).flatMap((name) => entryOf(join(at(path), name)) ?? []) : []),
    read: async (path) => new Uint8Array(readFileSync(at(path))),
    archive: async (path) => new TextEncoder().encode(readdirSync(at(path)).toSorted().join()),
    async write(path, bytes) {
      mkdirSync(dirname(at(path)), { recursive: true })
      writeFileSync(`${at(path)}.part`, bytes)
      renameSync(`${at(path)}.part`, at(path))
    },
    close: () => {},
  }
}
