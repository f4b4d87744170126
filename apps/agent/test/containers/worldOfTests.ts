import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { TestEngine } from './engineOfTests.ts'
import { makeNamespace } from './namespaceOfTests.ts'

/** An address and a port that a test tries to reach. */
export type Place = readonly [address: string, port: number]

/** The test machine's addresses. They are public addresses, so the machine's own network is public too. */
export const machineOfTests = {
  line: { v4: '45.76.0.2', v6: '2606:4700:aaaa::2' },
  /** Further public addresses that the test machine has. */
  others: ['77.77.77.77', '2a00:77::77'],
} as const

/** Another machine in the same network as the test machine. It is also the router to the simulated internet. */
export const neighbourOfTests = { v4: '45.76.0.1', v6: '2606:4700:aaaa::1' } as const

/** Public addresses in the internet that the test simulates. The first IPv4 address is also the name server. */
export const publicOfTests = { v4: ['9.9.9.9', '93.184.216.34'], v6: ['2606:2800:220:1::1'] } as const

/** Addresses in the simulated internet that are not public, by kind. */
export const closedOfTests = {
  'a metadata service': ['169.254.169.254', '169.254.170.2', '100.100.100.200', '192.0.0.192', '168.63.129.16', 'fd00:ec2::254', 'fd20:ce::254'],
  'a private network': ['10.1.2.3', '172.16.0.9', '172.31.255.9', '192.168.1.1', '100.64.0.9', '100.127.255.9', 'fc00::9', 'fd12:3456::9'],
  'another special range': [
    '0.1.2.3',
    '192.0.2.9',
    '192.88.99.1',
    '198.18.0.9',
    '198.51.100.9',
    '203.0.113.9',
    '241.1.1.1',
    '2001:db8::9',
    '3fff::9',
  ],
  'an address that carries another': ['64:ff9b::a9fe:a9fe', '64:ff9b:1::9', '2002:a9fe:a9fe::1', '2001::9'],
} as const

/** The ports that answer at these addresses. */
export const portsOfTests = [80, 25, 465, 587] as const

/** The addresses that the test's name server returns for a name: the first lookup gets the first address, the next one the second. */
export const namesOfTests = { 'rebind.test': ['93.184.216.34', '169.254.169.254'], 'counted.test': ['1.0.0.1', '1.0.0.2'] } as const

export type World = {
  /** The file through which programs enter the network namespace of the world (the simulated internet). */
  file: string
  /** Runs a command in a busybox shell, in the network namespace of the machine or of the simulated internet. */
  on(place: 'machine' | 'world', command: string): string
  /** Loads or lists rules on the machine. `command` is the argument of `nft`. */
  nft(command: string): string
  close(): Promise<void>
}

/**
 * Gives the test machine a network, and behind it a simulated internet (the world), in which the addresses of `publicOfTests` and `closedOfTests` answer. No
 * packet leaves these two namespaces.
 */
export async function openWorld(engine: TestEngine): Promise<World> {
  const world = makeNamespace()
  const machine = engine.network.machineNamespace
  const closed = Object.values(closedOfTests).flat()
  const answering = [...publicOfTests.v4, ...publicOfTests.v6, ...closed]
  ip(machine, [`link add eth0 type veth peer name eth0 netns ${world.name}`])
  ip(world.file, [...lineOf(neighbourOfTests), ...answering.map(onLoopback)])
  // Routes let the world (the simulated internet) also answer packets from the private addresses of leases' guards. So a lease also gets an answer if the
  // machine forwards its packet without translating the address.
  ip(world.file, [`route add 240.0.0.0/4 via ${machineOfTests.line.v4}`, `route add fd00::/8 via ${machineOfTests.line.v6}`])
  const ways = [`route add default via ${neighbourOfTests.v4}`, `route add ::/0 via ${neighbourOfTests.v6}`]
  ip(machine, [...lineOf(machineOfTests.line), ...machineOfTests.others.map(onLoopback), ...ways])
  const servers = await Promise.all([
    serve(world.file, [portsOfTests.join(','), publicOfTests.v4[0], JSON.stringify(namesOfTests)]),
    serve(machine, [portsOfTests.join(',')]),
  ])
  return {
    file: world.file,
    on: (place, command) => {
      const file = place === 'machine' ? machine : world.file
      return execFileSync('nsenter', [`--net=${file}`, '--', engine.busybox, 'sh', '-c', command], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    },
    nft: (command) => execFileSync('nsenter', [`--net=${machine}`, '--', engine.network.nft, command], { encoding: 'utf8' }),
    close: async () => {
      for (const server of servers) {
        server.kill('SIGKILL')
        if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
      }
      world.remove()
    },
  }
}

/** Returns a shell script that tries to connect to all places at once, for at most `seconds`, and prints each place that it reached as `address port`. */
export function tryScript(places: readonly Place[], { seconds }: { seconds: number } = { seconds: 3 }): string {
  const one = ([address, port]: Place): string =>
    `( nc -w ${seconds} ${address} ${port} 2>/dev/null </dev/null | grep -q '^reached' && echo '${address} ${port}' ) &`
  return `${places.map(one).join('\n')}\nwait`
}

function lineOf({ v4, v6 }: { v4: string; v6: string }): string[] {
  return [`address add ${v4}/24 dev eth0`, `address add ${v6}/64 dev eth0 nodad`, 'link set dev eth0 up']
}

function onLoopback(address: string): string {
  return address.includes(':') ? `address add ${address}/128 dev lo nodad` : `address add ${address}/32 dev lo`
}

function ip(file: string, lines: readonly string[]): void {
  execFileSync('nsenter', [`--net=${file}`, '--', 'ip', '-batch', '-'], { input: `${lines.join('\n')}\n`, stdio: ['pipe', 'pipe', 'inherit'] })
}

async function serve(file: string, args: readonly string[]) {
  const program = path.join(import.meta.dirname, 'answerEverywhere.ts')
  const command = [`--net=${file}`, '--', process.execPath, program, ...args]
  const server = spawn('setpriv', ['--pdeathsig', 'KILL', 'nsenter', ...command], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(server.stdout, 'data')
  return server
}
