import type { Ask, OrderHash } from '@infinitio/domain'

/** GPUs of a machine that are taken in the hours [fromHour, toHour). */
export type TakenHours = { readonly fromHour: bigint; readonly toHour: bigint; readonly gpus: number }

/** A registered machine, in the terms of docs/matching.md. `taken` has leases, unsettled matches and funded holds. */
export type TextMachine = {
  readonly node: string
  readonly classId: number
  readonly regionId: number
  readonly gpus: number
  readonly vramGib: number
  readonly tier: number
  readonly reliabilityBps: number
  readonly score: number
  readonly hidden: boolean
  readonly taken: readonly TakenHours[]
}

/** An open ask. `mandateUntil` is the end of the permission with which the machine's key signed the ask, or null if the wallet signed it. */
export type TextAsk = { readonly hash: OrderHash; readonly ask: Ask; readonly mandateUntil: bigint | null }

/** All inputs that decide the result of a whole bid. `asks` are sorted by age. Money is in PToken base units, `now` in Unix seconds. */
export type TextMarket = {
  readonly now: bigint
  readonly feeBps: bigint
  readonly relayFee: bigint
  readonly balance: bigint
  readonly machines: ReadonlyMap<string, TextMachine>
  readonly asks: readonly TextAsk[]
}

/** One slice of a plan: GPUs of one ask from one start. `start` 0 means the block that settles it. */
export type Slice = TakenHours & { readonly one: TextAsk; readonly start: bigint }

/** Returns an ask's machine; every ask has one. */
export function machineOf(market: TextMarket, { ask }: TextAsk): TextMachine {
  const machine = market.machines.get(ask.node)
  if (machine === undefined) throw new Error(`no machine ${ask.node}`)
  return machine
}

/** Returns the most GPUs that are taken in one of the hours [fromHour, toHour). */
export function mostTaken(taken: readonly TakenHours[], { fromHour, toHour }: { fromHour: bigint; toHour: bigint }): number {
  let most = 0
  for (let hour = fromHour; hour < toHour; hour += 1n) {
    const inHour = taken.filter((one) => one.fromHour <= hour && hour < one.toHour).reduce((sum, { gpus }) => sum + gpus, 0)
    most = Math.max(most, inHour)
  }
  return most
}
