import { address } from '@infinitio/domain'
import { rpcUrl } from '@infinitio/process'
import { z } from 'zod'
import { senderEnv } from './signers/senderEnv.ts'

/**
 * Settings of the engine's process. ROLE selects the parts that run: matcher, follower, worker. The settings of all parts are required for every ROLE, so that
 * an operator can move a part to another process.
 */
export const engineEnv = z.object({
  ROLE: z.enum(['all', 'matcher', 'follower', 'worker']).default('all'),
  MATCHER_DATABASE_URL: z.url(),
  FOLLOWER_DATABASE_URL: z.url(),
  WORKER_DATABASE_URL: z.url(),
  RPC_URL: rpcUrl,
  /**
   * URL (ws or wss) of a chain node that announces new blocks. If it is not set, the follower asks for the newest block every 0.5 s, and every 50 ms while it
   * expects a block.
   */
  HEADS_URL: z.url({ protocol: /^wss?$/ }).optional(),
  /** If the chain node has not answered a call after this many milliseconds, the call fails. */
  RPC_TIMEOUT_MS: z.coerce.number().int().min(1).default(5_000),
  /**
   * The follower accepts a lower newest block only after all chain nodes were below its newest stored block for this many ms. Before that, it assumes that the
   * chain nodes are late. Use a small value for a development chain that may be killed.
   */
  LOWER_HEAD_MS: z.coerce.number().int().min(0).default(60_000),
  DIRECTORY_ADDRESS: z.string().transform((text) => address(text.toLowerCase())),
  ...senderEnv,
  /** A block is final once this many blocks follow it. */
  FINALITY_BLOCKS: z.coerce.bigint().min(0n),
  /** The first block to read into an empty database. */
  START_BLOCK: z.coerce.bigint().min(0n).default(0n),
  /** The engine's fee for settling a match, in PToken base units. Each signed order states the highest fee that it pays. */
  RELAY_FEE: z.coerce.bigint().min(0n).default(0n),
  /**
   * The least value of a lease (price × GPUs × seconds), in PToken base units, that the engine settles for RELAY_FEE. Use the same value as in the web
   * server's settings.
   */
  LEAST_LEASE_VALUE: z.coerce.bigint().min(0n).default(0n),
  /**
   * The engine's fee for settling a lease worth less than LEAST_LEASE_VALUE, in PToken base units. If RELAY_FEE is higher, the engine takes RELAY_FEE. If both
   * fees are 0, the engine settles no such lease. Use the same value as in the web server's settings.
   */
  SMALL_LEASE_FEE: z.coerce.bigint().min(0n).default(0n),
  /** Milliseconds between two searches for leases that have ended and must be closed. */
  SWEEP_EVERY_MS: z.coerce.number().int().min(1_000).default(15_000),
  /** With `on`, the worker stores the journal's hash on the chain once an hour. */
  ANCHORS: z.enum(['on', 'off']).default('off'),
  /** With `on`, the matcher first only follows the journal, and leads once no other matcher with STANDBY `on` leads. With `off`, it takes the lead at once. */
  STANDBY: z.enum(['on', 'off']).default('off'),
  /** After this many journal rows, the leading matcher takes a snapshot of the order book and names it in the journal. */
  SNAPSHOT_ROWS: z.coerce.number().int().min(1).default(40_000),
  /** If at least this many matches wait for the worker to settle them on the chain, the matcher reads no commands from the API. */
  MAX_UNSETTLED: z.coerce.number().int().min(1).default(200),
})

/** The engine's parsed settings. */
export type EngineEnv = z.output<typeof engineEnv>
