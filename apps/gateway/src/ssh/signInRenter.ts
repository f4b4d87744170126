import type { AdmittedLease } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import ssh2, { type AuthContext, type Connection, type ParsedKey, type PublicKeyAuthContext } from 'ssh2'
import type { AdmittedLeases } from '../leases/admittedLeases.ts'
import { mayAtLease } from '../leases/mayAtLease.ts'

const mostAttempts = 20

/**
 * Answers the sign-in of an SSH client. The user name is `lease-<id>`; it stays valid if the workload moves to another lease. The client must sign in with one
 * of two kinds of SSH keys: a key that the renter put into the lease's workload, or a key of a teammate who may use the lease. An unknown lease, an ended lease
 * and a wrong key get the same answer. Calls `onLease` once, and `onAttempt` for each attempt with a key or another method.
 */
export function signInRenter({
  client,
  leases,
  logger,
  onAttempt,
  onLease,
}: {
  client: Connection
  leases: AdmittedLeases
  logger: Logger
  onAttempt: () => void
  onLease: (lease: AdmittedLease, as: { name: string; key: Buffer }) => void
}): void {
  let attempts = 0
  client.on('authentication', (context) => {
    attempts += 1
    if (context.method !== 'none') onAttempt()
    if (attempts > mostAttempts) return void client.end()
    judge(context, leases)
      .then((lease) => {
        if (lease === null || context.method !== 'publickey') return context.reject(['publickey'])
        if (context.signature !== undefined) onLease(lease, { name: context.username, key: context.key.data })
        context.accept()
      })
      .catch((error: unknown) => {
        logger.warn({ err: error, code: 'api.database_unavailable' }, 'a sign-in could not be judged')
        context.reject(['publickey'])
      })
  })
}

async function judge(context: AuthContext, leases: AdmittedLeases): Promise<AdmittedLease | null> {
  const leaseId = /^lease-(\d{1,19})$/.exec(context.username)?.[1]
  if (context.method !== 'publickey' || leaseId === undefined) return null
  const lease = await leases.named(leaseId)
  return lease !== null && isAuthorised(context, authorisedKeys(keysOfLease(lease))) ? lease : null
}

/**
 * Returns all SSH keys that give access to a lease now: the keys of teammates who may use it, and the keys that the renter put into its workload. The renter's
 * keys do not count if the lease was transferred.
 */
export function keysOfLease(lease: AdmittedLease): string[] {
  const guests = lease.guests.filter(({ account }) => mayAtLease('openSsh', { account, lease }))
  return [...lease.sshKeys, ...guests.flatMap(({ sshKeys }) => sshKeys)]
}

/** Returns the public keys that a lease's workload authorises. Skips lines that it cannot read. */
export function authorisedKeys(lines: readonly string[]): ParsedKey[] {
  return lines.flatMap((line) => {
    const parsed = ssh2.utils.parseKey(line)
    return parsed instanceof Error || parsed.isPrivateKey() ? [] : [parsed]
  })
}

/**
 * Returns true if a request proves that the client has an authorised key. A request without a signature only asks whether the key would be accepted; then true
 * means that the key is authorised.
 */
function isAuthorised(context: PublicKeyAuthContext, keys: readonly ParsedKey[]): boolean {
  const key = keys.find((candidate) => candidate.getPublicSSH().equals(context.key.data))
  if (key === undefined) return false
  if (context.signature === undefined || context.blob === undefined) return true
  return key.verify(context.blob, context.signature, context.hashAlgo) === true
}
