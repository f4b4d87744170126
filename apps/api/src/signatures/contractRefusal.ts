import { type ErrorCode, isRefusal, type Refusal } from '@infinitio/domain'
import { isErc6492Signature, type Hex } from 'viem'
import type { ContractSignatures, SignatureParts, SignatureQuestion } from './createContractSignatures.ts'

/**
 * Call it if a signature was not made with the account's key. Asks the code of the contract account whether it accepts the signature. Returns null if it does,
 * else the result of `refusalOfForm` for `otherwise`. Refuses with `auth.account_not_deployed` a signature in the form for an account whose contract does not
 * exist yet (ERC-6492), because the Market contract could not check it. Also refuses with the codes of `ContractSignatures`.
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

/**
 * Returns the refusal for a signature that no key made. A key's signature has 65 bytes. A signature of another length can only be meant for the code of a
 * contract account, so the result then states that the account does not accept it. For 65 bytes, returns `refusal`.
 */
export function refusalOfForm(signature: string, refusal: Refusal): Refusal {
  return signature.length === 132 ? refusal : { rejected: 'auth.signature_wrong_signer', detail: 'the account does not accept it' }
}

const ofNoKey: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['auth.signature_malformed', 'auth.signature_high_s', 'auth.signature_wrong_signer'])

/** Returns true for a refusal which means that no key of the account made the signature. The account's contract code may still accept it. */
export function mayBeOfContract({ rejected }: Refusal): boolean {
  return ofNoKey.has(rejected)
}
