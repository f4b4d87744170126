import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gTokenAbi, readFunding, serviceLedgerAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/sender'
import { deployTestGovernance, startTestChain, type TestChain, testKey, type TestKey } from '@infinitio/chain/test'
import { type Address, assetUnits, type KeyCurve, type LedgerAsset, ledgerAssets, type ServiceId } from '@infinitio/domain'
import { type ServiceTerms, usualStep } from '@infinitio/services'
import { encodeFunctionData, parseEther, toHex } from 'viem'
import { getBlock } from 'viem/actions'
import { fundChannel, newServiceFacts, planFunding, publishTerms, registerService } from '../src/ledger/accountActs.ts'
import { type LedgerAccess, openLedger } from '../src/ledger/ledgerAccess.ts'
import { type ProxyKeys, readProxyKeys } from '../src/proxy/clientStore.ts'
import { startProxy, type ProxySettings, type RunningProxy } from '../src/proxy/startProxy.ts'
import type { ServeSettings } from '../src/serve/startServe.ts'
import { testModel } from './startTestModel.ts'

/** A test chain with a service ledger, a registered service, and a payer with PToken. */
export type TestSeller = {
  readonly chain: TestChain
  readonly ledger: LedgerAccess
  readonly service: ServiceId
  readonly payee: TestKey
  readonly operator: TestKey
  readonly payer: TestKey
  readonly terms: () => ServiceTerms
  /** Publishes terms with changes, and without the field `without`. */
  readonly setTerms: (changes: Partial<ServiceTerms>, without?: 'boxKey') => Promise<ServiceTerms>
  readonly serveSettings: (changes?: Partial<ServeSettings>) => ServeSettings
  /** Makes a folder with the keys of a proxy that pays for requests, and fills its payment channel. */
  readonly newClient: (
    deposit?: bigint,
    kind?: { readonly asset?: LedgerAsset; readonly curve?: KeyCurve },
  ) => Promise<{ readonly folder: string; readonly keys: ProxyKeys }>
  readonly startProxy: (client: { readonly folder: string; readonly keys: ProxyKeys }, changes?: Partial<ProxySettings>) => Promise<RunningProxy>
  /** Gives the payer G out of the treasury. */
  readonly giveG: (amount: bigint) => Promise<void>
  /**
   * Stores a rate in the oracle of the chain: base units of G for one PToken, as of the newest block. Validators would need some hours to move it as far.
   */
  readonly setRate: (rate: bigint) => Promise<void>
  readonly potOf: (account: Address, asset?: LedgerAsset) => Promise<{ readonly free: bigint; readonly fees: bigint }>
  readonly stop: () => Promise<void>
}

const lockSeconds = 86_400
/** The bits of a rate in the first slot of the oracle. The time of the rate is above them. */
const rateBits = 96n

/** Starts a chain, registers a service with prices of 0.20 (input) and 0.60 (output) PToken for a million tokens, and gives a payer 100 PToken. */
export async function startSeller(): Promise<TestSeller> {
  const chain = await startTestChain()
  const governance = await deployTestGovernance(chain)
  const root = mkdtempSync(join(tmpdir(), 'infinitio-relay-'))
  const [payee, operator, responder] = [chain.keys.renter, testKey('operator'), testKey('responder')]
  const payer = chain.keys.provider
  const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 10_000 })
  const setBalance = (account: Address) => client.request({ method: 'anvil_setBalance', params: [account, toHex(parseEther('10'))] } as never)
  await Promise.all([payee.address, payer.address, operator.address].map(setBalance))
  const { pToken, directory } = chain.addresses
  const ledger = await openLedger({ rpcUrl: chain.rpcUrl, chainId: chain.chainId, directory, pToken })
  let terms = termsFor(responder.address, 'http://127.0.0.1:1/v1')
  const facts = newServiceFacts({ payee: payee.address, lockSeconds, salt: `0x${'1'.repeat(64)}` })
  const service = await registerService(ledger, { payeeKey: payee.privateKey, facts, operator: operator.address, terms, gasCoins: 0n })
  let clients = 0
  return {
    ...{ chain, ledger, service, payee, operator, payer, terms: () => terms },
    async setTerms(changes, without) {
      const { boxKey, ...rest } = { ...terms, ...changes }
      terms = without === 'boxKey' || boxKey === undefined ? rest : { ...rest, boxKey }
      await publishTerms(ledger, { operatorKey: operator.privateKey, service, terms })
      return terms
    },
    serveSettings: (changes = {}) => ({
      ...{ ledger, service, terms, folder: join(root, 'serve'), responseKey: responder.privateKey, operatorKey: operator.privateKey },
      ...{
        upstream: terms.url,
        upstreamKey: null,
        listen: { host: '127.0.0.1', port: 0 },
        coinPrice: null,
        lookEveryMs: 50,
        onNews: () => {},
        ...changes,
      },
    }),
    async newClient(deposit = parseEther('1'), { asset = 'PToken', curve = 'secp256k1' } = {}) {
      clients += 1
      const folder = join(root, `proxy-${clients}`)
      const keys = readProxyKeys(folder, curve)
      const channel = { payer: payer.address, key: keys.key, curve, service, asset } as const
      await fundChannel(ledger, { payerKey: payer.privateKey, channel, plan: await planFunding(ledger, { channel, unsettled: deposit }) })
      return { folder, keys }
    },
    startProxy: ({ folder, keys }, changes = {}) =>
      startProxy({ ledger, service, terms, payer: payer.address, keys, folder, port: 0, lookEveryMs: 50, ...changes }),
    async giveG(amount) {
      const { timelock, gToken } = governance
      const data = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [payer.address, amount] })
      await setBalance(timelock)
      await client.request({ method: 'anvil_impersonateAccount', params: [timelock] } as never)
      await client.request({ method: 'eth_sendTransaction', params: [{ from: timelock, to: gToken, data }] } as never)
    },
    async setRate(rate) {
      const funding = await readFunding(client, directory)
      if (funding === null) throw new Error('the Directory names the oracle')
      const { timestamp } = await getBlock(client)
      const stored = toHex((timestamp << rateBits) | rate, { size: 32 })
      await client.request({ method: 'anvil_setStorageAt', params: [funding.rateOracle, toHex(0, { size: 32 }), stored] } as never)
      await client.request({ method: 'evm_mine', params: [] } as never)
    },
    async potOf(account, asset = 'PToken') {
      const args = [account, ledgerAssets.indexOf(asset)] as const
      return await client.readContract({ address: ledger.domain.ledger, abi: serviceLedgerAbi, functionName: 'potOf', args })
    },
    async stop() {
      await chain.stop()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function termsFor(responseKey: Address, url: string): ServiceTerms {
  const [inputPrice, cachedPrice, outputPrice] = ['0.2', '0.1', '0.6'].map((price) => assetUnits(parseEther(price))) as [never, never, never]
  return {
    ...{ version: 1, kind: 'chat', asset: 'PToken', model: testModel, url, contact: 'abuse@example.org' },
    ...{ inputPrice, cachedPrice, outputPrice, step: usualStep, leastDeposit: assetUnits(0n), responseKey },
  }
}
