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
  /** The file of a validator's key. A process with several validators names several files, separated by commas. */
  VALIDATOR_KEY_FILE: fileNames,
  /**
   * A folder per key for the records of what its validator signed. The folders must survive the process: a validator that signs two roots for one
   * epoch loses half its bond.
   */
  VALIDATOR_DATA_DIR: fileNames,
  /** A file with one decimal number: the value of one PToken in G, from the operator's own source. Without it, the validator reports no rate. */
  G_RATE_FILE: z.string().min(1).optional(),
  /** Number of blocks after which a block counts as final. */
  FINALITY_BLOCKS: z.coerce.number().int().min(0).max(10_000).default(64),
  POLL_MS: z.coerce.number().int().min(100).max(600_000).default(15_000),
  /** Length of each member's turn to send. All members must use the same value. */
  TURN_MS: z.coerce.number().int().min(100).max(600_000).default(20_000),
})

/** The parsed settings. */
export type ValidatorEnv = z.output<typeof validatorEnv>
