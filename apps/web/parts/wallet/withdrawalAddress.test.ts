import { expect, test } from 'vitest'
import { addressOfWithdrawal, wantedWithdrawal } from '#web/parts/wallet/withdrawalAddress.ts'

const wantedIn = (address: string) => wantedWithdrawal(new URL(address, 'http://localhost').searchParams)

test('an address keeps every digit of the amount', () => {
  expect(wantedIn(addressOfWithdrawal(480_000_000_000_000_001n))).toBe('0.480000000000000001')
  expect(wantedIn(addressOfWithdrawal(5n * 10n ** 18n))).toBe('5')
})

test.each(['/wallet', '/wallet?withdraw=', '/wallet?withdraw=-1', '/wallet?withdraw=1e9', '/wallet?withdraw=1.2.3', '/wallet?withdraw=all'])(
  '%s asks for no amount',
  (address) => {
    expect(wantedIn(address)).toBeNull()
  },
)
