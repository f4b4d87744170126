import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { askChain } from './askChain.ts'
import { replayBlockLog } from './blockLog.ts'
import { freePort } from './freePort.ts'
import { reapPidFile } from './pidFile.ts'
import { type ServerExit, startServerProcess, waitUntilServing } from './serverProcess.ts'
import { keepStateCopy, restoreState } from './stateCopy.ts'

/** Options of the development chain. */
export type AnvilOptions = {
  /** Folder for its log and pid file; created if absent. */
  dataDir: string
  /** Port on 127.0.0.1. With 0, any free port is used. */
  port: number
  chainId: number
  /**
   * The file in which the chain's state is saved. With `instant` the chain itself saves it once a second, otherwise `saveChainState` does. With null, nothing
   * is saved.
   */
  stateFile: string | null
  /** `onDemand` mines only on `evm_mine`; `instant` mines a block for each transaction. */
  mining: 'onDemand' | 'instant'
  /** URL of another chain node. The chain then begins with a copy of that chain's state. */
  forkUrl?: string
  /**
   * Unix seconds of block 0 of a new chain. Its clock continues from there. If a saved chain is loaded, this is ignored, because that chain has its own time.
   */
  firstBlockAt?: number
}

/** A running development chain. `exited` settles when it ends. */
export type EmbeddedAnvil = { url: string; port: number; pid: number; exited: Promise<ServerExit>; stop: () => Promise<void> }

/**
 * Starts the development chain on 127.0.0.1 and resolves once it answers. The chain has no unlocked account (`anvil_setBalance` funds our keys), and no web
 * page can read its answers. First ends a process that a killed run left in the same folder. With `onDemand`, mines the blocks since the last save again
 * (`blockLog.ts`); the follower treats their new hashes as a reorg. With `instant`, a killed chain loses its last second, or two if it was killed during a save
 * (`stateCopy.ts`).
 */
export async function startAnvil({ dataDir, port, chainId, stateFile, mining, forkUrl, firstBlockAt }: AnvilOptions): Promise<EmbeddedAnvil> {
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
  const savedAt = stateFile === null ? null : genesisTime(stateFile)
  const startsAt = savedAt ?? firstBlockAt ?? null
  const server = startServerProcess({
    command: findAnvil(),
    args: [...chainArgs({ boundPort, chainId, stateFile, mining, startsAt }), ...(forkUrl === undefined ? [] : ['--fork-url', forkUrl])],
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
    if (savedAt !== null || firstBlockAt === undefined) await restoreClock(url)
    // With `onDemand`, `saveChainState` copies the state file.
    if (mining === 'instant') {
      const copy = keepStateCopy(stateFile)
      void server.exited.then(copy.stop)
    }
  }
  return { url, port: boundPort, pid: server.child.pid ?? 0, exited: server.exited, stop: server.stop }
}

const NEVER_SECONDS = '31536000'

type ChainArgs = { boundPort: number; chainId: number; stateFile: string | null; mining: AnvilOptions['mining']; startsAt: number | null }

function chainArgs({ boundPort, chainId, stateFile, mining, startsAt }: ChainArgs): string[] {
  const args = ['--host', '127.0.0.1', '--port', String(boundPort), '--chain-id', String(chainId), '--accounts', '0', '--no-cors', '--quiet']
  // Transactions that wait are mined in the order of their arrival. All gas is free here, so a higher price must not change the order.
  args.push('--order', 'fifo', '--hardfork', 'prague', '--gas-limit', '60000000')
  if (mining === 'onDemand') args.push('--no-mining')
  // The number of past states that anvil holds in memory (its default is 500). It moves older states to the disk, and after a rollback it answers "no data" for
  // those.
  else args.push('--prune-history', '20000')
  // With `onDemand`, the program that makes the chain mine saves the state between blocks (`saveChainState`), so the chain's own interval is a year. The chain
  // also saves when it ends normally.
  if (startsAt !== null) args.push('--timestamp', String(startsAt))
  if (stateFile === null) return args
  args.push('--state', stateFile, '--state-interval', mining === 'onDemand' ? NEVER_SECONDS : '1')
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

/**
 * Sets the clock of a restarted development chain to the machine's time, or to the time of the newest block if that is later. A restarted chain does not know
 * that its clock was moved forward before, so without this its next block would be older than the parent block. Throws if the chain does not answer.
 */
async function restoreClock(url: string): Promise<void> {
  const { timestamp } = (await askChain(url, 'eth_getBlockByNumber', ['latest', false])) as { timestamp: string }
  await askChain(url, 'evm_setTime', [Math.max(Number(timestamp), Math.floor(Date.now() / 1_000))])
}

type SavedChain = { transactions?: { info?: { traces?: unknown[] } }[] }

/** The size in bytes below which a state file is not shortened, because loading it whole is faster. */
const worthBytes = 8 * 1024 * 1024

/**
 * Removes the traces of past transactions from a development chain's file before it is loaded, because nothing reads them. Blocks, receipts, logs and signed
 * transactions remain. A small or incomplete file does not change.
 */
export function forgetTraces(stateFile: string, { fromBytes = worthBytes }: { fromBytes?: number } = {}): void {
  if ((statSync(stateFile, { throwIfNoEntry: false })?.size ?? 0) < fromBytes) return
  const chain = JSON.parse(readFileSync(stateFile, 'utf8')) as SavedChain
  if (!chain.transactions?.some(({ info }) => (info?.traces?.length ?? 0) > 0)) return
  for (const { info } of chain.transactions) if (info?.traces !== undefined) info.traces = []
  writeFileSync(`${stateFile}.new`, JSON.stringify(chain), { mode: 0o600 })
  renameSync(`${stateFile}.new`, stateFile)
}

type SavedBlock = { header?: { number?: unknown; timestamp?: unknown } }

/**
 * Returns the time of a saved chain's first block in Unix seconds; returns null if nothing is saved yet. A restarted chain makes and saves a new first block.
 * It must get the original time; otherwise its block 0 may not be the parent of block 1.
 */
function genesisTime(stateFile: string): number | null {
  const times = savedBlocks(stateFile)
    .filter(({ header }) => Number(header?.number) === 0)
    .map(({ header }) => Number(header?.timestamp))
    .filter(Number.isSafeInteger)
  return times.length === 0 ? null : Math.min(...times)
}

function savedBlocks(stateFile: string): SavedBlock[] {
  try {
    return (JSON.parse(readFileSync(stateFile, 'utf8')) as { blocks?: SavedBlock[] }).blocks ?? []
  } catch {
    return []
  }
}
