import { type CardUse, dataSheetOf, parsePt, type PTokenUnits, pTokenUnits } from '@infinitio/domain'
import type { DisplayRate } from '#web/i18n/reading.ts'

/**
 * The fields of the estimate as the user typed them. `watts` is null if the user typed no power; the estimate then uses the power in the class's data sheet.
 * `rented` is null if the user typed no rented share, in percent; the estimate then uses the share of the market, or assumes one.
 */
export type EarnDraft = {
  readonly classId: number
  readonly gpus: string
  readonly hours: string
  readonly kwh: string
  readonly isLocalCurrency: boolean
  readonly watts: string | null
  readonly rented: string | null
}

/** Names a field that does not hold a valid number. */
export type WrongField = 'gpus' | 'hours' | 'kwh' | 'watts' | 'rented'

/** The part of an estimate that the provider enters. */
export type EarnWish = Pick<CardUse, 'gpus' | 'onlineSeconds' | 'wattsPerGpu' | 'pricePerKwh'>

/** The days of a month in estimates. */
export const monthDays = 30n
const secondsPerHour = 3_600n
const mostGpus = 1_000n
const mostWatts = 10_000n
const wholePercent = 100n
/** A price of electricity in another currency is converted with six decimals. It is only for an estimate, so six decimals are exact enough. */
const rateScale = 1e6

/** Returns the power in watts that the user typed, otherwise the power in the class's data sheet. Returns an empty text for a class without a data sheet. */
export function wattsText({ watts }: Pick<EarnDraft, 'watts'>, className: string): string {
  return watts ?? dataSheetOf(className)?.boardWatts.toString() ?? ''
}

/** Parses the fields of the estimate. Returns the name of the first field without a valid number as `wrong`. `rate` converts the reader's currency to PT. */
export function readEarnDraft(
  draft: EarnDraft,
  { className, rate }: { readonly className: string; readonly rate: Pick<DisplayRate, 'perPt'> | null },
): { readonly wish: EarnWish; readonly rentedPercent: number | null } | { readonly wrong: WrongField } {
  const gpus = wholeOf(draft.gpus, { least: 1n, most: mostGpus })
  if (gpus === null) return { wrong: 'gpus' }
  const hours = wholeOf(draft.hours, { least: 1n, most: 24n })
  if (hours === null) return { wrong: 'hours' }
  const typed = parsePt(draft.kwh)
  if (typed === null) return { wrong: 'kwh' }
  const watts = wattsText(draft, className)
  const wattsPerGpu = watts === '' ? 0n : wholeOf(watts, { least: 0n, most: mostWatts })
  if (wattsPerGpu === null) return { wrong: 'watts' }
  const rented = draft.rented === null ? null : wholeOf(draft.rented, { least: 0n, most: wholePercent })
  if (rented === null && draft.rented !== null) return { wrong: 'rented' }
  const pricePerKwh = draft.isLocalCurrency && rate !== null ? inPt(typed, rate.perPt) : typed
  return {
    wish: { gpus, onlineSeconds: hours * monthDays * secondsPerHour, wattsPerGpu, pricePerKwh },
    rentedPercent: rented === null ? null : Number(rented),
  }
}

function wholeOf(text: string, { least, most }: { readonly least: bigint; readonly most: bigint }): bigint | null {
  if (!/^\d{1,6}$/.test(text.trim())) return null
  const value = BigInt(text.trim())
  return value >= least && value <= most ? value : null
}

function inPt(units: bigint, perPt: number): PTokenUnits {
  return pTokenUnits(BigInt(Math.round((Number(units) / 1e18 / perPt) * rateScale)) * 10n ** 12n)
}

const draftKey = 'infinitio.earn'

/** Stores the fields of the estimate in this tab. A browser without room or permission stores nothing. */
export function storeEarnDraft(storage: Pick<Storage, 'setItem'>, draft: EarnDraft): void {
  try {
    storage.setItem(draftKey, JSON.stringify(draft))
  } catch {
    // The fields then have their first values when the person comes back.
  }
}

/** Returns the fields that `storeEarnDraft` stored in this tab, or null if there are none, or if they are not valid. */
export function storedEarnDraft(storage: Pick<Storage, 'getItem'>): EarnDraft | null {
  try {
    const found: unknown = JSON.parse(storage.getItem(draftKey) ?? 'null')
    return isDraft(found) ? found : null
  } catch {
    return null
  }
}

function isDraft(found: unknown): found is EarnDraft {
  if (typeof found !== 'object' || found === null) return false
  const { classId, gpus, hours, kwh, isLocalCurrency, watts, rented } = found as Record<string, unknown>
  const isText = (value: unknown) => typeof value === 'string'
  return (
    Number.isInteger(classId) &&
    [gpus, hours, kwh].every(isText) &&
    typeof isLocalCurrency === 'boolean' &&
    [watts, rented].every((value) => value === null || isText(value))
  )
}
