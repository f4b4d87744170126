/** The settings that are equal on every machine with this adapter. Part of the adapter's digest. */
export const manifest = {
  name: 'algorithm',
  version: 1,
  verify: 'exact',
  /** The module name from which a WASM module imports this adapter's functions. */
  imports: 'infinitio',
  mostModuleBytes: 8_388_608,
  mostInputBytes: 67_108_864,
  mostFunctions: 20_000,
  /** The most parameters and locals of one function, together. */
  mostLocals: 1_000,
  /** Pages of 64 KiB. */
  mostMemoryPages: 4_096,
  mostTableEntries: 65_536,
  /**
   * The most nested calls at any moment, as the sum of their weights. A function weighs 1, and 1 more for each `valuesPerDepth` (128) values that it can hold.
   */
  mostDepth: 10_000,
  valuesPerDepth: 128,
  mostFuel: 1_000_000_000_000,
  mostChunkBytes: 4_194_304,
  mostResultBytes: 67_108_864,
} as const
