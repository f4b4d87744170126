import { readCheckers } from '@infinitio/chain'
import { type CheckAnswerRow, insertCheckReport, listServiceOffers } from '@infinitio/db'
import {
  type Address,
  address,
  type CheckedAnswer,
  checkLimits,
  checkReportText,
  checkSlotAt,
  checkTimesText,
  hex32,
  isRefusal,
  type Refusal,
  serviceId,
  type TimedAnswer,
} from '@infinitio/domain'
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
 *   model; also for speeds without a signature, and for the speed of an answer that is missing
 * - `service.unknown`
 * - `auth.signature_wrong_signer` for a signer outside the validator set, and for speeds that another key signed
 * - `api.idempotency_conflict` for a second report about the same check
 * - `auth.signature_malformed`
 */
export async function postCheckReport(
  { db, emission, facts }: Pick<Services, 'db' | 'emission' | 'facts'>,
  report: CheckReportWire,
): Promise<{ slot: number } | Refusal> {
  const { slot, validator, model, answers, signature } = report
  const { deployed, chainId, blockTimestamp } = await emission.read()
  const present = checkSlotAt(Number(blockTimestamp), chainId)
  if (slot !== present && slot !== present - 1) return invalid(`slot: the present check is ${present}`)
  const read = answers.map(({ service, heads, times = heads.map(() => null) }) => ({
    service: serviceId(service),
    heads: heads.map((head) => (head === null ? null : hex32(head))),
    times,
  }))
  if (new Set(read.map(({ service }) => service)).size !== read.length) return invalid('answers: a service appears twice')
  const { directory } = (await facts.read()).addresses
  const signer = recoverTextSigner({ text: checkReportText({ chainId, directory, slot, model, answers: read }), signature })
  if (isRefusal(signer)) return { rejected: 'auth.signature_malformed' }
  const set = deployed?.set ?? null
  if (signer !== validator || set === null || !set.members.some(({ account }) => account === signer))
    return { rejected: 'auth.signature_wrong_signer', detail: `${validator} did not sign as a member of the set` }
  const untimed = refuseTimes(report, { chainId, directory, times: read })
  if (untimed !== null) return untimed
  const checkers = await readCheckers(facts.client, { directory, chainId, set, slot, model }).catch((cause: unknown) => {
    throw new ChainUnavailableError('the drawn validators cannot be read', { cause })
  })
  if (!checkers.some(({ account }) => account === signer)) return invalid('validator: others were drawn for this model')
  const judged = await judge({ db }, { model, answers: read })
  if (isRefusal(judged)) return judged
  const timesSignature = report.timesSignature ?? null
  const isStored = await db.transaction((tx) =>
    insertCheckReport(tx, { signature, timesSignature, slot: BigInt(slot), validator, model, answers: judged }),
  )
  return isStored ? { slot } : { rejected: 'api.idempotency_conflict', detail: `${validator} reported this check before` }
}

type Timed = Pick<TimedAnswer, 'times'>

/** Refuses speeds that the validator did not sign, or of answers that the report does not have. Returns null for speeds that may be stored, or none. */
function refuseTimes(
  { slot, validator, model, timesSignature }: CheckReportWire,
  { chainId, directory, times }: { readonly chainId: number; readonly directory: Address; readonly times: readonly (CheckedAnswer & Timed)[] },
): Refusal | null {
  const hasTimes = times.some((one) => one.times.some((time) => time !== null))
  if (timesSignature === undefined) return hasTimes ? invalid('timesSignature: the speeds need a signature') : null
  if (times.some((one) => one.times.some((time, question) => time !== null && one.heads[question] === null)))
    return invalid('answers: a speed has no answer')
  const signer = recoverTextSigner({ text: checkTimesText({ chainId, directory, slot, model, times }), signature: timesSignature })
  if (isRefusal(signer)) return { rejected: 'auth.signature_malformed' }
  return signer === validator ? null : { rejected: 'auth.signature_wrong_signer', detail: `${validator} did not sign the speeds` }
}

type Judging = { readonly model: string; readonly answers: readonly (CheckedAnswer & Timed)[] }

/** Returns the rows of a report, each with its outcome. Refuses if a service is not registered or does not offer the model. */
async function judge({ db }: Pick<Services, 'db'>, { model, answers }: Judging): Promise<CheckAnswerRow[] | Refusal> {
  const rows = await listServiceOffers(db, { services: answers.map(({ service }) => service) })
  const owners = new Map(rows.map(({ service, payee, terms }) => [service, { payee: address(payee), offer: offerOf(terms) }]))
  const owned: (Omit<OwnedAnswer, 'head'> & Pick<CheckedAnswer, 'heads'> & Timed)[] = []
  for (const { service, heads, times } of answers) {
    const owner = owners.get(service)
    if (owner === undefined) return { rejected: 'service.unknown', detail: service }
    const site = siteOf(owner.offer?.url ?? '')
    if (owner.offer?.model !== model || site === null) return invalid(`answers: ${service} does not offer the model`)
    owned.push({ service, payee: owner.payee, site, heads, times })
  }
  return Array.from({ length: checkLimits.questions }, (_, question) => question).flatMap((question) => {
    const asked = owned.map(({ heads, times, ...owner }) => ({ ...owner, head: heads[question] ?? null, time: times[question] ?? null }))
    const outcomes = judgeAnswers(asked)
    return asked.map(({ service, head, time }) => ({
      ...{ service, question, head, outcome: outcomes.get(service) ?? 'unclear' },
      ...{ firstMs: time?.firstMs ?? null, wholeMs: time?.wholeMs ?? null, textBytes: time?.textBytes ?? null },
    }))
  })
}

function invalid(detail: string): Refusal {
  return { rejected: 'api.invalid_field', detail }
}
