import { type MarketGate, readMarketGate } from '@infinitio/db'
import type { Address, ErrorCode } from '@infinitio/domain'
import type { Services } from '../services.ts'

/**
 * Why an account may place nothing new now; null when it may. `trades` is true for what takes capacity (a bid, a hold). The matcher asks the
 * same of every command, so what slips through a moment later is rejected there. Cancels, releases and ends never come here.
 */
export async function checkGate({ db }: Services, { account, trades }: { account: Address; trades: boolean }): Promise<ErrorCode | null> {
  return gateRefusal(await readMarketGate(db, { account }), { trades })
}

function gateRefusal({ mode, blocked, paused }: MarketGate, { trades }: { trades: boolean }): ErrorCode | null {
  if (mode === 'cancel_only') return 'market.cancel_only'
  if (mode === 'halted' && trades) return 'market.halted'
  if (blocked) return 'account.blocked'
  return paused && trades ? 'chain.settlements_paused' : null
}
