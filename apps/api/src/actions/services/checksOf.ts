import { readCheckersOfDay } from '@infinitio/chain'
import { type CheckResultRow, listCheckResults } from '@infinitio/db'
import { address, type AnswerTime, checkLimits, checkSecondsOf, checkSlotAt } from '@infinitio/domain'
import type { CheckQualityWire, CheckStandingWire } from '@infinitio/domain/wire'
import { type CheckOutcome, checkOutcomes, qualityOf, standingOf } from '@infinitio/services'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import type { Services } from '../../services/services.ts'

/** A service with the model that it offers. `model` is null if its terms cannot be read. */
type Checked = { readonly service: string; readonly model: string | null }

/** The standing and the quality of a service, and the results from which they follow, newest first. */
type Checks = {
  readonly checks: CheckStandingWire
  readonly quality: CheckQualityWire
  readonly results: readonly (CheckResultRow & { readonly outcome: CheckOutcome })[]
}

/** The standing and the results of several services. `checkSeconds` is the length of one check. */
export type ChecksOf = { readonly checkSeconds: number; readonly of: (service: string) => Checks }

/** Reads the results of the last twenty checks for these services, and calculates each service's standing from them. Throws ChainUnavailableError. */
export async function checksOf({ db, emission, facts }: Pick<Services, 'db' | 'emission' | 'facts'>, checked: readonly Checked[]): Promise<ChecksOf> {
  const { deployed, chainId, blockTimestamp } = await emission.read()
  const slot = checkSlotAt(Number(blockTimestamp), chainId)
  const checkSeconds = checkSecondsOf(chainId)
  const since = BigInt(slot - checkLimits.perDay + 1)
  const rows = await listCheckResults(db, { services: checked.map(({ service }) => service), since })
  const byService = Map.groupBy(rows.map(withOutcome), ({ service }) => service)
  const { directory } = (await facts.read()).addresses
  const checkers = new Map<string, Awaited<ReturnType<typeof readCheckersOfDay>>>()
  for (const model of new Set(checked.map((one) => one.model)))
    if (model !== null && deployed?.set != null) {
      const found = await readCheckersOfDay(facts.client, { directory, chainId, set: deployed.set, slot, model }).catch((cause: unknown) => {
        throw new ChainUnavailableError('the drawn validators cannot be read', { cause })
      })
      checkers.set(model, found)
    }
  const models = new Map(checked.map(({ service, model }) => [service, model]))
  return {
    checkSeconds,
    of(service) {
      const results = byService.get(service) ?? []
      const drawn = { slot, checkers: checkers.get(models.get(service) ?? '') ?? [] }
      const read = results.map((row) => ({ ...row, slot: Number(row.slot), validator: address(row.validator), time: timeOf(row) }))
      const [{ lastSlot, ...figures }, { lastSlot: measuredSlot, ...measures }] = [standingOf(read, drawn), qualityOf(read, drawn)]
      const endOf = (last: number | null) => (last === null ? null : (last + 1) * checkSeconds)
      return { checks: { ...figures, lastAt: endOf(lastSlot) }, quality: { ...measures, lastAt: endOf(measuredSlot) }, results }
    },
  }
}

/** Returns the speed of an answer; null if it was not measured. */
export function timeOf({ firstMs, wholeMs, textBytes }: Pick<CheckResultRow, 'firstMs' | 'wholeMs' | 'textBytes'>): AnswerTime | null {
  return wholeMs === null || textBytes === null ? null : { firstMs, wholeMs, textBytes }
}

function withOutcome(row: CheckResultRow): CheckResultRow & { readonly outcome: CheckOutcome } {
  return { ...row, outcome: checkOutcomes.find((outcome) => outcome === row.outcome) ?? 'unclear' }
}
