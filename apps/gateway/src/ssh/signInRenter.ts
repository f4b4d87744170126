import type { AdmittedLease } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { AuthContext, Connection } from 'ssh2'
import type { AdmittedLeases } from '../leases/admittedLeases.ts'
import { mayAtLease } from '../leases/mayAtLease.ts'
import { authorisedKeys, isAuthorised } from './authorisedKeys.ts'

const mostAttempts = 20

/**
 * Answers a client's sign-in. The user name is `lease-<id>`; it stays valid if the workload moves to another lease. The only method is publickey, with a key of
 * the lease's workload or of a teammate who may use it. An unknown lease, an ended lease and a wrong key give the same answer. Calls `onLease` once, and
 * `onAttempt` for each offered key.
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

/** Returns every key that gives access to a lease now: the keys of its workload, unless the lease was transferred, and those of teammates who may use it. */
export function keysOfLease(lease: AdmittedLease): string[] {
  const guests = lease.guests.filter(({ account }) => mayAtLease('openSsh', { account, lease }))
  return [...lease.sshKeys, ...guests.flatMap(({ sshKeys }) => sshKeys)]
}
