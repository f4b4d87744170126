/** Lists the actions that a renter can take after a rejection. */
export type Recovery = 'holdAgain' | 'signAgain' | 'deposit' | 'otherNode' | 'leases' | 'liveHold' | 'signIn' | 'rentNow'

const recoveries: Readonly<Record<string, readonly Recovery[]>> = {
  'hold.expired': ['holdAgain', 'otherNode'],
  'hold.released': ['holdAgain', 'otherNode'],
  'hold.unknown': ['otherNode'],
  'hold.already_used': ['leases'],
  'hold.does_not_match': ['holdAgain'],
  'hold.one_at_a_time': ['liveHold', 'rentNow', 'otherNode'],
  'hold.hourly_limit': ['rentNow', 'holdAgain', 'otherNode'],
  'hold.not_owner': ['signIn', 'otherNode'],
  'order.price_moved': ['holdAgain', 'otherNode'],
  'order.ask_gone': ['otherNode'],
  'order.ask_signature_refused': ['otherNode'],
  'order.node_taken': ['otherNode', 'holdAgain'],
  'order.nothing_fits': ['otherNode', 'signAgain'],
  'order.nonce_used': ['signAgain'],
  'order.duplicate': ['leases'],
  'order.expired': ['holdAgain', 'otherNode'],
  'order.start_window_missed': ['holdAgain', 'otherNode'],
  'order.settle_failed': ['holdAgain', 'otherNode'],
  'order.fee_above_maximum': ['signAgain'],
  'order.relay_fee_above_maximum': ['signAgain'],
  'account.insufficient_balance': ['deposit', 'otherNode'],
  'node.silent': ['otherNode'],
  'node.not_listed': ['otherNode'],
  'wallet.rejected': ['signAgain'],
}

/**
 * Matches error codes that begin with one of these words. They mean a fault of the market, not of the order: the hold continues, and another machine would not
 * help.
 */
const codesOfTheMarket = /^(api|chain|market)\./

/** Returns the actions that a renter can take after an error code, best first. For a code without its own entry, the prefix of the code decides. */
export function recoveryOf(code: string): readonly Recovery[] {
  const known = recoveries[code]
  if (known !== undefined) return known
  if (code.startsWith('auth.')) return ['signAgain', 'signIn']
  return codesOfTheMarket.test(code) ? ['signAgain'] : ['signAgain', 'otherNode']
}
