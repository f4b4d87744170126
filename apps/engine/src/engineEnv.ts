import { address } from '@infinitio/domain'
import { rpcUrl } from '@infinitio/process'
import { z } from 'zod'
import { senderEnv } from './signers/senderEnv.ts'

/**
 * Settings of the engine's process. ROLE selects its rooms. Every room's settings are required for every ROLE, so that an operator can move a role to
 * another process.
 */
export const engineEnv = z.object({
  ROLE: z.enum(['all', 'matcher', 'follower', 'worker']).default('all'),
  MATCHER_DATABASE_URL: z.url(),
  FOLLOWER_DATABASE_URL: z.url(),
  WORKER_DATABASE_URL: z.url(),
  RPC_URL: rpcUrl,
  /** A node (ws or wss URL) that announces new blocks. Without it, the follower reads the head 20 times a second while it expects a block. */
  HEADS_URL: z.url({ protocol: /^wss?$/ }).optional(),
  /** A call to the chain fails if it has no answer within this time. */
  RPC_TIMEOUT_MS: z.coerce.number().int().min(1).default(5_000),
  /**
   * If the head falls back on every node for this long, the follower accepts the lower head; before that, it assumes that the nodes are late. Set it
   * low for a development chain that may be killed.
   */
  LOWER_HEAD_MS: z.coerce.number().int().min(0).default(60_000),
  DIRECTORY_ADDRESS: z.string().transform((text) => address(text.toLowerCase())),
  ...senderEnv,
  /** A block is final once this many blocks follow it. */
  FINALITY_BLOCKS: z.coerce.bigint().min(0n),
  /** The first block to read into an empty database. */
  START_BLOCK: z.coerce.bigint().min(0n).default(0n),
  /** The engine's fee for a settle, in PToken base units. An order signs the maximum fee. */
  RELAY_FEE: z.coerce.bigint().min(0n).default(0n),
  /**
   * The least value of a lease (price × GPUs × seconds), in PToken base units, that the engine settles for RELAY_FEE. Set the same value as in web.
   */
  LEAST_LEASE_VALUE: z.coerce.bigint().min(0n).default(0n),
  /**
   * The engine's fee to settle a lease below LEAST_LEASE_VALUE, in PToken base units, if it is more than RELAY_FEE. If both fees are 0, the engine
   * settles no such lease. Set the same value as in web.
   */
  SMALL_LEASE_FEE: z.coerce.bigint().min(0n).default(0n),
  /** Interval at which the worker looks for leases that have ended, to close them. */
  SWEEP_EVERY_MS: z.coerce.number().int().min(1_000).default(15_000),
  /** With `on`, the worker anchors the journal on the chain once an hour. */
  ANCHORS: z.enum(['on', 'off']).default('off'),
  /** With `on`, the matcher follows the journal and waits until no other matcher with this setting runs. With `off`, it takes over at once. */
  STANDBY: z.enum(['on', 'off']).default('off'),
  /** The leading matcher takes a snapshot of the book, and names it in the journal, after this many journal rows. */
  SNAPSHOT_ROWS: z.coerce.number().int().min(1).default(20_000),
  /** Above this number of matches that wait for the chain, api commands wait too. */
  MAX_UNSETTLED: z.coerce.number().int().min(1).default(200),
})

/** The engine's parsed settings. */
export type EngineEnv = z.output<typeof engineEnv>
