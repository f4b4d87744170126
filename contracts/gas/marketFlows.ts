import { endByProviderCall, extendCall, extendForCall, marketAbi, noShowCall, pTokenAbi, settleBatchCall, testStablecoinAbi } from '@infinitio/chain'
import { type TestKey, testKey } from '@infinitio/chain/test'
import { leaseKey, marketMessageTypedData, type NodeId, nodeIdOf, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { GasParties } from './gasParties.ts'
import { openLease, type PairOptions, settlePair } from './openLease.ts'
import { readyLease } from './readyLease.ts'

const hour = 3_600n
const otherRenter = testKey('other gas renter')
const otherNodeKey = testKey('second gas node')
const sessionKey = testKey('gas session')

/**
 * Measures the gas of the market's rarer functions, as whole transactions. In a flow with a plain name, the written storage words already have a value; in a
 * flow with `…Fresh`, they are still 0. `settleBatchPerPair` is the cost of one more pair in a batch if that pair has another renter and node.
 * `settleBatchSamePair` is the cost if it has the same renter and node.
 */
export async function marketFlows(): Promise<Record<string, number>> {
  const parties = await GasParties.start()
  try {
    await prepareMarket(parties)
    const batch = await batchFlows(parties)
    const sessions = await sessionFlows(parties)
    const extending = await extendFlows(parties)
    return { ...batch, ...sessions, ...extending, ...(await endFlows(parties)) }
  } finally {
    await parties.chain.stop()
  }
}

const plain: Omit<PairOptions, 'nonce'> = { relayFee: 0n, mandated: false }

/** Sets up two nodes, two renters with balances, and a lease of each renter on its own node, so that the storage words of all of them already have a value. */
export async function prepareMarket(parties: GasParties): Promise<void> {
  const { provider, renter } = parties.chain.keys
  const { stablecoin, pToken, market } = parties.chain.addresses
  await parties.gasOf(provider, parties.registerCall(parties.nodeKey.address))
  await parties.gasOf(provider, parties.registerCall(otherNodeKey.address))
  const call = (to: typeof market, data: `0x${string}`) => parties.gasOf(renter, { to, data })
  const most = 10n ** 30n
  await call(stablecoin, encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [renter.address, 10n ** 12n] }))
  await call(stablecoin, encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [pToken, most] }))
  await call(pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [market, most] }))
  await call(pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [10n ** 10n, renter.address] }))
  for (const owner of [renter, otherRenter]) {
    await call(market, encodeFunctionData({ abi: marketAbi, functionName: 'depositFor', args: [owner.address, 10n ** 21n] }))
  }
  await openLease(parties, { ...plain, nonce: 0n })
  await openLease(parties, { ...plain, ...another(parties), nonce: 0n })
}

function another(parties: GasParties): { renter: TestKey; node: NodeId } {
  return { renter: otherRenter, node: nodeIdOf({ provider: parties.chain.keys.provider.address, nodeKey: otherNodeKey.address }) }
}

async function batchFlows(parties: GasParties): Promise<Record<string, number>> {
  const batch = async (...pairs: PairOptions[]) => {
    const items = []
    for (const pair of pairs) items.push(await settlePair(parties, pair))
    return await parties.gasOf(parties.chain.keys.sender, settleBatchCall({ market: parties.domain.market, items }))
  }
  const other = another(parties)
  const one = await batch({ ...plain, nonce: 1n })
  const two = await batch({ ...plain, nonce: 2n }, { ...plain, ...other, nonce: 2n })
  const same = await batch({ ...plain, nonce: 3n }, { ...plain, nonce: 4n })
  return { settleBatchOfOne: one, settleBatchPerPair: two - one, settleBatchSamePair: same - one }
}

async function sessionFlows(parties: GasParties): Promise<Record<string, number>> {
  const { renter } = parties.chain.keys
  const limits = { totalLeft: 10n ** 12n, dayCap: 10n ** 12n, expiry: Number((await parties.now()) + 30n * 86_400n) }
  const authorize = { abi: marketAbi, functionName: 'authorize', args: [sessionKey.address, limits] } as const
  const authorizeFresh = await parties.gasOf(renter, { to: parties.domain.market, data: encodeFunctionData(authorize) })
  const { gas: settleSession } = await openLease(parties, { ...plain, nonce: 5n, bidKey: sessionKey })
  return { authorizeFresh, settleSession }
}

async function extendFlows(parties: GasParties): Promise<Record<string, number>> {
  const { renter, sender } = parties.chain.keys
  const { market } = parties.domain
  const lease = await openLease(parties, { ...plain, nonce: 6n })
  await readyLease(parties, lease)
  const endAt = (hours: bigint) => unixSeconds(lease.terms.start + hours * hour)
  const extend = await parties.gasOf(renter, extendCall({ market, ...lease, end: endAt(12n) }))
  const terms = { ...lease.terms, durationSeconds: (12n * hour) as typeof lease.terms.durationSeconds }
  const expiry = unixSeconds((await parties.now()) + 600n)
  const lengthened = { leaseId: lease.leaseId, leaseKey: leaseKey(lease.leaseId, terms) }
  const message = { ...lengthened, end: endAt(16n), relayFee: pTokenUnits(0n), expiry }
  const signature = await parties.sign(renter, marketMessageTypedData('Extend', message, parties.domain))
  const extendRelayed = await parties.gasOf(sender, extendForCall({ market, terms, message, signature }))
  return { extend, extendRelayed }
}

async function endFlows(parties: GasParties): Promise<Record<string, number>> {
  const { renter, provider } = parties.chain.keys
  const { market } = parties.domain
  const active = await openLease(parties, { ...plain, nonce: 7n })
  await readyLease(parties, active)
  await parties.travel(hour)
  const endByProvider = await parties.gasOf(provider, endByProviderCall({ market, ...active }))
  const later = (await parties.now()) + 2n * hour
  const { node } = another(parties)
  const given = await openLease(parties, { ...plain, nonce: 8n, node, start: later, transferable: true })
  const transfer = { abi: marketAbi, functionName: 'transferLease', args: [given.leaseId, given.terms, otherRenter.address] }
  const data = encodeFunctionData(transfer as never)
  const transferLeaseFresh = await parties.gasOf(renter, { to: market, data })
  const missed = await openLease(parties, { ...plain, nonce: 9n, node })
  await parties.travel(700n)
  const noShow = await parties.gasOf(renter, noShowCall({ market, ...missed }))
  const withdrawal = { account: renter.address, amount: pTokenUnits(10n ** 18n), to: renter.address, relayFee: pTokenUnits(0n), nonce: 0n }
  const message = { ...withdrawal, expiry: unixSeconds((await parties.now()) + 600n) }
  const signature = await parties.sign(renter, marketMessageTypedData('Withdraw', message, parties.domain))
  const args = [renter.address, message.amount, renter.address, 0n, 0n, Number(message.expiry), signature] as const
  const withdrawRelayedFresh = await parties.gasOf(renter, {
    to: market,
    data: encodeFunctionData({ abi: marketAbi, functionName: 'withdrawFor', args }),
  })
  return { endByProvider, transferLeaseFresh, noShow, withdrawRelayedFresh }
}
