import { createHash } from 'node:crypto'

/** The names of what one lease's network is made of on this machine. */
export type LeaseNetwork = {
  /** The namespace between the lease and the machine. All packets of the lease pass it, and the rules are in it. */
  guard: string
  /** The machine's end of the line to the guard. */
  uplink: string
  /** The machine's own table of rules for that line. */
  table: string
}

/** The line between machine and guard: its two addresses of either family. */
export type UplinkAddresses = { machine4: string; guard4: string; machine6: string; guard6: string }

/** What every uplink's name begins with. */
export const uplinkPrefix = 'inf'

/** The lease's own line, the same in every lease: nobody but its guard ever sees these addresses. */
export const leaseLine = {
  guard4: '10.255.255.1',
  lease4: '10.255.255.2',
  bits4: 30,
  guard6: 'fd69:6e66:6e69::1',
  lease6: 'fd69:6e66:6e69::2',
  bits6: 64,
} as const

/** The bits of the line's networks. */
export const uplinkBits = { v4: 30, v6: 64 } as const

const uplinkName = new RegExp(`^${uplinkPrefix}[0-9a-f]{12}$`)
const firstByte = 240
const blocks = 15 * 2 ** 22

/** Whether a line of the machine is one to a lease. Pure. */
export function isUplink(name: string): boolean {
  return uplinkName.test(name)
}

/** The names of a lease's network, from the name of its container. Pure. */
export function leaseNetworkOf(containerName: string): LeaseNetwork {
  // The kernel takes 15 letters for a line's name.
  const short = digestOf(containerName).toString('hex').slice(0, 12)
  return { guard: containerName, uplink: `${uplinkPrefix}${short}`, table: `infinitio_${short}` }
}

/**
 * The addresses of a lease's line to the machine: IPv4 from 240.0.0.0/4, which no network a provider is in can have, drawn from the container's name, the
 * next free four when an address of the machine (`taken`) is among them; IPv6 from a private network drawn the same way. Pure.
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
