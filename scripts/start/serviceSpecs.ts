import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { databaseSettings } from '@infinitio/db/migrations'
import { privateKeyToAccount } from 'viem/accounts'
import { announcedAddress, boundAddress, isReachable } from './announcedAddress.ts'
import { checkout, type DataFolder } from './dataFolder.ts'
import { localTokenFile } from './localToken.ts'
import { type KeyFiles, readKey, shareMarker, validatorNames } from './makeKeys.ts'
import type { DatabaseUrls } from './prepareDatabase.ts'
import type { Ports } from './choosePorts.ts'
import type { ServiceSpec } from './superviseService.ts'

/** The data of a deployment from which the environment variables of its processes are calculated. */
export type DeploymentFacts = {
  folder: DataFolder
  ports: Ports
  keys: KeyFiles
  databases: DatabaseUrls
  rpcUrl: string
  directory: string
  /** Build folder of the pages, relative to apps/web. With null, Next builds pages on request. */
  distDir: string | null
  /** Folder with the bundles of our programs. If null, the programs run from their source files. */
  programs: string | null
  /** Number of validators to run. */
  validators: number
  /** Number of gateways to run: 1 or 2. */
  gateways: number
  /** Number of schedulers of jobs to run: 0 to 2. */
  schedulers: number
  /** File of the exit page. */
  exitPage: string
  /** The folder of the packed command-line program. It is made some time after the start, so it may not exist yet. */
  commandFolder: string
}

/** The name of one of our processes. */
export type ServiceName =
  | 'web'
  | 'engine'
  | 'gateway'
  | 'gateway-2'
  | 'agent'
  | 'agent-simulated'
  | 'validators'
  | 'scheduler'
  | 'scheduler-2'
  | 'router'

/**
 * Node options for the engine. Most of its objects live either for one command or for weeks. With this size, the memory for young objects holds those of
 * several seconds. So short-lived objects are freed there and are never moved to the old generation.
 */
export const engineHeap = ['--max-semi-space-size=32']

/**
 * Node options for processes that do little. By default, their space for young objects grows when they have much work for a minute, and V8 does not return that
 * memory while the process rests.
 */
const smallHeap = ['--max-semi-space-size=4']

/**
 * Node options for the processes that answer people: the server of pages and API, and the gateway. With this size, the space for young objects holds those of
 * many requests, and takes at most 24 MiB.
 */
const serverHeap = ['--max-semi-space-size=8']

/** Node options for the heap of each process; the others have the defaults of Node. */
const heapOf: Partial<Record<ServiceName, readonly string[]>> = {
  engine: engineHeap,
  web: serverHeap,
  gateway: serverHeap,
  'gateway-2': serverHeap,
  agent: smallHeap,
  'agent-simulated': smallHeap,
  scheduler: smallHeap,
  'scheduler-2': smallHeap,
  router: smallHeap,
  validators: smallHeap,
}

/** Returns the program and the settings of each of our processes. */
export function serviceSpecs(deployment: DeploymentFacts): Record<ServiceName, ServiceSpec> {
  const nodeEnv = deployment.distDir === null ? 'development' : 'production'
  const everyone = { RPC_URL: deployment.rpcUrl, DIRECTORY_ADDRESS: deployment.directory, NODE_ENV: nodeEnv }
  const spec = (name: ServiceName, program: string, env: Record<string, string>): ServiceSpec => {
    // Next finds some of its files only if this is the current folder.
    const room = program.split('/').slice(0, 2).join('/')
    return {
      name,
      program: programOf(deployment.programs, program),
      cwd: join(checkout, room),
      nodeArguments: ['--disable-warning=ExperimentalWarning', ...(heapOf[name] ?? [])],
      env: { ...everyone, ...databaseSettings(name === 'gateway-2' ? 'gateway' : name, deployment.databases), ...env },
    }
  }
  return {
    web: spec('web', 'apps/web/server/main.ts', webEnv(deployment)),
    engine: spec('engine', 'apps/engine/src/main.ts', engineEnv(deployment)),
    gateway: spec('gateway', 'apps/gateway/src/main.ts', gatewayEnv(deployment)),
    'gateway-2': spec('gateway-2', 'apps/gateway/src/main.ts', secondGatewayEnv(deployment)),
    agent: { ...spec('agent', 'apps/agent/src/main.ts', agentEnv(deployment, 'this-machine')), within: agentNamespace() },
    'agent-simulated': spec('agent-simulated', 'apps/agent/src/main.ts', agentEnv(deployment, 'simulated')),
    scheduler: { ...spec('scheduler', 'apps/scheduler/src/main.ts', schedulerEnv(deployment, 'schedulerMetrics')), within: ['nice', '-n', '5'] },
    'scheduler-2': {
      ...spec('scheduler-2', 'apps/scheduler/src/main.ts', schedulerEnv(deployment, 'scheduler2Metrics')),
      within: ['nice', '-n', '5'],
    },
    router: { ...spec('router', 'apps/router/src/main.ts', routerEnv(deployment)), within: ['nice', '-n', '5'] },
    // Validators run with a lower priority than the processes of the market, but not with the lowest, because they measure when the commits of machines arrive.
    validators: { ...spec('validators', 'apps/validator/src/main.ts', validatorEnv(deployment)), within: ['nice', '-n', '5'] },
  }
}

/** Returns the environment of the validators. One process runs all validators of the development chain, because each process costs memory. */
function validatorEnv({ folder, ports, keys, validators }: DeploymentFacts): Record<string, string> {
  const names = validatorNames.slice(0, validators)
  const doors = [ports.door1, ports.door2, ports.door3, ports.door4].slice(0, validators)
  return {
    API_URL: `http://127.0.0.1:${ports.web}`,
    VALIDATOR_KEY_FILE: names.map((name) => keys[name]).join(','),
    VALIDATOR_DATA_DIR: names.map((name) => join(folder.root, 'validators', name)).join(','),
    JUROR_SEED_FILE: keys.jurors,
    FINALITY_BLOCKS: '1',
    METRICS_PORT: String(ports.validatorMetrics),
    ...(doors.length === 0
      ? {}
      : { DOOR_PORT: doors.join(','), DOOR_URL: doors.map((port) => `http://${announcedAddress()}:${port}`).join(','), DOOR_HOST: boundAddress() }),
    // The router writes the file of this check key when it starts for the first time.
    CHECK_ROUTER_URLS: `http://127.0.0.1:${ports.router}/v1`,
    CHECK_KEY_FILES: join(folder.root, 'router', 'check-key.txt'),
    // A made-up exchange rate, because nobody trades the tokens of a development chain.
    G_RATE_FILE: join(checkout, 'scripts/start/developmentRate.txt'),
  }
}

/**
 * Returns the settings of a scheduler, which runs jobs for other accounts. Both schedulers have the same key: they run the same jobs, and each step is done
 * once.
 */
function schedulerEnv({ ports, keys }: DeploymentFacts, metrics: 'schedulerMetrics' | 'scheduler2Metrics'): Record<string, string> {
  return {
    API_URL: `http://127.0.0.1:${ports.web}`,
    SCHEDULER_KEY_FILE: keys.scheduler,
    METRICS_PORT: String(ports[metrics]),
    ...chosen(['SCHEDULER_JOBS', 'SCHEDULER_JOBS_OF_ACCOUNT', 'SCHEDULER_TURNS', 'SCHEDULER_PATIENCE_SECONDS']),
  }
}

/** Returns the environment of the router. On the development chain, it runs with test money, five services that have no real model, and a test model. */
function routerEnv({ folder, ports, keys }: DeploymentFacts): Record<string, string> {
  return {
    API_URL: `http://127.0.0.1:${ports.web}`,
    ROUTER_KEY_FILE: keys.router,
    ROUTER_FOLDER: join(folder.root, 'router'),
    ROUTER_PORT: String(ports.router),
    TEST_SERVICE_PORTS: testServicePorts(ports).join(','),
    TEST_MODEL_PORT: String(ports.testModel),
    METRICS_PORT: String(ports.routerMetrics),
  }
}

/** Returns the ports of the test services for AI models. The router calls them, and the web pages may also call them directly. */
function testServicePorts(ports: DeploymentFacts['ports']): readonly number[] {
  return [ports.testService1, ports.testService2, ports.testService3, ports.testService4, ports.testService5]
}

/** Returns the bundle of a program, or its source if it has no bundle. During development no program has one. */
export function programOf(programs: string | null, source: string): string {
  const bundle = join(programs ?? checkout, source.replace(/\.ts$/, '.mjs'))
  return existsSync(bundle) ? bundle : join(checkout, source)
}

function webEnv({ folder, ports, keys, programs, distDir, gateways, schedulers, exitPage, commandFolder }: DeploymentFacts): Record<string, string> {
  return {
    PORT: String(ports.web),
    HOST: boundAddress(),
    ...(isReachable() ? { HOST_ALIASES: `${announcedAddress()}:${ports.web}` } : {}),
    ...snapshotStore(folder),
    // Exchange rates of a day in the past, which never change. The operator of a real market sets another file.
    DISPLAY_RATES_FILE: join(checkout, 'scripts/start/developmentRates.json'),
    ...chosen(['MAIL_SMTP_URL', 'MAIL_SMTP_PASSWORD_FILE', 'MAIL_FROM', 'DISPLAY_RATES_FILE', 'TEMPLATE_PINS_FILE']),
    ...chosen(['SECURITY_CONTACT', 'SUPPORT_URL']),
    ...chosen(['NODE_SUSPECT_SECONDS', 'NODE_LOST_SECONDS']),
    PUBLIC_URL: `http://localhost:${ports.web}`,
    INTERNAL_API_URL: `http://127.0.0.1:${ports.web}`,
    MODEL_ORIGINS: [
      ...[ports.router, ...testServicePorts(ports)].map((port) => `http://127.0.0.1:${port}`),
      servicesUrl(ports).replace('://', '://*.'),
    ].join(','),
    METRICS_PORT: String(ports.webMetrics),
    SERVE: 'all',
    RECEIPT_KEY_FILE: keys.receipt,
    DEV_PROVIDER_KEY_FILE: keys.provider,
    DEV_VOTER_KEY_FILE: keys['simulated-provider'],
    DEV_DEPLOYER_ACCOUNT: privateKeyToAccount(readKey(keys.deployer)).address.toLowerCase(),
    LOCAL_TOKEN_FILE: localTokenFile(folder),
    // These two files list simulated accounts. `prepareChain.ts` writes the first one, and the agent of the simulated machines the second one.
    SIMULATED_JURORS_FILE: join(folder.chain, 'jurors.json'),
    SIMULATED_ACCOUNTS_FILE: join(folder.agents, 'simulated', 'accounts.json'),
    GATEWAY_SSH_HOST: announcedAddress(),
    GATEWAY_SSH_PORT: String(ports.ssh),
    GATEWAY_TUNNEL_PORT: String(ports.tunnel),
    ...(gateways > 1 ? { GATEWAY_OTHERS: `${announcedAddress()}:${ports.ssh2}:${ports.tunnel2}` } : {}),
    GATEWAY_TERMINAL_URL: `ws://127.0.0.1:${ports.terminal}`,
    GATEWAY_PORTS_URL: portsUrl(ports),
    GATEWAY_SERVICES_URL: servicesUrl(ports),
    ...(schedulers === 0 ? {} : { SCHEDULER_ACCOUNT: privateKeyToAccount(readKey(keys.scheduler)).address.toLowerCase() }),
    EXIT_PAGE_FILE: exitPage,
    COMMAND_FOLDER: commandFolder,
    ...(programs === null ? {} : { MARKET_THREAD_FILE: programOf(programs, 'apps/api/src/market-thread/main.ts') }),
    ...(distDir === null ? {} : { NEXT_DIST_DIR: distDir }),
  }
}

function engineEnv({ folder, ports, keys, rpcUrl }: DeploymentFacts): Record<string, string> {
  return {
    ROLE: 'all',
    HEADS_URL: rpcUrl.replace(/^http/, 'ws'),
    METRICS_PORT: String(ports.engineMetrics),
    SENDER_KEY_FILE: keys.sender,
    LEASE_SENDERS: `file:${keys['lease-sender']}`,
    ...(existsSync(shareMarker(folder.chain)) ? { SHARE_SENDER: `file:${keys['share-sender']}` } : {}),
    ATTESTOR_KEY_FILE: keys.attestor,
    FINALITY_BLOCKS: '1',
    ANCHORS: 'on',
    LOWER_HEAD_MS: '2000',
  }
}

function gatewayEnv({ ports, keys }: DeploymentFacts): Record<string, string> {
  return {
    GATEWAY_ID: 'gateway-1',
    HOST: boundAddress(),
    METRICS_PORT: String(ports.gatewayMetrics),
    SSH_PORT: String(ports.ssh),
    TERMINAL_PORT: String(ports.terminal),
    TUNNEL_PORT: String(ports.tunnel),
    HOST_KEY_FILE: keys['gateway-host'],
    PUBLIC_URL: `http://localhost:${ports.web}`,
    PORTS_URL: portsUrl(ports),
    SERVICES_URL: servicesUrl(ports),
    PORTS_PORT: String(ports.leasePorts),
  }
}

/**
 * Returns the settings of the second gateway. All gateways of a market have the same host key. The pages use only the first gateway for terminals and web
 * ports.
 */
function secondGatewayEnv(deployment: DeploymentFacts): Record<string, string> {
  const { ports } = deployment
  return {
    ...gatewayEnv(deployment),
    GATEWAY_ID: 'gateway-2',
    METRICS_PORT: String(ports.gateway2Metrics),
    SSH_PORT: String(ports.ssh2),
    TERMINAL_PORT: String(ports.terminal2),
    TUNNEL_PORT: String(ports.tunnel2),
    PORTS_PORT: String(ports.leasePorts2),
  }
}

/** Browsers resolve every name below `localhost` to this machine, and treat such pages as secure without TLS. */
function portsUrl(ports: Ports): string {
  return `http://ports.localhost:${ports.leasePorts}`
}

/** Returns the address of the AI services. Each service behind the gateway has its own host name below this host, at the same port. */
function servicesUrl(ports: Ports): string {
  return `http://svc.localhost:${ports.leasePorts}`
}

function agentEnv({ folder, ports, keys, gateways }: DeploymentFacts, fleet: 'this-machine' | 'simulated'): Record<string, string> {
  // The agents of simulated machines always run on this machine, so they use its loopback address.
  const address = fleet === 'this-machine' ? announcedAddress() : '127.0.0.1'
  return {
    API_URL: `http://${address}:${ports.web}/api/v1`,
    TUNNEL_HOST: address,
    TUNNEL_PORT: String(ports.tunnel),
    ...(gateways > 1 ? { TUNNEL_OTHERS: `${address}:${ports.tunnel2}` } : {}),
    AGENT_FLEET: fleet,
    METRICS_PORT: String(fleet === 'this-machine' ? ports.agentMetrics : ports.simulatedMetrics),
    AGENT_DATA_DIR: join(folder.agents, fleet),
    PROVIDER_KEY_FILE: fleet === 'this-machine' ? keys.provider : keys['simulated-provider'],
    ...(fleet === 'this-machine'
      ? { ...runtimeSettings(), ...chosen(['MODEL_SERVER', 'MODEL_REQUESTS', 'BLENDER']) }
      : {
          AGENT_SIMULATED_RENTERS: String(isMarketSimulated()),
          // Simulated machines have no GPU and no model, so they ask a test server that has none either and says so in each answer.
          MODEL_SERVER: `http://127.0.0.1:${ports.testModel}/v1`,
          MODEL_REQUESTS: '8',
          ...chosen(['AGENT_SIMULATED_NODES', 'TASK_CHEATS', 'BLENDER']),
        }),
  }
}

/** Returns true if simulated renters use the simulated machines. This is so unless the variable SIMULATE is 0. */
function isMarketSimulated(): boolean {
  const setting = process.env.SIMULATE ?? '1'
  if (setting !== '0' && setting !== '1') throw new Error('SIMULATE must be 0 or 1.')
  return setting === '1'
}

/** Returns settings from the environment: how leases run on this machine, and its country. By default, leases run as shells and no country is set. */
function runtimeSettings(): Record<string, string> {
  const limits = ['CPUS', 'MEMORY_MIB', 'DISK_MIB', 'PROCESSES']
  return chosen([
    'AGENT_COUNTRY',
    'AGENT_RUNTIME',
    ...['IMAGE', 'SOCKET', 'NFT', 'WG', 'WIREGUARD_GO', 'MESH_HOST', 'DEVICES', 'WHOLE', 'REGISTRIES', 'CACHE_MIB', 'RESOLVERS', ...limits].map(
      (name) => `CONTAINER_${name}`,
    ),
  ])
}

/** Returns the settings of the object store from the environment, else a folder next to the other data. */
function snapshotStore({ root }: DeploymentFacts['folder']): Record<string, string> {
  const bucket = chosen(['ENDPOINT', 'BUCKET', 'REGION', 'KEY_ID', 'SECRET_FILE'].map((name) => `SNAPSHOT_S3_${name}`))
  return 'SNAPSHOT_S3_ENDPOINT' in bucket ? bucket : { SNAPSHOT_FOLDER: join(root, 'snapshots') }
}

/** Returns those of these settings that the environment contains. */
function chosen(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])))
}

/**
 * Returns the prefix of the agent's command that runs it in another network namespace. Tests name one in INFINITIO_AGENT_NETNS, so that the agent behaves like
 * one on another network. Only the network is separate: with separate mounts, as from `ip netns exec`, Docker could not see the disks of its leases.
 */
function agentNamespace(): string[] {
  const name = process.env.INFINITIO_AGENT_NETNS
  return name === undefined ? [] : ['nsenter', `--net=/run/netns/${name}`, '--']
}
