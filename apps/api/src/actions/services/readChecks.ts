import { findListedService, listCheckAnswers } from '@infinitio/db'
import { address, checkLimits, type Refusal } from '@infinitio/domain'
import type { CheckSlotWire, ServiceChecksWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { checksOf, timeOf } from './checksOf.ts'
import { offerOf } from './offerOf.ts'

/** Returns all reports about one check, each with its signature. */
export async function readCheckSlot({ db }: Pick<Services, 'db'>, { slot }: { readonly slot: number }): Promise<CheckSlotWire> {
  const rows = await listCheckAnswers(db, { slot: BigInt(slot) })
  const reports = [...Map.groupBy(rows, ({ signature }) => signature)].map(([signature, own]) => ({
    validator: address(own[0]?.validator ?? ''),
    model: own[0]?.model ?? '',
    signature,
    timesSignature: own[0]?.timesSignature ?? null,
    answers: [...Map.groupBy(own, ({ service }) => service)].map(([service, answers]) => {
      const asked = Array.from({ length: checkLimits.questions }, (_, question) => answers.find((one) => one.question === question))
      return { service, heads: asked.map((one) => one?.head ?? null), times: asked.map((one) => (one === undefined ? null : timeOf(one))) }
    }),
  }))
  return { slot, reports }
}

/** Returns the standing and the quality of a service, and the results of its last twenty checks. Refuses with `service.unknown`. Throws ChainUnavailableError. */
export async function readServiceChecks(
  services: Pick<Services, 'db' | 'emission' | 'facts'>,
  { service }: { readonly service: string },
): Promise<ServiceChecksWire | Refusal> {
  const row = await findListedService(services.db, { service })
  if (row === null) return { rejected: 'service.unknown', detail: service }
  const { checkSeconds, of } = await checksOf(services, [{ service, model: offerOf(row.terms)?.model ?? null }])
  const { checks, quality, results } = of(service)
  return {
    ...{ service, checks, quality, checkSeconds },
    results: results.map(({ slot, validator, question, outcome, signature }) => ({
      ...{ slot: Number(slot), validator: address(validator), question, outcome, signature },
    })),
  }
}
