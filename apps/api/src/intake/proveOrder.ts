import type { Refusal } from '@infinitio/domain'
import { contractRefusal } from '../signatures/contractRefusal.ts'
import type { ContractSignatures } from '../signatures/createContractSignatures.ts'
import type { PublicRpc } from '../rpc/createPublicRpc.ts'
import type { IntakeParts } from './intakeParts.ts'
import { judgeOrder } from './judgeOrder.ts'
import type { OpenedOrder, UnprovenOrder } from './openedOrder.ts'
import { readOrderFacts } from './readOrderFacts.ts'

/**
 * Asks the code of a contract account whether it accepts the signature of an order. First checks the rest of the order. If that has a fault, refuses without
 * asking the code: with this fault, or with the refusal of the signature if the signature is as long as one of a key, because then it is probably just wrong.
 * Otherwise refuses with the codes of `contractRefusal`.
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
