import { randomBytes } from 'node:crypto'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runsImages } from '@infinitio/domain'
import type { MandateWire } from '@infinitio/domain/wire'
import type { MachineFacts } from '../../detect/machineFacts.ts'
import { defaultLeaseLimits } from '../../runtime/container/containerSettings.ts'
import type { MarketFacts } from '../marketFacts.ts'
import type { WantedSettings } from '../wantedSettings.ts'
import { type Check, missing, passed, skipped } from './check.ts'
import { checkContainers } from './checkContainers.ts'
import { checkGpuParts } from './checkGpuParts.ts'
import { checkGpus } from './checkGpus.ts'
import { checkListing } from './checkListing.ts'
import { checkMarket } from './checkMarket.ts'
import { checkService } from './checkService.ts'
import { checkWallet } from './checkWallet.ts'
import type { MachinePlace } from '../../detect/machinePlace.ts'
import { shellWord } from './shellWord.ts'

/** The disk space in GiB that local shells and their logs need. Leases in containers need a separate disk each. */
const localGib = 1

const ownNetwork = { machineNamespace: null, nft: 'nft' }

/** Runs all checks for the listing of this machine, also after one has failed. Changes nothing, except that it makes the data folder. */
export async function runPreflight({
  dataDir,
  wanted,
  market,
  apiFault,
  facts,
  isRegistered,
  mandate,
  place,
  canPair,
  isPairing,
  hasService,
}: {
  dataDir: string
  wanted: WantedSettings
  market: MarketFacts | null
  apiFault: string | null
  facts: Pick<MachineFacts, 'gpus'>
  isRegistered: boolean
  mandate: MandateWire | null
  place: MachinePlace
  /** True if the provider can confirm the wallet in a browser, or has given the wallet's address. */
  canPair: boolean
  /** True if the wallet will sign a new mandate after the checks. */
  isPairing: boolean
  /** True if the agent runs, or will run, as a service of systemd. */
  hasService: boolean
}): Promise<Check[]> {
  const { runtime, socket, image, isolation, devices } = wanted
  const hasEngine = runsImages(wanted)
  const parts = await Promise.all([
    checkMarket({ wanted, market, apiFault }),
    checkFolder({ dataDir, neededGib: hasEngine ? defaultLeaseLimits(0).diskMib / 1024 : localGib }),
    hasService ? checkService(dataDir) : [],
    checkGpus({ place, runtime }),
    checkGpuParts({ place, wanted, gpus: facts.gpus.length }),
    hasEngine ? checkContainers({ place, socket, image, isolation, devices, network: ownNetwork, userId: process.getuid?.() ?? 0 }) : [],
    checkListing({ wanted, market, facts, isRegistered, mandate: isPairing || wanted.keyFile !== null ? null : mandate }),
    checkWallet({ wanted, market, facts, isRegistered, mandate, canPair }),
  ])
  return parts.flat()
}

const gib = 1024 ** 3

/** Checks that the agent can store its keys in this folder, and that the disk has `neededGib` free. Creates the folder if it is missing. */
export async function checkFolder({ dataDir, neededGib }: { dataDir: string; neededGib: number }): Promise<Check[]> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o711 })
    const trial = path.join(dataDir, `.trial-${randomBytes(6).toString('hex')}`)
    await writeFile(trial, '', { flag: 'wx', mode: 0o600 })
    await rm(trial)
  } catch (error) {
    const { code: why } = error as NodeJS.ErrnoException
    const fix = `mkdir -p ${shellWord(dataDir)} && chown "$(id -u)" ${shellWord(dataDir)}`
    const detail = `${dataDir}: ${why}`
    return [missing('data folder', { code: 'node.data_folder_unusable', detail, fix }), skipped('free disk', 'checked when the folder is there')]
  }
  return [passed('data folder', dataDir), await checkDisk({ dataDir, neededGib })]
}

async function checkDisk({ dataDir, neededGib }: { dataDir: string; neededGib: number }): Promise<Check> {
  const { bavail, bsize } = await statfs(dataDir)
  const freeGib = (bavail * bsize) / gib
  const detail = `${freeGib.toFixed(1)} GB free, ${neededGib} needed`
  if (freeGib >= neededGib) return passed('free disk', detail)
  return missing('free disk', { code: 'node.disk_low', detail, fix: `infinitio provide --data <a folder on a larger disk than ${dataDir}>` })
}
