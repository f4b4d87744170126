import { createChainNodes } from '@infinitio/chain/node'
import { type Db, openDb } from '@infinitio/db'
import { type Logger, readKeyFile, readTokenFile } from '@infinitio/process'
import { createChainClock } from '../chain/createChainClock.ts'
import { createMarketFacts } from '../chain/createMarketFacts.ts'
import type { Environment } from '../settings/environment.ts'
import { createEventHub } from '../events/createEventHub.ts'
import { simulatedAccounts } from '../explorer/simulatedIn.ts'
import { createNetworkReader } from '../explorer/createNetworkReader.ts'
import { createEmissionReader } from '../emission/createEmissionReader.ts'
import { createAttestedReader } from '../emission/createAttestedReader.ts'
import { createReputationReader } from '../emission/createReputationReader.ts'
import { createClosedTrees } from '../governance/disputes/createClosedTrees.ts'
import { createDoubleBoard, createFactsBoard, createRootBoard } from '../emission/boards.ts'
import { createSlotReader } from '../proofs/createSlotReader.ts'
import { createGovernanceReader } from '../governance/createGovernanceReader.ts'
import { createDeploymentReader } from '../deployment/createDeploymentReader.ts'
import { siteOf } from '../http/checkSite.ts'
import { createKeptAnswers } from '../http/createKeptAnswers.ts'
import { createIntake } from '../intake/createIntake.ts'
import { createLimiter } from '../limits/createLimiter.ts'
import { openMailer } from '../mail/openMailer.ts'
import { createMarketThread } from '../market-thread/createMarketThread.ts'
import { openMarketThread } from '../market-thread/openMarketThread.ts'
import { createMarketContracts } from '../rpc/createMarketContracts.ts'
import { createPublicRpc } from '../rpc/createPublicRpc.ts'
import { relayRulesOf, settleTermsOf } from '../relays/relayRules.ts'
import { createTemplatePins } from '../settings/templatePins.ts'
import type { Services } from './services.ts'
import { openArtefacts } from '../artefacts/openArtefacts.ts'
import { openSnapshots } from '../snapshots/openSnapshots.ts'
import { createPoolReader } from '../tasks/createPoolReader.ts'
import { createTaskReader } from '../tasks/createTaskReader.ts'
import { createContractSignatures } from '../signatures/createContractSignatures.ts'
import { createTextSigner } from '../signatures/createTextSigner.ts'
import { curve } from '../signatures/curve.ts'

const poolSize = 12
/** Number of database connections for the code that checks and stores orders. One is enough, because it checks orders in groups, one group after another. */
const intakePoolSize = 1
/** The number of database connections for three things: the event hub, the jobs that run every second, and one job that waits for a lock. */
const watchPoolSize = 3
/**
 * Rate-limit tokens that an IP address gets per second. The loopback address gets more, because the server renders pages through it, and because on a
 * development machine all users share it.
 */
const ipTokensPerSecond = 50
const localIpTokensPerSecond = 500
const bucketSeconds = 6
const bucketOf = (refillPerSecond: number) => ({ capacity: refillPerSecond * bucketSeconds, refillPerSecond })

/** The services, and the function that closes all of them. */
export type RunningServices = {
  readonly services: Services
  /** The database client for statements that run every second. Its connections keep prepared statements (see `openDb`). */
  readonly watchDb: Db
  readonly close: () => Promise<void>
}

type Started = { readonly logger: Logger; readonly port: number; readonly rates: Services['rates'] }

/**
 * Creates all parts of the API from its settings. Opens no connection yet, so database and chain
 * may be down. Throws if a key file cannot be read.
 */
export function createServices(env: Environment, { logger, port, rates }: Started): RunningServices {
  if (curve.kind === 'wasm')
    logger.warn(
      { platform: `${process.platform}-${process.arch}` },
      'signatures are checked in wasm, at half the speed: no native binding for this machine',
    )
  const { db, intakeDb, watchDb, closePools } = openPools(env, logger)
  const nodes = createChainNodes(env.RPC_URL)
  const clock = createChainClock({ nodes })
  const facts = createMarketFacts({ rpcUrl: env.RPC_URL, directory: env.DIRECTORY_ADDRESS })
  const publicRpc = createPublicRpc({ publicUrl: env.PUBLIC_RPC_URL, nodes })
  const isOfMarket = createMarketContracts({ facts, directory: env.DIRECTORY_ADDRESS, rpc: publicRpc })
  const market = createMarketThread({ databaseUrl: env.DATABASE_URL, clock, logger, open: (data) => openMarketThread(data, env.MARKET_THREAD_FILE) })
  const pool = createPoolReader({ facts, clock })
  const tasks = createTaskReader({ facts, pool })
  const hub = createEventHub({ db: watchDb, market, tasks, logger })
  const site = siteOf({ publicUrl: env.PUBLIC_URL, port, aliases: env.HOST_ALIASES })
  const snapshots = openSnapshots(env)
  const [emission, attested] = [createEmissionReader({ facts, clock }), createAttestedReader({ facts, clock })]
  const services: Services = {
    db,
    logger,
    site,
    trusts: env.TRUSTED_PROXIES,
    nodes,
    publicRpc,
    ...{ isOfMarket, contractSignatures: createContractSignatures({ nowMs: () => performance.now() }) },
    ...{ clock, facts, market, hub },
    kept: createKeptAnswers(),
    deployment: createDeploymentReader({ db, market, clock, logger }),
    network: createNetworkReader({ db, clock }),
    governance: createGovernanceReader({ db, facts, clock }),
    ...{ emission, slots: createSlotReader({ db, facts, clock }) },
    ...{ rootBoard: createRootBoard(), doubles: createDoubleBoard(), factsBoard: createFactsBoard() },
    ...{ attested, closedTrees: createClosedTrees(db), reputations: createReputationReader({ facts, attested, logger }) },
    ...{ pool, tasks, jobs: jobRulesOf(env), intake: createIntake(intakeDb) },
    limiter: createLimiter({ nowMs: () => performance.now() }),
    limits: {
      ip: bucketOf(env.IP_TOKENS_PER_SECOND ?? (site.isLocal ? localIpTokensPerSecond : ipTokensPerSecond)),
      account: bucketOf(env.ACCOUNT_TOKENS_PER_SECOND),
      streamsPerIp: env.STREAMS_PER_IP ?? (site.isLocal ? 200 : 20),
    },
    receiptSigner: createTextSigner(readKeyFile(env.RECEIPT_KEY_FILE)),
    ...{ settleTerms: settleTermsOf(env), templatePins: createTemplatePins(env.TEMPLATE_PINS_FILE, logger) },
    relayRules: relayRulesOf(env),
    gateway: {
      sshHost: env.GATEWAY_SSH_HOST,
      sshPort: env.GATEWAY_SSH_PORT,
      tunnelPort: env.GATEWAY_TUNNEL_PORT ?? null,
      others: env.GATEWAY_OTHERS,
      terminalUrl: env.GATEWAY_TERMINAL_URL,
      ...{ portsUrl: env.GATEWAY_PORTS_URL, servicesUrl: env.GATEWAY_SERVICES_URL ?? null },
    },
    nodeTimes: { suspectAfterSeconds: env.NODE_SUSPECT_SECONDS, lostAfterSeconds: env.NODE_LOST_SECONDS },
    ...{ snapshots, artefacts: openArtefacts(env, snapshots.store) },
    mailer: openMailer(env),
    ...ofThisMachine(env),
    ...{ rates, checksAnswers: env.NODE_ENV === 'test' },
  }
  return {
    services,
    watchDb,
    async close() {
      clock.stop()
      await hub.stop()
      await market.close()
      await closePools()
    },
  }
}

function openPools({ DATABASE_URL: url }: Environment, logger: Logger) {
  const onError = (error: Error) => logger.warn({ err: error }, 'a database connection was lost')
  const db = openDb({ url, max: poolSize, onError })
  const intakeDb = openDb({ url, max: intakePoolSize, onError, keepsPlans: true })
  const watchDb = openDb({ url, max: watchPoolSize, onError, keepsPlans: true })
  const closePools = () => Promise.all([db, intakeDb, watchDb].map((pool) => pool.close()))
  return { db, intakeDb, watchDb, closePools }
}

/** Returns the settings about simulated accounts and development keys, and the token for the endpoints that only programs on this machine may call. */
function ofThisMachine({
  DEV_PROVIDER_KEY_FILE: keyFile,
  DEV_VOTER_KEY_FILE: voterKeyFile,
  DEV_DEPLOYER_ACCOUNT: deployerAccount,
  LOCAL_TOKEN_FILE: tokenFile,
  SIMULATED_ACCOUNTS_FILE: accountsFile,
  SIMULATED_JURORS_FILE: jurorsFile,
}: Environment): Pick<Services, 'simulatedAccounts' | 'simulatedJurors' | 'providerKeyFile' | 'voterKeyFile' | 'deployerAccount' | 'localToken'> {
  return {
    simulatedAccounts: simulatedAccounts(accountsFile ?? null),
    simulatedJurors: simulatedAccounts(jurorsFile ?? null),
    providerKeyFile: keyFile ?? null,
    voterKeyFile: voterKeyFile ?? null,
    deployerAccount: deployerAccount ?? null,
    localToken: tokenFile === undefined ? null : readTokenFile(tokenFile),
  }
}

function jobRulesOf({ SCHEDULER_ACCOUNT: scheduler, JOBS_OPEN: mostOpen, JOB_APPROVAL_SECONDS: approvalSeconds }: Environment): Services['jobs'] {
  return { scheduler: scheduler ?? null, mostOpen, approvalSeconds }
}
