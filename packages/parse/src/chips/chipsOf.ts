import { assertNever, formatPt, type Language, runModelOf, runNameOf, runPrograms } from '@infinitio/domain'
import { cityNames, countryNames, regionNames } from '../lexicon/places.ts'
import { type Rate, unitsOf } from '../query/rates.ts'
import { civilOf, weekdayOf } from '../text/civilDays.ts'
import { type FoldedText, typedPart } from '../text/foldText.ts'
import type { Reading, TypedPrice, WishName, Wishes } from '../wishes/wishes.ts'
import { type ChipTexts, chipTexts } from './chipTexts.ts'

/**
 * A chip shows one requirement that was understood in a typed sentence: its text, the typed words that it was read from, and whether it filters the list of
 * machines.
 */
export type Chip = { readonly wish: WishName; readonly text: string; readonly words: string; readonly narrows: boolean }

/**
 * The values that chips need besides the requirements: the simplified sentence, the requirements that filter the list (`narrows`), the language, and the
 * exchange rates.
 */
export type ChipContext = {
  readonly folded: FoldedText
  readonly narrows: ReadonlySet<WishName>
  readonly language: Language
  readonly rates: readonly Rate[]
  readonly offsetMinutes: number
}

/** Returns one chip for each requirement that was read from a sentence, in the order of the typed words. */
export function chipsOf(reading: Reading, context: ChipContext): Chip[] {
  const texts = chipTexts[context.language]
  return [...reading.spans]
    .toSorted(([, [one]], [, [other]]) => (one?.from ?? 0) - (other?.from ?? 0))
    .map(([wish, spans]) => {
      const narrows = context.narrows.has(wish)
      const text = textOf(wish, reading, texts, context)
      const isPrice = wish === 'pricePerGpuHourAtMost' || wish === 'pricePerHourAtMost' || wish === 'totalPriceAtMost'
      const hasRate = !isPrice || unitsOf(reading.wishes[wish] ?? { amount: '0', currency: 'PT' }, context.rates) !== null
      return {
        wish,
        text: narrows || wish === 'spot' || !hasRate || isOfCluster(wish, reading) ? text : texts.notYet(text),
        words: spans.map(({ from, to }) => typedPart(context.folded, from, to).trim()).join(' '),
        narrows,
      }
    })
}

/**
 * Returns true if a requirement describes a cluster (several machines together). Such a requirement belongs in the order for the cluster, and does not filter
 * single machines.
 */
function isOfCluster(wish: WishName, { wishes }: Reading): boolean {
  return wishes.cluster === true && (wish === 'cluster' || wish === 'gpus' || wish === 'gpusAtLeast' || wish === 'machines')
}

function textOf(wish: WishName, { wishes, isCut }: Reading, texts: ChipTexts, { language, rates, offsetMinutes }: ChipContext): string {
  const price = (typed: TypedPrice | undefined, sentence: (price: string) => string): string => priceText(typed, sentence, texts, rates)
  switch (wish) {
    case 'gpus':
      return (wishes.machines ?? 1) > 1 ? texts.gpusInAll(wishes.gpus ?? 0) : texts.gpus(wishes.gpus ?? 0)
    case 'gpusAtLeast':
    case 'machines':
      return texts[wish](wishes[wish] ?? 0)
    case 'memoryGbAtLeast':
    case 'totalMemoryGbAtLeast':
    case 'ramGbAtLeast':
    case 'diskGbAtLeast':
      return texts[wish](sizeText(wishes[wish] ?? 0))
    case 'networkMbpsAtLeast':
      return texts.network(speedText(wishes.networkMbpsAtLeast ?? 0))
    case 'minutes':
      return isCut ? texts.cut : texts.minutes(wishes.minutes ?? 0)
    case 'start':
      return texts.start(momentText(wishes.start ?? 0, { texts, offsetMinutes }))
    case 'classes':
    case 'notClasses':
    case 'regions':
    case 'notRegions':
    case 'countries':
    case 'notCountries':
    case 'cities':
    case 'notCities': {
      const names = (wishes[wish] ?? [])
        .map((name) => (countryNames.get(name) ?? regionNames.get(name) ?? cityNames.get(name))?.[language] ?? name)
        .join(texts.or)
      return wish.startsWith('not') ? texts.not(names) : names
    }
    case 'pricePerGpuHourAtMost':
    case 'pricePerHourAtMost':
    case 'totalPriceAtMost':
      return price(wishes[wish], texts[wish])
    case 'model':
      return runModelOf(wishes.model ?? '')?.name ?? ''
    case 'program':
      return programText(wishes)
    case 'task':
      return texts.task[wishes.task ?? 'inference']
    case 'bits':
      return texts.bits(wishes.bits ?? 0)
    case 'contextTokens':
      return texts.context((wishes.contextTokens ?? 0) / 1_024)
    case 'isolation':
      return (wishes.isolation ?? []).map((level) => texts.isolation[level]).join(texts.or)
    case 'readySecondsAtMost':
      return texts.ready(wishes.readySecondsAtMost ?? 0)
    case 'cluster':
    case 'images':
    case 'realOnly':
    case 'interconnect':
    case 'spot':
      return texts[wish]
    case 'sort':
      return texts.sort[wishes.sort ?? 'price']
    default:
      return assertNever(wish)
  }
}

function programText({ program }: Wishes): string {
  const known = runPrograms.find((one) => one === program)
  return known === undefined ? '' : runNameOf({ program: known })
}

/**
 * Returns the text of a price. If the person typed the price in another currency than PT, the text shows both amounts, or only the typed amount without an
 * exchange rate.
 */
function priceText(typed: TypedPrice | undefined, sentence: (price: string) => string, texts: ChipTexts, rates: readonly Rate[]): string {
  if (typed === undefined) return ''
  const asTyped = `${typed.amount} ${texts.currencies[typed.currency] ?? typed.currency}`
  const units = unitsOf(typed, rates)
  if (units === null) return texts.noRate(sentence(asTyped))
  const inPt = `${formatPt(units, { digits: 4 }).replace(/(\.\d\d\d*?)0+$/, '$1')} PT`
  return sentence(typed.currency === 'PT' ? inPt : texts.typedAs(inPt, asTyped))
}

function sizeText(gb: number): string {
  return gb >= 1_000 && gb % 1_000 === 0 ? `${gb / 1_000} TB` : `${gb} GB`
}

function speedText(mbps: number): string {
  return mbps >= 1_000 && mbps % 100 === 0 ? `${mbps / 1_000} Gb/s` : `${mbps} Mb/s`
}

/**
 * Formats a moment in the language of the texts, such as "Thu 26 Nov, 09:00 UTC". If the person's clock is not in UTC, it uses the time of that clock and shows
 * no time zone.
 */
function momentText(at: number, { texts, offsetMinutes }: { readonly texts: ChipTexts; readonly offsetMinutes: number }): string {
  const local = at + offsetMinutes * 60
  const days = Math.floor(local / 86_400)
  const { month, day } = civilOf(days)
  const minutes = Math.floor((local % 86_400) / 60)
  const two = (value: number): string => String(value).padStart(2, '0')
  const time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}${offsetMinutes === 0 ? ' UTC' : ''}`
  return texts.moment({ weekday: weekdayOf(days), month, day }, time)
}
