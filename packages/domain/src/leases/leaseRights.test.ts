import { describe, expect, test } from 'vitest'
import { address } from '../ids/address.ts'
import { errorTable } from '../errors/errorTable.ts'
import { type LeaseAct, leaseActs, leaseRefusal, type LeaseRole, mostSharesPerLease, roleOfShare, shareRefusal } from './leaseRights.ts'

const roles = ['renter', 'user', 'watcher', 'provider', 'former_renter', 'stranger'] as const satisfies readonly LeaseRole[]

/**
 * For each act (action on a lease), whether each role may do it. There is one answer for each role, in the sequence of `roles`: "yes", or the error code
 * without its area. Written by hand, and not from the table that it checks.
 */
const table: Record<LeaseAct, string> = {
  see: 'yes yes yes yes yes forbidden',
  seeWorkload: 'yes yes watch holder holder forbidden',
  seeMetrics: 'yes yes yes yes holder forbidden',
  seeReceipt: 'yes holder holder yes yes forbidden',
  makeInvoice: 'yes holder holder holder holder forbidden',
  readLog: 'yes yes yes holder holder forbidden',
  openShell: 'yes yes watch holder holder forbidden',
  openSsh: 'yes yes watch holder holder forbidden',
  changeAccess: 'yes holder holder holder holder forbidden',
  report: 'yes yes watch holder holder forbidden',
  seeReports: 'yes yes watch yes holder forbidden',
  answerFault: 'yes holder holder yes holder forbidden',
  seePorts: 'yes yes watch holder holder forbidden',
  openPort: 'yes yes watch holder holder forbidden',
  makePortToken: 'yes yes watch holder holder forbidden',
  revokePortToken: 'yes yes watch holder holder forbidden',
  seeDisk: 'yes holder holder holder holder forbidden',
  copyDisk: 'yes holder holder holder holder forbidden',
  move: 'yes holder holder holder holder forbidden',
  cancelMove: 'yes holder holder holder holder forbidden',
  seeShares: 'yes holder holder holder holder forbidden',
  share: 'yes holder holder holder holder forbidden',
  unshare: 'yes holder holder holder holder forbidden',
  leave: 'teammate yes yes teammate teammate forbidden',
  cancel: 'yes holder holder holder holder forbidden',
  end: 'yes holder holder holder holder forbidden',
  extend: 'yes holder holder holder holder forbidden',
  autoExtend: 'yes holder holder holder holder forbidden',
  transfer: 'yes holder holder holder holder forbidden',
  takeNoShow: 'yes holder holder holder holder forbidden',
  endAsProvider: 'provider provider provider yes provider forbidden',
}
const codes: Record<string, string | null> = {
  yes: null,
  forbidden: 'auth.forbidden',
  watch: 'lease.watch_only',
  holder: 'lease.not_holder',
  teammate: 'lease.not_teammate',
  provider: 'lease.not_provider',
}

describe('rights at a lease', () => {
  test('has a row for every act', () => {
    expect(leaseActs).toEqual(Object.keys(table))
  })

  test.each(Object.entries(table))('%s: %s', (act, line) => {
    const wanted = line.split(' ').map((word) => codes[word])
    expect(roles.map((role) => leaseRefusal(act as LeaseAct, role))).toEqual(wanted)
  })

  test('lets only the holder move money, and refuses with 403', () => {
    expect([roleOfShare('watch'), roleOfShare('use')]).toEqual(['watcher', 'user'])
    for (const act of leaseActs) {
      for (const role of roles) {
        const refused = leaseRefusal(act, role)
        if (refused !== null) expect(errorTable[refused].http).toBe(403)
      }
    }
  })
})

describe('sharing a lease', () => {
  const at = (digit: number) => address(`0x${digit.toString(16).padStart(40, '0')}`)
  const lease = { holder: at(1), provider: at(2), shares: [{ account: at(3), right: 'watch' as const }] }

  test('is refused for the holder, the provider, and the same account with the same right; another right replaces the old one', () => {
    const asked = [1, 2, 3, 4].map((digit) => shareRefusal(lease, { account: at(digit), right: 'watch' }))
    expect(asked).toEqual(['lease.share_self', 'lease.share_provider', 'lease.share_exists', null])
    expect(shareRefusal(lease, { account: at(3), right: 'use' })).toBeNull()
  })

  test('is limited to sixteen accounts, each of which may get another right', () => {
    const full = { ...lease, shares: Array.from({ length: mostSharesPerLease }, (_, index) => ({ account: at(100 + index), right: 'use' as const })) }
    expect(shareRefusal(full, { account: at(3), right: 'use' })).toBe('lease.shares_limit')
    expect(shareRefusal({ ...full, shares: full.shares.slice(1) }, { account: at(3), right: 'use' })).toBeNull()
    expect(shareRefusal(full, { account: at(100), right: 'watch' })).toBeNull()
  })
})
