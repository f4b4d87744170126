import type { MarketGates } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'

/**
 * Why an account may place nothing new now; null when it may. `trades` is true for what takes capacity (a bid, a hold). The matcher asks the
 * same of every command, so what slips through a moment later is rejected there. Cancels, releases and ends never come here.
 */
export function gateRefusal({ mode, blocked, paused }: MarketGates, { account, trades }: { account: string; trades: boolean }): ErrorCode | null {
  if (mode === 'cancel_only') return 'market.cancel_only'
  if (mode === 'halted' && trades) return 'market.halted'
  if (blocked.has(account)) return 'account.blocked'
  return paused && trades ? 'chain.settlements_paused' : null
}
