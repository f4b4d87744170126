import { punishWrongRootCall, readSignatures, readSignedEpoch } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import { sendCall } from '../validator/sendCall.ts'
import type { OpenValidator } from '../validator/validator.ts'

/**
 * Submits the signatures of a statement after one of its leaves was refuted, so that a tenth of each signer's bond is slashed; half of that goes to the
 * validator that refuted the leaf. Does not submit this validator's own signature.
 */
export async function punishSigners(validator: OpenValidator, { epoch, statement }: { epoch: bigint; statement: Hex32 }): Promise<void> {
  const { client, opened, address } = validator
  const { attestations } = opened.addresses
  const { emission } = opened.access.contracts
  const signed = await readSignedEpoch(client, { attestations, epoch, root: statement })
  if (signed === null) return
  const signatures = await readSignatures(client, signed.txHash)
  const signers = signed.set.members.filter((_, place) => signed.hasSigned(place))
  for (const [index, { account }] of signers.entries()) {
    const signature = signatures[index]
    if (signature === undefined || account === address) continue
    const root = { setHash: signed.set.setHash, root: statement, signature }
    const call = punishWrongRootCall({ attestations, subject: 'emission', refuter: emission, epoch, signed: root })
    await sendCall(validator, call, `punishing ${account} for epoch ${epoch}`)
  }
}
