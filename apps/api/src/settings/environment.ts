import { rpcUrl, trustedProxies } from '@infinitio/process'
import { z } from 'zod'
import { mailSender } from './mailSender.ts'
import { usualNodeTimes } from '../market/machines/nodeTimes.ts'
import { otherGateways } from './otherGateways.ts'

const port = z.coerce.number().int().min(0).max(65_535)
const hex = (bytes: number) => z.string().regex(new RegExp(`^0x[0-9a-fA-F]{${bytes * 2}}$`))

/** Settings of the API; the process that serves it reads them once at start, with its own beside them. */
export const environment = z.object({
  DATABASE_URL: z.string().min(1),
  RPC_URL: rpcUrl,
  /** The node for requests of strangers at `POST /rpc`, so that they never stand before the market's own. Left out, they share `RPC_URL` and are bounded. */
  PUBLIC_RPC_URL: rpcUrl.optional(),
  DIRECTORY_ADDRESS: hex(20),
  PORT: port,
  HOST: z.string().default('127.0.0.1'),
  /** Networks of our own proxies (CIDR, with commas between): only theirs is an X-Forwarded-For believed. */
  TRUSTED_PROXIES: trustedProxies,
  PUBLIC_URL: z.string().url(),
  /** Names (host:port) by which agents reach this server inside a private network, separated by commas; pages are never served from them. */
  HOST_ALIASES: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((name) => name !== '')),
  RECEIPT_KEY_FILE: z.string().min(1),
  DEV_PROVIDER_KEY_FILE: z.string().min(1).optional(),
  /** The key of a second account with staked G, so that one person can reach a quorum on the development chain. */
  DEV_VOTER_KEY_FILE: z.string().min(1).optional(),
  /** The file (0600) with the token that endpoints for this machine ask for. Left out, they answer nobody. */
  LOCAL_TOKEN_FILE: z.string().min(1).optional(),
  /** The file in which the agent of the simulated machines writes the accounts of the simulated market. Left out, no account is simulated. */
  SIMULATED_ACCOUNTS_FILE: z.string().min(1).optional(),
  /** A bundle of the program of the market thread. Left out, its source runs. */
  MARKET_THREAD_FILE: z.string().min(1).optional(),
  GATEWAY_SSH_HOST: z.string().min(1),
  GATEWAY_SSH_PORT: port,
  /** Where agents dial the gateway, on the same host; told to those who provide a machine. */
  GATEWAY_TUNNEL_PORT: port.optional(),
  /** Further gateways of this market, with the same host key: `host:sshPort:tunnelPort` each, with commas between. */
  GATEWAY_OTHERS: otherGateways.default([]),
  GATEWAY_TERMINAL_URL: z.string().url(),
  /** Where the gateway serves ports of leases, a name below it each; as its PORTS_URL. */
  GATEWAY_PORTS_URL: z.url({ protocol: /^https?$/ }),
  RELAY_FEE: z
    .string()
    .regex(/^[0-9]{1,28}$/)
    .default('0'),
  /** Price × GPUs × seconds of a piece of a bid, in PToken base units, from which the operator settles it for RELAY_FEE. As the engine's. */
  LEAST_LEASE_VALUE: z
    .string()
    .regex(/^[0-9]{1,38}$/)
    .default('0'),
  /** The relay fee, in PToken base units, for which it settles a piece below that, where it is more than RELAY_FEE. As the engine's. */
  SMALL_LEASE_FEE: z
    .string()
    .regex(/^[0-9]{1,28}$/)
    .default('0'),
  /** The balance, in PToken base units, from which the operator carries an account's relays without a fee. */
  RELAY_LEAST_BALANCE: z
    .string()
    .regex(/^[0-9]{1,28}$/)
    .default('100000000000000000'),
  /** How many relays that pay less than they cost the operator carries within 24 hours: for one account, and for all together. */
  RELAY_ACCOUNT_BUDGET: z.coerce.number().int().min(0).default(100),
  RELAY_TOTAL_BUDGET: z.coerce.number().int().min(0).default(5_000),
  /** Tokens that an address, and an account, get back each second; a bucket holds six seconds' worth. An order takes five, one of a batch one. */
  IP_TOKENS_PER_SECOND: z.coerce.number().int().min(1).optional(),
  ACCOUNT_TOKENS_PER_SECOND: z.coerce.number().int().min(1).default(50),
  /** Most streams of one address at a time; 20, or 200 where only this machine comes. Behind a proxy of yours, as many as people it lets in. */
  STREAMS_PER_IP: z.coerce.number().int().min(1).optional(),
  /** After how many seconds without a sign of life a node is hidden, and lost. Shorter for tests alone: the contract takes no loss before 120. */
  NODE_SUSPECT_SECONDS: z.coerce.number().int().min(1).default(usualNodeTimes.suspectAfterSeconds),
  NODE_LOST_SECONDS: z.coerce.number().int().min(1).default(usualNodeTimes.lostAfterSeconds),
  /** Where encrypted snapshots of leases lie: a folder, or a bucket that speaks S3. Neither: there are no snapshots. */
  SNAPSHOT_FOLDER: z.string().min(1).optional(),
  SNAPSHOT_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  SNAPSHOT_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional(),
  SNAPSHOT_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('us-east-1'),
  SNAPSHOT_S3_KEY_ID: z.string().min(1).optional(),
  SNAPSHOT_S3_SECRET_FILE: z.string().min(1).optional(),
  /** Most that the snapshots of one account take, and how long each is kept. */
  SNAPSHOT_ACCOUNT_GIB: z.coerce.number().min(0.001).max(1_048_576).default(50),
  SNAPSHOT_KEPT_DAYS: z.coerce.number().min(0.01).max(3_650).default(7),
  /** The operator's mail server, `smtp://user@host:587` or `smtps://…:465`, its password in the address or in a file, and who mails are from: `Market <mail@market.example>`. Left out: no e-mail. */
  MAIL_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_SMTP_PASSWORD_FILE: z.string().min(1).optional(),
  MAIL_FROM: mailSender.optional(),
  /** A file of pinned template images (`npm run admin -- templates refresh --file`), in the place of those of the release. */
  TEMPLATE_PINS_FILE: z.string().min(1).optional(),
  NODE_ENV: z.string().default('production'),
})
export type Environment = z.output<typeof environment>
