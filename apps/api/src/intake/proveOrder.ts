import type { Refusal } from '@infinitio/domain'
import type { Services } from '../services.ts'
import { contractRefusal } from '../signatures/contractRefusal.ts'
import { judgeOrder } from './judgeOrder.ts'
import type { OpenedOrder, UnprovenOrder } from './openedOrder.ts'
import { readOrderFacts } from './readOrderFacts.ts'

/**
 * Asks the code of an order's account whether it accepts the signature, after everything else about the order was found good. Refuses as `contractRefusal`; an
 * order with another fault is refused without a call: a signature of a key's length for its signature, another one for that fault.
 */
export async function proveOrder(services: Services, order: UnprovenOrder, { caller }: { caller: string }): Promise<OpenedOrder | Refusal> {
  const { unproven, digest, signature, refusal } = order
  const facts = await readOrderFacts(services, services.db, [unproven])
  const fault = judgeOrder(unproven, facts)
  if (fault !== null) return signature.length === 132 ? refusal : fault
  return (await contractRefusal(services, { account: unproven.account, digest, signature, caller }, refusal)) ?? unproven
}
