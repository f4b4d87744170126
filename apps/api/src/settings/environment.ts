import { address } from '@infinitio/domain'
import { putMailWire } from '@infinitio/domain/wire'
import { rpcUrl, trustedProxies } from '@infinitio/process'
import { mostTaskOutputBytes } from '@infinitio/tasks'
import { z } from 'zod'
import { usualNodeTimes } from '../market/machines/nodeTimes.ts'
import { otherGateways } from './otherGateways.ts'

/** The sender of mails: a display name and an address. */
type MailSender = { readonly name: string; readonly address: string }

const form = /^([^<>"\p{Cc}]{1,60}?)\s*<([^<>]+)>$/u

/** Parses `Name <address>`, or an address without a name. The name may not contain quotes or line breaks. */
export const mailSender = z.string().transform((text, context): MailSender => {
  const [, name = '', address = text] = form.exec(text) ?? []
  if (putMailWire.shape.address.safeParse(address).success) return { name: name.trim(), address }
  context.addIssue({ code: 'custom', message: 'is no "Name <address>"' })
  return z.NEVER
})

const port = z.coerce.number().int().min(0).max(65_535)
const hex = (bytes: number) => z.string().regex(new RegExp(`^0x[0-9a-fA-F]{${bytes * 2}}$`))

/** Settings of the API. The process that runs the API reads them once at start, together with its own settings. */
export const environment = z.object({
  DATABASE_URL: z.string().min(1),
  RPC_URL: rpcUrl,
  /**
   * The chain node for public requests at `POST /rpc`. With a separate chain node, these requests never delay the market's own. If it is not set, public
   * requests use `RPC_URL` with limits.
   */
  PUBLIC_RPC_URL: rpcUrl.optional(),
  DIRECTORY_ADDRESS: hex(20),
  PORT: port,
  HOST: z.string().default('127.0.0.1'),
  /** Networks of this deployment's proxies (CIDR, separated by commas). The header X-Forwarded-For counts only in their requests. */
  TRUSTED_PROXIES: trustedProxies,
  PUBLIC_URL: z.string().url(),
  /**
   * Names (host:port) with which agents reach this server inside a private network, separated by
   * commas. Pages are not served under them.
   */
  HOST_ALIASES: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((name) => name !== '')),
  RECEIPT_KEY_FILE: z.string().min(1),
  DEV_PROVIDER_KEY_FILE: z.string().min(1).optional(),
  /** Path of the key file of a second account with staked G, so that one developer can reach a quorum on the development chain. */
  DEV_VOTER_KEY_FILE: z.string().min(1).optional(),
  /** The account that deployed the contracts of the development chain. It has staked G too, so pages that list voters name it. The API never has its key. */
  DEV_DEPLOYER_ACCOUNT: hex(20)
    .transform((text) => address(text.toLowerCase()))
    .optional(),
  /**
   * The file (mode 0600) with the token that endpoints for this machine require. If absent, they
   * refuse everybody.
   */
  LOCAL_TOKEN_FILE: z.string().min(1).optional(),
  /**
   * The file in which the agent of the simulated machines writes the simulated accounts. If absent,
   * no account is simulated.
   */
  SIMULATED_ACCOUNTS_FILE: z.string().min(1).optional(),
  /** A file with the accounts of simulated jurors on a development chain. If absent, no juror counts as simulated. */
  SIMULATED_JURORS_FILE: z.string().min(1).optional(),
  /** The file of a bundle with the market thread's program. If absent, the thread runs from the source. */
  MARKET_THREAD_FILE: z.string().min(1).optional(),
  GATEWAY_SSH_HOST: z.string().min(1),
  GATEWAY_SSH_PORT: port,
  /** The port on which the gateway accepts connections of agents, at the same host name. Providers see it. */
  GATEWAY_TUNNEL_PORT: port.optional(),
  /** Additional gateways of this market. All gateways have the same host key. */
  GATEWAY_OTHERS: otherGateways.default([]),
  GATEWAY_TERMINAL_URL: z.string().url(),
  /**
   * The URL at which the gateway serves ports of leases, each under its own subdomain. Same value
   * as the gateway's PORTS_URL.
   */
  GATEWAY_PORTS_URL: z.url({ protocol: /^https?$/ }),
  /** The URL below which the gateway serves AI services. Same value as the gateway's SERVICES_URL. */
  GATEWAY_SERVICES_URL: z.url({ protocol: /^https?$/ }).optional(),
  RELAY_FEE: z
    .string()
    .regex(/^[0-9]{1,28}$/)
    .default('0'),
  /**
   * RELAY_FEE is enough only for a piece (the part of a bid that one transaction settles) that is worth at least this much (price × GPUs × seconds, in PToken
   * base units). The engine must have the same setting.
   */
  LEAST_LEASE_VALUE: z
    .string()
    .regex(/^[0-9]{1,38}$/)
    .default('0'),
  /**
   * The relay fee, in PToken base units, for settling a piece of a bid that is worth less than LEAST_LEASE_VALUE. It applies only if it is more than RELAY_FEE.
   * The engine must have the same setting.
   */
  SMALL_LEASE_FEE: z
    .string()
    .regex(/^[0-9]{1,28}$/)
    .default('0'),
  /**
   * The balance, in PToken base units, that an account needs so that the operator sends its relays (signed messages for the chain) without a fee. An account
   * with a lease that is not closed, an open ask, a matched order, or a deposit on its way does not need it.
   */
  RELAY_LEAST_BALANCE: z
    .string()
    .regex(/^[0-9]{1,28}$/)
    .default('100000000000000000'),
  /**
   * The most relays (signed messages for the chain) within 24 hours that may pay less than they cost: of one account (`RELAY_ACCOUNT_BUDGET`), and of all
   * accounts together.
   */
  RELAY_ACCOUNT_BUDGET: z.coerce.number().int().min(0).default(100),
  RELAY_TOTAL_BUDGET: z.coerce.number().int().min(0).default(5_000),
  /**
   * The most calls of the task pool that the operator sends within 24 hours: for one account, and for all accounts together. After a worker has begun a task,
   * further calls for this task count only against the budget of one account.
   */
  POOL_ACCOUNT_BUDGET: z.coerce.number().int().min(0).default(2_000),
  POOL_TOTAL_BUDGET: z.coerce.number().int().min(0).default(20_000),
  /**
   * How many tokens are added each second to the rate limits of an IP address and of an account. At most the tokens of six seconds are stored. A single order
   * costs five tokens, and an order in a batch one.
   */
  IP_TOKENS_PER_SECOND: z.coerce.number().int().min(1).optional(),
  ACCOUNT_TOKENS_PER_SECOND: z.coerce.number().int().min(1).default(50),
  /**
   * The most event streams that one IP address may open. The default is 20, or 200 if only this machine can connect. Behind your own proxy, all clients share
   * one address, so use the number of people that the proxy admits.
   */
  STREAMS_PER_IP: z.coerce.number().int().min(1).optional(),
  /**
   * The number of seconds after which a node without a heartbeat or without a tunnel is hidden, and the number after which a node with neither counts as lost.
   * Only tests use smaller values, because the contract does not accept that a node is lost before 120 s.
   */
  NODE_SUSPECT_SECONDS: z.coerce.number().int().min(1).default(usualNodeTimes.suspectAfterSeconds),
  NODE_LOST_SECONDS: z.coerce.number().int().min(1).default(usualNodeTimes.lostAfterSeconds),
  /** The store of encrypted snapshots: a folder, or an S3 bucket. If neither is set, the market offers no snapshots. */
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
  /** The most storage that the snapshots of one account may use, and how long each snapshot is stored. */
  SNAPSHOT_ACCOUNT_GIB: z.coerce.number().min(0.001).max(1_048_576).default(50),
  SNAPSHOT_KEPT_DAYS: z.coerce.number().min(0.01).max(3_650).default(7),
  /**
   * The most storage for artefacts, which are in the same store as snapshots: for one account and for all accounts together. The space of an account holds
   * one file of the largest size, 1 GiB, beside another one that jobs still use. Each artefact is stored for
   * `ARTEFACT_KEPT_DAYS` days.
   */
  ARTEFACT_ACCOUNT_MIB: z.coerce.number().min(1).max(1_048_576).default(2_048),
  ARTEFACT_TOTAL_GIB: z.coerce.number().min(0.001).max(1_048_576).default(20),
  ARTEFACT_KEPT_DAYS: z.coerce.number().min(0.01).max(3_650).default(30),
  /**
   * The largest result of a task, and the most storage for results: for one provider and for all together. Results are in the same store as artefacts, and are
   * stored for the same time. Jobs are divided so that a result has at most 16 MiB, so a smaller limit would cost workers their stakes.
   */
  TASK_RESULT_MIB: z.coerce
    .number()
    .min(Math.ceil(mostTaskOutputBytes / 2 ** 20))
    .max(1_024)
    .default(16),
  TASK_RESULTS_PROVIDER_MIB: z.coerce.number().min(1).max(1_048_576).default(2_048),
  TASK_RESULTS_TOTAL_GIB: z.coerce.number().min(0.001).max(1_048_576).default(20),
  /** The account of the scheduler that runs jobs of this market. If absent, each job must name its scheduler. */
  SCHEDULER_ACCOUNT: hex(20)
    .transform((text) => address(text.toLowerCase()))
    .optional(),
  /** The most open jobs of an account, and how long a job waits for its account's approval. */
  JOBS_OPEN: z.coerce.number().int().min(1).max(10_000).default(20),
  JOB_APPROVAL_SECONDS: z.coerce.number().int().min(60).max(604_800).default(3_600),
  /**
   * The operator's mail server, `smtp://user@host:587` or `smtps://…:465`, with the password in the
   * URL or in a file. The sender is `Market <mail@market.example>`. If absent, no e-mail is sent.
   */
  MAIL_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_SMTP_PASSWORD_FILE: z.string().min(1).optional(),
  MAIL_FROM: mailSender.optional(),
  /** A file with the images of templates, pinned by digest, which replace those of the release. Written by `npm run admin -- templates refresh --file`. */
  TEMPLATE_PINS_FILE: z.string().min(1).optional(),
  NODE_ENV: z.string().default('production'),
})
export type Environment = z.output<typeof environment>
