import { randomOf } from './randomOf.ts'

/** The providers of a simulation, a column each: what a day changes, and what stays as it was drawn. */
export type SimulatedProviders = {
  count: number
  joinDay: Float64Array
  /** GPUs of reference compute. */
  compute: Float64Array
  classOf: Uint8Array
  /** Q + D, which no day changes; C, S and the decaying sums behind H. */
  steady: Float64Array
  contribution: Float64Array
  stability: Float64Array
  kept: Float64Array
  past: Float64Array
  provenEnergy: Float64Array
  siteSquares: Float64Array
  /** Share of profit that is put into more hardware. */
  thrift: Float64Array
  /** In programmes, of the day. */
  weight: Float64Array
  rebate: Float64Array
  /** Of the current year, in PToken. */
  income: Float64Array
}

/** Classes that demand is spread over. */
export const simulatedClasses = 12

/** Draws the providers of a seed: sizes by a Pareto law, so that few are large from the first day on. Those of the first `share` are there on day 0. */
export function simulatedProviders({ count, seed, share }: { count: number; seed: number; share: number }): SimulatedProviders {
  const random = randomOf(seed)
  const column = (draw: (at: number) => number) => Float64Array.from({ length: count }, (_, at) => draw(at))
  return {
    count,
    joinDay: column((at) => (at < count * share ? 0 : Math.floor(random() * 6 * 365))),
    compute: column(() => Math.min(400, 4 / (1 - random()) ** 0.8)),
    classOf: Uint8Array.from({ length: count }, () => Math.floor(random() * simulatedClasses)),
    steady: column(() => 0.4 + 0.6 * random() + (random() < 0.3 ? 0.6 * random() : 0)),
    contribution: column(() => 0),
    stability: column(() => 1 - Math.exp(-5 * (1 - 0.2 * random() ** 3))),
    kept: column(() => 25),
    past: column(() => 100),
    provenEnergy: column(() => (random() < 0.3 ? random() : 0)),
    siteSquares: column(() => (random() < 0.2 ? 0.3 + 0.7 * random() : 1)),
    thrift: column(() => 0.8 * random()),
    weight: column(() => 0),
    rebate: column(() => 0),
    income: column(() => 0),
  }
}
