import type { Queryable } from '../client/queryable.ts'

/** How many rows of each kind were deleted. */
export type DeletedRows = Record<
  | 'sessions'
  | 'leaseNames'
  | 'leaseShares'
  | 'sshKeys'
  | 'workloads'
  | 'nodeProfiles'
  | 'snapshots'
  | 'readings'
  | 'savedSearches'
  | 'notifications'
  | 'webhooks'
  | 'mailAddresses'
  | 'billing'
  | 'invoices'
  | 'answers'
  | 'account',
  number
>

/**
 * Deletes what the API keeps about an account and nobody else needs: sessions and tokens, names, shares, SSH keys, sealed secrets, snapshots and moves, saved searches, notifications, webhooks, the e-mail address, billing details and invoices, workloads that no lease of anybody still runs,
 * profiles of its machines, readings, energy and image states of the leases it holds, stored answers. Call it inside a transaction, after `countLiveLeases` gave 0.
 * Indexes: those by account of each table, telemetry (lease_id, at).
 */
export async function deleteAccountRows(tx: Queryable, { account }: { account: string }): Promise<DeletedRows> {
  const gone = async (from: string): Promise<number> => (await tx.query(`delete from ${from} returning 1`, [account])).length
  const ofLeases = 'lease_id in (select lease_id from leases where (renter = $1 or holder = $1) and coalesce(holder, renter) = $1)'
  const readings = (await gone(`telemetry where ${ofLeases}`)) + (await gone(`telemetry_minutes where ${ofLeases}`))
  await gone(`lease_energy where ${ofLeases}`)
  await gone(`lease_images where ${ofLeases}`)
  await gone('sealed_secrets where account = $1')
  await gone('disk_restores where account = $1')
  await gone('lease_moves where account = $1')
  // Hashes of mailboxes stay for their day, that nobody may ask one again and again by deleting the account.
  await tx.query('update mail_asked set account = null where account = $1', [account])
  // The rows go when their parts have left the store.
  const snapshots = (await tx.query('update disk_snapshots set deleted_at = now() where account = $1 and deleted_at is null returning 1', [account]))
    .length
  return {
    snapshots,
    readings: readings + (await gone(`telemetry_hours where ${ofLeases}`)),
    sessions:
      (await gone('sessions where account = $1')) +
      (await gone('terminal_tokens where account = $1')) +
      (await gone('port_tokens where account = $1')),
    leaseNames: await gone('lease_names where account = $1'),
    leaseShares: await gone('lease_shares where guest = $1 or shared_by = $1'),
    sshKeys: await gone('account_ssh_keys where account = $1'),
    workloads: await gone(
      `workloads where owner = $1 and not exists (select from leases where leases.workload_hash = workloads.hash and leases.state <> 'closed')`,
    ),
    nodeProfiles: await gone('node_profiles where node_id in (select node_id from chain_nodes where provider = $1)'),
    savedSearches: await gone('saved_searches where account = $1'),
    notifications: await gone('notifications where account = $1'),
    webhooks: await gone('webhooks where account = $1'),
    billing: await gone('billing_details where account = $1'),
    invoices: await gone('invoices where account = $1'),
    mailAddresses: await gone('mail_addresses where account = $1'),
    answers: await gone('idempotency_keys where account = $1'),
    account: await gone('accounts where account = $1'),
  }
}
