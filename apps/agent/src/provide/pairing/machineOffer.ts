import path from 'node:path'
import { parsePt, pricePerGpuSecondDown, runsImages, usualIsolation } from '@infinitio/domain'
import type { AskWire, PairingOfferWire } from '@infinitio/domain/wire'
import { createClient } from '@infinitio/sdk'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { detectMachine } from '../../detect/detectMachine.ts'
import { gpuClassName } from '../../detect/gpuClassName.ts'
import { thisMachineFleet } from '../../fleet/thisMachineFleet.ts'
import { loadNodeKeys } from '../../keys/loadNodeKeys.ts'
import { registrationOf } from '../../provision/registerFleet.ts'
import { readFleet } from '../../provision/fleetFile.ts'
import type { ProviderSettings } from '../../settings/providerSettings.ts'
import type { MarketFacts } from '../marketFacts.ts'

/** For how many days a machine's permission (mandate) to sign asks is valid, if no option sets another number. */
const usualDays = 90
const secondsPerDay = 86_400

/**
 * The request of this machine to a wallet: to register the machine, and to permit its key to sign asks. `account` is the account of the node key, which signs
 * the request.
 */
export type MachineOffer = { readonly wanted: Omit<PairingOfferWire, 'commitment' | 'expiresAt'>; readonly account: PrivateKeyAccount }

/**
 * Returns the request of this machine to a wallet: its keys and hardware to register, and the limits within which its own key may sign asks. If the machine is
 * listed, the limits follow from the terms of its listing, otherwise from those of its first ask. Creates the node's keys if they are missing.
 */
export async function machineOffer({
  dataDir,
  settings,
  market: { chain, catalogue },
}: {
  dataDir: string
  settings: ProviderSettings
  market: MarketFacts
}): Promise<MachineOffer> {
  const facts = await detectMachine(dataDir)
  const known = new Map(catalogue.classes.map((one) => [one.name, one.vramGib]))
  const listing = {
    ...{ name: settings.name, regionName: settings.region, country: settings.country, runtime: settings.runtime },
    isolation: runsImages(settings) ? settings.isolation : usualIsolation(settings.runtime),
    pricePerGpuSecond: perSecond(settings.pricePerGpuHour),
    transferable: settings.transferable,
  }
  const [node] = thisMachineFleet({ facts, listing, classNameOf: (model, vramGib) => gpuClassName({ model, vramGib, catalogue: known }) })
  if (node === undefined) throw new Error('unreachable: this machine is one node')
  const keys = await loadNodeKeys(path.join(dataDir, 'nodes', node.slot))
  const account = privateKeyToAccount(keys.nodeKey)
  const listed = await listedTerms({ dataDir, settings })
  const price = listed === null ? node.ask.pricePerGpuSecond : BigInt(listed.pricePerGpuSecond)
  const { maxDurationSeconds, trialSeconds, noticeSeconds, transferable } = listed ?? node.ask
  const until = chain.chainNow + (settings.mandateDays ?? usualDays) * secondsPerDay
  const floor = settings.floorPricePerGpuHour === null ? price : perSecond(settings.floorPricePerGpuHour)
  const limits = {
    minPricePerGpuSecond: (floor < price ? floor : price).toString(),
    maxDurationSeconds,
    maxTrialSeconds: trialSeconds,
    minNoticeSeconds: noticeSeconds,
    maxNoticeSeconds: noticeSeconds,
    availableUntil: until,
    flags: transferable ? 1 : 0,
    until,
  }
  const registration = registrationOf({ node, keys }, catalogue)
  const machine = { ...registration, nodeKey: registration.nodeKey.toLowerCase() }
  const { chainId, addresses } = chain
  const { name, runtime } = settings
  return {
    account,
    wanted: { chainId, market: addresses.market, name, runtime, answers: true, machine, pricePerGpuSecond: price.toString(), limits },
  }
}

/** Reads the terms under which the machine is listed. Returns null if it is not listed now, or if the market does not answer. */
async function listedTerms({ dataDir, settings }: { dataDir: string; settings: ProviderSettings }): Promise<AskWire | null> {
  const nodeId = (await readFleet(dataDir))?.nodes[0]?.nodeId
  if (nodeId === undefined) return null
  const client = createClient({ baseUrl: settings.apiUrl })
  const found = await client.getListing({ node: nodeId, query: {} }).catch(() => null)
  return found?.listing?.ask ?? null
}

function perSecond(text: string): bigint {
  const perHour = parsePt(text)
  if (perHour === null) throw new Error(`${text} PT per GPU-hour is no price`)
  return pricePerGpuSecondDown(perHour)
}
