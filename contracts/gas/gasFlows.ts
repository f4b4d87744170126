import {
  cancelLeaseCall,
  claimCall,
  closeCall,
  dripCall,
  endCall,
  endForCall,
  marketAbi,
  nameKey,
  pTokenAbi,
  stakeVaultAbi,
  testStablecoinAbi,
} from '@infinitio/chain'
import { type TestKey, testKey } from '@infinitio/chain/test'
import { endTypedData, leaseKey, unixSeconds } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { GasParties } from './gasParties.ts'
import { type OpenLease, openLease } from './openLease.ts'
import { readyLease } from './readyLease.ts'

const hour = 3_600n

/**
 * Measures the gas of the most used public flows as whole transactions, in units of gas. In a flow with a plain name, the written storage words already have a
 * value; in a flow with `…Fresh`, they are still 0, which costs more. Starts and stops its own chain.
 */
export async function gasFlows(): Promise<Record<string, number>> {
  const parties = await GasParties.start()
  try {
    const register = await registerFlows(parties)
    const money = await moneyFlows(parties)
    const leases = await leaseFlows(parties)
    return { ...leases, ...money, ...register }
  } finally {
    await parties.chain.stop()
  }
}

async function registerFlows(parties: GasParties): Promise<Record<string, number>> {
  const { provider } = parties.chain.keys
  const registerFresh = await parties.gasOf(provider, parties.registerCall(parties.nodeKey.address))
  const register = await parties.gasOf(provider, parties.registerCall(testKey('second gas node').address))
  return { register, registerFresh }
}

async function moneyFlows(parties: GasParties): Promise<Record<string, number>> {
  const { stablecoin, pToken, market, stakeVault, faucet } = parties.chain.addresses
  const { renter, sender } = parties.chain.keys
  const mine = (abi: typeof pTokenAbi, to: typeof pToken, functionName: 'approve', spender: typeof market) => ({
    to,
    data: encodeFunctionData({ abi, functionName, args: [spender, 10n ** 30n] }),
  })
  await parties.gasOf(renter, {
    to: stablecoin,
    data: encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [renter.address, 10n ** 12n] }),
  })
  await parties.gasOf(renter, mine(pTokenAbi, stablecoin, 'approve', pToken))
  await parties.gasOf(renter, mine(pTokenAbi, pToken, 'approve', market))
  await parties.gasOf(renter, mine(pTokenAbi, pToken, 'approve', stakeVault))
  const mintCall = { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [10n ** 10n, renter.address] }) }
  const depositCall = { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'deposit', args: [10n ** 21n] }) }
  const withdrawCall = { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [10n ** 18n, renter.address] }) }
  const redeemCall = { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'redeem', args: [10n ** 18n, renter.address] }) }
  const bondCall = {
    to: stakeVault,
    data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bond', args: [nameKey('Validator'), 10n ** 18n] }),
  }
  const mintFresh = await parties.gasOf(renter, mintCall)
  const mint = await parties.gasOf(renter, mintCall)
  const depositFresh = await parties.gasOf(renter, depositCall)
  const deposit = await parties.gasOf(renter, depositCall)
  const withdraw = await parties.gasOf(renter, withdrawCall)
  const redeem = await parties.gasOf(renter, redeemCall)
  const bondFresh = await parties.gasOf(renter, bondCall)
  const bond = await parties.gasOf(renter, bondCall)
  if (faucet !== null) await parties.gasOf(sender, dripCall({ faucet, account: testKey('gas guest').address }))
  return { mint, mintFresh, deposit, depositFresh, withdraw, redeem, bond, bondFresh }
}

async function leaseFlows(parties: GasParties): Promise<Record<string, number>> {
  const { renter, provider } = parties.chain.keys
  const { market } = parties.chain.addresses
  const first = await openLease(parties, { nonce: 0n, relayFee: 0n, mandated: false })
  const second = await openLease(parties, { nonce: 1n, relayFee: 0n, mandated: false })
  const withFeeFresh = await openLease(parties, { nonce: 2n, relayFee: 10n ** 15n, mandated: false })
  const withFee = await openLease(parties, { nonce: 3n, relayFee: 10n ** 15n, mandated: false })
  const mandated = await openLease(parties, { nonce: 4n, relayFee: 0n, mandated: true })
  const cancelled = await openLease(parties, { nonce: 5n, relayFee: 0n, mandated: false })
  const cancelLease = await parties.gasOf(renter, cancelLeaseCall({ market, ...cancelled }))
  const ready = await readyLease(parties, first)
  for (const lease of [second, withFeeFresh, withFee, mandated]) await readyLease(parties, lease)
  await parties.travel(2n * hour)
  const claimFresh = await parties.gasOf(provider, claimCall({ market, ...first }))
  const claim = await parties.gasOf(provider, claimCall({ market, ...second }))
  const end = await parties.gasOf(renter, endCall({ market, ...second, accept: true }))
  const endRelayed = await endFor(parties, withFee)
  const endNoAccept = await parties.gasOf(renter, endCall({ market, ...withFeeFresh, accept: false }))
  const cancelAskFresh = await parties.gasOf(provider, cancel('cancelAsk', 300n))
  const cancelAsk = await parties.gasOf(provider, cancel('cancelAsk', 301n))
  const cancelBid = await parties.gasOf(renter, cancel('cancelBid', 9n))
  const raiseFloorFresh = await parties.gasOf(provider, cancel('raiseFloor', 1n))
  await parties.travel(9n * hour)
  const close = await parties.gasOf(provider, closeCall({ market, ...mandated }))
  const sweepCall = { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'sweepFees', args: [[provider.address]] }) }
  const sweepFees = await parties.gasOf(provider, sweepCall)
  const settleGas = {
    settle: second.gas,
    settleFresh: first.gas,
    settleRelayFee: withFee.gas,
    settleRelayFeeFresh: withFeeFresh.gas,
    settleMandate: mandated.gas,
  }
  const endings = { end, endRelayed, endNoAccept, cancelLease, close }
  return { ...settleGas, ready, claim, claimFresh, ...endings, cancelAsk, cancelAskFresh, cancelBid, raiseFloorFresh, sweepFees }

  function cancel(functionName: 'cancelAsk' | 'cancelBid' | 'raiseFloor', value: bigint) {
    return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName, args: [value] }) }
  }
}

async function endFor(parties: GasParties, lease: OpenLease): Promise<number> {
  const renter: TestKey = parties.chain.keys.renter
  const expiry = unixSeconds((await parties.now()) + 600n)
  const message = { leaseId: lease.leaseId, leaseKey: leaseKey(lease.leaseId, lease.terms), accept: true, expiry }
  const signature = await parties.sign(renter, endTypedData(message, parties.domain))
  return await parties.gasOf(parties.chain.keys.sender, endForCall({ market: parties.domain.market, ...lease, accept: true, expiry, signature }))
}
