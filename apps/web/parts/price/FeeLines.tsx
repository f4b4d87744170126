import { type FeeAmount, type FeeKey, feeLines, percentOfBps } from '@infinitio/domain'
import type { FeePlace } from '@infinitio/domain/messages'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

type FeeNameInput = { readonly place: FeePlace; readonly feeBps: number; readonly leases?: number }

type FeeLinesProps<Line extends FeeAmount> = FeeNameInput & { readonly lines: readonly Line[]; readonly amountOf: (line: Line) => ReactNode }

/** Shows the fees of a bill, one in each line: the name of the fee and the text that `amountOf` returns for it. Fees with a fixed amount are in small text. */
export function FeeLines<Line extends FeeAmount>({ lines, amountOf, ...input }: FeeLinesProps<Line>) {
  const nameOf = useFeeName(input)
  return lines.map((line) => (
    <div key={line.key} className={isFlat(line.key) ? 'small' : undefined}>
      <span>{nameOf(line.key)}</span>
      {amountOf(line)}
    </div>
  ))
}

/**
 * Returns a function that gives the name of a fee on a bill. `feeBps` is the rate in basis points; `leases` is the number of leases that an order may
 * become.
 */
export function useFeeName({ place, feeBps, leases = 1 }: FeeNameInput): (key: FeeKey) => string {
  const t = useTranslations('price')
  const percent = percentOfBps(feeBps)
  return (key) => t(`fee.${key}`, { place, percent, leases })
}

/** Returns whether a fee is a flat amount. */
export const isFlat = (key: FeeKey): boolean => feeLines[key].charge === 'flat'
