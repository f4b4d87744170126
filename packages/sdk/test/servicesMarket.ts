import {
  addTaskStakeCall,
  allowKeyCall,
  bondServiceCall,
  type ContractCall,
  depositToLedgerCall,
  depositToPoolCall,
  fundChannelCall,
  gTokenAbi,
  pTokenAbi,
  readHostingPool,
  readServiceLedger,
  readTaskPool,
  registerServiceCall,
  serviceLedgerAbi,
  setSubmitKeyCall,
  sponsorHostingCall,
  stakedGTokenAbi,
  submitBatchCall,
} from '@infinitio/chain'
import { createChainClient, sendCalls, setNativeBalances } from '@infinitio/chain/node'
import { deployTestGovernance, startTestChain, type TestKey, testKey } from '@infinitio/chain/test'
import {
  type Address,
  assetUnits,
  bps,
  type ChannelFacts,
  durationSeconds,
  hex32,
  pTokenUnits,
  type ServiceId,
  serviceId,
  type TaskBatch,
  unixSeconds,
  zeroAddress,
} from '@infinitio/domain'
import { encodeFunctionData, keccak256, maxUint256, parseEther, type PublicClient, toBytes } from 'viem'

const coin = 10n ** 18n
const lockSeconds = 3_600

/** The accounts of the tests: one that leaves, a seller of AI services, a key of the account that leaves, and a stranger. */
export const people = {
  leaver: testKey('leaves AI services'),
  seller: testKey('sells AI services'),
  spender: testKey('key of the account that leaves'),
  stranger: testKey('stranger at AI services'),
} as const

/** A chain with a service ledger and a task pool, as `startServicesMarket` starts it. */
export type ServicesMarket = Awaited<ReturnType<typeof startServicesMarket>>

/**
 * Starts a chain on which the leaver has money in each contract for AI services and tasks. In the ledger: a pot and a channel in PToken and in G, the bond of
 * its own service, and an allowance of a key. In the task pool: a balance, a stake, a key and a batch. Also a hosting programme and unstaked G tokens. Only the
 * chain runs.
 */
export async function startServicesMarket() {
  const chain = await startTestChain()
  const governance = await deployTestGovernance(chain)
  const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 10_000 })
  const { directory, pToken } = chain.addresses
  const [ledger, pool, hosting] = [
    await readServiceLedger(client, directory),
    await readTaskPool(client, directory),
    await readHostingPool(client, directory),
  ]
  if (ledger === null || pool === null || hosting === null) throw new Error('the Directory names the ledger and the pools')
  const send = async ({ privateKey }: TestKey, ...calls: ContractCall[]) => {
    await sendCalls(client, {
      privateKey,
      calls: calls.map((call) => ({ ...call, what: 'a call of the test', value: 0n, gas: 900_000n })),
      timeoutMs: 10_000,
    })
  }
  await setNativeBalances(client, { accounts: Object.values(people).map(({ address }) => address), amount: parseEther('1') })
  await send(chain.keys.provider, ...[people.leaver, people.stranger].map(({ address }) => transferCall(pToken, address, 100n * coin)))
  await send(chain.keys.deployer, transferCall(governance.gToken, people.leaver.address, 9n * coin))
  const sold = await register({ client, ledger, send }, people.seller)
  const own = await register({ client, ledger, send }, people.leaver)
  const now = await client.getBlock().then(({ timestamp }) => timestamp)
  const batch = batchOf(people.leaver.address, now)
  const channels = {
    PToken: { payer: people.leaver.address, key: people.spender.address, curve: 'secp256k1', service: sold, asset: 'PToken' },
    G: { payer: people.leaver.address, key: people.spender.address, curve: 'secp256k1', service: sold, asset: 'G' },
  } as const satisfies Record<string, ChannelFacts>
  const held = { ledger, account: people.leaver.address }
  await send(
    people.leaver,
    ...[ledger, pool, hosting].map((spender) => approveCall(pToken, spender)),
    approveCall(governance.gToken, ledger),
    depositToLedgerCall({ ...held, asset: 'PToken', amount: assetUnits(10n * coin) }),
    depositToLedgerCall({ ...held, asset: 'G', amount: assetUnits(5n * coin) }),
    fundChannelCall({ ledger, channel: channels.PToken, serial: 0, total: assetUnits(4n * coin) }),
    fundChannelCall({ ledger, channel: channels.G, serial: 0, total: assetUnits(2n * coin) }),
    bondServiceCall({ ledger, service: own, amount: assetUnits(3n * coin) }),
    allowKeyCall({
      ledger,
      asset: 'PToken',
      key: people.spender.address,
      left: 10n ** 9n,
      dayCap: 10n ** 9n,
      unsettled: 10n ** 9n,
      until: unixSeconds(now + 10n ** 7n),
    }),
    depositToPoolCall({ pool, account: people.leaver.address, amount: 30n * coin }),
    addTaskStakeCall({ pool, units: 6n * 10n ** 9n }),
    setSubmitKeyCall({ pool, key: people.spender.address, dayCap: 10n ** 9n, expiry: unixSeconds(now + 10n ** 7n) }),
    submitBatchCall({ pool, batch }),
    sponsorHostingCall({ pool: hosting, perDay: coin / 10n, model: 'tiny' }),
    approveCall(governance.gToken, governance.stakedGToken),
    ...(['stake', 'unstake'] as const).map((functionName) => ({
      to: governance.stakedGToken,
      data: encodeFunctionData({ abi: stakedGTokenAbi, functionName, args: [coin] }),
    })),
  )
  await send(people.stranger, approveCall(pToken, ledger), approveCall(pToken, pool))
  return { chain, client, ledger, pool, gToken: governance.gToken, channels, own, send }
}

type Registering = {
  readonly client: PublicClient
  readonly ledger: Address
  readonly send: (key: TestKey, ...calls: ContractCall[]) => Promise<void>
}

/** Registers a service without royalty, with a lock of one hour, and returns its id. */
async function register({ client, ledger, send }: Registering, payee: TestKey): Promise<ServiceId> {
  const facts = { payee: payee.address, royaltyTo: zeroAddress, royaltyBps: bps(0n), lockSeconds, salt: keccak256(toBytes('service')) }
  await send(payee, registerServiceCall({ ledger, facts, operator: zeroAddress, terms: '0x' }))
  const args = [{ ...facts, royaltyBps: 0 }] as const
  return serviceId((await client.readContract({ address: ledger, abi: serviceLedgerAbi, functionName: 'serviceIdOf', args })).toLowerCase())
}

/** Returns a batch of two tasks that nobody can take, because no machine serves tasks here. */
function batchOf(submitter: Address, now: bigint): TaskBatch {
  const reward = coin / 10n
  return {
    ...{
      salt: hex32(keccak256(toBytes('batch'))),
      submitter,
      adapter: hex32(keccak256(toBytes('adapter'))),
      inputRoot: hex32(keccak256(toBytes('input'))),
    },
    ...{ classMask: 1n, refClass: 0, chunks: 1, count: 2, minVramGib: 0, minTier: 0 },
    ...{ reward: pTokenUnits(reward), verifyShare: pTokenUnits(reward * 2n + 10n ** 17n), tip: pTokenUnits(0n) },
    ...{ runSeconds: durationSeconds(60n), fetchSeconds: 60, deadline: unixSeconds(now + 86_400n), storeKey: zeroAddress },
  }
}

function transferCall(token: Address, to: Address, amount: bigint): ContractCall {
  return { to: token, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'transfer', args: [to, amount] }) }
}

function approveCall(token: Address, spender: Address): ContractCall {
  return { to: token, data: encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [spender, maxUint256] }) }
}

/** Returns an account's balance of a token. */
export async function heldBy(client: PublicClient, token: Address, account: Address): Promise<bigint> {
  return await client.readContract({ address: token, abi: pTokenAbi, functionName: 'balanceOf', args: [account] })
}
