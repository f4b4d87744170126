import type { ErrorCode } from '@infinitio/domain'
import type { AddressesWire } from '@infinitio/domain/wire'

/**
 * Returns `account.receiver_invalid` for a receiver of a withdrawal that could not pay the tokens out again: the Market, its lease token and PToken.
 * The contract refuses the Market's extension as well.
 */
export function receiverRefusal(to: string, addresses: Pick<AddressesWire, 'market' | 'leaseToken' | 'ptoken'>): ErrorCode | null {
  const { market, leaseToken, ptoken } = addresses
  return [market, leaseToken, ptoken].includes(to.toLowerCase()) ? 'account.receiver_invalid' : null
}
