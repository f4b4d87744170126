import { runsImages } from '@infinitio/domain'
import type { MandateWire } from '@infinitio/domain/wire'
import type { MachineFacts } from '../../detect/machineFacts.ts'
import { defaultLeaseLimits } from '../../runtime/container/containerSettings.ts'
import type { MarketFacts } from '../marketFacts.ts'
import type { WantedSettings } from '../wantedSettings.ts'
import type { Check } from './check.ts'
import { checkContainers } from './checkContainers.ts'
import { checkFolder } from './checkFolder.ts'
import { checkGpus } from './checkGpus.ts'
import { checkListing } from './checkListing.ts'
import { checkMarket } from './checkMarket.ts'
import { checkWallet } from './checkWallet.ts'
import type { MachinePlace } from '../../detect/machinePlace.ts'

/** What shells and their logs need; a container lease has a disk of its own. */
const localGib = 1

const ownNetwork = { machineNamespace: null, nft: 'nft' }

/** Looks at everything that listing this machine needs, all of it whatever is missing. Changes nothing but that the data folder is made. */
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
}: {
  dataDir: string
  wanted: WantedSettings
  market: MarketFacts | null
  apiFault: string | null
  facts: Pick<MachineFacts, 'gpus'>
  isRegistered: boolean
  mandate: MandateWire | null
  place: MachinePlace
  /** A person can confirm a wallet in the browser, or named it. */
  canPair: boolean
}): Promise<Check[]> {
  const { runtime, socket, image, isolation, devices } = wanted
  const hasEngine = runsImages(wanted)
  const parts = await Promise.all([
    checkMarket({ wanted, market, apiFault }),
    checkFolder({ dataDir, neededGib: hasEngine ? defaultLeaseLimits().diskMib / 1024 : localGib }),
    checkGpus({ place, runtime }),
    hasEngine ? checkContainers({ place, socket, image, isolation, devices, network: ownNetwork, userId: process.getuid?.() ?? 0 }) : [],
    checkListing({ wanted, market, facts, isRegistered }),
    checkWallet({ wanted, market, facts, isRegistered, mandate, canPair }),
  ])
  return parts.flat()
}
