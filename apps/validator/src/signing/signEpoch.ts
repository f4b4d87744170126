import { attestationTypedData, type ReadEmission } from '@infinitio/chain'
import { hex32 } from '@infinitio/domain'
import { documentToWire, InfinitioError, readCommittee, postEpoch, statementOf, workOutEpoch } from '@infinitio/sdk/emission'
import { privateKeyToAccount } from 'viem/accounts'
import { readStatement } from '../watching/readPublished.ts'
import type { OpenValidator, Round } from '../validator/validator.ts'

const hourSeconds = 3_600n
const subject = 'emission'

/**
 * Calculates the emission epoch of the last whole hour (what machines earned in it), and submits it with this validator's signature. Signs once for each
 * validator set, and never a different root for the same epoch. Does not sign yet while the end of the hour is not final, or while the record of how long
 * machines served can still change. Does not sign at all if this validator is not in the hour's committee, or if no payment is due. If an hour gets no payment
 * in this way, it is added to the next epoch.
 */
export async function signEpoch(validator: OpenValidator, round: Round, { lastEpoch }: ReadEmission): Promise<void> {
  const { address, privateKey, opened, kept, logger } = validator
  const { access, addresses, chainId } = opened
  const epoch = round.headTime / hourSeconds - 1n
  if (round.finalTime < (epoch + 1n) * hourSeconds || lastEpoch >= epoch) return
  const known = validator.workedOut
  if (known === null || known.epoch !== epoch || known.previous !== lastEpoch) {
    const document = await workOut(validator, round, { epoch, previous: lastEpoch })
    if (document === 'not yet') return
    const isDue = document !== null && document.terms.total > 0n
    const statement = isDue ? statementOf(document.terms, { chainId: BigInt(chainId), emission: access.contracts.emission }) : null
    if (isDue && statement !== null) kept.keep(statement, document)
    validator.workedOut = { epoch, previous: lastEpoch, document: isDue ? document : null, statement }
    logger.info({ epoch, total: document?.terms.total ?? 0n, statement }, 'an epoch is worked out')
  }
  const { document, statement } = validator.workedOut ?? { document: null, statement: null }
  const { set } = round
  if (document === null || statement === null || set === null) return
  const committee = await readCommittee(access, { set, kind: 'emission', epoch })
  if (!committee.some(({ account }) => account === address)) return
  const at = { subject, epoch }
  const before = kept.signedFor(at)
  if (before !== null && before !== statement) {
    logger.warn({ epoch, signed: before, statement }, 'another root was signed for this epoch; its hours are left to the next')
    return
  }
  if (before !== null && validator.checked.has(`posted ${set.setHash} ${statement}`)) return
  kept.noteSigned(at, statement)
  const typed = attestationTypedData({ setHash: set.setHash, subject, epoch, root: statement }, { chainId, attestations: addresses.attestations })
  const signature = await privateKeyToAccount(privateKey).signTypedData(typed)
  await postEpoch(access.transport, {
    document: documentToWire(document),
    signed: { setHash: set.setHash, signer: address, signature: signature.toLowerCase() },
  })
  validator.checked.add(`posted ${set.setHash} ${statement}`)
  logger.info({ epoch, statement: hex32(statement) }, 'signed')
}

/** Calculates an emission epoch: what each provider earned. Returns `not yet` while the record of how long machines served in its hours can still change. */
async function workOut(validator: OpenValidator, { final, head }: Round, { epoch, previous }: { epoch: bigint; previous: bigint }) {
  const { keptHours, epochSlots, opened } = validator
  try {
    const statementBefore = previous === 0n ? null : await readStatement(validator, { epoch: previous, head })
    const read = { known: keptHours.hours, knownSlots: epochSlots }
    const document = await workOutEpoch(opened.access, { epoch, previous, statementBefore, head: final, ...read })
    // Store the root before it is signed, so that the validator cannot sign another one after a restart.
    keptHours.store()
    return document
  } catch (error) {
    if (error instanceof InfinitioError && error.code === 'api.not_found') {
      validator.logger.debug({ epoch, detail: error.detail }, 'an epoch cannot be worked out yet')
      return 'not yet' as const
    }
    throw error
  }
}
