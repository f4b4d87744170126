import { type ErrorCode, isRefusal, type Refusal } from '@infinitio/domain'
import { isErc6492Signature, type Hex } from 'viem'
import type { ContractSignatures, SignatureParts, SignatureQuestion } from './createContractSignatures.ts'

/**
 * Asks the account's own code where a signature is not that of its key. Returns null when the account accepts it, else `otherwise`. Refuses with
 * `auth.account_not_deployed` a signature for an account that does not exist yet, since the Market cannot check it, and as `ContractSignatures`.
 */
export async function contractRefusal(
  parts: SignatureParts & { readonly contractSignatures: ContractSignatures },
  question: SignatureQuestion,
  otherwise: Refusal,
): Promise<Refusal | null> {
  if (isErc6492Signature(question.signature as Hex)) return { rejected: 'auth.account_not_deployed' }
  const accepts = await parts.contractSignatures.accepts(parts, question)
  if (isRefusal(accepts)) return accepts
  return accepts ? null : refusalOfForm(question.signature, otherwise)
}

/** No key makes a signature of another length than 65 bytes, so it is the account that does not accept it. */
export function refusalOfForm(signature: string, refusal: Refusal): Refusal {
  return signature.length === 132 ? refusal : { rejected: 'auth.signature_wrong_signer', detail: 'the account does not accept it' }
}

const ofNoKey: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['auth.signature_malformed', 'auth.signature_high_s', 'auth.signature_wrong_signer'])

/** Whether a signature that no key of the account made may still be one that the account's code accepts. */
export function mayBeOfContract({ rejected }: Refusal): boolean {
  return ofNoKey.has(rejected)
}
