import type { ChainLeaseTerms } from '@infinitio/chain'
import type { MarketState } from './marketState.ts'
import { demand } from './refused.ts'

const HOUR = 3_600

/** Reserves GPUs in every hour that the time from `start` until `end` touches. Refuses if the GPUs would exceed the node's capacity in some hour. */
export function bookGpuHours(
  state: MarketState,
  { node, start, end, gpus, capacity }: { node: string; start: number; end: number; gpus: number; capacity: number },
): void {
  bookHours(state, { node, fromHour: Math.floor(start / HOUR), toHour: Math.ceil(end / HOUR), gpus, capacity })
}

/** Reserves the additional hours if a lease ends later than before. */
export function bookMoreHours(
  state: MarketState,
  { node, end, newEnd, gpus, capacity }: { node: string; end: number; newEnd: number; gpus: number; capacity: number },
): void {
  bookHours(state, { node, fromHour: Math.ceil(end / HOUR), toHour: Math.ceil(newEnd / HOUR), gpus, capacity })
}

type Booking = { node: string; fromHour: number; toHour: number; gpus: number; capacity: number }

function bookHours(state: MarketState, { node, fromHour, toHour, gpus, capacity }: Booking): void {
  for (let hour = fromHour; hour < toHour; hour += 1) {
    const key = `${node}/${hour}`
    const booked = state.gpuHours.get(key) ?? 0
    demand(booked + gpus <= capacity, 'Market_CalendarFull', node, BigInt(Math.floor(hour / 64)))
    state.gpuHours.set(key, booked + gpus)
  }
}

/** Frees the hours of a lease from the hour that contains `now`. If `time` is in the future, frees them only from the first full hour at or after `time`. */
export function releaseGpuHours(state: MarketState, terms: ChainLeaseTerms, { time, now }: { time: number; now: number }): void {
  const from = time > now ? Math.ceil(time / HOUR) : Math.floor(now / HOUR)
  const last = Math.ceil((terms.start + terms.durationSeconds) / HOUR)
  for (let hour = Math.max(from, Math.floor(terms.start / HOUR)); hour < last; hour += 1) {
    const key = `${terms.node}/${hour}`
    state.gpuHours.set(key, (state.gpuHours.get(key) ?? 0) - terms.gpus)
  }
}

/** Returns one word of a node's calendar (64 hourly counters of booked GPUs) as the contract stores it. */
export function calendarWordOf(state: MarketState, { node, index }: { node: string; index: bigint }): bigint {
  let word = 0n
  for (let position = 0; position < 64; position += 1) {
    word |= BigInt(state.gpuHours.get(`${node}/${Number(index) * 64 + position}`) ?? 0) << BigInt(4 * position)
  }
  return word
}
