import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'

/** Simulates a separate machine on this one: a network namespace with one network connection, which leads to the root namespace. */
export type FarMachine = {
  /** The first words of a command line that runs a program in this namespace. */
  readonly within: string[]
  /** Returns the running processes in this namespace: command lines by process id. */
  processes(): Map<number, string>
  /** Cuts the network connection to the root namespace; `mend` repairs it. */
  cut(): void
  mend(): void
}

/**
 * A deployment in the root namespace, with a provider and a renter in their own namespaces. Both reach the deployment's address, but not each other.
 */
export type FarMachines = { readonly address: string; readonly provider: FarMachine; readonly renter: FarMachine; remove(): void }

/** Returns true if network namespaces can be created: on Linux, as root, with iproute2. */
export function hasNamespaces(): boolean {
  const name = `inf-try-${process.pid}`
  const made = spawnSync('ip', ['netns', 'add', name], { stdio: 'ignore' }).status === 0
  if (made) spawnSync('ip', ['netns', 'delete', name], { stdio: 'ignore' })
  return made
}

/** Creates the machines. `remove` removes everything, with the processes in them. */
export function makeFarMachines(): FarMachines {
  const net = freeNet()
  const address = `${net}.1`
  const id = process.pid.toString(36)
  const undo: (() => void)[] = []
  const ip = (...args: string[]) => execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const remove = () => {
    for (const step of undo.reverse()) step()
    undo.length = 0
  }
  const quietly = (...args: string[]) => undo.push(() => void spawnSync('ip', args, { stdio: 'ignore' }))
  const make = (what: string, from: number): FarMachine => {
    const [name, near, far] = [`inf-${what}-${id}`, `inf-${what}0-${id}`, `inf-${what}1-${id}`]
    const within = ['ip', 'netns', 'exec', name]
    ip('netns', 'add', name)
    quietly('netns', 'delete', name)
    undo.push(() => endAll(name))
    ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', name)
    quietly('link', 'delete', near)
    ip('address', 'add', `${net}.${from + 1}/30`, 'dev', near)
    ip('link', 'set', near, 'up')
    ip('-n', name, 'address', 'add', `${net}.${from + 2}/30`, 'dev', far)
    ip('-n', name, 'link', 'set', 'lo', 'up')
    ip('-n', name, 'link', 'set', far, 'up')
    ip('-n', name, 'route', 'add', 'default', 'via', `${net}.${from + 1}`)
    return { within, processes: () => processesOf(name), cut: () => ip('link', 'set', near, 'down'), mend: () => ip('link', 'set', near, 'up') }
  }
  try {
    // Puts the address on the loopback interface, so that it remains when a line is cut.
    ip('address', 'add', `${address}/32`, 'dev', 'lo')
    quietly('address', 'delete', `${address}/32`, 'dev', 'lo')
    return { address, provider: make('p', 4), renter: make('r', 8), remove }
  } catch (error) {
    remove()
    throw error
  }
}

/** Returns the first three numbers of an IPv4 network of 256 addresses that no interface of this machine uses. */
function freeNet(): string {
  const taken = Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? [])
  for (let tries = 0; tries < 256; tries += 1) {
    const net = `10.213.${(process.pid + tries) % 256}`
    if (!taken.some((one) => one.startsWith(`${net}.`))) return net
  }
  throw new Error('every network of 10.213.0.0/16 is taken')
}

function endAll(name: string): void {
  for (const pid of processesOf(name).keys()) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Ignores the error, because the process has already ended.
    }
  }
}

/** Returns the processes of a namespace, with their command lines. Leaves out a process without a command line: it has ended and only waits for its parent. */
function processesOf(name: string): Map<number, string> {
  const { stdout } = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8' })
  const commands = stdout
    .split('\n')
    .filter(Boolean)
    .map((pid) => [Number(pid), commandOf(pid)] as const)
  return new Map(commands.filter(([, command]) => command !== ''))
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}
