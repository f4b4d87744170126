import type { Isolation, RunBits, RunTask } from '@infinitio/domain'
import type { CatalogueClass } from '../lexicon/catalogue.ts'
import type { Place } from '../lexicon/places.ts'

/** Currencies that a price can be typed in. */
export type Currency = 'PT' | 'USD' | 'EUR' | 'GBP' | 'CNY' | 'JPY'
/** The scope of a price: one GPU and one hour, all GPUs and one hour, or the whole lease. Null where the words name no scope. */
export type PriceScope = 'gpuHour' | 'hour' | 'total' | null
/** The owner of memory: one GPU, all GPUs, the machine (RAM), or its disk. */
export type MemoryOf = 'gpu' | 'gpus' | 'ram' | 'disk'
/** Sort orders that a person can ask for. */
export type SortWish = 'price' | 'value' | 'vram' | 'newest' | 'ready'

/** The meaning of one part of a search sentence, such as a GPU card or a price. A `card` without a class, and `unknown`, do not filter the search. */
export type Meaning =
  | { readonly kind: 'card'; readonly classes: readonly CatalogueClass[] }
  | { readonly kind: 'count'; readonly gpus: number; readonly isLeast?: true }
  | { readonly kind: 'machines'; readonly machines: number }
  | { readonly kind: 'memory'; readonly gb: number; readonly of: MemoryOf }
  | { readonly kind: 'network'; readonly mbps: number }
  | { readonly kind: 'span'; readonly minutes: number }
  /** `at` is Unix seconds. `minutes` is the duration if the sentence states an end. */
  | { readonly kind: 'start'; readonly at: number; readonly minutes: number | null }
  | { readonly kind: 'price'; readonly amount: string; readonly currency: Currency | null; readonly scope: PriceScope }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'model'; readonly slug: string; readonly bits?: RunBits }
  | { readonly kind: 'program'; readonly program: string }
  | { readonly kind: 'task'; readonly task: RunTask }
  | { readonly kind: 'bits'; readonly bits: RunBits }
  | { readonly kind: 'context'; readonly tokens: number }
  | { readonly kind: 'sort'; readonly sort: SortWish }
  | { readonly kind: 'isolation'; readonly level: Isolation }
  | { readonly kind: 'ready'; readonly seconds: number }
  | { readonly kind: 'question'; readonly ask: 'gpus' | 'memory' }
  | { readonly kind: 'cluster' | 'nvlink' | 'spot' | 'images' | 'realOnly' | 'not' | 'least' | 'filler' | 'separator' | 'unknown' }

/** A part of a sentence together with its meaning. `from` and `to` are its positions in the simplified text; `to` is the position after its last character. */
export type Sign = Meaning & { readonly from: number; readonly to: number }

/** A meaning found in a text, and the position where it ends. */
export type Found = { readonly meaning: Meaning; readonly to: number }
