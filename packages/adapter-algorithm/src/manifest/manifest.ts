/** The settings that are equal on every machine with this adapter. Part of the adapter's digest. */
export const manifest = {
  name: 'algorithm',
  version: 1,
  verify: 'exact',
  /** Name of the module from which functions are imported. */
  imports: 'infinitio',
  mostModuleBytes: 8_388_608,
  mostInputBytes: 67_108_864,
  mostFunctions: 20_000,
  /** Parameters and locals of one function. */
  mostLocals: 1_000,
  /** Pages of 64 KiB. */
  mostMemoryPages: 4_096,
  mostTableEntries: 65_536,
  /** The sum of the weights of all calls that have not returned. A function weighs 1, and 1 more for each 128 values that it can hold. */
  mostDepth: 10_000,
  valuesPerDepth: 128,
  mostFuel: 1_000_000_000_000,
  mostChunkBytes: 4_194_304,
  mostResultBytes: 67_108_864,
} as const
