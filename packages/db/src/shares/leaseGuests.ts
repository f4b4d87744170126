/** A teammate of who holds a lease, by which right, and the SSH keys it keeps at its account, OpenSSH lines. */
export type LeaseGuest = { account: string; may: 'watch' | 'use'; sshKeys: string[] }

/** Whom a lease is shared with by whoever holds it now, as JSON or null; `leases` must be named so. Indexes: lease_shares (bid_hash), account_ssh_keys (account). */
export const leaseGuests = `(select json_agg(json_build_object('account', s.guest, 'may', s.may,
    'sshKeys', (select coalesce(json_agg(k.line order by k.line), '[]') from account_ssh_keys k where k.account = s.guest)) order by s.guest)
  from lease_shares s where s.bid_hash = leases.bid_hash and s.shared_by = coalesce(leases.holder, leases.renter))`
