import type { Refusal } from '@infinitio/domain'
import { contractRefusal } from '../signatures/contractRefusal.ts'
import type { ContractSignatures } from '../signatures/createContractSignatures.ts'
import type { PublicRpc } from '../rpc/createPublicRpc.ts'
import type { IntakeParts } from './intakeParts.ts'
import { judgeOrder } from './judgeOrder.ts'
import type { OpenedOrder, UnprovenOrder } from './openedOrder.ts'
import { readOrderFacts } from './readOrderFacts.ts'

/**
 * Asks the contract code of an order's account whether it accepts the signature, after all other
 * checks passed. Refuses as `contractRefusal`. If the order has another fault, it is refused
 * without a call. The refusal is about the signature if that is as long as a key's signature, else
 * about the fault.
 */
export async function proveOrder(
  parts: IntakeParts & { readonly contractSignatures: ContractSignatures; readonly publicRpc: PublicRpc },
  order: UnprovenOrder,
  { caller }: { caller: string },
): Promise<OpenedOrder | Refusal> {
  const { unproven, digest, signature, refusal } = order
  const facts = await readOrderFacts(parts, parts.db, [unproven])
  const fault = judgeOrder(unproven, facts)
  if (fault !== null) return signature.length === 132 ? refusal : fault
  return (await contractRefusal(parts, { account: unproven.account, digest, signature, caller }, refusal)) ?? unproven
}
