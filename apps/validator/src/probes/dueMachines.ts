import type { Address, Hex32 } from '@infinitio/domain'
import { probersOf, probeSecondOf, probeSeconds } from '@infinitio/domain/probes'

/** A machine, and the second of the hour in which the validator is to measure it. */
type Planned = { readonly node: Hex32; readonly second: number }

/**
 * The state of a validator's measurements at the second `second` of an hour. In this hour, the validator began to measure at the second `from`. `done` has the
 * machines that it has already reported. `late` is the number of these machines that were planned (see `Planned`) for a second before `from`.
 */
type Progress = { readonly done: ReadonlySet<Hex32>; readonly from: number; readonly second: number; readonly late: number }

/** `nodes` are the machines of the market, `members` the validator set, and `address` and `secret` those of this validator. */
type Schedule = {
  readonly hour: number
  readonly nodes: readonly Hex32[]
  readonly members: readonly Address[]
  readonly address: Address
  readonly secret: Hex32
}

/** Returns the machines that this validator is to measure in an hour. */
export function planOf({ hour, nodes, members, address, secret }: Schedule): Planned[] {
  const own = nodes.filter((node) => probersOf({ hour, node, members }).includes(address))
  return own.map((node) => ({ node, second: probeSecondOf({ secret, hour, node }) }))
}

/**
 * Returns the machines that the validator measures now. It measures a machine as soon as the machine's second of the hour has come. If the validator began
 * after the start of the hour, it also measures the machines that it missed, earliest first, but no more of them in a minute than in a usual hour. So a restart
 * late in an hour does not burden the connections of all machines at once. Missed machines that do not fit into the rest of the hour are not measured by this
 * validator in this hour.
 */
export function dueMachines(plan: readonly Planned[], { done, from, second, late }: Progress): Hex32[] {
  const open = plan.filter((it) => !done.has(it.node) && it.second <= second)
  const missed = open.filter((it) => it.second < from).toSorted((one, other) => one.second - other.second)
  const perSecond = plan.length / (probeSeconds.end - probeSeconds.begin)
  const most = Math.max(0, 1 + Math.floor((second - from) * perSecond) - late)
  return [...open.filter((it) => it.second >= from), ...missed.slice(0, most)].map(({ node }) => node)
}
