import type { MarketGates } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'

/**
 * Checks whether the market's mode and the account's state allow a new order or hold now. Returns an error code, or null if it is allowed. `trades` is true for
 * a bid or a hold, which takes capacity. The matcher checks each command again, because the state may change before it reads the command.
 */
export function gateRefusal({ mode, blocked, paused }: MarketGates, { account, trades }: { account: string; trades: boolean }): ErrorCode | null {
  if (mode === 'cancel_only') return 'market.cancel_only'
  if (mode === 'halted' && trades) return 'market.halted'
  if (blocked.has(account)) return 'account.blocked'
  return paused && trades ? 'chain.settlements_paused' : null
}
