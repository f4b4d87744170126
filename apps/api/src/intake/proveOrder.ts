import type { Refusal } from '@infinitio/domain'
import { contractRefusal } from '../signatures/contractRefusal.ts'
import type { ContractSignatures } from '../signatures/createContractSignatures.ts'
import type { PublicRpc } from '../rpc/createPublicRpc.ts'
import type { IntakeParts } from './intakeParts.ts'
import { judgeOrder } from './judgeOrder.ts'
import type { OpenedOrder, UnprovenOrder } from './openedOrder.ts'
import { readOrderFacts } from './readOrderFacts.ts'

/**
 * Asks the code of a contract account whether it accepts the signature of an order. Checks the rest of the order first, and does not ask the code if it has a
 * fault. It then refuses with that fault, unless the signature is as long as a key's signature: then it refuses because of the signature, which is probably
 * just wrong. Refuses with the codes of `contractRefusal`.
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
