import { address } from '@infinitio/domain'
import { rpcUrl } from '@infinitio/process'
import { z } from 'zod'
import { senderEnv } from './signers/senderEnv.ts'

/** Settings of the engine's process. ROLE picks rooms; a room's settings must be there whatever the role, so that a role can be moved. */
export const engineEnv = z.object({
  ROLE: z.enum(['all', 'matcher', 'follower', 'worker']).default('all'),
  MATCHER_DATABASE_URL: z.url(),
  FOLLOWER_DATABASE_URL: z.url(),
  WORKER_DATABASE_URL: z.url(),
  RPC_URL: rpcUrl,
  /** A node (ws or wss URL) that announces new blocks. Without it the follower asks 20 times a second while it expects a block. */
  HEADS_URL: z.url({ protocol: /^wss?$/ }).optional(),
  /** A call that has no answer by then has failed. */
  RPC_TIMEOUT_MS: z.coerce.number().int().min(1).default(5_000),
  /** A head that falls back for this long on every node is believed; shorter, the nodes are late. A development chain that was killed needs it short. */
  LOWER_HEAD_MS: z.coerce.number().int().min(0).default(60_000),
  DIRECTORY_ADDRESS: z.string().transform((text) => address(text.toLowerCase())),
  ...senderEnv,
  /** A block is final when this many stand on it. */
  FINALITY_BLOCKS: z.coerce.bigint().min(0n),
  /** First block to read into an empty database. */
  START_BLOCK: z.coerce.bigint().min(0n).default(0n),
  /** What the engine takes for a settle, in PToken base units; orders sign a maximum. */
  RELAY_FEE: z.coerce.bigint().min(0n).default(0n),
  /** Price × GPUs × seconds of a piece, in PToken base units, from which it is settled for RELAY_FEE. As web's. */
  LEAST_LEASE_VALUE: z.coerce.bigint().min(0n).default(0n),
  /** What the engine takes for the settle of a piece below that, in PToken base units, where it is more than RELAY_FEE; both 0: it settles none. As web's. */
  SMALL_LEASE_FEE: z.coerce.bigint().min(0n).default(0n),
  /** How often the worker looks for leases whose time is over, to close them. */
  SWEEP_EVERY_MS: z.coerce.number().int().min(1_000).default(15_000),
  /** Whether the worker anchors the journal on the chain once an hour. */
  ANCHORS: z.enum(['on', 'off']).default('off'),
  /** Whether the matcher waits, following the journal, until no other one with this setting runs; off, it takes over at once. */
  STANDBY: z.enum(['on', 'off']).default('off'),
  /** After how many rows of the journal the matcher that leads has a snapshot of the book taken, and names it in the journal. */
  SNAPSHOT_ROWS: z.coerce.number().int().min(1).default(20_000),
  /** Above this number of matches that wait for the chain, api commands wait too. */
  MAX_UNSETTLED: z.coerce.number().int().min(1).default(200),
})

/** The engine's parsed settings. */
export type EngineEnv = z.output<typeof engineEnv>
