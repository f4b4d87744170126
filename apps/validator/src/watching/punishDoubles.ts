import { punishEquivocationCall, type SignedRoot } from '@infinitio/chain'
import { hex32 } from '@infinitio/domain'
import type { DoubleSignaturesWire } from '@infinitio/domain/wire'
import { getDoubleSignatures } from '@infinitio/sdk/emission'
import type { Hex } from 'viem'
import { sendCall } from '../validator/sendCall.ts'
import { hasTurn, type OpenValidator, type Round } from '../validator/validator.ts'

/**
 * Submits pairs of roots that one member signed for one subject and hour, so that half of its bond is slashed. Only in its turn. Does not trust the board: the
 * contract recovers both signers, and a call that it would refuse is not sent.
 */
export async function punishDoubles(validator: OpenValidator, round: Round): Promise<void> {
  const { opened, checked, address } = validator
  if (!hasTurn(validator, round)) return
  const { items } = await getDoubleSignatures(opened.access.transport)
  const { attestations } = opened.addresses
  for (const { subject, epoch, signer, first, second } of items) {
    const name = `double ${subject} ${epoch} ${signer}`
    if (signer === address || checked.has(name)) continue
    const call = punishEquivocationCall({ attestations, subject, epoch: BigInt(epoch), first: signedRoot(first), second: signedRoot(second) })
    await sendCall(validator, call, `punishing ${signer} for two roots of ${subject} in hour ${epoch}`)
    checked.add(name)
  }
}

function signedRoot({ setHash, root, signature }: DoubleSignaturesWire['items'][number]['first']): SignedRoot {
  return { setHash: hex32(setHash), root: hex32(root), signature: signature as Hex }
}
