import { type FeeAmount, type FeeKey, feeLines } from '@infinitio/domain'
import type { FeePlace } from '@infinitio/domain/messages'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

type FeeNameInput = { readonly place: FeePlace; readonly feeBps: number; readonly leases?: number }

type FeeLinesProps<Line extends FeeAmount> = FeeNameInput & { readonly lines: readonly Line[]; readonly amountOf: (line: Line) => ReactNode }

/** The fees of a bill, a line each: its name and what `amountOf` shows of its amount. Flat fees are small. */
export function FeeLines<Line extends FeeAmount>({ lines, amountOf, ...input }: FeeLinesProps<Line>) {
  const nameOf = useFeeName(input)
  return lines.map((line) => (
    <div key={line.key} className={isFlat(line.key) ? 'small' : undefined}>
      <span>{nameOf(line.key)}</span>
      {amountOf(line)}
    </div>
  ))
}

/** Returns the name of a fee in the words of a bill. `feeBps` is the rate of shares; `leases` is how many leases an order may become. */
export function useFeeName({ place, feeBps, leases = 1 }: FeeNameInput): (key: FeeKey) => string {
  const t = useTranslations('price')
  const percent = (feeBps / 100).toString()
  return (key) => t(`fee.${key}`, { place, percent, leases })
}

/** Whether a fee is a flat amount. */
export const isFlat = (key: FeeKey): boolean => feeLines[key].charge === 'flat'
