import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { unpackDebian } from '../../../../scripts/deploy/installPromtool.ts'
import { installPodman, nftOf } from '../../../../e2e/containers/installPodman.ts'
import type { NetworkPlace } from '../../src/network/networkPlace.ts'
import { clearAwayDeadNamespaces, makeNamespace, type TestNamespace } from '../containers/namespaceOfTests.ts'

/** The programs of these tests, or the reason why they are unavailable here. */
export type MeshTools = { readonly nft: string; readonly wireguard: { readonly wg: string; readonly go: string } } | { readonly missing: string }

/** Unpacks WireGuard's programs and `nft` from Debian's packages into a cache, once. */
export function meshTools(): MeshTools {
  if (!existsSync('/dev/net/tun')) return { missing: 'this machine has no /dev/net/tun' }
  const podman = installPodman()
  if ('missing' in podman) return podman
  const packages = ['wireguard-go/bookworm', 'wireguard-tools/bookworm']
  const place = unpackDebian({ folderName: 'wireguard-go-bookworm', packages, needsRoot: true })
  if ('missing' in place) return place
  const program = (name: string): string => path.join(place.root, 'usr/bin', name)
  return { nft: nftOf(podman.root), wireguard: { wg: program('wg'), go: program('wireguard-go') } }
}

/** A machine of these tests: its network namespace, its public address, and its leases. */
export type TestMachine = {
  readonly address: string
  readonly place: NetworkPlace
  /** Starts a process with a separate network, like the first process of a container. */
  lease(): Promise<TestLease>
  /** Runs a command in the machine's namespace. */
  run(command: readonly string[], input?: string): string
}

/** A lease of these tests. */
export type TestLease = {
  readonly leader: number
  run(command: readonly string[], input?: string): string
  start(command: readonly string[]): ChildProcess
  end(): Promise<void>
}

/** Machines in separate namespaces that reach each other through `internet` by public addresses. `remove` removes everything. */
export type TestMachines = {
  readonly machines: readonly TestMachine[]
  internet(command: readonly string[], input?: string): string
  /** The file of the network namespace of `internet`. */
  readonly internetNamespace: string
  remove(): Promise<void>
}

/** Makes machines. */
export function makeMachines(count: number, tools: Exclude<MeshTools, { missing: string }>): TestMachines {
  clearAwayDeadNamespaces()
  const undo: (() => Promise<void> | void)[] = []
  const hub = makeNamespace()
  undo.push(() => hub.remove())
  within(hub, ['/bin/sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward'])
  const machines = Array.from({ length: count }, (_, at): TestMachine => {
    const space = makeNamespace()
    undo.push(() => space.remove())
    const [near, address] = [`45.76.${at}.1`, `45.76.${at}.2`]
    const line = ['link add', `line${at}`, 'type veth peer name eth0 netns', space.name].join(' ')
    batch(hub, [line, `address add ${near}/24 dev line${at}`, `link set line${at} up`])
    batch(space, [`address add ${address}/24 dev eth0`, 'link set eth0 up', `route add default via ${near}`])
    return {
      address,
      place: { machineNamespace: space.file, ...tools },
      lease: async () => {
        const lease = await startLease()
        undo.push(() => lease.end())
        return lease
      },
      run: (command, input) => within(space, command, input),
    }
  })
  return {
    machines,
    internet: (command, input) => within(hub, command, input),
    internetNamespace: hub.file,
    remove: async () => {
      for (const step of undo.splice(0).reverse()) await step()
    },
  }
}

/** Resolves with the first line that a program prints. */
export async function firstLine(program: ChildProcess): Promise<string> {
  const [data] = (await once(program.stdout ?? program, 'data')) as [Buffer]
  return data.toString().trim()
}

async function startLease(): Promise<TestLease> {
  const holder = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', '--net', '--', '/bin/sh', '-c', 'echo up; exec sleep 3600'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await firstLine(holder)
  const leader = holder.pid ?? 0
  const enter = ['--target', String(leader), '--net', '--']
  return {
    leader,
    run: (command, input = '') => execFileSync('nsenter', [...enter, ...command], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }),
    start: (command) => spawn('setpriv', ['--pdeathsig', 'KILL', 'nsenter', ...enter, ...command], { stdio: ['ignore', 'pipe', 'inherit'] }),
    end: async () => {
      if (holder.exitCode !== null || holder.signalCode !== null) return
      const space = readlinkSync(`/proc/${leader}/ns/net`)
      for (const pid of processesIn(space)) if (pid !== leader) process.kill(pid, 'SIGKILL')
      holder.kill('SIGKILL')
      await once(holder, 'exit')
    },
  }
}

/**
 * Returns the ids of the processes in a network namespace. The namespace is given in the kernel's form, such as `net:[4026532345]`. A process that has just
 * ended is left out.
 */
function processesIn(space: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/ns/net`) === space
      } catch {
        return false
      }
    })
}

function within({ file }: TestNamespace, command: readonly string[], input = ''): string {
  return execFileSync('nsenter', [`--net=${file}`, '--', ...command], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })
}

function batch(space: TestNamespace, lines: readonly string[]): void {
  const { status, stderr } = spawnSync('ip', ['-n', space.name, '-batch', '-'], { input: `${lines.join('\n')}\n`, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}
