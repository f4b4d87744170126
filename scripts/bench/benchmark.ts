/** One benchmark. It measures a separate instance of the market and returns samples by key; each key's name ends with its unit. */
export type Benchmark = {
  name: string
  /** The maximum duration of the benchmark. One that takes longer waits for an event that never comes. */
  limitMinutes: number
  /**
   * Measures, and resolves with at least one sample for each key. Throws if it could not measure. `progress` prints a line at once; `callArgs` are a script's
   * own options. When `signal` aborts, it stops everything that it started.
   */
  measure: (progress: (line: string) => void, callArgs: readonly string[], signal: AbortSignal) => Promise<Record<string, number[]>>
}
