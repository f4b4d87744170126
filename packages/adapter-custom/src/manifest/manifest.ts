import { digest as algorithm } from '@infinitio/adapter-algorithm/digest'

/**
 * The settings that are equal on every machine with this adapter. They are a part of the adapter's digest. `algorithm` is the digest of the adapter that runs
 * its modules.
 */
export const manifest = {
  name: 'custom',
  version: 1,
  verify: 'exact',
  algorithm,
  mostModuleBytes: 8_388_608,
  mostInputBytes: 67_108_864,
  mostParamsLetters: 16_384,
  /** Pages of 64 KiB. */
  mostMemoryPages: 4_096,
  /** The most instructions that one call of a module may run. */
  mostFuel: 1_000_000_000_000,
  mostPortions: 4_096,
  /** The most bytes that `split` may write for all portions together, with their lengths. */
  mostSplitBytes: 16_777_216,
  /** The most bytes that `run` may write for one portion. */
  mostOutputBytes: 4_194_304,
  mostResultBytes: 67_108_864,
} as const
