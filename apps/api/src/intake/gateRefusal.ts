import type { MarketGates } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'

/**
 * Returns why an account may place nothing new now, or null. `trades` is true for requests that
 * take capacity (a bid, a hold). The matcher checks every command again, so it rejects those that
 * changed meanwhile. Cancels, releases and ends are never checked.
 */
export function gateRefusal({ mode, blocked, paused }: MarketGates, { account, trades }: { account: string; trades: boolean }): ErrorCode | null {
  if (mode === 'cancel_only') return 'market.cancel_only'
  if (mode === 'halted' && trades) return 'market.halted'
  if (blocked.has(account)) return 'account.blocked'
  return paused && trades ? 'chain.settlements_paused' : null
}
