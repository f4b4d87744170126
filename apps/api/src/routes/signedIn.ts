import { type Address, assert } from '@infinitio/domain'

/**
 * Returns the account of a call to an endpoint whose access is `account`. The request handler has
 * checked before that the caller is signed in.
 */
export function signedIn({ account }: { account: Address | null }): Address {
  assert(account !== null, 'an endpoint for accounts is called by an account')
  return account
}
