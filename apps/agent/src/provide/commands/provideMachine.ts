import type { MandateWire } from '@infinitio/domain/wire'
import { createTransport, InfinitioError, refusal } from '@infinitio/sdk'
import { readAgentStatus, askAgent } from '../../control/askAgent.ts'
import { detectGpus } from '../../detect/detectGpus.ts'
import { readFleet } from '../../provision/fleetFile.ts'
import { lookForMandate } from '../../provision/mandateFile.ts'
import { ruleAsked } from '../../price-rule/ruleAsked.ts'
import { askMissing } from '../askMissing.ts'
import { type MarketFacts, readMarketFacts } from '../marketFacts.ts'
import { type Check, checkLines, exitCodeOfChecks } from '../preflight/check.ts'
import { thisMachine } from '../../detect/machinePlace.ts'
import { pricedClassOf } from '../preflight/checkListing.ts'
import { priceProposal } from '../preflight/priceProposal.ts'
import { runPreflight } from '../preflight/runPreflight.ts'
import { withGivenOptions } from '../preflight/withGivenOptions.ts'
import type { ProvideOptions } from '../provideOptions.ts'
import { type ProviderSettings, providerSettings, readSettings, writeSettings } from '../../settings/providerSettings.ts'
import { say, sayText } from '../say.ts'
import { serveMachine } from '../serveMachine.ts'
import { agentProgram } from '../superviseAgent.ts'
import { installService, isService } from '../service.ts'
import { apiUrlOf, wantedSettings } from '../wantedSettings.ts'

const answerWithinMs = 2_000

/**
 * `infinitio provide`: checks everything that a listing of this machine needs, and prints a table. If nothing is missing, writes the settings, starts
 * the agent (or the service) and waits until the API shows the listing. With `--check`, ends after the table. Returns the exit code of the first
 * missing requirement.
 */
export async function provideMachine(options: ProvideOptions): Promise<number> {
  const { dataDir, json } = options
  const saved = await readSettings(dataDir).catch((error: unknown) => {
    // Damaged settings may be replaced. But settings that cannot be read belong to another user or are on a failing disk, so throw that error.
    if (error instanceof InfinitioError && !/: E[A-Z]+$/.test(error.detail)) return null
    throw error
  })
  const { market, apiFault } = await askMarket(apiUrlOf(options, saved))
  const keepRule = await ruleAsked(options.priceRule, { feeBps: market?.chain.feeBps ?? null })
  const gpus = await detectGpus()
  // A damaged mandate (permission to sign asks) is treated as if there were none, because the wallet can sign a new one.
  const kept = await lookForMandate(dataDir)
  const mandate = kept.kind === 'whole' ? kept.signed.mandate : null
  const wantedNow = (said: ProvideOptions) =>
    wantedSettings({ options: said, saved, market, gpuMaker: gpus[0]?.maker ?? null, hasMandate: mandate !== null })
  const isRegistered = (await readFleet(dataDir))?.market === market?.chain.addresses.market && market !== null
  const proposal = priceProposal({ listed: pricedClassOf(market, { gpus }), isRegistered })
  const wanted = wantedNow(await askMissing({ options, wanted: wantedNow(options), market, hasMandate: mandate !== null, proposal }))
  const canPair = options.account !== null || (process.stdin.isTTY && !json)
  const isPairing = market !== null && needsPairing({ options, keyFile: wanted.keyFile, mandate, market })
  const hasService = options.service || (await isService(dataDir))
  const found = await runPreflight({
    ...{ dataDir, wanted, market, apiFault, facts: { gpus }, isRegistered, mandate, place: thisMachine, canPair, isPairing, hasService },
  })
  const checks = found.map((check) => withGivenOptions(check, options.given))
  const exitCode = exitCodeOfChecks(checks)
  if (options.check || exitCode !== 0) {
    say({ json, value: { ready: exitCode === 0, checks }, text: tableText(checks) })
    return exitCode
  }
  if (!json) sayText(process.stdout, `${checkLines(checks)}\n`)
  const settings = providerSettings.parse(wanted)
  await writeSettings(dataDir, settings)
  await keepRule?.(dataDir)
  if (market !== null && isPairing) {
    if (!canPair) throw refusal('node.settings_missing', { detail: '--pair needs a terminal, or --account <address of your wallet>' })
    await pairByLink({ options, settings, market })
  }
  return await startAgent({ options, settings, isChanged: JSON.stringify(saved) !== JSON.stringify(settings) })
}

/**
 * Returns true if the wallet must sign a new permission. That is so if the wallet's key is not on this machine, and the machine has no permission that is still
 * valid. `--pair` requests a new one earlier.
 */
function needsPairing({
  options,
  keyFile,
  mandate,
  market,
}: Pick<PairingFacts, 'options' | 'market'> & { keyFile: string | null; mandate: MandateWire | null }): boolean {
  if (keyFile !== null) return false
  return options.pair || mandate === null || mandate.until <= market.chain.chainNow
}

/** Signals with which a person or a service manager stops the command. */
const stopSignals = ['SIGINT', 'SIGTERM'] as const

type PairingFacts = { options: ProvideOptions; settings: ProviderSettings; market: MarketFacts }

async function pairByLink({ options: { dataDir, account, json }, settings, market }: PairingFacts): Promise<void> {
  const [{ confirmAtTerminal, pairMachine }, { machineOffer }] = await Promise.all([
    import('../pairing/pairMachine.ts'),
    import('../pairing/machineOffer.ts'),
  ])
  const { apiUrl } = settings
  const stream = json ? process.stderr : process.stdout
  // If the person stops the command, the page in the browser learns that the link has ended.
  const stopped = new AbortController()
  const stop = (): void => stopped.abort(refusal('node.pairing_refused', { detail: 'the command was stopped' }))
  for (const signal of stopSignals) process.once(signal, stop)
  try {
    await pairMachine({
      ...{ dataDir, apiUrl, account, confirm: confirmAtTerminal },
      transport: createTransport({ baseUrl: apiUrl }),
      offer: await machineOffer({ dataDir, settings, market }),
      tell: (text) => sayText(stream, text),
      signal: stopped.signal,
    })
  } finally {
    for (const signal of stopSignals) process.off(signal, stop)
  }
}

/**
 * Starts the agent, or its service. If the agent runs already and only settings have changed, restarts it with them. Stops an agent in a terminal before it
 * installs the service.
 */
async function startAgent({
  options,
  settings,
  isChanged,
}: {
  options: ProvideOptions
  settings: ProviderSettings
  isChanged: boolean
}): Promise<number> {
  const { dataDir, json } = options
  const [running, isInstalled] = await Promise.all([readAgentStatus(dataDir, { withinMs: answerWithinMs }), isService(dataDir)])
  const hasService = options.service || isInstalled
  if (hasService) {
    // An agent that was started in a terminal stops, so that the service can start.
    if (!isInstalled && running !== null) await askAgent(dataDir, { ask: 'stop', next: 'stay' }, { withinMs: answerWithinMs })
    if (!isInstalled || isChanged || running === null) await installService({ dataDir, program: agentProgram })
  } else if (running !== null && isChanged) await askAgent(dataDir, { ask: 'stop', next: 'start' }, { withinMs: answerWithinMs })
  return await serveMachine({ dataDir, settings, json, isForeground: !hasService && running === null })
}

async function askMarket(apiUrl: string): Promise<{ market: MarketFacts | null; apiFault: string | null }> {
  try {
    return { market: await readMarketFacts(apiUrl), apiFault: null }
  } catch (error) {
    const known = error instanceof InfinitioError ? `${error.code}${error.detail === '' ? '' : ` ${error.detail}`}` : String(error)
    return { market: null, apiFault: known }
  }
}

function tableText(checks: readonly Check[]): string {
  const count = checks.filter(({ state }) => state === 'missing').length
  const end =
    count === 0
      ? 'Everything is there: infinitio provide lists this machine.'
      : `${count} missing. Fix ${count === 1 ? 'it' : 'them'} and run the same command again.`
  return `${checkLines(checks)}\n\n${end}`
}
