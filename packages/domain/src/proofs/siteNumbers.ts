import type { Hex32 } from '../hashing/hex32.ts'

/**
 * The networks that a timer (a validator that measures when answers arrive) saw: a number for each message. Equal numbers are equal networks.
 * Timers number networks independently, so that no message contains the address of a machine.
 */
export type SeenSites = { readonly stake: bigint; readonly sites: ReadonlyMap<Hex32, number> }

/** A message of a machine in a slot, by its hash. */
type SentMessage = { readonly message: Hex32; readonly node: Hex32 }

/**
 * Returns a number from 1 for the site of each message. Two messages come from different sites only if timers with more than a third of the whole stake saw
 * different networks. So timers with at most a third cannot invent a site, and a machine gains none by answering other timers than another machine. Messages
 * are compared in the order of their machines, so everyone gets the same numbers.
 */
export function siteNumbers(timers: readonly SeenSites[], messages: readonly SentMessage[]): ReadonlyMap<Hex32, number> {
  const all = timers.reduce((sum, { stake }) => sum + stake, 0n)
  const ordered = messages.toSorted((one, other) => compare(one.node, other.node) || compare(one.message, other.message))
  const numbers = new Map<Hex32, number>()
  const firsts: (readonly (number | undefined)[])[] = []
  const known = new Map<string, number>()
  for (const { message } of ordered) {
    if (numbers.has(message)) continue
    const seen = timers.map(({ sites }) => sites.get(message))
    const key = seen.join(' ')
    const found = known.get(key) ?? firsts.findIndex((first) => !differ(first, seen, { timers, all })) + 1
    const number = found === 0 ? firsts.push(seen) : found
    known.set(key, number)
    numbers.set(message, number)
  }
  return numbers
}

type Seen = readonly (number | undefined)[]

function differ(one: Seen, other: Seen, { timers, all }: { readonly timers: readonly SeenSites[]; readonly all: bigint }): boolean {
  let stake = 0n
  for (const [at, timer] of timers.entries()) {
    const [first, second] = [one[at], other[at]]
    if (first !== undefined && second !== undefined && first !== second) stake += timer.stake
  }
  return stake * 3n > all
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
