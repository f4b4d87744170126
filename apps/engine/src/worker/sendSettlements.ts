import { settleCall } from '@infinitio/chain'
import { abandonSettlement, listUnsentSettlements, type UnsentSettlement } from '@infinitio/db'
import { type ErrorCode, errorTable, matchId } from '@infinitio/domain'
import { toCanonical } from '@infinitio/matching'
import { traceOrder } from '@infinitio/process'
import { buildCall } from './buildCall.ts'
import { parseSettleItem } from './parseSettleItem.ts'
import type { Sender } from './sender.ts'
import { sendCall } from './sendCall.ts'
import { tryCall } from './tryCall.ts'

const SETTLEMENTS_AT_ONCE = 50
/** A settle that the chain reverts this often although it went well on trial is given up. */
const MAX_FAILURES = 5
const RETRY_MS = 250

/**
 * Sends every match that no stored transaction can still settle. One that the contract refuses for good is abandoned, which is
 * safe just because no stored transaction of it can land any more; one refused for now, or by a chain that has not caught up, is tried again soon.
 * Returns how many wait for that.
 */
export async function sendSettlements(sender: Sender): Promise<number> {
  let waiting = 0
  for (const settlement of await listUnsentSettlements(sender.db, { limit: SETTLEMENTS_AT_ONCE })) {
    const name = `match/${settlement.matchId}`
    const isDone = (sender.retryAtMs.get(name) ?? 0) <= sender.nowMs() && (await traceOrder(settlement.bidHash, () => sendOne(sender, settlement)))
    if (isDone) sender.retryAtMs.delete(name)
    else waiting += 1
    if (!isDone && (sender.retryAtMs.get(name) ?? 0) <= sender.nowMs()) sender.retryAtMs.set(name, sender.nowMs() + RETRY_MS)
  }
  return waiting
}

async function sendOne(sender: Sender, { matchId: id, item, failures }: UnsentSettlement): Promise<boolean> {
  const call = buildCall(sender, () => settleCall({ market: sender.addresses.market, item: parseSettleItem(item) }))
  if (call === null) {
    return abandon(sender, { id, code: 'order.settle_failed' })
  }
  const verdict = await tryCall(sender, call)
  if (verdict.kind === 'unsure') return false
  if (verdict.kind === 'fine' && failures < MAX_FAILURES) {
    await sendCall(sender, { call, gas: verdict.gas, purpose: 'settle', action: 'settle', matchId: id, relayId: null, leaseId: null })
    return true
  }
  const code = verdict.kind === 'fine' ? 'order.settle_failed' : verdict.code
  sender.logger.warn({ matchId: id, code, failures }, 'the chain refuses a settle')
  if (errorTable[code].retry) return false
  return abandon(sender, { id, code })
}

/** False when a transaction of the match turned out to be able to land after all: then nothing is abandoned. */
async function abandon({ db }: Sender, { id, code }: { id: bigint; code: ErrorCode }): Promise<boolean> {
  const payload = toCanonical({ kind: 'SettleAbandoned', matchId: matchId(id), code })
  return db.transaction((tx) => abandonSettlement(tx, { matchId: id, payload }))
}
