import { punishEquivocationCall, type SignedRoot } from '@infinitio/chain'
import { hex32 } from '@infinitio/domain'
import type { DoubleSignaturesWire } from '@infinitio/domain/wire'
import { getDoubleSignatures } from '@infinitio/sdk/emission'
import type { Hex } from 'viem'
import { sendCall } from '../validator/sendCall.ts'
import { hasTurn, type OpenValidator, type Round, type Validator } from '../validator/validator.ts'

/**
 * Submits one pair of contradicting roots that a validator signed for the same subject and hour. This costs the signer half of its bond. Validators take turns:
 * this one submits only in its turn, and only one pair per round, so that a long list delays nothing else. Does not trust the API: the contract recovers both
 * signers, and a call that it would reject is not sent.
 */
export async function punishDoubles(validator: OpenValidator, round: Round): Promise<void> {
  const { opened, doubles, address } = validator
  if (!hasTurn(validator, round)) return
  const { items } = await getDoubleSignatures(opened.access.transport)
  const next = nextDouble(items, { address, doubles })
  if (next === null) return
  doubles.tried.add(next.name)
  const { subject, epoch, signer, first, second } = next.item
  const { attestations } = opened.addresses
  const call = punishEquivocationCall({ attestations, subject, epoch: BigInt(epoch), first: signedRoot(first), second: signedRoot(second) })
  const isSent = await sendCall(validator, call, `punishing ${signer} for two roots of ${subject} in hour ${epoch}`)
  if (isSent) doubles.sent.add(next.name)
}

function signedRoot({ setHash, root, signature }: DoubleSignaturesWire['items'][number]['first']): SignedRoot {
  return { setHash: hex32(setHash), root: hex32(root), signature: signature as Hex }
}

type Double = DoubleSignaturesWire['items'][number]

/**
 * Returns the next pair of contradicting roots to submit. Null if all pairs were submitted or were signed by this validator itself. A pair that the contract
 * rejected is tried again only after all other pairs. So a short failure of the chain does not save its signer, and a useless pair does not block the others.
 */
export function nextDouble(
  items: readonly Double[],
  { address, doubles }: Pick<Validator, 'address' | 'doubles'>,
): { item: Double; name: string } | null {
  const { sent, tried } = doubles
  const open = items
    .filter(({ signer }) => signer !== address)
    .map((item) => ({ item, name: `${item.subject} ${item.epoch} ${item.signer}` }))
    .filter(({ name }) => !sent.has(name))
  const next = open.find(({ name }) => !tried.has(name))
  if (next !== undefined) return next
  tried.clear()
  return open[0] ?? null
}
