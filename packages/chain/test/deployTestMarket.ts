import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Address } from '@infinitio/domain'
import { type Hex, keccak256, serializeTransaction, toBytes, type Transaction, toHex } from 'viem'
import type { ChainAddresses } from '../src/addresses/chainAddresses.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { deployAll } from '../src/node/deployment/deployAll.ts'
import { prepareDevelopment } from '../src/node/development/prepareDevelopment.ts'
import type { TestChain } from './startTestChain.ts'

/** The signed transactions of this process's first deployment, and the native coins that the accounts have after it. */
type Deployment = { readonly addresses: ChainAddresses; readonly transactions: readonly Hex[]; readonly balances: ReadonlyMap<Address, bigint> }

/** Native coins in wei that are enough for the gas of the deployer's transactions. */
const deployerBalance = 10n ** 21n

let first: Promise<Deployment> | null = null

/**
 * Deploys and prepares a market on a new test chain. The keys, the nonces and the chain id are the same for every test chain. So only the first call in a
 * process plans and signs the transactions; a later call sends the same transactions in the same order, each in its own block.
 */
export async function deployTestMarket(chain: Pick<TestChain, 'rpcUrl' | 'keys'>): Promise<ChainAddresses> {
  const known = first
  if (known === null) {
    first = deploy(chain)
    first.catch(() => {
      first = null
    })
    return (await first).addresses
  }
  const deployment = await known
  await deployAgain(chain, deployment)
  return deployment.addresses
}

async function deploy({ rpcUrl, keys }: Pick<TestChain, 'rpcUrl' | 'keys'>): Promise<Deployment> {
  const { deployer, sender, receipt, provider } = keys
  const addresses = await deployAll({ rpcUrl, deployerKey: deployer.privateKey, stablecoin: null })
  await prepareDevelopment({
    rpcUrl,
    addresses,
    deployerKey: deployer.privateKey,
    senderAddresses: [sender.address],
    receiptAddress: receipt.address,
    gatewayHostKey: keccak256(toBytes('gateway host key')),
    providerAddresses: [provider.address],
  })
  const client = createChainClient({ rpcUrl, timeoutMs: 10_000 })
  const transactions: Hex[] = []
  for (let blockNumber = 1n; blockNumber <= (await client.getBlockNumber({ cacheTime: 0 })); blockNumber += 1n) {
    const block = await client.getBlock({ blockNumber, includeTransactions: true })
    transactions.push(...block.transactions.map(rawOf))
  }
  const funded = [deployer.address, sender.address, provider.address, ...(addresses.faucet === null ? [] : [addresses.faucet])]
  const balances = new Map<Address, bigint>()
  for (const account of funded) balances.set(account, await client.getBalance({ address: account }))
  return { addresses, transactions, balances }
}

/** Returns the signed bytes of a mined transaction, with which it can be sent again. */
function rawOf({ type, chainId, nonce, to, input, value, gas, maxFeePerGas, maxPriorityFeePerGas, r, s, yParity, hash }: Transaction): Hex {
  if (type !== 'eip1559' || r === undefined || s === undefined) throw new Error(`the deployment sent a transaction of type ${type}`)
  const fields = { type, chainId, nonce, to, data: input, value, gas, maxFeePerGas, maxPriorityFeePerGas } as const
  const raw = serializeTransaction(fields, { r, s, yParity })
  if (keccak256(raw) !== hash) throw new Error(`the transaction ${hash} was not sent as it was read`)
  return raw
}

async function deployAgain({ rpcUrl, keys }: Pick<TestChain, 'rpcUrl' | 'keys'>, { transactions, balances }: Deployment): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (calls: readonly Call[]) => askTogether(rpcUrl, agent, calls)
  const setBalance = (account: Address, amount: bigint): Call => ['anvil_setBalance', [account, toHex(amount)]]
  try {
    await ask([setBalance(keys.deployer.address, deployerBalance), ['evm_setAutomine', [false]]])
    for (const raw of transactions)
      await ask([
        ['eth_sendRawTransaction', [raw]],
        ['evm_mine', []],
      ])
    const readReceipts = () => ask(transactions.map((raw): Call => ['eth_getTransactionReceipt', [keccak256(raw)]]))
    let receipts = await readReceipts()
    // A mine command may run before the transaction of the same request is in the pool. Then one more block is needed.
    if (receipts.includes(null)) {
      await ask([['evm_mine', []]])
      receipts = await readReceipts()
    }
    const failed = receipts.findIndex((receipt) => (receipt as { status?: string } | null)?.status !== '0x1')
    if (failed !== -1) throw new Error(`transaction ${failed} of the deployment failed when it was sent again`)
    await ask([...[...balances].map(([account, amount]) => setBalance(account, amount)), ['evm_setAutomine', [true]]])
  } finally {
    agent.destroy()
  }
}

type Call = readonly [method: string, params: readonly unknown[]]

/** Sends calls in one request and returns their results. `fetch` would take more processor time for these many small requests. */
function askTogether(rpcUrl: string, agent: Agent, calls: readonly Call[]): Promise<unknown[]> {
  const body = JSON.stringify(calls.map(([method, params], id) => ({ jsonrpc: '2.0', id, method, params })))
  return new Promise((resolve, reject) => {
    const sent = request(rpcUrl, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    })
    sent.on('error', reject).on('response', async (response) => {
      try {
        const answers = JSON.parse(await text(response)) as { id: number; result?: unknown; error?: { message: string } }[]
        const refused = answers.find(({ error }) => error !== undefined)
        if (refused !== undefined) throw new Error(`${calls[refused.id]?.[0]}: ${refused.error?.message}`)
        resolve(answers.toSorted((one, other) => one.id - other.id).map(({ result }) => result))
      } catch (error) {
        reject(error)
      }
    })
    sent.end(body)
  })
}
