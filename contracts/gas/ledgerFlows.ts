import {
  depositToLedgerCall,
  exitChannelCall,
  fileFindingCall,
  finishChannelCall,
  fundChannelCall,
  pTokenAbi,
  readFindings,
  readServiceLedger,
  registerServiceCall,
  serviceLedgerAbi,
  nameVoucherVerifier,
  settleListCall,
  settleProvenCall,
  settleVouchersCall,
} from '@infinitio/chain'
import { type TestKey, testKey } from '@infinitio/chain/test'
import {
  type Address,
  type AssetUnits,
  assetUnits,
  bps,
  type ChannelFacts,
  channelIdOf,
  type Hex32,
  hashLedgerMessage,
  hex32,
  type KeyCurve,
  type LedgerSigningDomain,
  type ServiceId,
  serviceId,
  zeroAddress,
} from '@infinitio/domain'
import { packProvenRows, pointOfRows, provenDomainOf, valueOfRows } from '@infinitio/proven'
import { forgeProof, openSetup } from '@infinitio/proven/test'
import { packListRows, packVoucherRows } from '@infinitio/services'
import { encodeFunctionData, type Hex, keccak256, maxUint256, parseEther, toBytes, toHex, zeroHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { GasParties } from './gasParties.ts'

/** The number of users that one measured transaction settles. */
const users = 50
/** The number of users that the largest circuit settles by one proof. */
const provenUsers = 128
const deposit = assetUnits(parseEther('1'))
const trace = hex32(keccak256(toBytes('trace')))
const lockSeconds = 3_600
const claimOf = (round: number): AssetUnits => assetUnits(BigInt(round) * parseEther('0.1'))

type Standing = {
  readonly parties: GasParties
  readonly ledger: Address
  readonly domain: LedgerSigningDomain
  readonly service: ServiceId
}
type Open = { readonly channel: ChannelFacts; readonly payer: TestKey; readonly key: TestKey }

/**
 * Measures the gas of the service ledger on the real deployment, with rows that TypeScript signs and packs. `ledgerPerUser` and `ledgerListPerUser` are the gas
 * of whole transactions divided by their 50 users. Each user's channel was settled before, so that its storage words already have a value. `findingFile` files
 * a finding (an accusation) against a service that has one already, because the first one also writes the counters of findings and panels for the first time.
 * `ledgerProvenPerUser` is for 128 users in one transaction. `ledgerProof` is the gas of this transaction without its rows: a transaction with 64 rows shows how
 * much one row costs. The proof comes from a setup whose secret is known; the gas of a verification is the same for every circuit.
 */
export async function ledgerFlows(): Promise<Record<string, number>> {
  const parties = await GasParties.start()
  try {
    const at = await standUp(parties)
    const router = testKey('ledger router')
    const own = await openChannels(at, (user) => testKey(`ledger key ${user}`))
    const ofRouter = await openChannels(at, () => router)
    const perUser = async (settleOnce: (round: number) => Promise<number>) => {
      await settleOnce(1)
      return Math.round((await settleOnce(2)) / users)
    }
    const ledgerPerUser = await perUser((round) => settleVouchers(at, own, round))
    const ledgerListPerUser = await perUser((round) => settleList(at, { router, open: ofRouter }, round))
    await checkSettled(at, [...own, ...ofRouter])
    const proven = await settleProven(at)
    return { ledgerPerUser, ledgerListPerUser, ...proven, findingFile: await fileFinding(at, own), ...(await leave(at, own)) }
  } finally {
    await parties.chain.stop()
  }
}

async function standUp(parties: GasParties): Promise<Standing> {
  const { chain, client } = parties
  const { provider } = chain.keys
  await parties.deployDao()
  const ledger = await readServiceLedger(client, chain.addresses.directory)
  if (ledger === null) throw new Error('a deployment has a service ledger')
  const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [ledger, maxUint256] })
  await parties.gasOf(provider, { to: chain.addresses.pToken, data })
  const facts = { payee: provider.address, royaltyTo: zeroAddress, royaltyBps: bps(0n), lockSeconds, salt: zeroHash } as const
  await parties.gasOf(provider, registerServiceCall({ ledger, facts, operator: provider.address, terms: toHex('{"kind":"chat"}') }))
  const read = { address: ledger, abi: serviceLedgerAbi, functionName: 'serviceIdOf', args: [{ ...facts, royaltyBps: 0 }] } as const
  const service = serviceId((await client.readContract(read)).toLowerCase())
  return { parties, ledger, domain: { chainId: chain.chainId, ledger }, service }
}

/** Opens a payment channel for each user: deposits for its wallet, then sends, from another account, the opening that the wallet signed. */
async function openChannels(
  { parties, ledger, domain, service }: Standing,
  keyOf: (user: number) => Pick<TestKey, 'address' | 'privateKey'>,
  { count = users, curve = 'secp256k1' }: { readonly count?: number; readonly curve?: KeyCurve } = {},
): Promise<Open[]> {
  const { provider } = parties.chain.keys
  const opened: Open[] = []
  for (let user = 0; user < count; user += 1) {
    const [payer, key] = [testKey(`ledger payer ${user}`), keyOf(user)]
    const channel: ChannelFacts = { payer: payer.address, key: key.address, curve, service, asset: 'PToken' }
    await parties.gasOf(provider, depositToLedgerCall({ ledger, account: payer.address, asset: 'PToken', amount: deposit }))
    const signature = await sign(payer, hashLedgerMessage('Fund', { channel: channelIdOf(channel), serial: 0, total: deposit }, domain))
    await parties.gasOf(provider, fundChannelCall({ ledger, channel, serial: 0, total: deposit, signature }))
    opened.push({ channel, payer, key })
  }
  return opened
}

async function settleVouchers({ parties, ledger, domain, service }: Standing, open: readonly Open[], round: number): Promise<number> {
  const claim = claimOf(round)
  const rows = open.map(async ({ channel, key }) => {
    const voucher = { channel: channelIdOf(channel), serial: 0, seq: round, spent: claim, trace }
    return { ...channel, ...voucher, claim, signature: await sign(key, hashLedgerMessage('Voucher', voucher, domain)) }
  })
  const packed = packVoucherRows(await Promise.all(rows))
  return await parties.gasOf(parties.chain.keys.provider, settleVouchersCall({ ledger, service, asset: 'PToken', rows: packed }))
}

async function settleList(
  { parties, ledger, domain, service }: Standing,
  { router, open }: { readonly router: TestKey; readonly open: readonly Open[] },
  round: number,
): Promise<number> {
  const rows = packListRows(open.map(({ payer }) => ({ payer: payer.address, serial: 0, seq: round, claim: claimOf(round) })))
  const keySignature = await sign(router, hashLedgerMessage('List', { service, asset: 0, rows: hex32(keccak256(rows)) }, domain))
  const call = settleListCall({ ledger, service, asset: 'PToken', key: router.address, rows, keySignature })
  return await parties.gasOf(parties.chain.keys.provider, call)
}

/** Settles channels of keys on BabyJubJub by proofs for two numbers of rows, and returns the gas for each of 128 users, and of a transaction without its rows. */
async function settleProven(at: Standing): Promise<Record<string, number>> {
  const { parties, ledger, domain, service } = at
  const { rpcUrl, addresses } = parties.chain
  await nameVoucherVerifier({ rpcUrl, directory: addresses.directory }, openSetup)
  const open = await openChannels(at, (user) => testKey(`ledger proven key ${user}`), { count: provenUsers, curve: 'babyJubJub' })
  const settle = async (round: number, channels: readonly Open[]) => {
    const rows = channels.map(({ channel }) => ({ ...channel, serial: 0, seq: round, claim: claimOf(round) }))
    const [packed, rowsHash] = [packProvenRows(rows), 7n]
    const owner = { domain: provenDomainOf(domain, 'PToken'), service }
    const point = pointOfRows(rowsHash, owner, packed)
    const proof = forgeProof({ rowsHash, point, value: valueOfRows(owner, rows, point) })
    return await parties.gasOf(parties.chain.keys.provider, settleProvenCall({ ledger, service, asset: 'PToken', rows: packed, proof }))
  }
  await settle(1, open)
  const all = await settle(2, open)
  await checkSettled(at, open)
  const half = await settle(3, open.slice(0, provenUsers / 2))
  const ofRow = (all - half) / (provenUsers / 2)
  return { ledgerProvenPerUser: Math.round(all / provenUsers), ledgerProof: Math.round(all - ofRow * provenUsers) }
}

/** Throws unless every row was settled, because a skipped row would need less gas. */
async function checkSettled({ parties, ledger }: Standing, open: readonly Open[]): Promise<void> {
  for (const { channel } of open) {
    const read = { address: ledger, abi: serviceLedgerAbi, functionName: 'channelOf', args: [channelIdOf(channel)] } as const
    const { settled } = await parties.client.readContract(read)
    if (settled !== claimOf(2)) throw new Error(`a channel settled ${settled}`)
  }
}

/** Files two findings with two hashes of evidence each, and returns the gas of the second. Their accuser approved the bonds before. */
async function fileFinding({ parties }: Standing, [open]: readonly Open[]): Promise<number> {
  if (open === undefined) throw new Error('a channel is open')
  const { provider } = parties.chain.keys
  const { directory, pToken } = parties.chain.addresses
  const findings = await readFindings(parties.client, directory)
  if (findings === null) throw new Error('a deployment has a contract of findings')
  await parties.gasOf(provider, { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [findings, maxUint256] }) })
  const accusation = { channel: open.channel, serial: 0, act: 'claimAboveReceipt', number: claimOf(2), loss: claimOf(1) } as const
  const call = fileFindingCall({ findings, ...accusation, evidence: [trace, trace] })
  await parties.gasOf(provider, call)
  return await parties.gasOf(provider, call)
}

async function leave({ parties, ledger, domain }: Standing, [open]: readonly Open[]): Promise<Record<string, number>> {
  if (open === undefined) throw new Error('a channel is open')
  const { channel, key } = open
  const { deployer } = parties.chain.keys
  const signature = await sign(key, hashLedgerMessage('Exit', { channel: channelIdOf(channel), serial: 0 }, domain))
  const ledgerExit = await parties.gasOf(deployer, exitChannelCall({ ledger, channel, serial: 0, signature }))
  await parties.travel(BigInt(lockSeconds))
  return { ledgerExit, ledgerFinish: await parties.gasOf(deployer, finishChannelCall({ ledger, channel })) }
}

async function sign(key: TestKey, hash: Hex32): Promise<Hex> {
  return await privateKeyToAccount(key.privateKey).sign({ hash })
}
