import { formatPt, parsePt, pricePerGpuSecondDown, pTokenUnits } from '@infinitio/domain'
import type { MandateWire } from '@infinitio/domain/wire'
import { InfinitioError } from '@infinitio/sdk'
import { dayOf } from '../provision/mandateFault.ts'
import { readMandate } from '../provision/mandateFile.ts'
import { giveNodeMandate } from './giveNodeMandate.ts'
import type { ProviderSettings } from '../settings/providerSettings.ts'
import { say, sayText } from './say.ts'
import { logFileOf, superviseAgent } from './superviseAgent.ts'
import { type Shown, waitForListing } from './waitForListing.ts'
import { hasWalletKey } from '../market/walletSession.ts'

const patienceMs = 10_000

/**
 * Prints the agent's warnings for the person who started it. Until the machine is listed, many steps fail once and succeed later, so only the newest warning is
 * printed, every 10 s. Afterwards every warning is printed. Never prints the same warning twice, one directly after the other.
 */
class Troubles {
  #told = ''
  #last: string | null = null
  #isQuiet = true
  readonly #timer = setInterval(() => this.#tell(), patienceMs).unref()

  add(text: string): void {
    this.#last = text
    if (!this.#isQuiet) this.#tell()
  }

  /** Prints every warning at once from now on, and discards the warnings that have not been printed yet. */
  tellAll(): void {
    this.#isQuiet = false
    this.#last = null
  }

  /** Prints the newest warning if it has not been printed yet, and stops the timer that prints warnings every 10 s. */
  end(): void {
    clearInterval(this.#timer)
    this.#tell()
  }

  #tell(): void {
    if (this.#last !== null && this.#last !== this.#told) sayText(process.stderr, `agent: ${this.#last}`)
    this.#told = this.#last ?? this.#told
    this.#last = null
  }
}

/** Milliseconds to wait until the machine is listed. Registration waits for blocks, and a first image may have to be pulled. */
const listedWithinMs = 10 * 60_000

const words: Record<Shown['how'], string> = {
  listed: 'Listed',
  full: 'Listed, and rented to the last GPU',
  paused: 'Ready, and paused (infinitio provide resume lists it)',
}

/** Next steps for a person who stopped the agent. */
const stoppedText = `The agent stopped. To start it again, run the same command.
To stop renting out, run infinitio provide pause (ends the listing) or infinitio provide remove (removes the machine).`

/**
 * Waits until the market shows the machine, and prints the address of its page. If `isForeground`, also runs the agent until Ctrl-C and resolves with the
 * agent's exit code; a machine that is not listed in time is then only a warning. Otherwise another process runs the agent, and this function resolves with 0
 * when the market shows the machine. Leases continue when the agent stops. If `isForeground`, rejects only with `node.not_listed`; otherwise with each error of
 * `waitForListing` and `mandateOf`.
 */
export async function serveMachine({
  dataDir,
  settings,
  json,
  isForeground,
}: {
  dataDir: string
  settings: ProviderSettings
  json: boolean
  isForeground: boolean
}): Promise<number> {
  const stop = new AbortController()
  const troubles = new Troubles()
  const onTrouble = (text: string): void => troubles.add(text)
  const agent = isForeground ? superviseAgent({ dataDir, onTrouble }) : null
  let isStopped = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      isStopped = true
      stop.abort()
      agent?.stop()
    })
  }
  void agent?.ended.then(() => stop.abort())
  try {
    const shown = await waitForListing({ machine: { dataDir, settings }, withinMs: listedWithinMs, signal: stop.signal })
    troubles.tellAll()
    if (shown !== null) {
      const given = await mandateOf({ dataDir, settings, shown }).catch((error: Error) => error)
      tell({ shown, settings, json, dataDir, isForeground, mandate: given instanceof Error ? null : given })
      if (given instanceof Error) throw given
    }
  } catch (error) {
    // If the machine is not listed in time, the agent still continues to try, because only a person can decide to stop it. End here only if the agent runs
    // elsewhere or the machine was retired.
    if (agent === null || (error instanceof InfinitioError && error.code === 'node.not_listed')) {
      agent?.stop()
      await agent?.ended
      throw error
    }
    onTrouble((error as Error).message)
  }
  const exitCode = agent === null ? 0 : await agent.ended
  troubles.end()
  if (agent !== null && isStopped) sayText(process.stderr, stoppedText)
  return exitCode
}

function tell({
  shown,
  settings,
  json,
  dataDir,
  isForeground,
  mandate,
}: {
  shown: Shown
  settings: ProviderSettings
  json: boolean
  dataDir: string
  isForeground: boolean
  mandate: MandateWire | null
}): void {
  const page = `${settings.apiUrl}/gpus/${shown.nodeId}`
  const go = isForeground
    ? `\nThe agent runs here (log: ${logFileOf(dataDir)}). Ctrl-C stops it; leases go on, and the next start takes them over.`
    : ''
  const next =
    shown.how === 'paused'
      ? ''
      : `\nRenters can rent it from now on. See leases and earnings: infinitio provide status, or ${settings.apiUrl}/provide`
  const text = `${words[shown.how]}: ${page}${priceNote(shown, settings)}${mandateNote(mandate, { settings, shown })}${next}${go}`
  say({ json, value: { node: shown.nodeId, state: shown.how, page, mandate }, text })
}

/**
 * If the price in the settings differs from the price of the ask, returns a sentence about it, otherwise an empty text. The settings contain only the price of
 * the first ask.
 */
function priceNote({ pricePerGpuSecond: price }: Shown, { pricePerGpuHour }: ProviderSettings): string {
  const said = parsePt(pricePerGpuHour)
  if (price === null || said === null || price === pricePerGpuSecondDown(said)) return ''
  const now = formatPt(pTokenUnits(price * 3_600n), { digits: 4 })
  return `\nIts ask says ${now} PT per GPU-hour, as you signed it last; infinitio price set --price ${pricePerGpuHour} changes it.`
}

/**
 * Returns the mandate (the wallet's permission to sign asks) with which the machine can continue without the wallet's key; null if there is none. If the
 * settings require a mandate and the wallet's key is on this machine, the wallet signs one now, unless the machine is paused.
 */
async function mandateOf({ dataDir, settings, shown }: { dataDir: string; settings: ProviderSettings; shown: Shown }): Promise<MandateWire | null> {
  const { mandateDays: days } = settings
  if (!hasWalletKey(settings)) return (await readMandate(dataDir))?.mandate ?? null
  if (days === null || shown.how === 'paused') return null
  return await giveNodeMandate({ dataDir, settings, nodeId: shown.nodeId, days })
}

function mandateNote(mandate: MandateWire | null, { settings, shown }: { settings: ProviderSettings; shown: Shown }): string {
  const isWanted = settings.mandateDays !== null && shown.how === 'paused'
  if (mandate === null) return isWanted ? '\nNo mandate was signed, since it is paused: list it, then run the same command again.' : ''
  const floor = formatPt(pTokenUnits(BigInt(mandate.minPricePerGpuSecond) * 3_600n), { digits: 4 })
  const own = `\nThis machine's own key may sign its asks until ${dayOf(mandate.until)}, at ${floor} PT per GPU-hour or more.`
  return hasWalletKey(settings) ? `${own} It goes on without ${settings.keyFile}: keep that somewhere else and take it away from here.` : own
}
