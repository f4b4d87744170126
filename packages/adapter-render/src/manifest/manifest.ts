/** The settings that are equal on every machine with this adapter. Part of the adapter's digest. */
export const manifest = {
  name: 'render',
  version: 1,
  verify: 'exact',
  mostSceneBytes: 268_435_456,
  mostWidth: 16_384,
  mostHeight: 16_384,
  mostSamples: 65_536,
  mostFrame: 1_048_574,
  mostFrames: 4_096,
  /** Horizontal strips of a frame. */
  mostTiles: 256,
  mostItems: 16_384,
  mostTileSeconds: 3_600,
  /** The most paths of light in a second, which the reference machine does not exceed even in an empty scene. A job that allows less time is refused. */
  mostSamplesPerSecond: 20_000_000,
  mostMemoryMib: 65_536,
  /** The most pixels of one tile. As PNG with three bytes for each pixel, a tile then has less than 4 MiB, the most bytes of an output. */
  mostTilePixels: 1_350_000,
  mostTileBytes: 4_194_304,
  mostFramePixels: 33_554_432,
  /** The most bytes of all tiles of a job together, if none can be compressed. The scheduler of the market joins results of this size. */
  mostJobBytes: 134_217_728,
} as const
