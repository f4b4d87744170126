import { readMarketGates } from '@infinitio/db'
import type { Address, ErrorCode } from '@infinitio/domain'
import type { Services } from '../../services/services.ts'
import { gateRefusal } from '../../intake/gateRefusal.ts'

/** Why an account may place nothing new now, as `gateRefusal`; null when it may. */
export async function checkGate({ db }: Services, { account, trades }: { account: Address; trades: boolean }): Promise<ErrorCode | null> {
  return gateRefusal(await readMarketGates(db, { accounts: [account] }), { account, trades })
}
