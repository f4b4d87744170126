import { digest as algorithm } from '@infinitio/adapter-algorithm/digest'

/** The settings that are equal on every machine with this adapter. Part of the adapter's digest, with the digest of the adapter that runs its modules. */
export const manifest = {
  name: 'optimise',
  version: 1,
  verify: 'exact',
  algorithm,
  /** The function that a module exports. */
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
  /** Instructions of one call at the most steps. */
  mostCallFuel: 1_000_000_000_000,
  /** Significant digits of a sampled number. */
  sampledDigits: 12,
} as const
