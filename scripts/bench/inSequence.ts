import type { Benchmark } from './benchmark.ts'

/** Several benchmarks under one name, measured one after another. Each gets the options of the call. */
export function inSequence(name: string, parts: readonly Benchmark[]): Benchmark {
  return {
    name,
    limitMinutes: parts.reduce((sum, { limitMinutes }) => sum + limitMinutes, 0),
    measure: async (progress, callArgs, signal) => {
      const samples: Record<string, number[]> = {}
      for (const part of parts) Object.assign(samples, await part.measure(progress, callArgs, signal))
      return samples
    },
  }
}
