'use client'
import { useState } from 'react'
import { parseAmount } from '#web/parts/wallet/stableAmount.ts'

type TypedAmountOptions = {
  /** The text at first; empty when left out. */
  readonly initial?: string | undefined
  /** The largest allowed amount, in the units that `parse` returns; null while it is not known. */
  readonly most: bigint | null
  /** The error for an amount above `most`. */
  readonly tooMuch: string
  /** The error for a text that is not an amount. If it is not given, such a text shows no error. */
  readonly wrong?: string
  /** Converts the typed text into an amount. By default, the amount is in base units with 18 decimals. */
  readonly parse?: (text: string) => bigint | null
  /** Returns false for an amount that the form cannot send. The field treats such an amount like no amount. */
  readonly fits?: (amount: bigint) => boolean
}

/**
 * Stores the text of an `AmountField`. Returns the amount in the text, or null if it has none that the form can send. `field` contains the properties of the
 * field that depend on the text; `clear` empties the field.
 */
export function useTypedAmount({ initial = '', most, tooMuch, wrong, parse = parseAmount, fits = () => true }: TypedAmountOptions) {
  const [text, onText] = useState(initial)
  const typed = parse(text)
  const amount = typed !== null && fits(typed) ? typed : null
  const isTooMuch = typed !== null && most !== null && typed > most
  const error = isTooMuch ? tooMuch : text !== '' && amount === null ? wrong : undefined
  return { amount, isTooMuch, clear: () => onText(''), field: { text, onText, error } }
}
