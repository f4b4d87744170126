import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { idsOfContainer } from '../../src/runtime/container/containerPlan.ts'
import { drawFirstId } from '../../src/runtime/container/drawFirstId.ts'
import type { TestEngine } from './engineOfTests.ts'
import { namespaces } from './namespaceOfTests.ts'

/** The kinds of objects that a lease could leave on a machine. */
export const kindsOfTraces = [
  ...['containers and volumes', 'mounts', 'loop devices', 'network namespaces', 'lines of the network', 'rules'],
  ...['cgroups', 'processes', 'files of its users', 'files in the folder of leases'],
] as const

/**
 * By kind, the objects on the machine that a lease may have left. Some kinds contain the objects of all leases of a test's container engine, such as the
 * containers and the files in `leasesDir`.
 */
export type Traces = Record<(typeof kindsOfTraces)[number], string[]>

/**
 * The names and ids by which a test recognises the objects of one lease without asking the agent. Other tests run leases on the same machine at the same time,
 * so the test must not count their objects.
 */
export type LeaseMarks = { name: string; firstUser: number; containerId: string }

/**
 * Returns the name that an agent gives to a lease's container and to its network guard. The name also depends on the folder of the agent's leases, because
 * leases of other agents may have the same number.
 */
export function containerNameOf(leasesDir: string, leaseId: string): string {
  return `infinitio-${createHash('sha256').update(leasesDir).digest('hex').slice(0, 12)}-${leaseId}`
}

/** Returns the names and ids by which a lease's objects are recognised: the names that the agent gives, and the id of its current container. */
export function marksOfLease(engine: TestEngine, leasesDir: string, leaseId: string): LeaseMarks {
  const name = containerNameOf(leasesDir, leaseId)
  const [containerId = 'none'] = linesIn(engine.podman(['ps', '--all', '--no-trunc', '--quiet', '--filter', `name=^${name}$`]))
  return { name, firstUser: drawFirstId({ name, taken: new Set() }), containerId }
}

/** Finds the objects on the machine itself, without asking the agent. */
export function tracesOf(engine: TestEngine, leasesDir: string, { name, containerId, firstUser }: LeaseMarks): Traces {
  const places = [leasesDir, engine.socket.replace(/\/[^/]+$/, '')]
  const isOfLease = (uid: number) => uid >= firstUser && uid < firstUser + idsOfContainer
  return {
    'containers and volumes': [...containersOf(engine), ...linesIn(engine.podman(['volume', 'ls', '--quiet']))],
    mounts: linesIn(readFileSync('/proc/self/mountinfo', 'utf8')).filter((line) => places.some((place) => line.includes(place))),
    'loop devices': linesOf('losetup', ['--list', '--noheadings', '--output', 'BACK-FILE']).filter((line) => line.includes(leasesDir)),
    'network namespaces': namespaces().filter((one) => one === name),
    'lines of the network': linesOfMachine(engine),
    rules: inMachine(engine, [engine.network.nft, 'list', 'ruleset']),
    cgroups: linesOf('find', ['/sys/fs/cgroup', '-type', 'd', '-name', `*libpod-*${containerId}*`]),
    processes: readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isOfLease(ownerOf(`/proc/${pid}`))),
    'files of its users': linesOf('find', [
      ...['/dev/shm', '/dev/mqueue', '/tmp', '/run', '/var/tmp', '-xdev'],
      ...['-uid', `+${firstUser - 1}`, '-uid', `-${firstUser + idsOfContainer}`],
    ]),
    'files in the folder of leases': readdirSync(leasesDir, { recursive: true }).map(String),
  }
}

/** Returns the containers of an engine, running or not. */
export function containersOf(engine: TestEngine): string[] {
  return linesIn(engine.podman(['ps', '--all', '--quiet']))
}

/** Returns the network interfaces of a test's machine. */
export function linesOfMachine(engine: TestEngine): string[] {
  return inMachine(engine, ['ip', '-brief', 'link'])
}

function inMachine(engine: TestEngine, command: string[]): string[] {
  return linesOf('nsenter', [`--net=${engine.network.machineNamespace}`, '--', ...command])
}

function ownerOf(file: string): number {
  try {
    return statSync(file).uid
  } catch {
    return 0
  }
}

/**
 * Returns the lines that a tool prints. The tool fails if an object is deleted while it lists them. Ignore that, because it has already printed the other
 * objects.
 */
function linesOf(program: string, args: string[]): string[] {
  try {
    return linesIn(execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch (error) {
    return linesIn(String((error as { stdout?: unknown }).stdout ?? ''))
  }
}

function linesIn(text: string): string[] {
  return text.split('\n').filter(Boolean).sort()
}
