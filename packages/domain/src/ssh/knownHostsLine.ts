import { sshEd25519PublicKey } from './sshEd25519PublicKey.ts'

/**
 * One `known_hosts` line for a host key that is on chain; any port but 22 is written as `[host]:port`, as OpenSSH looks it up.
 * Throws RangeError when `hostKey` is not `0x` and 64 hex digits.
 */
export function knownHostsLine({ host, port, hostKey }: { host: string; port: number; hostKey: string }): string {
  const name = port === 22 ? host : `[${host}]:${port}`
  return `${name} ${sshEd25519PublicKey(hostKey)}`
}
