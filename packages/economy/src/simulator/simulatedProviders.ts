/** The providers of a simulation, with one array for each property: some values change daily, others are random and fixed. */
export type SimulatedProviders = {
  count: number
  joinDay: Float64Array
  /** GPUs of each provider, measured in reference compute. */
  compute: Float64Array
  classOf: Uint8Array
  /**
   * Factors of the emission formula (docs/economy.md), by provider: `steady` is Q + D, which never change; `contribution` is C, `stability` is S. `kept` and
   * `past` are the decaying sums from which H follows.
   */
  steady: Float64Array
  contribution: Float64Array
  stability: Float64Array
  kept: Float64Array
  past: Float64Array
  provenEnergy: Float64Array
  siteSquares: Float64Array
  /** The fraction of its profit that a provider spends on more hardware. */
  thrift: Float64Array
  /** The provider's weight in incentive programmes on this day. */
  weight: Float64Array
  rebate: Float64Array
  /** Income of the current year, in PToken. */
  income: Float64Array
}

/** Number of classes with demand. */
export const simulatedClasses = 12

/**
 * Creates random providers from a seed. Their sizes follow a Pareto distribution, so that a few providers are large from the first day on. The first providers
 * in the list (the fraction `share` of all) join on day 0.
 */
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

/** Returns a generator of numbers in [0, 1) from a seed, with 32 random bits each. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}
