import { isIPv4 } from 'node:net'

/**
 * The address of this host at which other machines reach the house, when INFINITIO_ADDRESS names one; else loopback alone. The chain and the
 * database stay on loopback. Leases on a development chain give a shell to any wallet, so this is for a network of one's own. Throws when it is no
 * IPv4 address.
 */
export function announcedAddress(): string {
  const address = process.env.INFINITIO_ADDRESS
  if (address === undefined || address === '') return '127.0.0.1'
  if (!isIPv4(address)) throw new Error('INFINITIO_ADDRESS must be an IPv4 address of this host.')
  return address
}

/** Whether machines other than this one reach the house. */
export function isReachable(): boolean {
  return announcedAddress() !== '127.0.0.1'
}

/** Where our doors listen: on loopback, or on every address when other machines are to come in, since this machine does so through loopback still. */
export function boundAddress(): string {
  return isReachable() ? '0.0.0.0' : '127.0.0.1'
}
