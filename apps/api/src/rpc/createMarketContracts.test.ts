import { directoryAbi, nameKey } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { createWalletClient, encodeFunctionData, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { waitForTransactionReceipt } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { createMarketContracts } from './createMarketContracts.ts'

const contract = (digit: string) => address(`0x${digit.repeat(40)}`)
const [older, newer, never] = [contract('7'), contract('8'), contract('9')]

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  for (const entry of [older, newer]) await setEntry('Successor', entry)
})
afterAll(() => api.stop())

describe('the contracts of the market', () => {
  test('include contracts that the Directory listed before, so that the exit page works through an old Market', async () => {
    for (const known of [newer, older, api.chain.addresses.market]) expect(await isOfMarket()(known, 'test')).toBe(true)
    expect(await isOfMarket()(never, 'test')).toBe(false)
  })

  test('still include a contract after its entry changed, without a restart', async () => {
    const check = isOfMarket()
    expect(await check(never, 'test')).toBe(false)
    await setEntry('Successor', contract('a'))
    expect(await check(newer, 'test')).toBe(true)
  })
})

function isOfMarket() {
  const { facts, publicRpc: rpc } = api.services
  return createMarketContracts({ facts, directory: api.chain.addresses.directory, rpc })
}

async function setEntry(name: string, entry: `0x${string}`): Promise<void> {
  const wallet = createWalletClient({ account: privateKeyToAccount(api.chain.keys.deployer.privateKey), transport: http(api.chain.rpcUrl) })
  const data = encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: [nameKey(name), entry] })
  const hash = await wallet.sendTransaction({ to: api.chain.addresses.directory, data, chain: null })
  expect((await waitForTransactionReceipt(wallet, { hash })).status).toBe('success')
}
