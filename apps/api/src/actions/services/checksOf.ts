import { readCheckersOfDay } from '@infinitio/chain'
import { type CheckResultRow, listCheckResults } from '@infinitio/db'
import { address, checkLimits, checkSecondsOf, checkSlotAt } from '@infinitio/domain'
import type { CheckStandingWire } from '@infinitio/domain/wire'
import { type CheckOutcome, checkOutcomes, standingOf } from '@infinitio/services'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import type { Services } from '../../services/services.ts'

/** A service with the model that it offers. `model` is null if its terms cannot be read. */
type Checked = { readonly service: string; readonly model: string | null }

/** The standing of a service, and the results from which it follows, newest first. */
type Checks = { readonly checks: CheckStandingWire; readonly results: readonly (CheckResultRow & { readonly outcome: CheckOutcome })[] }

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
      const { lastSlot, ...figures } = standingOf(
        results.map((row) => ({ slot: Number(row.slot), validator: address(row.validator), question: row.question, outcome: row.outcome })),
        { slot, checkers: checkers.get(models.get(service) ?? '') ?? [] },
      )
      return { checks: { ...figures, lastAt: lastSlot === null ? null : (lastSlot + 1) * checkSeconds }, results }
    },
  }
}

function withOutcome(row: CheckResultRow): CheckResultRow & { readonly outcome: CheckOutcome } {
  return { ...row, outcome: checkOutcomes.find((outcome) => outcome === row.outcome) ?? 'unclear' }
}
