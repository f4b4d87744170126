import { directoryAbi, marketAbi, stakeVaultAbi } from '@infinitio/chain'
import { durationSeconds, hashMarketMessage, holdId, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { encodeFunctionData, stringToHex } from 'viem'
import { moveLease, sayReady } from './moveLease.ts'
import { keyOf, modelAddresses, party, type SimulatedNode } from './openingMarket.ts'
import { accept, chainNow, domain, nextNumber, relay, type Scene, wallet } from './scene.ts'
import { settleFromOutside } from './settleFromOutside.ts'
import { signAsk, signBid } from './signOrders.ts'
import { toySignature } from './toySignature.ts'

/**
 * Sets up the market at the start of a run: lists each node, and makes some leases active or booked. `mine` mines a block with the transactions that wallets
 * have sent.
 */
export async function openForBusiness(scene: Scene, mine: () => void): Promise<void> {
  for (const node of party.nodes) await placeAsk(scene, node)
  for (let count = 1 + scene.random.below(4); count > 0; count -= 1) settleFromOutside(scene)
  mine()
  for (const [leaseId, lease] of scene.chain.head().state.leases) if (scene.random.chance(0.8)) await sayReady(scene, leaseId, lease)
  mine()
}

/** Lets a random participant act, through the API or a wallet. Returns a description of the act. */
export async function somebodyActs(scene: Scene): Promise<string> {
  const { random, chain } = scene
  const leases = chain.head().state.leases.size
  const acts: [number, (scene: Scene) => Promise<string> | string][] = [
    [3, (s) => placeAsk(s, random.pick(party.nodes))],
    [leases === 0 ? 30 : 14, placeBid],
    [leases < 2 ? 25 : 6, settleFromOutside],
    [leases === 0 ? 0 : 50, moveLease],
    [5, moveMoney],
    [2, cancelOrder],
    [3, cancelOnChain],
    [3, touchHold],
    [2, askFaucet],
    [3, touchSession],
    [2, moveBond],
    [1, sweepFees],
    [0.5, pauseOrGoOn],
  ]
  return random.weighted(acts)(scene)
}

async function placeAsk(scene: Scene, node: SimulatedNode): Promise<string> {
  const { ask, signature, orderHash, mandate } = signAsk(scene, node)
  const mandated = mandate === null ? {} : { mandate: mandate.mandate, mandateSignature: mandate.signature }
  await accept(scene, { kind: 'PlaceAsk', ask, signature, orderHash, ...mandated }, orderHash)
  return `lists ${node.gpus} GPUs`
}

async function placeBid(scene: Scene): Promise<string> {
  const { random, signed } = scene
  const { bid, signature, orderHash } = signBid(scene)
  const hold = signed.holds.at(-1)
  const holding = hold !== undefined && hold.account === bid.renter && random.chance(0.5) ? { holdId: holdId(hold.id) } : {}
  await accept(scene, { kind: 'PlaceBid', bid, signature, orderHash, ...holding }, orderHash)
  return `bids for ${bid.gpus} GPUs`
}

/** A renter signs a withdrawal, and the engine sends it. */
async function withdrawSigned(scene: Scene): Promise<string> {
  const { random, chain } = scene
  const account = random.pick(party.renters)
  const balance = chain.head().state.accounts.get(account)?.balance ?? 0n
  const nonce = BigInt(nextNumber(scene))
  const amount = pTokenUnits((balance * BigInt(random.below(50))) / 100n)
  const expiry = unixSeconds(chainNow(scene) + 3_600n)
  const message = { account, amount, to: account, relayFee: pTokenUnits(0n), nonce, expiry }
  const signature = toySignature(account, hashMarketMessage('Withdraw', message, domain))
  const payload = { account, amount: amount.toString(), to: account, relayFee: '0', nonce: nonce.toString(), expiry: Number(expiry), signature }
  await relay(scene, { kind: 'withdraw', leaseId: null, account, payload })
  return `withdraws ${amount} by signature`
}

async function moveMoney(scene: Scene): Promise<string> {
  const { random, chain } = scene
  if (random.chance(0.25)) return withdrawSigned(scene)
  const from = random.pick([...party.renters, ...party.providers])
  const { state } = chain.head()
  const isDeposit = random.chance(0.6)
  const owned = isDeposit ? (state.tokens.get(from) ?? 0n) : (state.accounts.get(from)?.balance ?? 0n)
  const amount = (owned * BigInt(random.below(120))) / 100n
  const data = isDeposit
    ? encodeFunctionData({ abi: marketAbi, functionName: 'deposit', args: [amount] })
    : encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [amount, from] })
  wallet(scene, { from, data })
  return `${isDeposit ? 'deposits' : 'withdraws'} ${amount}`
}

async function cancelOrder(scene: Scene): Promise<string> {
  const { random, signed } = scene
  const orders = [
    ...signed.asks.map(({ ask, orderHash }) => ({ by: ask.provider, orderHash })),
    ...signed.bids.map(({ bid, orderHash }) => ({ by: bid.renter, orderHash })),
  ]
  const { by, orderHash } = random.pick(orders)
  await accept(scene, { kind: 'CancelOrder', orderHash, by }, `cancel/${orderHash}`)
  return `cancels ${orderHash.slice(0, 10)}`
}

/** An owner cancels orders on the chain: with a transaction of the wallet, or with a signature that the engine sends. */
async function cancelOnChain(scene: Scene): Promise<string> {
  const { random, signed } = scene
  const ask = random.pick(signed.asks).ask
  const bid = signed.bids.length === 0 ? null : random.pick(signed.bids).bid
  const what = bid === null || random.chance(0.4) ? 'Ask' : random.chance(0.8) ? 'Bid' : 'Floor'
  const [account, nonce] = what === 'Ask' || bid === null ? [ask.provider, ask.nonce] : [bid.renter, bid.nonce]
  const functionName = what === 'Floor' ? 'raiseFloor' : (`cancel${what}` as const)
  if (random.chance(0.5)) {
    wallet(scene, { from: account, data: encodeFunctionData({ abi: marketAbi, functionName, args: [nonce] }) })
    return `cancels with ${functionName}(${nonce}) by wallet`
  }
  const expiry = unixSeconds(chainNow(scene) + 3_600n)
  const number = what === 'Floor' ? { floor: nonce } : { nonce }
  const relayFee = pTokenUnits(random.pick([0n, 0n, 10n ** 15n]))
  const digest =
    what === 'Floor'
      ? hashMarketMessage('RaiseFloor', { account, relayFee, floor: nonce, expiry }, domain)
      : hashMarketMessage(`Cancel${what}`, { account, relayFee, nonce, expiry }, domain)
  const plain = Object.fromEntries(Object.entries({ ...number, relayFee }).map(([name, value]) => [name, value.toString()]))
  const payload = { account, ...plain, expiry: Number(expiry), signature: toySignature(account, digest) }
  await relay(scene, { kind: functionName, leaseId: null, account, payload })
  return `cancels with ${functionName}(${nonce}) by signature`
}

/** A renter authorises or revokes its session key. Sometimes it revokes the key although it never authorised it. */
function touchSession(scene: Scene): string {
  const { random } = scene
  const from = random.pick(party.renters)
  const key = keyOf(from)
  if (random.chance(0.25)) {
    wallet(scene, { from, data: encodeFunctionData({ abi: marketAbi, functionName: 'revoke', args: [key] }) })
    return `revokes the key of ${from}`
  }
  const [totalLeft, dayCap] = [random.pick([10n ** 9n, 10n ** 12n]), random.pick([10n ** 9n, 10n ** 12n])]
  const limits = { totalLeft, dayCap, expiry: Number(chainNow(scene)) + random.pick([600, 86_400, 864_000]) }
  wallet(scene, { from, data: encodeFunctionData({ abi: marketAbi, functionName: 'authorize', args: [key, limits] }) })
  return `gives a key to ${from}`
}

/** A provider increases its bond. If its machines were delisted because a compensation had reduced the bond, they are listed again. */
function moveBond(scene: Scene): string {
  const { random, chain } = scene
  const { tokens, delisted } = chain.head().state
  const from = delisted.size > 0 ? random.pick([...delisted]) : random.pick(party.providers)
  const amount = ((tokens.get(from) ?? 0n) * BigInt(1 + random.below(40))) / 100n
  const args = [stringToHex('Provider', { size: 32 }), amount] as const
  wallet(scene, { from, to: modelAddresses.stakeVault, data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bond', args }) })
  return `bonds ${amount} more`
}

function sweepFees(scene: Scene): string {
  const args = [[...party.providers, scene.random.pick(party.providers)]] as const
  wallet(scene, { from: party.otherEngine, data: encodeFunctionData({ abi: marketAbi, functionName: 'sweepFees', args }) })
  return 'sweeps fees'
}

/** The guardian pauses new business for some time, or ends the pause. */
function pauseOrGoOn(scene: Scene): string {
  const { chain, random } = scene
  const isPaused = chain.head().state.pausedUntil > chain.head().timestamp
  const seconds = BigInt(random.pick([60, 600, 3_600]))
  const data = isPaused
    ? encodeFunctionData({ abi: directoryAbi, functionName: 'endPause' })
    : encodeFunctionData({ abi: directoryAbi, functionName: 'pause', args: [seconds] })
  wallet(scene, { from: party.guardian, to: modelAddresses.directory, data })
  return isPaused ? 'ends the pause' : `pauses for ${seconds} s`
}

async function touchHold(scene: Scene): Promise<string> {
  const { random, signed } = scene
  const last = signed.holds.at(-1)
  if (last !== undefined && random.chance(0.4)) {
    await accept(scene, { kind: 'ReleaseHold', holdId: holdId(last.id), account: last.account }, `release/${last.id}/${signed.counts.nonce}`)
    return 'releases a hold'
  }
  const id = `00000000-0000-4000-9000-${nextNumber(scene).toString().padStart(12, '0')}`
  const { orderHash: askHash } = random.pick(signed.asks)
  const account = random.pick(party.renters)
  signed.holds.push({ id, askHash, account })
  const hold = { holdId: holdId(id), account, askHash, gpus: 1, durationSeconds: durationSeconds(3_600n), funded: random.chance(0.7) }
  await accept(scene, { kind: 'PlaceHold', ...hold }, `hold/${id}`)
  return 'places a hold'
}

async function askFaucet(scene: Scene): Promise<string> {
  const account = scene.random.pick(party.renters)
  await relay(scene, { kind: 'faucet', leaseId: null, account, payload: { account } })
  return 'asks the faucet'
}
