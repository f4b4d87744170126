import { amountText, parsePt, pricePerGpuSecondDown } from '@infinitio/domain'
import type { ChainWire, MandateWire } from '@infinitio/domain/wire'
import { giveMandate, isAskNonceCancelled, isMandateSigned, refusal, type SignedMandate } from '@infinitio/sdk'
import { mandateFault, termsFault } from '../provision/mandateFault.ts'
import { lookForMandate, writeMandate } from '../provision/mandateFile.ts'
import { nodeAmong } from './providedMachine.ts'
import type { ProviderSettings } from '../settings/providerSettings.ts'
import { WalletSession } from '../market/walletSession.ts'

const secondsPerDay = 86_400

/**
 * Lets the wallet sign a mandate, which allows the machine's key to sign asks within the settings, and stores it in the data folder. Does nothing if the
 * machine already has a valid mandate that fits the settings and the listing and has at least half of the wanted days left. Replaces a damaged mandate. Throws
 * `order.not_open` while the machine is not listed, `order.mandate_price_too_low` for a floor above the listed price, and `node.settings_unreadable` if the
 * mandate file cannot be read.
 */
export async function giveNodeMandate({
  dataDir,
  settings,
  nodeId,
  days,
}: {
  dataDir: string
  settings: ProviderSettings
  nodeId: string
  days: number
}): Promise<MandateWire> {
  const session = new WalletSession({ dataDir, settings })
  const [chain, provider] = await Promise.all([session.open.getChain(), session.call((client) => client.getProvider())])
  const { ask, askHash } = nodeAmong(provider, nodeId)
  if (ask === null || askHash === null) throw refusal('order.not_open', { detail: 'a mandate is for a machine that is listed' })
  const minPricePerGpuSecond = floorOf(settings) ?? BigInt(ask.pricePerGpuSecond)
  const forSeconds = days * secondsPerDay
  if (BigInt(ask.pricePerGpuSecond) < minPricePerGpuSecond) {
    throw refusal('order.mandate_price_too_low', {
      detail: `the price is ${perHour(ask.pricePerGpuSecond)} PT per GPU-hour, --floor is ${perHour(minPricePerGpuSecond)}`,
    })
  }
  const wished = { minPricePerGpuSecond: minPricePerGpuSecond.toString(), maxDurationSeconds: ask.maxDurationSeconds }
  const kept = await lookForMandate(dataDir)
  const least = { ...wished, until: chain.chainNow + forSeconds / 2 }
  if (kept.kind === 'whole' && isAsWished(kept.signed.mandate, least) && termsFault(kept.signed.mandate, ask) === null) {
    if (await isGood(kept.signed, { settings, chain, nodeId })) return kept.signed.mandate
  }
  const given = { own: { node: nodeId, ask, askHash }, minPricePerGpuSecond, forSeconds, nonce: BigInt(provider.nextAskNonce) }
  const keep = (signed: SignedMandate): Promise<void> => writeMandate(dataDir, signed)
  return (await session.call((client) => giveMandate(client.transport, { signer: session.account, chain, given, keep }))).mandate
}

function floorOf({ floorPricePerGpuHour: text }: ProviderSettings): bigint | null {
  const perHour = text === null ? null : parsePt(text)
  return perHour === null ? null : pricePerGpuSecondDown(perHour)
}

type Wish = Pick<MandateWire, 'minPricePerGpuSecond' | 'maxDurationSeconds' | 'until'>

const isAsWished = (own: MandateWire, least: Wish): boolean =>
  own.minPricePerGpuSecond === least.minPricePerGpuSecond && own.maxDurationSeconds === least.maxDurationSeconds && own.until >= least.until

async function isGood(
  signed: SignedMandate,
  { settings, chain, nodeId }: { settings: ProviderSettings; chain: ChainWire; nodeId: string },
): Promise<boolean> {
  const { provider, nonce } = signed.mandate
  const [isSigned, isCancelled] = await Promise.all([
    isMandateSigned(signed, { chain }),
    isAskNonceCancelled({ rpcUrl: settings.rpcUrl, addresses: chain.addresses, provider, nonce: BigInt(nonce) }),
  ])
  return mandateFault(signed.mandate, { nodeId, isSigned, isCancelled, nowSeconds: chain.chainNow }) === null
}

const perHour = (perGpuSecond: string | bigint): string => amountText(BigInt(perGpuSecond) * 3_600n)
