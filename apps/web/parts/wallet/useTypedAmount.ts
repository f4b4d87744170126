'use client'
import { useState } from 'react'
import { parseAmount } from '#web/parts/wallet/stableAmount.ts'

type TypedAmountOptions = {
  /** The text at first; empty when left out. */
  readonly initial?: string | undefined
  /** The largest amount, in the units that `parse` returns; null while unknown. */
  readonly most: bigint | null
  /** The error for an amount above `most`. */
  readonly tooMuch: string
  /** The error for a text that is not an amount. If it is not given, such a text shows no error. */
  readonly wrong?: string
  /** Reads the typed text. The default returns base units of 18 decimals. */
  readonly parse?: (text: string) => bigint | null
  /** Returns false for an amount that the form cannot send. The field treats such an amount like no amount. */
  readonly fits?: (amount: bigint) => boolean
}

/**
 * Holds the text of an `AmountField` and returns the amount in it, null without one. `field` has the properties of the field that follow from the text, and
 * `clear` empties it.
 */
export function useTypedAmount({ initial = '', most, tooMuch, wrong, parse = parseAmount, fits = () => true }: TypedAmountOptions) {
  const [text, onText] = useState(initial)
  const typed = parse(text)
  const amount = typed !== null && fits(typed) ? typed : null
  const isTooMuch = typed !== null && most !== null && typed > most
  const error = isTooMuch ? tooMuch : text !== '' && amount === null ? wrong : undefined
  return { amount, isTooMuch, clear: () => onText(''), field: { text, onText, error } }
}
