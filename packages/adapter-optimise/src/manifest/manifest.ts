import { digest as algorithm } from '@infinitio/adapter-algorithm/digest'

/**
 * The settings that are equal on every machine with this adapter. They are a part of the adapter's digest. `algorithm` is the digest of the adapter that runs
 * its modules.
 */
export const manifest = {
  name: 'optimise',
  version: 1,
  verify: 'exact',
  algorithm,
  /** The name of the function that a module must export. */
  exported: 'score',
  mostModuleBytes: 8_388_608,
  mostInputBytes: 67_108_864,
  /** Pages of 64 KiB. */
  mostMemoryPages: 4_096,
  mostSpaceLetters: 8_192,
  mostParameters: 32,
  mostChoices: 64,
  mostGoals: 2,
  mostTrials: 16_384,
  mostSteps: 1_000_000,
  mostEta: 64,
  /** The most instructions that one call of a module may run, at the largest number of steps that the input allows. */
  mostCallFuel: 1_000_000_000_000,
  /** The number of significant digits of a parameter's random value. */
  sampledDigits: 12,
} as const
