import type { Refusal } from '@infinitio/domain'
import { contractRefusal } from '../signatures/contractRefusal.ts'
import type { ContractSignatures } from '../signatures/createContractSignatures.ts'
import type { PublicRpc } from '../rpc/createPublicRpc.ts'
import type { IntakeParts } from './intakeParts.ts'
import { judgeOrder } from './judgeOrder.ts'
import type { OpenedOrder, UnprovenOrder } from './openedOrder.ts'
import { readOrderFacts } from './readOrderFacts.ts'

/**
 * Asks the code of a contract account whether it accepts the signature of an order. Refuses with the codes of `contractRefusal`. Judges the order first: if the
 * order has another fault, the code is not asked. Then the refusal is about the signature if it is as long as a key's signature, because it is probably just
 * wrong; otherwise it is about the fault.
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
