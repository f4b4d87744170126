/** The settings that are equal on every machine with this adapter. Part of the adapter's digest. */
export const manifest = {
  name: 'data',
  version: 1,
  verify: 'exact',
  /** The settings of DuckDB itself, which are set before a file is opened. With them, a task never writes to the disk. */
  engine: {
    threads: '1',
    memory_limit: '512MiB',
    temp_directory: '',
    max_temp_directory_size: '0B',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  },
  /** The name of the form of outputs and results (`src/rows/rowText.ts`). */
  rows: 'infinitio-rows-1',
  /** The largest number of rows of a file. JavaScript's numbers count up to this limit exactly. */
  mostRows: 1_000_000_000_000,
  /** The most bytes of all files of a job together. Each machine that runs a task joins them on its disk. */
  mostFileBytes: 1_073_741_824,
  mostQueryBytes: 65_536,
  mostColumns: 256,
  mostChunkBytes: 4_194_304,
  mostResultBytes: 67_108_864,
} as const
