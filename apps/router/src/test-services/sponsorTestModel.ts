import {
  bondServiceCall,
  type ContractCall,
  depositToLedgerCall,
  hostingPoolAbi,
  pTokenAbi,
  readHostingEvents,
  readHostingPool,
  serviceLedgerAbi,
  sponsorHostingCall,
} from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { type Address, address, type AssetUnits, hostingDays, type ServiceId, testModel } from '@infinitio/domain'
import { accountOfKey, type LedgerAccess } from '@infinitio/relay'
import { encodeFunctionData, type Hex, parseEther } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { getPToken, type TestWallet } from './testMoney.ts'

/** A test service and the key of the wallet that it pays. */
export type TestHost = { readonly service: ServiceId; readonly payeeKey: Hex }

/** The sponsor's wallet, the contracts, and the services that get a bond. `payerKey` is the sponsor's key. */
type Sponsoring = TestWallet & {
  readonly addresses: { readonly stablecoin: string; readonly directory: string }
  readonly hosts: readonly TestHost[]
}

const dollars = 100n
const bondEach = parseEther('10')
const perDay = parseEther('1')
const gas = 400_000n
const timeoutMs = 120_000

/**
 * Gives a bond to each test service that has none, and lets a simulated sponsor pay for the hosting of the test model if the sponsor does not pay for it
 * already. So a development chain shows what hosts earn. All of it is test money. Does nothing on a chain without a hosting pool.
 */
export async function sponsorTestModel(sponsoring: Sponsoring): Promise<void> {
  const { ledger, payerKey, addresses, hosts } = sponsoring
  const pool = await readHostingPool(ledger.client, address(addresses.directory.toLowerCase()))
  if (pool === null) return
  await getPToken(sponsoring, { stablecoin: address(addresses.stablecoin.toLowerCase()), dollars })
  for (const host of hosts) await bondOnce(ledger, { payerKey, host })
  if (await isSponsored(ledger, { pool, sponsor: accountOfKey(payerKey) })) return
  const amount = perDay * BigInt(hostingDays)
  await send(ledger, payerKey, [approval(ledger, { spender: pool, amount }), sponsorHostingCall({ pool, perDay, model: testModel })])
}

async function bondOnce(ledger: LedgerAccess, { payerKey, host }: { readonly payerKey: Hex; readonly host: TestHost }): Promise<void> {
  const { ledger: to } = ledger.domain
  const { bond } = await readContract(ledger.client, { address: to, abi: serviceLedgerAbi, functionName: 'serviceOf', args: [host.service] })
  if (bond > 0n) return
  const amount = bondEach as AssetUnits
  const deposit = depositToLedgerCall({ ledger: to, account: accountOfKey(host.payeeKey), asset: 'PToken', amount })
  await send(ledger, payerKey, [approval(ledger, { spender: to, amount }), deposit])
  await send(ledger, host.payeeKey, [bondServiceCall({ ledger: to, service: host.service, amount })])
}

async function isSponsored({ client }: LedgerAccess, { pool, sponsor }: { readonly pool: Address; readonly sponsor: Address }): Promise<boolean> {
  const [{ number, timestamp }, daySeconds] = await Promise.all([
    getBlock(client, { blockTag: 'latest' }),
    readContract(client, { address: pool, abi: hostingPoolAbi, functionName: 'DAY_SECONDS' }),
  ])
  const today = timestamp / BigInt(daySeconds)
  const events = await readHostingEvents(client, { pool, fromBlock: 0n, toBlock: number })
  return events.some((event) => event.name === 'sponsored' && event.sponsor === sponsor && today < event.firstDay + BigInt(hostingDays))
}

function approval({ pToken }: LedgerAccess, { spender, amount }: { readonly spender: Address; readonly amount: bigint }): ContractCall {
  return { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [spender, amount] }) }
}

async function send({ client }: LedgerAccess, privateKey: Hex, calls: readonly ContractCall[]): Promise<void> {
  const steps = calls.map(({ to, data }) => ({ to, data, value: 0n, gas, what: 'sponsoring the test model' }))
  await sendCalls(client, { privateKey, calls: steps, timeoutMs })
}
