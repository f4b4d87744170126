import { access, appendFile } from 'node:fs/promises'
import type { Logger } from '@infinitio/process'
import { openSshServers } from '../openSftp.ts'
import { goOn, standStill } from '../standStill.ts'
import { tellPrograms } from '../tellPrograms.ts'
import type { Runtime, Sandbox, SandboxPlan, WipeEvidence } from '../runtime.ts'
import { DirectorySize } from './directorySize.ts'
import { leaseProcesses } from './leaseProcesses.ts'
import { giveSecretsTo, type LocalSandbox, localSandboxOf, prepareSandbox } from './localSandbox.ts'
import { localStats } from './localStats.ts'
import { openLocalRelay } from './openLocalRelay.ts'
import { openLocalSftp } from './openLocalSftp.ts'
import { openTerminal } from './openTerminal.ts'
import { canSeparateUsers, ownerOfLease } from './sandboxOwner.ts'
import { spawnCommand } from './spawnCommand.ts'
import { runStartScript } from './startScript.ts'
import { stopSandbox, wipeSandbox } from './stopSandbox.ts'

/** A shell on this machine in a private directory: for the development chain only, see `localAllowed`. Isolates little. */
export class LocalRuntime implements Runtime {
  readonly kind = 'local'
  readonly #leasesDir: string
  readonly #logger: Logger
  #separateUsers = false

  constructor({ leasesDir, logger }: { leasesDir: string; logger: Logger }) {
    this.#leasesDir = leasesDir
    this.#logger = logger
  }

  /** Tries whether leases can have users of their own. Processes of leases are found again by user or environment, so nothing is brought up. */
  async adopt(): Promise<void> {
    this.#separateUsers = await canSeparateUsers(this.#leasesDir)
    if (!this.#separateUsers) this.#logger.warn('leases run as this user: they can read what this user can')
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
