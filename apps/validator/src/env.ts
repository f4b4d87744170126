import { rpcUrl } from '@infinitio/process'
import { z } from 'zod'

const fileNames = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.string().min(1)))

const ports = z
  .string()
  .transform((text) => text.split(',').map(Number))
  .pipe(z.array(z.int().min(0).max(65_535)))

/** Decimal degrees north and east, as hundredths of a degree. */
const place = z
  .string()
  .regex(/^\s*-?\d{1,2}(\.\d+)?\s*,\s*-?\d{1,3}(\.\d+)?\s*$/)
  .transform((text) => text.split(',').map((degrees) => Math.round(Number(degrees) * 100)))
  .pipe(z.tuple([z.int().min(-9_000).max(9_000), z.int().min(-18_000).max(18_000)]))
  .transform(([latitude, longitude]) => ({ latitude, longitude }))

/** This process's settings. */
export const validatorEnv = z.object({
  API_URL: z.url({ protocol: /^https?$/ }),
  RPC_URL: rpcUrl,
  DIRECTORY_ADDRESS: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  /** The files with the validators' keys, separated by commas: one file for each validator of this process. */
  VALIDATOR_KEY_FILE: fileNames,
  /**
   * The folders in which validators record what they signed, one for each key. The folders must outlive the process: a validator that signs two roots for one
   * epoch loses half its bond.
   */
  VALIDATOR_DATA_DIR: fileNames,
  /**
   * The addresses at which machines reach the validators' doors, one for each key: `http://…` or `https://…`. A validator without an address does not time GPU proofs.
   */
  DOOR_URL: fileNames.optional(),
  /** The ports of the doors, one for each key. */
  DOOR_PORT: ports.optional(),
  DOOR_HOST: z.string().min(1).default('0.0.0.0'),
  /** Time for commits in a slot in ms. Only the development chain may have another one than the protocol. */
  PROOF_WINDOW_MS: z.coerce.number().int().min(500).max(60_000).optional(),
  /**
   * Where this process runs: decimal degrees north and east, such as `50.11, 8.68`. It is public. If it is not set, its probes judge no region, and tier 3 needs other
   * validators.
   */
  VALIDATOR_PLACE: place.optional(),
  /** A file with one decimal number: the value of one PToken in G, from the operator's own source. If it is not set, the validator reports no rate. */
  G_RATE_FILE: z.string().min(1).optional(),
  /** The file with the seed of the simulated jurors of a development chain. If it is not set, this process votes in no dispute. */
  JUROR_SEED_FILE: z.string().min(1).optional(),
  /** Number of blocks after which a block counts as final. */
  FINALITY_BLOCKS: z.coerce.number().int().min(0).max(10_000).default(64),
  POLL_MS: z.coerce.number().int().min(100).max(600_000).default(15_000),
  /** Milliseconds for which each member has the turn to send. All members must use the same value. */
  TURN_MS: z.coerce.number().int().min(100).max(600_000).default(20_000),
})

/** The parsed settings. */
export type ValidatorEnv = z.output<typeof validatorEnv>
