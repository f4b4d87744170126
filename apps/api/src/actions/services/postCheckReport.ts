import { readCheckers } from '@infinitio/chain'
import { type CheckAnswerRow, insertCheckReport, listServiceOffers } from '@infinitio/db'
import { address, type CheckedAnswer, checkLimits, checkReportText, checkSlotAt, hex32, isRefusal, type Refusal, serviceId } from '@infinitio/domain'
import type { CheckReportWire } from '@infinitio/domain/wire'
import { judgeAnswers, type OwnedAnswer, siteOf } from '@infinitio/services'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import { recoverTextSigner } from '../../session/recoverSigner.ts'
import type { Services } from '../../services/services.ts'
import { offerOf } from './offerOf.ts'

/**
 * Stores a validator's report about the current check of AI services, or about the check before it, because a report may arrive late. Judges the answers at
 * once, with the payee and host that each service has now. Throws ChainUnavailableError. Refuses with:
 * - `api.invalid_field` for another check, for a service that does not offer the model or appears twice, and for a validator that was not selected for this
 *   model
 * - `service.unknown`
 * - `auth.signature_wrong_signer` for a signer outside the validator set
 * - `api.idempotency_conflict` for a second report about the same check
 * - `auth.signature_malformed`
 */
export async function postCheckReport(
  { db, emission, facts }: Pick<Services, 'db' | 'emission' | 'facts'>,
  { slot, validator, model, answers, signature }: CheckReportWire,
): Promise<{ slot: number } | Refusal> {
  const { deployed, chainId, blockTimestamp } = await emission.read()
  const present = checkSlotAt(Number(blockTimestamp), chainId)
  if (slot !== present && slot !== present - 1) return invalid(`slot: the present check is ${present}`)
  const read = answers.map(({ service, heads }) => ({
    service: serviceId(service),
    heads: heads.map((head) => (head === null ? null : hex32(head))),
  }))
  if (new Set(read.map(({ service }) => service)).size !== read.length) return invalid('answers: a service appears twice')
  const { directory } = (await facts.read()).addresses
  const signer = recoverTextSigner({ text: checkReportText({ chainId, directory, slot, model, answers: read }), signature })
  if (isRefusal(signer)) return { rejected: 'auth.signature_malformed' }
  const set = deployed?.set ?? null
  if (signer !== validator || set === null || !set.members.some(({ account }) => account === signer))
    return { rejected: 'auth.signature_wrong_signer', detail: `${validator} did not sign as a member of the set` }
  const checkers = await readCheckers(facts.client, { directory, chainId, set, slot, model }).catch((cause: unknown) => {
    throw new ChainUnavailableError('the drawn validators cannot be read', { cause })
  })
  if (!checkers.some(({ account }) => account === signer)) return invalid('validator: others were drawn for this model')
  const judged = await judge({ db }, { model, answers: read })
  if (isRefusal(judged)) return judged
  const isStored = await db.transaction((tx) => insertCheckReport(tx, { signature, slot: BigInt(slot), validator, model, answers: judged }))
  return isStored ? { slot } : { rejected: 'api.idempotency_conflict', detail: `${validator} reported this check before` }
}

type Judging = { readonly model: string; readonly answers: readonly CheckedAnswer[] }

/** Returns the rows of a report, each with its outcome. Refuses if a service is not registered or does not offer the model. */
async function judge({ db }: Pick<Services, 'db'>, { model, answers }: Judging): Promise<CheckAnswerRow[] | Refusal> {
  const rows = await listServiceOffers(db, { services: answers.map(({ service }) => service) })
  const owners = new Map(rows.map(({ service, payee, terms }) => [service, { payee: address(payee), offer: offerOf(terms) }]))
  const owned: (Omit<OwnedAnswer, 'head'> & Pick<CheckedAnswer, 'heads'>)[] = []
  for (const { service, heads } of answers) {
    const owner = owners.get(service)
    if (owner === undefined) return { rejected: 'service.unknown', detail: service }
    const site = siteOf(owner.offer?.url ?? '')
    if (owner.offer?.model !== model || site === null) return invalid(`answers: ${service} does not offer the model`)
    owned.push({ service, payee: owner.payee, site, heads })
  }
  return Array.from({ length: checkLimits.questions }, (_, question) => question).flatMap((question) => {
    const asked = owned.map(({ heads, ...owner }) => ({ ...owner, head: heads[question] ?? null }))
    const outcomes = judgeAnswers(asked)
    return asked.map(({ service, head }) => ({ service, question, head, outcome: outcomes.get(service) ?? 'unclear' }))
  })
}

function invalid(detail: string): Refusal {
  return { rejected: 'api.invalid_field', detail }
}
