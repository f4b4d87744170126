import { assertNever, horizonSeconds, type RunTask } from '@infinitio/domain'
import type { Catalogue } from '../lexicon/catalogue.ts'
import type { Place } from '../lexicon/places.ts'
import type { MemoryOf, Sign } from '../signs/meaning.ts'
import type { Wishes } from './wishes.ts'

const memoryWishes: Readonly<Record<MemoryOf, 'memoryGbAtLeast' | 'totalMemoryGbAtLeast' | 'ramGbAtLeast' | 'diskGbAtLeast'>> = {
  ...{ gpu: 'memoryGbAtLeast', gpus: 'totalMemoryGbAtLeast', ram: 'ramGbAtLeast', disk: 'diskGbAtLeast' },
}
/** If a sentence contains several tasks, the one with the highest rank wins. For example, the word "lora" (task `lora`) wins over "training" (task `full`). */
const taskRank: Readonly<Record<RunTask, number>> = { inference: 0, full: 1, lora: 2 }
const longestMinutes = horizonSeconds / 60

/** Facts that change the meaning of one part of a sentence: whether "not" or "at least" stands before the part, the market's catalogue, and the present time in Unix seconds. */
export type Before = { readonly isNot: boolean; readonly isLeast: boolean; readonly catalogue: Catalogue; readonly now: number }

/**
 * Returns the requirements that one part of a sentence sets. `wishes` are the requirements of the parts before it. Leaves out prices, which `collectWishes`
 * handles after the whole sentence. Pure.
 */
export function wishesOfSign(sign: Sign, wishes: Wishes, before: Before): Wishes {
  switch (sign.kind) {
    case 'card': {
      const name = before.isNot ? 'notClasses' : 'classes'
      return {
        [name]: union(
          wishes[name],
          sign.classes.map((one) => one.name),
        ),
      }
    }
    case 'place':
      return placeWishes(sign.place, wishes, before)
    case 'count':
      return { [before.isLeast || sign.isLeast === true ? 'gpusAtLeast' : 'gpus']: sign.gpus }
    case 'machines':
      return { machines: sign.machines }
    case 'memory':
      return { [memoryWishes[sign.of]]: sign.gb }
    case 'network':
      return { networkMbpsAtLeast: sign.mbps }
    case 'span':
      return { minutes: Math.min(sign.minutes, longestMinutes) }
    case 'start':
      return { start: wholeHour(sign.at, before.now), ...(sign.minutes === null ? {} : { minutes: sign.minutes }) }
    case 'model':
      return { model: moreExact(wishes.model, sign.slug) }
    case 'program':
      return { program: sign.program }
    case 'task':
      return { task: wishes.task === undefined || taskRank[sign.task] > taskRank[wishes.task] ? sign.task : wishes.task }
    case 'bits':
      return { bits: sign.bits }
    case 'context':
      return { contextTokens: sign.tokens }
    case 'sort':
      return { sort: sign.sort }
    case 'isolation':
      return { isolation: [...new Set([...(wishes.isolation ?? []), sign.level])] }
    case 'ready':
      return { readySecondsAtMost: sign.seconds }
    case 'cluster':
    case 'spot':
    case 'images':
    case 'realOnly':
      return { [sign.kind]: true }
    case 'nvlink':
      return { interconnect: 'nvlink' }
    case 'price':
    case 'question':
    case 'not':
    case 'least':
    case 'filler':
    case 'separator':
    case 'unknown':
      return {}
    default:
      return assertNever(sign)
  }
}

/** Returns true if a part of the sentence asks for more time than a lease can have. */
export function isTooLong(sign: Sign): boolean {
  return sign.kind === 'span' && sign.minutes > longestMinutes
}

/** Returns the more exact of two model names. A real name is more exact than a size: of "Llama 8B, the 8B model", it returns Llama 8B. */
function moreExact(before: string | undefined, slug: string): string {
  const isSize = /^\d+(\.\d)?b$/.test(slug)
  return before !== undefined && isSize ? before : slug
}

const secondsPerHour = 3_600

/** Returns the full hour at or before a time, or the next one if that hour has begun. A lease with a later start begins on a full hour. */
function wholeHour(atSeconds: number, nowSeconds: number): number {
  const hour = Math.floor(atSeconds / secondsPerHour) * secondsPerHour
  return hour <= nowSeconds && atSeconds > nowSeconds ? hour + secondsPerHour : hour
}

/** Returns true if a sentence states a later start between two full hours, so that the search is for a full hour beside it. */
export function isBetweenHours(sign: Sign, nowSeconds: number): boolean {
  return sign.kind === 'start' && sign.at > nowSeconds && wholeHour(sign.at, nowSeconds) !== sign.at
}

function placeWishes(place: Place, wishes: Wishes, { isNot, catalogue }: Before): Wishes {
  switch (place.kind) {
    case 'regions': {
      const { prefix } = place
      const names = catalogue.regions.map(({ name }) => name).filter((name) => name === prefix || name.startsWith(`${prefix}-`))
      const wish = isNot ? 'notRegions' : 'regions'
      return names.length === 0 ? {} : { [wish]: union(wishes[wish], names) }
    }
    case 'country': {
      const wish = isNot ? 'notCountries' : 'countries'
      return { [wish]: union(wishes[wish], [place.code]) }
    }
    case 'city': {
      const wish = isNot ? 'notCities' : 'cities'
      return { [wish]: union(wishes[wish], [place.city]) }
    }
    default:
      return assertNever(place)
  }
}

function union(before: readonly string[] | undefined, names: readonly string[]): string[] {
  return [...new Set([...(before ?? []), ...names])]
}
