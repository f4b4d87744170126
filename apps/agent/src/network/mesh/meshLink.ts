import { createHash } from 'node:crypto'

/** Name of the network interface inside a lease that leads to its cluster. */
export const meshInside = 'mesh0'

/**
 * The largest packet that is sent between the leases of a cluster, in bytes. Even after it is encrypted, such a packet fits into one packet of any usual
 * network, also over IPv6 and through a tunnel.
 */
export const meshMtu = 1_280

/** The folder in which WireGuard in user space has its control sockets, one for each network interface. */
export const controlFolder = '/var/run/wireguard'

/**
 * Returns the name of a lease's network interface on the machine, before it is moved into the lease. `wireguard-go` names its control socket by this name even
 * after the move. Pure.
 */
export function meshLinkOf(containerName: string): string {
  // The kernel limits an interface's name to 15 characters.
  return `inm${createHash('sha256').update(containerName).digest('hex').slice(0, 12)}`
}
