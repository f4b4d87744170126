import { join } from 'node:path'
import { type Address, assetUnits, keccak256Hex, type ServiceId, testModel } from '@infinitio/domain'
import { developmentChainId } from '@infinitio/domain/proofs'
import type { ProcessContext } from '@infinitio/process'
import { sendCalls } from '@infinitio/chain/sender'
import {
  accountOfKey,
  boxKeyOf,
  type LedgerAccess,
  newServiceFacts,
  publishTerms,
  readService,
  readServiceTerms,
  RelayError,
  registerService,
  serviceIdOf,
  startServe,
} from '@infinitio/relay'
import { type ServiceTerms, termsHash, usualStep } from '@infinitio/services'
import { type Hex, parseEther, stringToBytes } from 'viem'
import { getBalance } from 'viem/actions'
import { sponsorTestModel } from './sponsorTestModel.ts'
import { getCoins, type TestWallet } from './testMoney.ts'
import { startTestServer } from './startTestServer.ts'

/**
 * The settings of the test services. There is one service for each port. The last of the five services cheats on purpose: it answers with other words, as a
 * cheaper model would.
 */
export type TestServices = TestWallet &
  Pick<ProcessContext, 'logger' | 'onStop'> & {
    readonly folder: string
    readonly host: string
    readonly ports: readonly number[]
    readonly addresses: { readonly stablecoin: string; readonly directory: string }
  }

/**
 * The shortest lock time that a service may have, in seconds. With it, a service settles every quarter of an hour, so that its use soon counts for hosting
 * programmes.
 */
const lockSeconds = 3_600
const coinsEach = parseEther('0.02')
const leastCoins = parseEther('0.005')
/**
 * How often each test service reads the chain, in milliseconds. It is less often than for a service that earns real money, because five test services read the
 * same chain.
 */
const lookEveryMs = 10_000
/** Prices of output in PToken for a million tokens. The cheat is not the cheapest, so that it also gets requests and can be caught. */
const outputPrices = ['0.60', '0.62', '0.66', '0.70', '0.64'] as const
const cheat = 4
/** One service reads only unencrypted prompts, so that pages show both kinds. */
const unsealed = 3

/** Registers the test services if they are new, and starts them. Throws an error on every chain but 31337. */
export async function startTestServices(settings: TestServices): Promise<readonly { readonly service: ServiceId; readonly port: number }[]> {
  const { ledger, ports, payerKey, logger } = settings
  if (ports.length === 0) return []
  if (ledger.domain.chainId !== developmentChainId) throw new Error('test services run on chain 31337 only')
  await getCoins(settings)
  const keys = ports.map((_, place) => ({
    payee: derived(payerKey, `payee ${place}`),
    operator: derived(payerKey, `operator ${place}`),
    response: derived(payerKey, `response ${place}`),
    box: place === unsealed ? null : derived(payerKey, `box ${place}`),
  }))
  const sponsorKey = derived(payerKey, 'sponsor')
  const parties = keys.flatMap(({ payee, operator }) => [payee, operator])
  await giveCoins(ledger, { payerKey, to: [sponsorKey, ...parties].map(accountOfKey) })
  const started = await Promise.all(keys.map((own, place) => startOne(settings, { own, place, port: ports[place] ?? 0 })))
  const hosts = started.map(({ service }, place) => ({ service, payeeKey: keys[place]?.payee ?? payerKey }))
  await sponsorTestModel({ ...settings, payerKey: sponsorKey, hosts })
  logger.info({ services: started.length }, 'the test services answer')
  return started
}

type OwnKeys = { readonly payee: Hex; readonly operator: Hex; readonly response: Hex; readonly box: Hex | null }

async function startOne(
  { ledger, folder, host, logger, onStop }: TestServices,
  { own, place, port }: { readonly own: OwnKeys; readonly place: number; readonly port: number },
): Promise<{ readonly service: ServiceId; readonly port: number }> {
  const isCheat = place === cheat
  const terms = termsOf({ place, port, responseKey: accountOfKey(own.response), boxKey: own.box === null ? null : boxKeyOf(own.box) })
  const facts = newServiceFacts({ payee: accountOfKey(own.payee), lockSeconds, salt: keccak256Hex(stringToBytes('infinitio test service')) })
  const service = serviceIdOf(ledger, facts)
  const isKnown = await readService(ledger, service).then(
    () => true,
    (error: unknown) => {
      if (error instanceof RelayError) return false
      throw error
    },
  )
  if (!isKnown) await registerService(ledger, { payeeKey: own.payee, facts, operator: accountOfKey(own.operator), terms, gasCoins: 0n })
  else if (termsHash(await readServiceTerms(ledger, service)) !== termsHash(terms))
    await publishTerms(ledger, { operatorKey: own.operator, service, terms })
  const model = await startTestServer({ isCheat })
  const serve = await startServe({
    ...{ ledger, service, terms, folder: join(folder, 'services', service), responseKey: own.response, operatorKey: own.operator },
    boxSecret: own.box,
    ...{ upstream: model.url, upstreamKey: null, listen: { host, port }, coinPrice: null, lookEveryMs },
    onNews: (news) => {
      if (news.kind === 'failed') logger.warn({ err: news.error, service }, 'a settlement of a test service failed')
    },
  })
  onStop(async () => {
    await serve.stop()
    await model.stop()
  })
  return { service, port: serve.port }
}

type TermsParts = { readonly place: number; readonly port: number; readonly responseKey: Address; readonly boxKey: Hex | null }

function termsOf({ place, port, responseKey, boxKey }: TermsParts): ServiceTerms {
  return {
    ...{
      version: 1,
      kind: 'chat',
      asset: 'PToken',
      model: testModel,
      url: `http://127.0.0.1:${port}/v1`,
      contact: 'Simulated service of the development chain',
    },
    ...{
      inputPrice: pt('0.20'),
      cachedPrice: pt('0.10'),
      outputPrice: pt(outputPrices[place] ?? '0.60'),
      step: usualStep,
      leastDeposit: assetUnits(0n),
      responseKey,
    },
    ...(boxKey === null ? {} : { boxKey }),
  }
}

function pt(text: string) {
  return assetUnits(parseEther(text))
}

/** Derives a key of the test services from the router's key, so that a restarted process uses the same services. */
function derived(key: Hex, name: string): Hex {
  return keccak256Hex(stringToBytes(`${key} infinitio test service ${name}`))
}

async function giveCoins({ client }: LedgerAccess, { payerKey, to }: { readonly payerKey: Hex; readonly to: readonly Address[] }): Promise<void> {
  const balances = await Promise.all(to.map((address) => getBalance(client, { address })))
  const poor = to.filter((_, at) => (balances[at] ?? 0n) < leastCoins)
  const calls = poor.map((address) => ({ what: 'sending coins to a test service', to: address, data: '0x' as const, value: coinsEach, gas: 21_000n }))
  if (calls.length > 0) await sendCalls(client, { privateKey: payerKey, calls, timeoutMs: 120_000 })
}
