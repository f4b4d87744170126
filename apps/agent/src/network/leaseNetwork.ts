import { createHash } from 'node:crypto'

/** The names of the namespace, links and rule tables that make up one lease's network on this machine. */
export type LeaseNetwork = {
  /** The network namespace between the lease and the machine. All packets of the lease pass through it, and it contains the firewall rules. */
  guard: string
  /** The machine's end of the link to the guard, the network namespace of one lease. */
  uplink: string
  /** The machine's own nftables table with the rules for the link to this lease's guard. */
  table: string
}

/** The IPv4 and IPv6 addresses at both ends of the link between machine and guard. */
export type UplinkAddresses = { machine4: string; guard4: string; machine6: string; guard6: string }

/** The name of every uplink (the machine's end of its connection to a lease) begins with these letters. */
export const uplinkPrefix = 'inf'

/** The link between guard and lease. Every lease uses the same addresses, because only its own guard sees them. */
export const leaseLine = {
  guard4: '10.255.255.1',
  lease4: '10.255.255.2',
  bits4: 30,
  guard6: 'fd69:6e66:6e69::1',
  lease6: 'fd69:6e66:6e69::2',
  bits6: 64,
} as const

/** Prefix lengths of the networks of an uplink, the link between the machine and a guard (the network namespace between the machine and a lease). */
export const uplinkBits = { v4: 30, v6: 64 } as const

const uplinkName = new RegExp(`^${uplinkPrefix}[0-9a-f]{12}$`)
const firstByte = 240
const blocks = 15 * 2 ** 22

/** Returns true if a network interface of the machine leads to a lease. Pure. */
export function isUplink(name: string): boolean {
  return uplinkName.test(name)
}

/** Derives the names of a lease's network from the name of its container. Pure. */
export function leaseNetworkOf(containerName: string): LeaseNetwork {
  // The kernel limits an interface's name to 15 characters.
  const short = digestOf(containerName).toString('hex').slice(0, 12)
  return { guard: containerName, uplink: `${uplinkPrefix}${short}`, table: `infinitio_${short}` }
}

/**
 * Derives the addresses of a lease's connection to the machine from the container's name. IPv4: a block of 240.0.0.0/4, a range that no provider's network
 * uses. If an address of the block is in `taken`, the next free block is used. IPv6: a private network. Pure.
 */
export function drawUplinkAddresses({ containerName, taken }: { containerName: string; taken: ReadonlySet<string> }): UplinkAddresses {
  const digest = digestOf(containerName)
  const drawn = digest.readUInt32BE() % blocks
  const hex = digest.toString('hex')
  const network6 = `fd${hex.slice(8, 10)}:${hex.slice(10, 14)}:${hex.slice(14, 18)}`
  for (let step = 0; step < blocks; step += 1) {
    const [machine4, guard4] = pairOf((drawn + step) % blocks)
    if (!taken.has(machine4)) return { machine4, guard4, machine6: `${network6}::1`, guard6: `${network6}::2` }
  }
  throw new Error('every address for a line to a lease is taken')
}

function pairOf(block: number): [string, string] {
  const low = block * 4
  const start = [firstByte + Math.floor(low / 2 ** 24), Math.floor(low / 2 ** 16) % 256, Math.floor(low / 2 ** 8) % 256].join('.')
  return [`${start}.${(low % 256) + 1}`, `${start}.${(low % 256) + 2}`]
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
