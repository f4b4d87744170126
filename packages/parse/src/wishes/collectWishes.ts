import type { Catalogue } from '../lexicon/catalogue.ts'
import type { Sign } from '../signs/meaning.ts'
import type { Reading, Span, WishName, Wishes } from './wishes.ts'
import { isBetweenHours, isTooLong, wishesOfSign } from './wishesOfSign.ts'

/** Maximum GPUs of one machine. More GPUs need a cluster. */
const mostOnOneMachine = 15

/**
 * Combines the parts of a search sentence into requirements for a machine. Handles negations, "at least", prices next to a duration, and GPUs of several
 * machines.
 */
export function collectWishes(signs: readonly Sign[], { catalogue, now }: { readonly catalogue: Catalogue; readonly now: number }): Reading {
  let wishes: Wishes = {}
  const spans = new Map<WishName, Span[]>()
  const unknown: Span[] = []
  const add = (found: Wishes, { from, to }: Span): void => {
    wishes = { ...wishes, ...found }
    for (const name of Object.keys(found) as WishName[]) spans.set(name, [...(spans.get(name) ?? []), { from, to }])
  }
  let notKind: NotKind = null
  let isLeast = false
  for (const [at, sign] of signs.entries()) {
    const isNot = notKind === 'any' || notKind === sign.kind
    if (sign.kind === 'unknown' || ((isNot || isRefusedAfter(signs.slice(at + 1))) && isNeverRefused(sign)))
      unknown.push({ from: sign.from, to: sign.to })
    else add(wishesOfSign(sign, wishes, { isNot, isLeast, catalogue, now }), sign)
    notKind = notKindAfter(sign, notKind)
    isLeast = sign.kind === 'least' || (isLeast && sign.kind === 'filler')
  }
  for (const sign of signs) if (sign.kind === 'price') add(priceWish(sign, wishes), sign)
  const question = signs.find((sign) => sign.kind === 'question')
  return {
    wishes: withMachines(wishes),
    spans,
    unknown,
    ask: question === undefined || wishes.model === undefined ? null : question.ask,
    isCut: signs.some(isTooLong),
    isBetweenHours: signs.some((sign) => isBetweenHours(sign, now)),
  }
}

/**
 * Returns true for a requirement that never becomes an exclusion, even after "no". "no docker", "not ollama" and "no NVLink" mean that the person does not need
 * the thing, so machines that have it must remain in the results.
 */
function isNeverRefused({ kind }: Sign): boolean {
  return kind === 'images' || kind === 'program' || kind === 'nvlink'
}

/**
 * Returns true if a "not" after a part of the sentence refers to that part, as in "docker not needed". In "docker not in Russia", it refers to the place
 * instead.
 */
function isRefusedAfter(following: readonly Sign[]): boolean {
  const at = following.findIndex(({ kind }) => kind !== 'filler')
  if (following[at]?.kind !== 'not') return false
  return following.slice(at + 1).every(({ kind }) => kind === 'filler' || kind === 'unknown')
}

type NotKind = 'any' | 'card' | 'place' | null

/**
 * Returns the kind of parts to which a negation applies after this part. A negation applies to the next card or location, also if filler words come before it.
 * It then applies to further parts of the same kind, as in "not in Russia or China".
 */
function notKindAfter({ kind }: Sign, before: NotKind): NotKind {
  if (kind === 'not') return 'any'
  if (kind === 'filler') return before
  if (kind !== 'card' && kind !== 'place') return null
  return before === 'any' || before === kind ? kind : null
}

/** Returns the wish that a price states. A price next to a duration is for the whole lease, unless a word states another scope. */
function priceWish({ amount, currency, scope }: Sign & { kind: 'price' }, { minutes }: Wishes): Wishes {
  const found = scope ?? (minutes !== undefined && currency !== null ? 'total' : 'gpuHour')
  const name = ({ gpuHour: 'pricePerGpuHourAtMost', hour: 'pricePerHourAtMost', total: 'totalPriceAtMost' } as const)[found]
  return { [name]: { amount, currency: currency ?? 'PT' } }
}

/**
 * Counts the GPUs of all machines: "2 nodes with 8 H100 each" means 16 GPUs of a cluster. If the stated number is larger than one machine can have, it is
 * already the number of all GPUs and is not multiplied.
 */
function withMachines(wishes: Wishes): Wishes {
  const { machines = 1, gpus } = wishes
  const all = gpus !== undefined && gpus <= mostOnOneMachine ? machines * gpus : gpus
  const isCluster = machines > 1 || (all ?? wishes.gpusAtLeast ?? 0) > mostOnOneMachine
  return { ...wishes, ...(all === undefined ? {} : { gpus: all }), ...(isCluster ? { cluster: true } : {}) }
}
