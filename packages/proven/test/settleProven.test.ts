import {
  depositToLedgerCall,
  exitChannelCall,
  finishChannelCall,
  fundChannelCall,
  nameVoucherVerifier,
  pTokenAbi,
  readServiceLedger,
  registerServiceCall,
  serviceLedgerAbi,
  settleProvenCall,
  settleVouchersCall,
} from '@infinitio/chain'
import { createChainClient, sendCalls } from '@infinitio/chain/sender'
import { deployTestGovernance, startTestChain, type TestChain, testKey, type TestKey } from '@infinitio/chain/test'
import {
  type Address,
  assetUnits,
  bps,
  type ChannelFacts,
  channelIdOf,
  hashVoucher,
  hex32,
  type KeyCurve,
  serviceId,
  type ServiceId,
  zeroAddress,
} from '@infinitio/domain'
import { packVoucherRows } from '@infinitio/services'
import { decodeEventLog, encodeFunctionData, type Hex, maxUint256, parseEther, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashProvenVoucher, packProvenRows, provenDomainOf, provenKeyOf, signProven } from '../src/index.ts'
import { makeProvingKeys, type ProvenClaim, proveRows, type ProvingKeys } from '../src/prover/index.ts'

/** The rows of the circuit. The keys of the larger one take minutes. */
const count = process.env.TEST_LONG === '1' ? 16 : 2
const setUpMs = 3_600_000
const testMs = 600_000
const lockSeconds = 3_600
const deposit = assetUnits(parseEther('1'))
const trace = hex32(`0x${'7'.repeat(64)}`)
const secrets = [`0x${'12'.repeat(32)}`, `0x${'34'.repeat(32)}`] as const

describe('a settlement by a proof', () => {
  let chain: TestChain
  let client: ReturnType<typeof createChainClient>
  let ledger: Address
  let keys: ProvingKeys
  const payers = [testKey('proven payer 1'), testKey('proven payer 2')]
  beforeAll(async () => {
    ;[keys, chain] = await Promise.all([makeProvingKeys(count), startTestChain()])
    await deployTestGovernance(chain)
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 10_000 })
    ledger = (await readServiceLedger(client, chain.addresses.directory)) ?? expect.unreachable()
    await nameVoucherVerifier({ rpcUrl: chain.rpcUrl, directory: chain.addresses.directory }, keys.verifyingKey)
    for (const { address } of [...payers, chain.keys.provider])
      await client.request({ method: 'anvil_setBalance', params: [address, toHex(parseEther('10'))] } as never)
    await send(chain.keys.provider, {
      to: chain.addresses.pToken,
      data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [ledger, maxUint256] }),
    })
  }, setUpMs)
  afterAll(async () => await chain?.stop())

  it('leaves the same channels, payments and fees as a settlement of the same vouchers', { timeout: testMs }, async () => {
    const amounts = [parseEther('0.1') + 1n, parseEther('0.25')]
    const signed = await openService('signed', 'secp256k1')
    const rows = await Promise.all(
      signed.channels.map(async (channel, at) => {
        const voucher = { channel: channelIdOf(channel), serial: 0, seq: at + 1, spent: assetUnits(amounts[at] ?? 0n), trace }
        const hash = hashVoucher(voucher, { chainId: chain.chainId, ledger })
        const signature = await privateKeyToAccount(testKey(`proven key ${at}`).privateKey).sign({ hash })
        return { ...channel, ...voucher, claim: voucher.spent, signature }
      }),
    )
    const bySigned = await settle(settleVouchersCall({ ledger, service: signed.service, asset: 'PToken', rows: packVoucherRows(rows) }))

    const proven = await openService('proven', 'babyJubJub')
    const claims = proven.channels.map((channel, at) => claimOf(channel, { at, seq: at + 1, spent: amounts[at] ?? 0n }))
    const byProof = await settle(await provenCall(proven.service, claims))

    expect(byProof.shares).toEqual(bySigned.shares)
    expect(byProof.settled).toEqual(bySigned.settled)
    expect(await statesOf(proven.channels)).toEqual(await statesOf(signed.channels))
    expect(byProof.skipped).toBe(null)

    // The second payer leaves while the next proof is made, and funds its channel again. Only its own row is lost.
    const next = proven.channels.map((channel, at) => claimOf(channel, { at, seq: at + 3, spent: parseEther('0.5') }))
    const call = await provenCall(proven.service, next)
    const left = proven.channels[1] ?? expect.unreachable()
    await send(payers[1] ?? expect.unreachable(), exitChannelCall({ ledger, channel: left, serial: 0 }))
    await chain.travel(lockSeconds)
    await send(payers[1] ?? expect.unreachable(), finishChannelCall({ ledger, channel: left }))
    const after = await settle(call)
    expect(after.settled).toEqual([{ settled: parseEther('0.5'), seq: 3 }])
    expect(after.skipped).toBe('0x000101')
  })

  it('signs for the domain that the ledger reads', async () => {
    for (const [number, asset] of (['PToken', 'G'] as const).entries()) {
      const read = { address: ledger, abi: serviceLedgerAbi, functionName: 'provenDomainOf', args: [number] } as const
      expect(provenDomainOf({ chainId: chain.chainId, ledger }, asset)).toBe(await client.readContract(read))
    }
  })

  async function send({ privateKey }: TestKey, { to, data }: { readonly to: Address; readonly data: Hex }) {
    const call = { to, data, value: 0n, gas: 3_000_000n, what: 'a call of the test' }
    const [receipt] = await sendCalls(client, { privateKey, calls: [call], timeoutMs: 20_000 })
    return receipt ?? expect.unreachable()
  }

  /** Registers a service with a royalty of nobody, and opens two channels to it. */
  async function openService(name: string, curve: KeyCurve): Promise<{ readonly service: ServiceId; readonly channels: readonly ChannelFacts[] }> {
    const { provider } = chain.keys
    const facts = { payee: provider.address, royaltyTo: zeroAddress, royaltyBps: bps(0n), lockSeconds, salt: toHex(name, { size: 32 }) } as const
    await send(provider, registerServiceCall({ ledger, facts, operator: provider.address, terms: toHex('{}') }))
    const read = { address: ledger, abi: serviceLedgerAbi, functionName: 'serviceIdOf', args: [{ ...facts, royaltyBps: 0 }] } as const
    const service = serviceId((await client.readContract(read)).toLowerCase())
    const channels: ChannelFacts[] = []
    for (const [at, payer] of payers.entries()) {
      const key = curve === 'secp256k1' ? testKey(`proven key ${at}`).address : provenKeyOf(secrets[at] ?? '0x')
      const channel: ChannelFacts = { payer: payer.address, key, curve, service, asset: 'PToken' }
      await send(provider, depositToLedgerCall({ ledger, account: payer.address, asset: 'PToken', amount: deposit }))
      await send(payer, fundChannelCall({ ledger, channel, serial: 0, total: deposit }))
      channels.push(channel)
    }
    return { service, channels }
  }

  function claimOf(channel: ChannelFacts, { at, seq, spent }: { readonly at: number; readonly seq: number; readonly spent: bigint }): ProvenClaim {
    const voucher = { serial: 0, seq, spent: assetUnits(spent), trace }
    const digest = hashProvenVoucher(voucher, channel, { chainId: chain.chainId, ledger })
    return { ...voucher, payer: channel.payer, key: channel.key, claim: voucher.spent, signature: signProven(digest, secrets[at] ?? '0x') }
  }

  async function provenCall(service: ServiceId, claims: readonly ProvenClaim[]) {
    const proof = await proveRows(keys, { domain: { chainId: chain.chainId, ledger }, service, asset: 'PToken', claims })
    return settleProvenCall({ ledger, service, asset: 'PToken', rows: packProvenRows(claims), proof })
  }

  /** Sends a settlement and returns its events: the shares, the settled amounts with their numbers, and the skipped rows. */
  async function settle(call: { readonly to: Address; readonly data: Hex }) {
    const { logs } = await send(chain.keys.provider, call)
    const events = logs.map(({ data, topics }) => decodeEventLog({ abi: serviceLedgerAbi, data, topics }))
    const done = events.find(({ eventName }) => eventName === 'Settled')?.args as
      | { rows: Hex; paid: bigint; royalty: bigint; fee: bigint }
      | undefined
    const skipped = (events.find(({ eventName }) => eventName === 'RowsSkipped')?.args as { rows: Hex } | undefined)?.rows ?? null
    const settled = [...(done?.rows.slice(2) ?? '').matchAll(/.{64}(.{24})(.{8})/g)].map(([, amount, seq]) => ({
      ...{ settled: BigInt(`0x${amount}`), seq: Number(`0x${seq}`) },
    }))
    return { shares: { paid: done?.paid, royalty: done?.royalty, fee: done?.fee }, settled, skipped }
  }

  async function statesOf(channels: readonly ChannelFacts[]) {
    const read = (channel: ChannelFacts) =>
      ({ address: ledger, abi: serviceLedgerAbi, functionName: 'channelOf', args: [channelIdOf(channel)] }) as const
    return await Promise.all(channels.map((channel) => client.readContract(read(channel))))
  }
})
