import { createHash } from 'node:crypto'

/** Name of the network interface inside a lease that leads to its cluster. */
export const meshInside = 'mesh0'

/**
 * Maximum size of a packet in the cluster, in bytes. Encrypted, such a packet fits into one packet of any usual network, even over IPv6 and through a tunnel.
 */
export const meshMtu = 1_280

/** The folder in which WireGuard in user space has its control sockets, by interface. */
export const controlFolder = '/var/run/wireguard'

/**
 * Returns the name that the interface of a lease has on the machine, until it is moved into the lease. `wireguard-go` names its control socket by this name
 * even after the move. Pure.
 */
export function meshLinkOf(containerName: string): string {
  // The kernel limits an interface's name to 15 characters.
  return `inm${createHash('sha256').update(containerName).digest('hex').slice(0, 12)}`
}
