import { isIPv4 } from 'node:net'

/**
 * Returns the address at which other machines reach this deployment: INFINITIO_ADDRESS, or loopback if it is not set. Chain and database always use loopback.
 * On a development chain, any wallet can get a shell on this machine, so set the address only in a private network. Throws if it is not an IPv4 address.
 */
export function announcedAddress(): string {
  const address = process.env.INFINITIO_ADDRESS
  if (address === undefined || address === '') return '127.0.0.1'
  if (!isIPv4(address)) throw new Error('INFINITIO_ADDRESS must be an IPv4 address of this host.')
  return address
}

/** Returns true if other machines can reach this deployment. */
export function isReachable(): boolean {
  return announcedAddress() !== '127.0.0.1'
}

/**
 * Returns the address on which our servers listen: the loopback address, or `0.0.0.0` (all addresses) if other machines may connect. All addresses include
 * loopback, which this machine itself uses.
 */
export function boundAddress(): string {
  return isReachable() ? '0.0.0.0' : '127.0.0.1'
}
