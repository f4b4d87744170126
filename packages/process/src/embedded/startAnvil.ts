import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { replayBlockLog } from './blockLog.ts'
import { forgetTraces } from './forgetTraces.ts'
import { freePort } from './freePort.ts'
import { genesisTime } from './genesisTime.ts'
import { reapPidFile } from './pidFile.ts'
import { type ServerExit, startServerProcess, waitUntilServing } from './serverProcess.ts'
import { restoreClock } from './restoreClock.ts'
import { keepStateCopy, restoreState } from './stateCopy.ts'

/** Where and how the development chain runs. */
export type AnvilOptions = {
  /** Folder for its log and pid file; made when absent. */
  dataDir: string
  /** Port on 127.0.0.1; 0 takes a free one. */
  port: number
  chainId: number
  /** File the chain is loaded from and saved in: once a second when it mines by itself, else by `saveChainState`; null keeps it in memory. */
  stateFile: string | null
  /** `onDemand` mines only when told (`evm_mine`); `instant` mines a block for each transaction. */
  mining: 'onDemand' | 'instant'
}

/** A running development chain; `exited` settles when it ends. */
export type EmbeddedAnvil = { url: string; port: number; pid: number; exited: Promise<ServerExit>; stop: () => Promise<void> }

/**
 * Starts the development chain on 127.0.0.1 and resolves when it answers. It holds no unlocked account (keys are ours,
 * balances come from `anvil_setBalance`) and gives no web page permission to read its answers. First ends what a killed run
 * left behind in the same folder. A chain that is mined on demand mines the blocks again that it made since it was saved (`blockLog.ts`); the follower treats their new
 * hashes as a reorg. One that mines by itself and is killed loses its last second, or two when it was killed while it saved itself (`stateCopy.ts`).
 */
export async function startAnvil({ dataDir, port, chainId, stateFile, mining }: AnvilOptions): Promise<EmbeddedAnvil> {
  mkdirSync(dataDir, { recursive: true })
  const pidFile = join(dataDir, 'anvil.pid')
  await reapPidFile(pidFile, { signal: 'SIGTERM', graceMs: 3_000 })
  if (stateFile !== null) {
    restoreState(stateFile)
    forgetTraces(stateFile)
  }
  const boundPort = port === 0 ? await freePort({ preferred: 0 }) : port
  const url = `http://127.0.0.1:${boundPort}`
  const logFile = join(dataDir, 'anvil.log')
  const server = startServerProcess({
    command: findAnvil(),
    args: chainArgs({ boundPort, chainId, stateFile, mining }),
    env: { PATH: process.env.PATH, NODE_ENV: 'production', HOME: dataDir, NO_COLOR: '1' },
    cwd: dataDir,
    logFile,
    pidFile,
    runAs: null,
    stopSignals: [{ signal: 'SIGTERM', graceMs: 3_000 }],
  })
  await waitUntilServing(server, { check: () => answers(url, chainId), withinMs: 30_000, logFile, name: 'anvil' })
  if (stateFile !== null) {
    if (mining === 'onDemand') await replayBlockLog({ url, stateFile })
    await restoreClock(url)
    // A chain that is mined on demand gets its copy from `saveChainState`.
    if (mining === 'instant') {
      const copy = keepStateCopy(stateFile)
      void server.exited.then(copy.stop)
    }
  }
  return { url, port: boundPort, pid: server.child.pid ?? 0, exited: server.exited, stop: server.stop }
}

const NEVER_SECONDS = '31536000'

type ChainArgs = { boundPort: number; chainId: number; stateFile: string | null; mining: AnvilOptions['mining'] }

function chainArgs({ boundPort, chainId, stateFile, mining }: ChainArgs): string[] {
  const args = ['--host', '127.0.0.1', '--port', String(boundPort), '--chain-id', String(chainId), '--accounts', '0', '--no-cors', '--quiet']
  // Transactions wait in the order they arrived: a price cannot buy a place on a chain where everything is free.
  args.push('--order', 'fifo', '--hardfork', 'prague', '--gas-limit', '60000000')
  if (mining === 'onDemand') args.push('--no-mining')
  // States in memory: from those it moves to the disk (beyond 500) anvil answers "no data" once it was rolled back.
  else args.push('--prune-history', '20000')
  // Whoever mines on demand saves between blocks (`saveChainState`); the chain saves itself again when it ends in peace.
  if (stateFile === null) return args
  args.push('--state', stateFile, '--state-interval', mining === 'onDemand' ? NEVER_SECONDS : '1')
  const firstBlockAt = genesisTime(stateFile)
  if (firstBlockAt !== null) args.push('--timestamp', String(firstBlockAt))
  return args
}

async function answers(url: string, chainId: number): Promise<boolean> {
  try {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const { result } = (await response.json()) as { result: string }
    return Number(result) === chainId
  } catch {
    return false
  }
}

function findAnvil(): string {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/anvil-${process.platform}-${architecture}`
  const fromAnvil = createRequire(createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'))
  const program = join(dirname(fromAnvil.resolve(`${name}/package.json`)), 'bin', 'anvil')
  if (!existsSync(program)) throw new Error(`The development chain is not available for this platform: ${program} is missing`)
  return program
}
