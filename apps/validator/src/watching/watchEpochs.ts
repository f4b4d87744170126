import { type ReadEpoch, readStandingEpochs } from '@infinitio/chain'
import { type EpochDocument, readDocument, statementOf } from '@infinitio/sdk/emission'
import { hasTurn, type OpenValidator, type Round } from '../validator/validator.ts'
import { answerDemands } from './answerDemands.ts'
import { challengeLeaves } from './challengeLeaves.ts'
import { readPublished } from './readPublished.ts'

const watchedEpochs = 200

/** Checks every published epoch that can still be withdrawn. Challenges its wrong leaves, and answers demands about its right leaves. */
export async function watchEpochs(validator: OpenValidator, round: Round): Promise<void> {
  const { client, opened, checked } = validator
  const { emission } = opened.access.contracts
  const terms = [...(await readPublished(validator, round.head)).values()]
  const newest = terms.sort((one, other) => Number(other.epoch - one.epoch)).slice(0, watchedEpochs)
  const standing = await readStandingEpochs(client, { emission, blockNumber: round.head, terms: newest })
  for (const [at, epoch] of standing.entries()) {
    const isOver = round.headTime >= epoch.finalAt && epoch.openDemands === 0
    if (isOver) continue
    const statement = statementOf(epoch.terms, { chainId: BigInt(opened.chainId), emission })
    const name = `${statement} ${epoch.publishedAt}`
    if ((checked.has(name) && epoch.openDemands === 0) || !hasTurn(validator, round)) continue
    const document = await leavesOf(validator, statement)
    if (document === null) continue
    const before = standing[at - 1]
    const leavesBefore = before === undefined || epoch.terms.previous === 0n ? null : await leavesOfEpoch(validator, before)
    if (!checked.has(name) && round.headTime < epoch.challengeUntil) await challengeLeaves(validator, { document, leavesBefore, statement })
    checked.add(name)
    if (epoch.openDemands > 0) await answerDemands(validator, round, { document, leavesBefore })
  }
}

async function leavesOfEpoch(validator: OpenValidator, { terms }: ReadEpoch): Promise<EpochDocument | null> {
  const { emission } = validator.opened.access.contracts
  return leavesOf(validator, statementOf(terms, { chainId: BigInt(validator.opened.chainId), emission }))
}

/** Returns an epoch's leaves from this validator's disk or from the API, or null if neither has them. */
async function leavesOf({ kept, opened, logger }: OpenValidator, statement: string): Promise<EpochDocument | null> {
  const own = kept.document(statement)
  if (own !== null) return own
  return await readDocument(opened.access, statement).catch((error: unknown) => {
    logger.warn({ err: error, statement }, 'the leaves of a published epoch are nowhere')
    return null
  })
}
