import { setTimeout as delay } from 'node:timers/promises'
import { attestationsAbi, nameKey, pTokenAbi, readAddresses, readEmissionAddresses, stakeVaultAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { deployTestGovernance, type TestKey, testKey } from '@infinitio/chain/test'
import { type Address, zeroAddress } from '@infinitio/domain'
import { openExitAccess } from '@infinitio/sdk/governance'
import { checkLeaf, epochEventLog, getEmission, getEpochBoard, verifyPublishedEpoch } from '@infinitio/sdk/emission'
import { encodeFunctionData, parseEther } from 'viem'
import { noteHours } from '../../src/actions/machines/noteHours.ts'
import { type LiveMarket, liveMarket } from '../liveMarket.ts'
import { startCli, type TestCli } from '../startCli.ts'
import { startTestApi, type TestApi } from '../startTestApi.ts'
import { startTestEngine, type TestEngine } from '../startTestEngine.ts'
import { startTestValidators, type TestValidators } from '../startTestValidators.ts'

export const hour = 3_600

/** The keys of five validators. A test starts programs for some of them, and the engine signs for lost leases with the last one. */
export const validatorKeys = ['one', 'two', 'three', 'four', 'five'].map((name) => testKey(`validator ${name}`)) as [
  TestKey,
  TestKey,
  TestKey,
  TestKey,
  TestKey,
]

type Processes = { readonly api: TestApi; readonly cli: TestCli; readonly engine: TestEngine }
type Inside = Processes & { readonly market: LiveMarket; readonly emission: Address; readonly rpc: () => ReturnType<typeof createChainClient> }

/** A market with validators, with what a test reads and does there. */
export type EmissionMarket = Awaited<ReturnType<typeof startEmissionMarket>>

/** Starts a market with its DAO and a set of five validators. No program of a validator runs yet. The renter has money. */
export async function startEmissionMarket() {
  const api = await startTestApi()
  const { addresses, keys } = api.chain
  const cli = startCli(api)
  const running: TestValidators[] = []
  const stopValidators = async () => void (await Promise.all(running.splice(0).map((it) => it.stop())))
  let engine: TestEngine | null = null
  const stop = async () => {
    await stopValidators()
    cli.stop()
    await engine?.stop()
    await api.stop()
  }
  try {
    await deployTestGovernance(api.chain, {
      members: validatorKeys,
      stakes: { voters: [keys.provider.address], stakePerVoter: parseEther('2000000') },
    })
    const [, , , , fifth] = validatorKeys
    engine = startTestEngine(api, 'all', { attestorKey: fifth.privateKey })
    const market = liveMarket(api, engine)
    const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
    const emission = (await readEmissionAddresses(rpc(), addresses.directory))?.emission ?? zeroAddress
    await market.fund(keys.renter)
    const inside: Inside = { api, cli, engine, market, emission, rpc }
    return {
      ...inside,
      ...readingsOf(inside),
      ...bondsOf(inside),
      /** Starts one process for the validators with these keys. `apiUrl` replaces the URL of the API. */
      run(ofKeys: readonly TestKey[], apiUrl?: string) {
        const known = ofKeys.map(({ privateKey }) => privateKey)
        running.push(startTestValidators(api, { keys: known, ...(apiUrl === undefined ? {} : { apiUrl }) }))
      },
      stopValidators,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Returns functions that read the chain and the API. */
function readingsOf({ api, emission, rpc }: Inside) {
  const accessOf = async () => {
    const client = rpc()
    const found = await readEmissionAddresses(client, api.chain.addresses.directory)
    if (found === null) throw new Error('emission is deployed')
    const contracts = { addresses: await readAddresses(client, api.chain.addresses.directory), ...found }
    return { client, transport: api.client.transport, contracts, events: epochEventLog(client, contracts) }
  }
  return {
    accessOf,
    now: async () => Number((await rpc().getBlock()).timestamp),
    board: async () => (await getEpochBoard(api.client.transport)).items,
    standing: async () => {
      await api.services.clock.refresh()
      return (await getEmission(api.client.transport)).emission
    },
    verify: async (epoch: bigint) => await verifyPublishedEpoch(await accessOf(), { epoch, head: await rpc().getBlockNumber() }),
    checked: async (statement: string) => {
      const leaf = { transport: api.client.transport, contract: emission, statement, provider: api.chain.keys.provider.address }
      return await checkLeaf(openExitAccess({ rpcUrl: api.chain.rpcUrl }), leaf)
    },
    /** Waits for other processes, and mines blocks while it waits. */
    until: async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
      for (const deadline = performance.now() + 120_000; !(await isSo()); await delay(200)) {
        if (performance.now() > deadline) throw new Error(`waited two minutes in vain until ${what}`)
        await api.chain.mine(1)
      }
    },
    /** Credits one more minute of serving time to each node that is present now. */
    look: async (): Promise<void> => {
      await api.services.clock.refresh()
      await noteHours(api.services)
      await api.owner.query("update node_hours_look set looked_at = now() - interval '60 seconds'", [])
      await noteHours(api.services)
    },
  }
}

/** Returns functions for the bonds of validators. */
function bondsOf({ api, market, rpc }: Inside) {
  const { stakeVault, pToken, attestations } = api.chain.addresses
  const purpose = nameKey('Validator')
  const bondOf = async ({ address }: TestKey) =>
    await rpc().readContract({ address: stakeVault, abi: stakeVaultAbi, functionName: 'atRisk', args: [address, purpose] })
  return {
    bondOf,
    /** Pays the missing part of the bond for every validator that lost some of it, from the provider's wallet. */
    bondAgain: async (): Promise<void> => {
      const { provider } = api.chain.keys
      const least = await rpc().readContract({ address: attestations, abi: attestationsAbi, functionName: 'minStake' })
      const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [stakeVault, 5n * least] })
      await market.send(provider, { to: pToken, data: approve })
      for (const key of validatorKeys) {
        const bonded = await bondOf(key)
        if (bonded >= least) continue
        const bond = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args: [key.address, purpose, least - bonded] })
        await market.send(provider, { to: stakeVault, data: bond })
      }
    },
  }
}
