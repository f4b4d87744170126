import { pTokenAbi, readTaskPool, taskPoolAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { testKey } from '@infinitio/chain/test'
import { type Address, address, durationSeconds, hex32, pTokenUnits, type TaskBatch, unixSeconds, zeroAddress } from '@infinitio/domain'
import type { PoolCallStatusWire, PoolCallWire } from '@infinitio/domain/wire'
import { type PoolCallToSign, signPoolCall, signPoolDeposit } from '@infinitio/sdk/pool'
import { encodeFunctionData, type Hex, keccak256, toBytes } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { LiveMarket } from './liveMarket.ts'

/** The actions of people and machines at the task pool, as `poolActors` creates them. */
export type PoolActors = Awaited<ReturnType<typeof poolActors>>

/** Creates the actions of people and machines at the task pool. The market needs a running engine. */
export async function poolActors(market: LiveMarket) {
  const { api, engine } = market
  const rpc = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
  const pool = await readTaskPool(rpc, api.chain.addresses.directory)
  if (pool === null) throw new Error('the Directory names the pool')
  const at = { address: pool, abi: taskPoolAbi } as const

  const give = async (to: string, amount: bigint) => {
    const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'transfer', args: [to as Hex, amount] })
    await market.send(api.chain.keys.provider, { to: api.chain.addresses.pToken, data })
  }
  const deposit = async (person: PrivateKeyAccount, amount: bigint): Promise<PoolCallWire> => {
    const read = { address: api.chain.addresses.pToken, abi: pTokenAbi, functionName: 'nonces', args: [person.address] } as const
    return signPoolDeposit(person, { amount, permitNonce: await rpc.readContract(read), pool, chain: await api.client.getChain() })
  }
  const sign = async (person: PrivateKeyAccount, call: PoolCallToSign['call'], more: Partial<PoolCallToSign> = {}) =>
    signPoolCall(person, { call, chain: await api.client.getChain(), ...more })
  const post = (calls: readonly unknown[]) => api.send('POST', '/pool/calls', { body: { calls } })
  /** Waits until each call has a result. */
  const results = (callIds: readonly string[]): Promise<PoolCallStatusWire[]> =>
    engine.until('all calls have a result', async () => {
      const seen = await Promise.all(callIds.map((callId) => api.client.getPoolCall(callId)))
      return seen.every(({ state }) => state === 'mined' || state === 'failed') ? seen : null
    })
  const carried = async (calls: readonly PoolCallWire[]) => results((await api.client.placePoolCalls([...calls])).callIds)

  return {
    ...{ rpc, pool, at, give, deposit, sign, post, results, carried },
    balanceOf: (account: string) => rpc.readContract({ ...at, functionName: 'balanceOf', args: [account as Address] }),
    stakeOf: (account: string) => rpc.readContract({ ...at, functionName: 'accountOf', args: [account as Address] }),
    person: (name: string) => privateKeyToAccount(testKey(`pool ${name}`).privateKey),
    /** Creates an account of a person and gives it a balance at the task pool. */
    async member(name: string, amount: bigint): Promise<PrivateKeyAccount> {
      const person = privateKeyToAccount(testKey(`pool ${name}`).privateKey)
      await give(person.address, amount)
      const [result] = await carried([await deposit(person, amount)])
      if (result?.state !== 'mined') throw new Error(`the deposit failed: ${result?.code}`)
      return person
    },
    /**
     * Returns a batch for the task pool. It has one task, which is not split into parts and may run for 60 s. The reward is the first class's reference price
     * for these 60 s. The share for checkers is twice the reward plus 0.1 PT.
     */
    async batch(person: { readonly address: string }, name: string, change: Partial<TaskBatch> = {}): Promise<TaskBatch> {
      const { chainNow } = await api.client.getChain()
      const firstClass = await engine.until('the catalogue is known', async () =>
        (await api.client.getClasses()).classes.find((one) => one.classId === 0),
      )
      const reward = BigInt(firstClass.referencePricePerGpuSecond) * 60n
      return {
        ...{ salt: hex32(keccak256(toBytes(name))), submitter: address(person.address.toLowerCase()) },
        ...{ adapter: hex32(keccak256(toBytes('adapter'))), inputRoot: hex32(keccak256(toBytes('input'))) },
        ...{ classMask: 1n, refClass: 0, chunks: 1, count: 1, minVramGib: 0, minTier: 0 },
        ...{ reward: pTokenUnits(reward), verifyShare: pTokenUnits(reward * 2n + 10n ** 17n), tip: pTokenUnits(0n) },
        ...{ runSeconds: durationSeconds(60n), fetchSeconds: 60, deadline: unixSeconds(BigInt(chainNow + 86_400)) },
        ...{ storeKey: zeroAddress },
        ...change,
      }
    },
  }
}
