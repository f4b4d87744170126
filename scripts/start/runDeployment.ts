import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type EmbeddedAnvil, type EmbeddedPostgres, startAnvil, startPostgres } from '@infinitio/process/embedded'
import { packedCommandFolder } from '../packing/packedCommandFolder.ts'
import { buildExitPage } from './buildExitPage.ts'
import { buildPages } from './buildPages.ts'
import type { Ports } from './choosePorts.ts'
import { checkContracts, rememberContracts } from './checkContracts.ts'
import { checkout, type DataFolder } from './dataFolder.ts'
import { type ChainGuard, guardChain } from './guardChain.ts'
import { hasCode } from './hasCode.ts'
import { type KeyFiles, validatorNames } from './makeKeys.ts'
import { type DatabaseUrls, prepareDatabase } from './prepareDatabase.ts'
import { runTask } from './runTask.ts'
import { type DeploymentFacts, programOf, type ServiceName, serviceSpecs } from './serviceSpecs.ts'
import { type Miner, startMiner } from './startMiner.ts'
import { type SupervisedServer, superviseServer } from './superviseServer.ts'
import { type Service, superviseService } from './superviseService.ts'

/** The parts of a deployment that have been started so far. `stopDeployment` stops them at any stage of a start. */
export type RunningDeployment = {
  postgres?: SupervisedServer<EmbeddedPostgres>
  anvil?: SupervisedServer<EmbeddedAnvil>
  miner?: Miner
  chainGuard?: ChainGuard
  services: Map<ServiceName, Service>
}

const neededForTheFirstPage: ServiceName[] = ['web', 'engine', 'gateway', 'agent']
const longestWaitMs = 20_000
/**
 * The clock of a new chain begins this many seconds in the past. Stakes for tasks only count one hour after they were paid in; with this, they count at once.
 */
const deployedSecondsAgo = 3_720

type Seating = Pick<DeploymentOptions, 'folder' | 'keys' | 'signal'> & { rpcUrl: string; validators: number }
/** With `programs: null` (see `DeploymentFacts`), Next also builds the pages on request. */
type DeploymentOptions = { folder: DataFolder; ports: Ports; keys: KeyFiles; programs: string | null; signal: AbortSignal }

/**
 * Starts database, chain, contracts and pages at the same time, then each process as soon as the parts that it needs are ready. Stores each started part in
 * `running` at once, so that a failed or interrupted start can be stopped. Returns a function that starts the router and the validators; no other part waits
 * for these.
 */
export async function runDeployment(running: RunningDeployment, options: DeploymentOptions): Promise<() => Promise<void>> {
  const { folder, ports, keys, programs, signal } = options
  const validators = validatorCount()
  const gateways = gatewayCount()
  const schedulers = schedulerCount()
  const routers = routerCount()
  checkContracts(folder)
  const rpcUrl = `http://127.0.0.1:${ports.chain}`
  const pages = Promise.all([programs === null ? null : buildPages(folder, signal), buildExitPage(folder, signal)])
  const [databases, directory] = await allOrFirstError([
    startDatabase(running, options),
    startChain(running, { ...options, rpcUrl, validators }),
    pages.then(() => {}),
  ])
  const [distDir, exitPage] = await pages
  const deployment: DeploymentFacts = {
    folder,
    ports,
    keys,
    databases,
    rpcUrl,
    directory,
    distDir,
    exitPage,
    commandFolder: packedCommandFolder(checkout),
    programs,
    validators,
    gateways,
    schedulers,
  }
  const specs = serviceSpecs(deployment)
  const supervise = async (name: ServiceName) => {
    signal.throwIfAborted()
    const service = await superviseService(folder, specs[name])
    running.services.set(name, service)
    return service
  }
  const first = await Promise.all([...neededForTheFirstPage, ...(gateways > 1 ? (['gateway-2'] as const) : [])].map(supervise))
  // Starting the simulated machines uses much processor time. So they start only when the first page is ready, or after a time limit.
  await Promise.race([Promise.all(first.map(({ ready }) => ready)), delay(longestWaitMs, undefined, { signal, ref: false })])
  await supervise('agent-simulated')
  for (const name of (['scheduler', 'scheduler-2'] as const).slice(0, schedulers)) await supervise(name)
  return async () => {
    if (routers === 1) {
      const { ready } = await supervise('router')
      const keyFile = join(folder.root, 'router', 'api-key.txt')
      void ready.then(() => console.log(`AI models: http://localhost:${ports.router}/v1, for test money. The API key is in ${keyFile}.`))
    }
    if (validators === 0) return
    const service = await supervise('validators')
    await Promise.race([service.ready, delay(longestWaitMs, undefined, { signal, ref: false })])
    const args = [join(checkout, 'scripts/start/firstSlot.ts'), rpcUrl, `http://127.0.0.1:${ports.web}`]
    void runTask(folder, { name: 'first-slot', args, cwd: '.', env: {} }, signal).catch(() => {
      // The reason is in the log of this step. The start continues, because the chain also makes slots (blocks for which machines prove their GPUs)
      // automatically.
    })
  }
}

/** Returns how many validators run: INFINITIO_VALIDATORS (0 to 4), or four if it is not set. */
function validatorCount(): number {
  const setting = process.env.INFINITIO_VALIDATORS ?? '4'
  if (!/^[0-4]$/.test(setting)) throw new Error('INFINITIO_VALIDATORS must be a number from 0 to 4.')
  return Number(setting)
}

/** Returns how many gateways run: INFINITIO_GATEWAYS (1 or 2), or one if it is not set. */
function gatewayCount(): number {
  const setting = process.env.INFINITIO_GATEWAYS ?? '1'
  if (!/^[12]$/.test(setting)) throw new Error('INFINITIO_GATEWAYS must be 1 or 2.')
  return Number(setting)
}

/** Starts the database and migrates it. Returns a URL for each role. */
export async function startDatabase(running: RunningDeployment, { folder, ports }: DeploymentOptions): Promise<DatabaseUrls> {
  const start = () => startPostgres({ dataDir: folder.postgres, port: ports.postgres, durable: true })
  running.postgres = await superviseServer({ name: 'database', start })
  return await prepareDatabase(folder, { adminUrl: running.postgres.current().url })
}

/** Returns how many routers of AI models run, each with the test services: INFINITIO_ROUTERS (0 or 1), or one if it is not set. */
function routerCount(): number {
  const setting = process.env.INFINITIO_ROUTERS ?? '1'
  if (!/^[01]$/.test(setting)) throw new Error('INFINITIO_ROUTERS must be 0 or 1.')
  return Number(setting)
}

/** Returns how many schedulers of jobs run: INFINITIO_SCHEDULERS (0 to 2), or one if it is not set. */
function schedulerCount(): number {
  const setting = process.env.INFINITIO_SCHEDULERS ?? '1'
  if (!/^[0-2]$/.test(setting)) throw new Error('INFINITIO_SCHEDULERS must be 0, 1 or 2.')
  return Number(setting)
}

/** Starts the chain. Deploys the contracts if they are missing (a first start, or a lost chain file). Returns the address of the Directory. */
export async function startChain(
  running: RunningDeployment,
  { folder, ports, keys, programs, signal, rpcUrl, validators }: DeploymentOptions & { rpcUrl: string; validators: number },
): Promise<string> {
  const stateFile = join(folder.chain, 'state.json')
  const firstBlockAt = Math.floor(Date.now() / 1_000) - deployedSecondsAgo
  const start = () => startAnvil({ dataDir: folder.chain, port: ports.chain, chainId: 31_337, stateFile, mining: 'onDemand', firstBlockAt })
  running.anvil = await superviseServer({ name: 'chain', start })
  running.chainGuard = await guardChain({ port: ports.chain })
  const { off } = running.chainGuard
  if (off !== null)
    console.log(`Leases on this machine can call every method of the development chain, because ${off}. The chain has play money only.`)
  const file = join(folder.chain, 'deployment.json')
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { directory: string }).directory : null
  if (known === null || !(await hasCode(rpcUrl, known))) {
    console.log('Deploying the contracts on an empty chain …')
    const args = [programOf(programs, 'scripts/start/prepareChain.ts'), rpcUrl, file, JSON.stringify(keys), `${validators}`]
    await runTask(folder, { name: 'deploy', args, cwd: '.', env: {} }, signal)
    rememberContracts(folder)
    if (validators === 0) writeFileSync(seatOf(folder), '')
  }
  running.miner = startMiner({ rpcUrl, finalityBlocks: 1, stateFile })
  const deployed = JSON.parse(readFileSync(file, 'utf8')) as { directory: string; attestations: string }
  await seatAttestor({ folder, keys, signal, rpcUrl, validators }, deployed.attestations)
  return deployed.directory
}

const isTaking = 'it is being taken'

/**
 * If no validator runs, makes the attestor (a key of the operator) the only member of the validator set, so that statements about leases, such as a lost node,
 * can still be signed. A later start with validators removes the attestor from the set.
 */
async function seatAttestor({ folder, keys, signal, rpcUrl, validators }: Seating, attestations: string): Promise<void> {
  const seat = seatOf(folder)
  const hasSeat = existsSync(seat)
  const run = async (name: string, ...args: string[]) =>
    await runTask(folder, { name, args: [join(checkout, `scripts/start/${name}.ts`), rpcUrl, attestations, ...args], cwd: '.', env: {} }, signal)
  if (validators > 0 && hasSeat) {
    await run('leaveSet', keys.attestor)
    rmSync(seat)
  }
  if (validators === 0 && (!hasSeat || readFileSync(seat, 'utf8') === isTaking)) {
    // A validator set can be formed once an hour, in the first half of the hour. If this is not possible now, the next start of the deployment forms the set.
    writeFileSync(seat, isTaking)
    await run('takeSet', seat, keys.attestor, ...validatorNames.map((name) => keys[name]))
  }
}

/** Returns the file that exists while the operator's attestor is the only member of the validator set. */
function seatOf({ chain }: DataFolder): string {
  return join(chain, 'attestor-in-set')
}

/** Waits for all jobs. If one fails, throws the first error, but only after the others have ended, so that none of them starts a process later. */
async function allOrFirstError<A, B>(jobs: [Promise<A>, Promise<B>, Promise<void>]): Promise<[A, B]> {
  const [first, second, third] = await Promise.allSettled(jobs)
  for (const job of [first, second, third]) if (job.status === 'rejected') throw job.reason
  return [(first as PromiseFulfilledResult<A>).value, (second as PromiseFulfilledResult<B>).value]
}
