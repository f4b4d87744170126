import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { access, appendFile } from 'node:fs/promises'
import path from 'node:path'
import { existsSync } from 'node:fs'
import type { Logger } from '@infinitio/process'
import { openSshServers } from '../openSftp.ts'
import { goOn, standStill } from '../standStill.ts'
import { tellPrograms } from '../tellPrograms.ts'
import type { Runtime, Sandbox, SandboxPlan, SandboxRelay, WipeEvidence } from '../runtime.ts'
import { compiledSources, type HelperPlace } from './becomeLeaseUser.ts'
import { withClosedDescriptors } from './closedDescriptors.ts'
import { DirectorySize } from './directorySize.ts'
import { leaseProcesses } from './leaseProcesses.ts'
import { giveSecretsTo, type LocalSandbox, localSandboxOf, prepareSandbox } from './localSandbox.ts'
import { localStats } from './localStats.ts'
import { openTerminal } from './openTerminal.ts'
import { leaseMarker } from './sandboxEnvironment.ts'
import { canSeparateUsers, ownerOfLease } from './sandboxOwner.ts'
import { pipedProcess, spawnCommand } from './spawnCommand.ts'
import { runStartScript } from './startScript.ts'
import { stopSandbox, wipeSandbox } from './stopSandbox.ts'
import { ProcessRelay } from '../relay/processRelay.ts'
import { ownAddresses } from './ownAddresses.ts'
import type { PipedProcess } from '../sandboxProcess.ts'

/** The largest heap that a helper program of a sandbox may have, in MiB. Each session may have one such program. */
const mostHeapMib = 64

/**
 * Starts a helper program of the agent (a TypeScript file) for a lease. The program is loaded as the agent's user, because the lease's user can read neither
 * Node nor the agent's files. It then changes to the lease's user (`becomeLeaseUser`). It gets none of the workload's variables, because NODE_OPTIONS would run
 * the renter's code with the agent's rights. `stdio` may have a fourth entry, whose file stays open for the program; all other files of the agent are closed
 * for it.
 */
function spawnHelper({ sandbox, program, stdio }: { sandbox: LocalSandbox; program: string; stdio: StdioOptions }): ChildProcess {
  const place: HelperPlace = { owner: sandbox.owner, home: sandbox.home }
  const lastKept = Array.isArray(stdio) ? stdio.length - 1 : 2
  const { file, args } = withClosedDescriptors([process.execPath, `--max-old-space-size=${mostHeapMib}`, program, JSON.stringify(place)], lastKept)
  return spawn(file, args, {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', HOME: sandbox.home, LANG: 'C.UTF-8', [leaseMarker]: sandbox.home, ...compiledSources() },
    detached: true,
    stdio,
  })
}

const sftpProgram = path.join(import.meta.dirname, '../../ssh/sftp/main.ts')
const relayProgram = path.join(import.meta.dirname, '../relay/main.ts')

/**
 * Runs a lease as a shell in a private directory of this machine. Only for the development chain (see `localAllowed`), because it isolates little.
 */
export class LocalRuntime implements Runtime {
  readonly kind = 'local'
  readonly #leasesDir: string
  readonly #logger: Logger
  #separateUsers = false

  constructor({ leasesDir, logger }: { leasesDir: string; logger: Logger }) {
    this.#leasesDir = leasesDir
    this.#logger = logger
  }

  /** Checks whether leases can have their own users. Never rejects. The processes of leases survive the agent, and are found by user or environment. */
  async adopt(): Promise<void> {
    this.#separateUsers = await canSeparateUsers(this.#leasesDir)
    if (!this.#separateUsers) this.#logger.warn('leases run as the same system user as this program and can read its files')
  }

  sandbox({ leaseId, environment }: SandboxPlan): Sandbox {
    const leasesDir = this.#leasesDir
    const owner = this.#separateUsers ? ownerOfLease({ leaseId, leasesDir }) : null
    const place = localSandboxOf({ leaseId, leasesDir, owner, environment })
    const size = new DirectorySize(place.home)
    return {
      leaseId,
      logFile: place.logFile,
      prepare: () => prepareSandbox(place),
      note: (text) => appendFile(place.logFile, `[infinitio] ${text}\n`),
      giveSecrets: async (values) => giveSecretsTo(place, { ...environment, ...values }),
      exec: async (order) => spawnCommand({ sandbox: place, ...order }),
      terminal: (order) => openTerminal({ sandbox: place, ...order }),
      sftp: async () => openLocalSftp(place, openSshServers),
      relay: () => openLocalRelay(place),
      startScript: (script) => runStartScript(place, script),
      disk: async () => ({ folder: place.home, owner }),
      standStill: () => standStill(() => leaseProcesses(place)),
      goOn: () => goOn(() => leaseProcesses(place)),
      tellPrograms: () => tellPrograms(() => leaseProcesses(place)),
      stats: () => localStats(place, size),
      stop: (scripts) => stopSandbox(place, scripts),
      wipe: () => wipeAndLook(place),
    }
  }
}

async function wipeAndLook(place: LocalSandbox): Promise<WipeEvidence> {
  await wipeSandbox(place)
  const processes = (await leaseProcesses(place)).length
  const there = await access(place.directory).then(
    () => true,
    () => false,
  )
  return {
    runtime: 'local',
    checked: ['processes', 'directory'],
    residue: [...(processes > 0 ? [`${processes} processes`] : []), ...(there ? [`the directory ${place.directory}`] : [])],
  }
}

/**
 * Opens the helper process that forwards connections to ports of a lease which shares the machine's network. It connects to a port only while a process of the
 * lease listens on it, and to a socket file only if the lease owns it. So a port forward cannot reach other services of the machine that listen on loopback.
 */
function openLocalRelay(sandbox: LocalSandbox): SandboxRelay {
  const below = sandbox.owner === null ? sandbox.home : null
  const absolute = (file: string): string => path.resolve(sandbox.home, file)
  return new ProcessRelay({
    start: () => spawnHelper({ sandbox, program: relayProgram, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    async placeToConnect(target) {
      if ('path' in target) return { path: absolute(target.path), below }
      const addresses = await ownAddresses({ sandbox, port: target.port })
      if (addresses.length === 0) throw new Error('nothing of this lease listens on that port')
      return { addresses, port: target.port }
    },
    placeToListen: (target) => ('path' in target ? { path: absolute(target.path), below } : { addresses: ['127.0.0.1'], port: target.port }),
  })
}

/**
 * Starts an sftp server for a lease on standard input and output, as the lease's own user (ADR 42). Uses OpenSSH's server if one of the paths in
 * `servers` exists, else the agent's own.
 */
export function openLocalSftp(sandbox: LocalSandbox, servers: readonly string[]): PipedProcess {
  const server = servers.find((file) => existsSync(file))
  if (server !== undefined) return spawnCommand({ sandbox, command: `exec '${server}'`, environment: {} })
  return pipedProcess(spawnHelper({ sandbox, program: sftpProgram, stdio: ['pipe', 'pipe', 'pipe'] }))
}
