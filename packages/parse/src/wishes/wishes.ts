import type { Isolation, RunBits, RunTask } from '@infinitio/domain'
import type { Currency, SortWish } from '../signs/meaning.ts'

/** A price as it was typed: a decimal number and its currency. */
export type TypedPrice = { readonly amount: string; readonly currency: Currency }

/** The requirements for a machine that a typed sentence states, by name. Sizes are GB as typed, times Unix seconds. */
export type Wishes = {
  readonly gpus?: number
  readonly gpusAtLeast?: number
  readonly machines?: number
  readonly cluster?: true
  readonly classes?: readonly string[]
  readonly notClasses?: readonly string[]
  readonly memoryGbAtLeast?: number
  readonly totalMemoryGbAtLeast?: number
  readonly ramGbAtLeast?: number
  readonly diskGbAtLeast?: number
  readonly networkMbpsAtLeast?: number
  readonly minutes?: number
  readonly start?: number
  readonly regions?: readonly string[]
  readonly notRegions?: readonly string[]
  readonly countries?: readonly string[]
  readonly notCountries?: readonly string[]
  readonly cities?: readonly string[]
  readonly notCities?: readonly string[]
  readonly pricePerGpuHourAtMost?: TypedPrice
  readonly pricePerHourAtMost?: TypedPrice
  readonly totalPriceAtMost?: TypedPrice
  readonly model?: string
  readonly task?: RunTask
  readonly bits?: RunBits
  readonly contextTokens?: number
  readonly program?: string
  readonly images?: true
  readonly isolation?: readonly Isolation[]
  readonly realOnly?: true
  readonly readySecondsAtMost?: number
  readonly interconnect?: 'nvlink'
  readonly spot?: true
  readonly sort?: SortWish
}

/** The name of a requirement, such as `classes`. */
export type WishName = keyof Wishes
/** A part of the typed sentence: from folded character `from` to before `to`. */
export type Span = { readonly from: number; readonly to: number }
/**
 * The result of reading a sentence. `wishes` has the requirements, `spans` the parts of the sentence from which each was read, and `unknown` the parts that
 * were not understood. `ask` is the question of the sentence, for a number of GPUs or for memory. `isBetweenHours` is true if the sentence states a start that
 * lies between two full hours.
 */
export type Reading = {
  readonly wishes: Wishes
  readonly spans: ReadonlyMap<WishName, readonly Span[]>
  readonly unknown: readonly Span[]
  readonly ask: 'gpus' | 'memory' | null
  readonly isCut: boolean
  readonly isBetweenHours: boolean
}
