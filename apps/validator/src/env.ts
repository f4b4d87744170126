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

/** Parses a location in decimal degrees north and east into hundredths of a degree. */
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
  /** The files with the validators' private keys, separated by commas: one file for each validator of this process. */
  VALIDATOR_KEY_FILE: fileNames,
  /**
   * The folders in which validators store what they have signed, one for each key. They must survive a restart: a validator that signs two roots for one epoch
   * loses half its bond.
   */
  VALIDATOR_DATA_DIR: fileNames,
  /**
   * The URLs at which machines send their GPU proofs to the validators, one for each key: `http://…` or `https://…`. A validator without a URL does not measure
   * when proofs arrive.
   */
  DOOR_URL: fileNames.optional(),
  /** The ports on which the validators receive GPU proofs, one for each key. */
  DOOR_PORT: ports.optional(),
  DOOR_HOST: z.string().min(1).default('0.0.0.0'),
  /**
   * Milliseconds after the block of a proof slot within which a machine may commit to its GPU proof. Only the development chain may use another value than the
   * protocol's.
   */
  PROOF_WINDOW_MS: z.coerce.number().int().min(500).max(60_000).optional(),
  /**
   * The location of this process: decimal degrees north and east, such as `50.11, 8.68`. It is public. Without it, the validator's network measurements cannot
   * check the region of a machine, and tier 3 depends on other validators.
   */
  VALIDATOR_PLACE: place.optional(),
  /**
   * A file with one decimal number: the value of one PToken in G, which the operator gets from a source of its choice. If it is not set, the validator reports
   * no value.
   */
  G_RATE_FILE: z.string().min(1).optional(),
  /**
   * A file with the secret (seed) from which the keys of simulated jurors are derived. Only for development chains. If it is not set, this process votes in no
   * dispute.
   */
  JUROR_SEED_FILE: z.string().min(1).optional(),
  /**
   * The routers through which the validators check AI services, separated by commas: base URLs that end with `/v1`. If it is not set, this process checks no
   * AI services.
   */
  CHECK_ROUTER_URLS: fileNames.optional(),
  /** The files with the API keys for these routers, one for each URL. The budget of a key is the most that checks through its router cost. */
  CHECK_KEY_FILES: fileNames.optional(),
  /** A file with one prompt a line, which the checks use in place of generated ones. Prompts of real users are harder to recognise. */
  CHECK_PROMPTS_FILE: z.string().min(1).optional(),
  /** How many later blocks a block needs to count as final. */
  FINALITY_BLOCKS: z.coerce.number().int().min(0).max(10_000).default(64),
  POLL_MS: z.coerce.number().int().min(100).max(600_000).default(15_000),
  /**
   * Validators take turns to send the transactions that any of them may send. This is the length of a turn in milliseconds. All validators must use the same
   * value.
   */
  TURN_MS: z.coerce.number().int().min(100).max(600_000).default(20_000),
})

/** The parsed settings. */
export type ValidatorEnv = z.output<typeof validatorEnv>
