import { execFileSync, spawnSync } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import path from 'node:path'
import { unpackDebian } from '../../../../scripts/deploy/installPromtool.ts'

const tools = ['nftables', 'libnftables1', 'libnftnl11', 'libmnl0', 'libxtables12', 'libjansson4', 'libedit2', 'libbsd0', 'libmd0', 'libgmp10']
const tracking = ['conntrack', 'libnetfilter-conntrack3', 'libnfnetlink0']

/** A machine behind a router that translates addresses, as at home. `within` is the prefix of commands that run a program on that machine. */
export type NatRouter = {
  /** The address at which that machine reaches this one through the router. */
  address: string
  within: readonly string[]
  /** Returns the source ports of the connections to a port of this machine, as they look outside the router. */
  outerPorts(to: number): number[]
  /** Makes the router forget all connections and assign new source ports to those that continue, as after a restart of the router. */
  rebind(): void
  /** Makes the router forget all connections, and drop packets of connections that it does not know without an answer, as a firewall does. */
  forget(): void
  remove(): void
}

/**
 * Returns the folder with the needed programs, or the reason why this machine cannot create the router. It needs Linux, root, network namespaces and some
 * packages of Debian.
 */
export function natTools(): { root: string } | { missing: string } {
  const place = unpackDebian({ folderName: 'nat-bookworm', packages: [...tools, ...tracking].map((name) => `${name}/bookworm`), needsRoot: true })
  if ('missing' in place) return place
  if (spawnSync('ip', ['-V']).status !== 0) return { missing: 'it takes iproute2' }
  if (spawnSync('unshare', ['--net', 'true']).status !== 0) return { missing: 'it takes network namespaces' }
  return place
}

/** Creates the router and the machine, each in a network namespace. `remove` deletes both with all their processes. */
export function natRouter({ root }: { root: string }): NatRouter {
  const id = process.pid.toString(36)
  const [router, machine, outside, inside] = [`inf-nr-${id}`, `inf-nm-${id}`, `inf-no-${id}`, `inf-ni-${id}`]
  const net = freeNet()
  const run = (args: readonly string[]): string => execFileSync(args[0] ?? '', args.slice(1), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const ip = (line: string): string => run(['ip', ...line.split(' ')])
  const inRouter = (program: string, args: readonly string[]): string =>
    run([
      'ip',
      'netns',
      'exec',
      router,
      'env',
      `LD_LIBRARY_PATH=${path.join(root, 'usr/lib/x86_64-linux-gnu')}`,
      path.join(root, 'usr/sbin', program),
      ...args,
    ])
  const start = (ports: string, more = ''): void => {
    inRouter('nft', ['flush ruleset'])
    inRouter('nft', [
      `table ip nat { chain out { type nat hook postrouting priority srcnat; oifname "${outside}r" ip protocol tcp snat to ${net}.2:${ports}; }; }
       table ip guard { chain through { type filter hook forward priority filter; ${more} }; }`,
    ])
    inRouter('conntrack', ['-F'])
  }
  const remove = (): void => {
    for (const name of [machine, router]) {
      const pids = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8' }).stdout
      for (const pid of pids.split('\n').filter(Boolean)) spawnSync('kill', ['-9', pid])
      spawnSync('ip', ['netns', 'delete', name])
    }
    spawnSync('ip', ['link', 'delete', outside])
  }
  try {
    for (const name of [router, machine]) ip(`netns add ${name}`)
    ip(`link add ${outside} type veth peer name ${outside}r netns ${router}`)
    ip(`address add ${net}.1/30 dev ${outside}`)
    ip(`link set ${outside} up`)
    ip(`-n ${router} address add ${net}.2/30 dev ${outside}r`)
    ip(`-n ${router} link set ${outside}r up`)
    ip(`-n ${router} link add ${inside}r type veth peer name ${inside} netns ${machine}`)
    ip(`-n ${router} address add 192.168.77.1/24 dev ${inside}r`)
    ip(`-n ${router} link set ${inside}r up`)
    ip(`-n ${machine} address add 192.168.77.2/24 dev ${inside}`)
    for (const name of ['lo', inside]) ip(`-n ${machine} link set ${name} up`)
    ip(`-n ${machine} route add default via 192.168.77.1`)
    run(['ip', 'netns', 'exec', router, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward'])
    start('40000-40099')
  } catch (error) {
    remove()
    throw error
  }
  return {
    address: `${net}.1`,
    within: ['ip', 'netns', 'exec', machine],
    outerPorts: (to) =>
      inRouter('conntrack', ['-L', '-p', 'tcp', '--orig-port-dst', String(to), '--state', 'ESTABLISHED'])
        .split('\n')
        .flatMap((line) => /dport=(\d+) \[ASSURED\]/.exec(line)?.[1] ?? [])
        .map(Number),
    rebind: () => start('50000-50099'),
    forget() {
      // Without this setting, the kernel would accept a packet from the middle of a forgotten connection as the beginning of a new connection.
      run(['ip', 'netns', 'exec', router, 'sh', '-c', 'echo 0 > /proc/sys/net/netfilter/nf_conntrack_tcp_loose'])
      start('45000-45099', 'ct state invalid drop;')
    },
    remove,
  }
}

/** Returns a network of 256 addresses that no interface of this machine uses. */
function freeNet(): string {
  const taken = Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? [])
  for (let tries = 0; tries < 256; tries += 1) {
    const net = `10.214.${(process.pid + tries) % 256}`
    if (!taken.some((one) => one.startsWith(`${net}.`))) return net
  }
  throw new Error('every network of 10.214.0.0/16 is taken')
}
