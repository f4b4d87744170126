import {
  allowKeyCall,
  bondServiceCall,
  collectServiceBondCall,
  type ContractCall,
  depositToLedgerCall,
  exitChannelCall,
  finishChannelCall,
  fundChannelCall,
  pTokenAbi,
  readServiceLedger,
  registerServiceCall,
  serviceLedgerAbi,
  setServiceTermsCall,
  settleListCall,
  sweepLedgerFeesCall,
  unbondServiceCall,
  withdrawFromLedgerCall,
} from '@infinitio/chain'
import { deployTestGovernance, type TestKey } from '@infinitio/chain/test'
import { openTestDb } from '@infinitio/db/test'
import {
  type Address,
  assetUnits,
  bps,
  type ChannelFacts,
  channelIdOf,
  hex32,
  ledgerTypedData,
  type ServiceId,
  serviceId,
  unixSeconds,
  zeroAddress,
} from '@infinitio/domain'
import { concatHex, encodeFunctionData, encodePacked, keccak256, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rebuildChainRows } from '../src/follower/rebuildChainRows.ts'
import { actorKey, send } from './actors.ts'
import { expectLedgerAgrees } from './expectLedgerAgrees.ts'
import { replaceByEmptyBlocks } from './reorganise.ts'
import { type Market, startMarket } from './startMarket.ts'

const coin = (count: number) => assetUnits(BigInt(count) * 10n ** 18n)
const terms = toHex('{"version":1}')

describe('the rows of the service ledger', () => {
  let market: Market
  let ledger: Address
  let service: ServiceId
  let channel: ChannelFacts
  const [key, other] = [actorKey('channel key'), actorKey('other channel key')]
  const payer = () => market.chain.keys.provider
  const payee = () => market.chain.keys.deployer
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('follower')
    // The market gets its ledger while the follower runs.
    await deployTestGovernance(market.chain)
    const found = await readServiceLedger(market.client, market.chain.addresses.directory)
    if (found === null) throw new Error('the Directory names the ledger')
    ledger = found
    for (const { address } of [key, other]) await market.client.request({ method: 'anvil_setBalance', params: [address, toHex(10n ** 20n)] } as never)
    const facts = { payee: payee().address, royaltyTo: zeroAddress, royaltyBps: bps(0n), lockSeconds: 3_600, salt: hex32(`0x${'7'.repeat(64)}`) }
    service = serviceId(
      await market.client.readContract({
        ...{ address: ledger, abi: serviceLedgerAbi, functionName: 'serviceIdOf' },
        args: [{ ...facts, royaltyBps: 0 }],
      } as const),
    )
    channel = { payer: payer().address, key: key.address, curve: 'secp256k1', service, asset: 'PToken' }
    await act(payee(), registerServiceCall({ ledger, facts, operator: zeroAddress, terms: '0x' }))
  })
  afterAll(() => market.stop())

  it('equal the contract after deposits, bonds, allowances, channels and a settlement that names a channel twice', async () => {
    await act(payee(), setServiceTermsCall({ ledger, service, terms }))
    await payIn(100)
    await act(payer(), allowKeyCall({ ledger, asset: 'PToken', key: other.address, ...limits(), until: unixSeconds(4_000_000_000n) }))
    await act(payer(), fundChannelCall({ ledger, channel, serial: 0, total: coin(10) }))
    const second = { ...channel, key: other.address }
    await act(other, fundChannelCall({ ledger, channel: second, serial: 0, total: coin(3) }))
    await settle(key, [claim(1, 2), claim(2, 5)])
    await settle(other, [claim(1, 1)])
    await act(payee(), bondServiceCall({ ledger, service, amount: coin(2) }))
    expect(await agreed()).toEqual({ services: 1, pots: 2, channels: 2, allowances: 1 })
    const [row] = await market.owner.query('select settled, seq from channels where key = $1', [key.address])
    expect(row).toEqual({ settled: coin(5), seq: 2n })
    expect(await market.owner.query('select terms, terms_hash from services', [])).toEqual([{ terms, terms_hash: keccak256(terms) }])
  })

  it('follow an exit of a channel that was never funded, which has no facts', async () => {
    const empty = { ...channel, key: actorKey('empty channel').address }
    await act(payer(), exitChannelCall({ ledger, channel: empty, serial: 0 }))
    await market.chain.travel(3_600)
    await act(payer(), finishChannelCall({ ledger, channel: empty }))
    expect(await agreed()).toMatchObject({ channels: 2 })
    await act(payer(), fundChannelCall({ ledger, channel: empty, serial: 1, total: coin(1) }))
    expect(await agreed()).toMatchObject({ channels: 3 })
  })

  it('equal the contract after an exit, a finish, a new serial, a bond that left, and withdrawals', async () => {
    await act(payee(), unbondServiceCall({ ledger, service }))
    await act(key, exitChannelCall({ ledger, channel, serial: 0 }))
    await agreed()
    await market.chain.travel(15 * 86_400)
    await act(payer(), finishChannelCall({ ledger, channel }))
    await act(payer(), fundChannelCall({ ledger, channel, serial: 1, total: coin(6) }))
    await act(payee(), collectServiceBondCall({ ledger, service }))
    await act(payee(), sweepLedgerFeesCall({ ledger, asset: 'PToken', account: payee().address }))
    await act(payee(), withdrawFromLedgerCall({ ledger, asset: 'PToken', amount: coin(1) }))
    await agreed()
    const [row] = await market.owner.query('select deposited, settled, serial from channels where channel = $1', [channelIdOf(channel)])
    expect(row).toEqual({ deposited: coin(6), settled: coin(5), serial: 1 })
  })

  it('return to what they were when the chain drops the blocks of a settlement and a deposit', async () => {
    const before = await allRows()
    const head = await market.client.getBlockNumber({ cacheTime: 0 })
    await settle(key, [{ ...claim(3, 6), serial: 1 }])
    await payIn(7)
    await agreed()
    expect(await allRows()).not.toEqual(before)
    await replaceByEmptyBlocks(market, Number((await market.client.getBlockNumber({ cacheTime: 0 })) - head))
    await market.until('the rows of the dropped blocks are gone', async () => JSON.stringify(await allRows()) === JSON.stringify(before))
    await agreed()
  })

  it('are the same after a rebuild from the stored events', async () => {
    const before = await allRows()
    const follower = openTestDb({ url: market.database.urls.infinitio_follower, max: 1, onError: () => {} })
    const logs = await follower.transaction(rebuildChainRows)
    await follower.close()
    expect(logs).toBeGreaterThan(20)
    expect(await allRows()).toEqual(before)
  })

  async function act(from: TestKey, call: ContractCall): Promise<void> {
    await send(market, from, { ...call, what: 'a call of the ledger' })
  }

  async function payIn(coins: number): Promise<void> {
    const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [ledger, coin(coins)] })
    await act(payer(), { to: market.chain.addresses.pToken, data: approve })
    await act(payer(), depositToLedgerCall({ ledger, account: payer().address, asset: 'PToken', amount: coin(coins) }))
  }

  /** Settles a list of claims on payment channels of one key: this key signs the list, and the payee sends it. */
  async function settle(by: TestKey, rows: readonly ReturnType<typeof claim>[]): Promise<void> {
    const types = ['address', 'uint24', 'uint32', 'uint96'] as const
    const packed = concatHex(rows.map(({ payer, serial, seq, claim }) => encodePacked(types, [payer, serial, seq, claim])))
    const message = { service, asset: 0, rows: hex32(keccak256(packed)) }
    const typed = ledgerTypedData('List', message, { chainId: market.chain.chainId, ledger })
    const keySignature = await privateKeyToAccount(by.privateKey).signTypedData(typed as never)
    await act(payee(), settleListCall({ ledger, service, asset: 'PToken', key: by.address, rows: packed, keySignature }))
  }

  function claim(seq: number, coins: number) {
    return { payer: payer().address, serial: 0, seq, claim: coin(coins) }
  }

  /** Waits until the follower has the newest block, and compares the stored rows with the contract. */
  async function agreed() {
    const newest = await market.client.getBlockNumber({ cacheTime: 0 })
    await market.until('the follower has the newest block', async () => {
      const [row] = await market.owner.query<{ head: bigint }>('select head_number as head from follower_checkpoint', [])
      return row !== undefined && row.head >= newest
    })
    return expectLedgerAgrees(market, ledger)
  }

  async function allRows(): Promise<Record<string, string>> {
    const rows: Record<string, string> = {}
    for (const table of ['services', 'pots', 'allowances', 'channels', 'channel_days'])
      rows[table] = JSON.stringify(await market.owner.query(`select ${table}::text as row from ${table} order by 1`, []))
    return rows
  }
})

/**
 * Returns the limits of an allowance: 5 PToken in total, 4 PToken a day, and at most 3 unsettled PToken in a channel. The numbers are in units of 1e-6 PToken.
 */
function limits() {
  return { left: 5_000_000n, dayCap: 4_000_000n, unsettled: 3_000_000n }
}
