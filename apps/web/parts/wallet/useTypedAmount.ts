'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { parseAmount } from '#web/parts/wallet/stableAmount.ts'

type TypedAmountOptions = {
  /** The text at first; empty when left out. */
  readonly initial?: string | undefined
  /** The largest allowed amount, in the units that `parse` returns; null while it is not known. */
  readonly most: bigint | null
  /** The error for an amount above `most`. */
  readonly tooMuch: string
  /** The error for a text that is not an amount. If it is not given, the error describes an amount in PT. */
  readonly wrong?: string
  /** Converts the typed text into an amount. By default, the amount is in base units with 18 decimals. */
  readonly parse?: (text: string) => bigint | null
  /** Returns false for an amount that the form cannot send. The field treats such an amount like no amount. */
  readonly fits?: (amount: bigint) => boolean
}

/**
 * Stores the text of an `AmountField`. Returns the amount in the text, or null if it has none that the form can send. `reason` is a sentence that explains why
 * the amount cannot be sent; null if it can. `field` contains the properties of the field that depend on the text; `clear` empties the field. Forms show `most`
 * with `balanceText`.
 */
export function useTypedAmount({ initial = '', most, tooMuch, wrong, parse = parsePtUpTo(most), fits = () => true }: TypedAmountOptions) {
  const t = useTranslations('amountField')
  const [text, onText] = useState(initial)
  const typed = parse(text)
  const amount = typed !== null && fits(typed) ? typed : null
  const isTooMuch = typed !== null && most !== null && typed > most
  const error = isTooMuch ? tooMuch : text !== '' && amount === null ? (wrong ?? t('wrong')) : undefined
  const reason = amount !== null && !isTooMuch ? null : t(text.trim() === '' ? 'enter' : 'correct')
  return { amount, isTooMuch, reason, clear: () => onText(''), field: { text, onText, error } }
}

/**
 * Returns a parser of amounts in base units with 18 decimals. Divisions of the contracts leave rests below eight decimals, which `balanceText` does not show.
 * The parser reads the shown number of one of the `limits` as exactly that limit, the first one that fits: a user who types 0.48 can move all of
 * 0.479999999999952 PT. It never reads a number as more than the user typed, and any other amount above a limit stays above it.
 */
export function parsePtUpTo(...limits: readonly (bigint | null)[]): (text: string) => bigint | null {
  return (text) => {
    const typed = parseAmount(text)
    if (typed === null) return null
    return limits.find((limit) => limit !== null && limit > 0n && typed > limit && typed === parseAmount(balanceText(limit))) ?? typed
  }
}
