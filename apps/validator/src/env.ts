import { rpcUrl } from '@infinitio/process'
import { z } from 'zod'

const fileNames = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.string().min(1)))

/** This process's settings. */
export const validatorEnv = z.object({
  API_URL: z.url({ protocol: /^https?$/ }),
  RPC_URL: rpcUrl,
  DIRECTORY_ADDRESS: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  /** The key of a validator. A process that runs several names several files, separated by commas. */
  VALIDATOR_KEY_FILE: fileNames,
  /** A folder for each key, with what its validator signed. The folders must outlive the process: a validator that signs two roots for one epoch loses half its bond. */
  VALIDATOR_DATA_DIR: fileNames,
  /** A file with one decimal number: what a PToken is worth in G, by the operator's own source. Without it no rate is reported. */
  G_RATE_FILE: z.string().min(1).optional(),
  /** Blocks after which nothing is dropped any more. */
  FINALITY_BLOCKS: z.coerce.number().int().min(0).max(10_000).default(64),
  POLL_MS: z.coerce.number().int().min(100).max(600_000).default(15_000),
  /** How long each member's turn to send is; all must have the same. */
  TURN_MS: z.coerce.number().int().min(100).max(600_000).default(20_000),
})

/** The parsed settings. */
export type ValidatorEnv = z.output<typeof validatorEnv>
