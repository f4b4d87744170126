import { attestationsAbi, attestCall, nameKey, publishEpochCall, type ReadEmission } from '@infinitio/chain'
import { getEpochBoard, readCommittee } from '@infinitio/sdk/emission'
import { sendCall } from '../validator/sendCall.ts'
import { signaturesUnder } from './signaturesUnder.ts'
import { hasTurn, type OpenValidator, type Round } from '../validator/validator.ts'

const subject = 'emission'

/**
 * Publishes the emission epoch that this validator calculated, if enough validators of the hour's committee have signed it and this validator has the turn.
 * Before that, submits the signatures, so that the contract attests the root of the epoch.
 */
export async function publishEpoch(validator: OpenValidator, round: Round, { lastEpoch }: ReadEmission): Promise<void> {
  const { workedOut, client, opened } = validator
  const { set } = round
  if (workedOut === null || set === null || workedOut.epoch <= lastEpoch || workedOut.previous !== lastEpoch || !hasTurn(validator, round)) return
  const { document, statement, epoch } = workedOut
  if (document === null || statement === null) return
  const { attestations } = opened.addresses
  const attested = await client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey(subject)] })
  // Anybody can submit a root with too few signatures for an epoch. The contract takes it again with enough.
  if (attested.root !== statement || !attested.full) {
    const { items } = await getEpochBoard(opened.access.transport)
    const committee = await readCommittee(opened.access, { set, kind: 'emission', epoch })
    const under = items.filter((item) => item.statement === statement)
    const proof = await signaturesUnder(validator, { set, committee, items: under, subject, epoch, root: statement })
    if (proof === null) return
    const call = attestCall({ attestations, subject: nameKey(subject), epoch, root: statement, proof })
    if (!(await sendCall(validator, call, `attesting epoch ${epoch}`))) return
  }
  const { emission } = opened.access.contracts
  await sendCall(validator, publishEpochCall({ emission, terms: document.terms }), `publishing epoch ${epoch}`)
}
