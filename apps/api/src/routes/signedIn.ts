import { type Address, assert } from '@infinitio/domain'

/** The account of a call to an endpoint whose access is `account`: the door has checked that there is one. */
export function signedIn({ account }: { account: Address | null }): Address {
  assert(account !== null, 'an endpoint for accounts is called by an account')
  return account
}
