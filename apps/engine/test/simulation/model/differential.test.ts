import {
  autoExtendCall,
  cancelLeaseCall,
  cancelLeaseForCall,
  claimCall,
  closeCall,
  dripCall,
  endByProviderCall,
  endByProviderForCall,
  endCall,
  endForCall,
  extendCall,
  extendForCall,
  leaseTermsFromChain,
  marketAbi,
  noShowCall,
  pTokenAbi,
  readyCall,
  settleBatchCall,
  settleCall,
  type SettleItem,
  withdrawForCall,
} from '@infinitio/chain'
import { type TestKey, testKey } from '@infinitio/chain/test'
import {
  type Address,
  cancelLeaseTypedData,
  durationSeconds,
  endTypedData,
  leaseRestHash,
  type LeaseId,
  leaseId as toLeaseId,
  type LeaseTerms,
  marketMessageTypedData,
  type NodeId,
  pTokenUnits,
  readyTypedData,
  unixSeconds,
} from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomOf } from '../../../../../packages/matching/test/randomOf.ts'
import { calendarWordOf } from './modelCalendar.ts'
import { holderOf } from './modelHolder.ts'
import { aboutLease } from './modelLeaseKey.ts'
import type { ModelLease } from './marketState.ts'
import { randomItems } from './twinOrders.ts'
import { type Planned, sessionKeyOf, type TwinScene as Scene } from './twinScene.ts'
import { startTwinChains, type TwinChains } from './twinChains.ts'
import { attestSomething, touchBond, touchHolder, touchNonce, touchPause, touchSession } from './twinActs.ts'

const seed = Number(process.env.TEST_SEED ?? 20261120)
const CALLS = process.env.TEST_LONG === '1' ? 10_000 : 300
const MOST_CALLS = Math.max(3 * CALLS, 2_400)
/** Names of contract calls that must succeed at least once in the test. */
const wanted = [
  ...['settle', 'settleBatch', 'ready', 'extend', 'end', 'claim', 'close', 'noShow', 'noShowFor', 'cancelLease', 'endByProvider'],
  ...['transferLease', 'transferFrom', 'applyCredit', 'applyLoss', 'applyOutage', 'authorize', 'authorizeFor', 'revoke', 'revokeFor'],
  ...['deposit', 'withdraw', 'withdrawFor', 'sweepFees', 'bond', 'cancelAskFor', 'cancelBidFor', 'raiseFloorFor', 'pause', 'endPause'],
]
const PATIENCE_MS = process.env.TEST_LONG === '1' ? 3_600_000 : 300_000
const HOUR = 3_600
const _PRICE = 10n ** 14n

describe(`the model of the Market beside the real one (TEST_SEED=${seed})`, () => {
  const renters = ['first renter', 'second renter'].map(testKey)
  const nodeKeys = [testKey('node of 2'), testKey('node of 15')]
  const stranger = testKey('stranger')
  let twins: TwinChains
  let nodes: { id: NodeId; key: TestKey; gpus: number }[]
  beforeAll(async () => {
    const provider = testKey('provider')
    const deployer = testKey('deployer')
    const keys = [...renters, stranger].map(sessionKeyOf)
    const parties = [...renters, provider, stranger, deployer, testKey('sender'), ...keys]
    twins = await startTwinChains({ parties: parties.map(({ address }) => address) })
    nodes = []
    for (const [place, key] of nodeKeys.entries()) {
      const gpus = place === 0 ? 2 : 15
      nodes.push({ id: await twins.addNode({ key, gpus }), key, gpus })
    }
  })
  afterAll(() => twins.chain.stop())

  it('refuses the same calls for the same reasons, and has the same events, balances, leases and hours', {
    timeout: PATIENCE_MS,
  }, async () => {
    const random = randomOf(seed)
    const missing = new Set(wanted)
    // Each call is random and may fail, so the test continues until at least one call of each kind has succeeded, up to `MOST_CALLS`.
    for (let count = 0; count < CALLS || (missing.size > 0 && count < MOST_CALLS); count += 1) {
      const { from, call, what } = await randomCall({ twins, random, renters, nodes, stranger, count })
      const later = random.weighted([
        [70, random.below(30)],
        [15, random.below(900)],
        [6, random.below(3 * HOUR)],
        [2, random.below(60 * HOUR)],
        [12, untilSomeMoment({ twins, random })],
      ])
      const { real, model } = await twins.call(from, call, later)
      expect({ count, what, ...model }).toEqual({ count, what, ...real })
      if (model.refusal === null) missing.delete(what)
      if (count % 50 === 49) await expectSameState(twins, { renters, nodes, stranger })
    }
    await expectSameState(twins, { renters, nodes, stranger })
    expect([...missing]).toEqual([])
  })
})

async function randomCall(scene: Scene): Promise<Planned> {
  const { random, twins } = scene
  const leases = [...twins.state().leases.values()]
  const leaseCount = leases.length
  const isRunning = leases.some(({ state }) => state === 'active')
  const plan = random.weighted<(scene: Scene) => Planned | Promise<Planned>>([
    [20, settle],
    [leaseCount > 0 ? 80 : 0, touchLease],
    [8, settleSeveral],
    [leaseCount === 0 ? 0 : isRunning ? 40 : 6, attestSomething],
    [leaseCount > 0 ? 20 : 0, touchHolder],
    [10, touchSession],
    [6, touchNonce],
    [twins.now() < twins.state().pausedUntil ? 20 : 2, touchPause],
    [1, touchBond],
    [8, moveMoney],
    [3, withdrawSigned],
    [4, cancelOrder],
  ])
  return plan(scene)
}

async function settle(scene: Scene): Promise<Planned> {
  const { chain } = scene.twins
  const [item] = await randomItems(scene, { place: 0, isCluster: scene.random.chance(0.03) })
  if (item === undefined) throw new Error('there is an item')
  const from = scene.random.chance(0.97) ? chain.keys.sender.address : scene.stranger.address
  return { from, call: settleCall({ market: chain.addresses.market, item }), what: 'settle' }
}

/** Returns the seconds until some lease allows another action. */
function untilSomeMoment({ twins, random }: Pick<Scene, 'twins' | 'random'>): number {
  const leases = [...twins.state().leases.values()]
  if (leases.length === 0) return 1
  const { terms, endOffset } = random.pick(leases)
  const end = terms.start + endOffset
  const moments = [terms.start + random.below(600), terms.start + 601, end - 500, end, end + HOUR].map((moment) => moment - twins.now())
  return Math.max(1, Math.min(...moments.filter((seconds) => seconds > 0), 100 * HOUR))
}

/** Settles one to three bids in one call. Each bid has one pair with an ask, or it is a cluster with one pair for each node. */
async function settleSeveral(scene: Scene): Promise<Planned> {
  const { random, twins } = scene
  const { market } = twins.chain.addresses
  const items: SettleItem[] = []
  const groups = 1 + random.below(3)
  for (let place = 0; place < groups; place += 1) items.push(...(await randomItems(scene, { place, isCluster: random.chance(0.5) })))
  return { from: twins.chain.keys.sender.address, call: settleBatchCall({ market, items }), what: 'settleBatch' }
}

/** Prefers a lease that runs or waits for Ready. */
function chooseLease({ twins, random }: Pick<Scene, 'twins' | 'random'>): [bigint, ModelLease] {
  const leases = [...twins.state().leases]
  const isUrgent = ({ state, terms: { start } }: ModelLease) => state === 'booked' && twins.now() >= start && twins.now() <= start + 600
  const urgent = leases.filter(([, one]) => isUrgent(one) || one.state === 'active')
  return random.pick(urgent.length > 0 && random.chance(0.6) ? urgent : leases)
}

async function touchLease({ twins, random, nodes, stranger, renters, count }: Scene): Promise<Planned> {
  const { chain } = twins
  const { market } = chain.addresses
  const domain = { chainId: chain.chainId, market }
  const [id, lease] = chooseLease({ twins, random })
  const terms = leaseTermsFromChain(random.chance(0.98) ? lease.terms : { ...lease.terms, gpus: lease.terms.gpus + 1 })
  const about = { market, leaseId: toLeaseId(random.chance(0.98) ? id : id + 1_000n), terms }
  // Sometimes the signed message names the same lease with other terms than the call. The contract must refuse it.
  const which = aboutLease(about.leaseId, random.chance(0.97) ? lease.terms : { ...lease.terms, askNonce: lease.terms.askNonce + 1n })
  const owner = holderOf(lease)
  const holder = [...renters, stranger].find(({ address }) => address === owner) ?? stranger
  const sessionKey = sessionKeyOf(holder)
  const mayUseKey = twins.state().sessions.has(`${holder.address}/${sessionKey.address}`)
  const signer = random.chance(0.93) ? (mayUseKey && random.chance(0.5) ? sessionKey : holder) : stranger
  const now = twins.now()
  const expiry = unixSeconds(now + random.pick([500_000, 500_000, 500_000, -1]))
  const accept = random.chance(0.5)
  const from = random.chance(0.9) ? (mayUseKey && random.chance(0.3) ? sessionKey.address : holder.address) : stranger.address
  const ready = () => readySigned({ twins, random, nodes, stranger }, about, lease)
  const endFor = async (): Promise<Planned> => {
    const signature = await twins.sign(signer, endTypedData({ ...which, accept, expiry }, domain))
    return { from: stranger.address, call: endForCall({ ...about, accept, expiry, signature }), what: 'end' }
  }
  const cancelFor = async (): Promise<Planned> => {
    const signature = await twins.sign(signer, cancelLeaseTypedData({ ...which, expiry }, domain))
    return { from: stranger.address, call: cancelLeaseForCall({ ...about, expiry, signature }), what: 'cancelLease' }
  }
  const isBooked = lease.state === 'booked'
  const end = lease.terms.start + lease.endOffset
  const newEnd = unixSeconds(end + random.pick([600, 3_600, 50_000, 0, 300_000]))
  const relayFee = pTokenUnits(random.pick([0n, 10n ** 15n]))
  const { provider } = chain.keys
  const extendSigned = async (): Promise<Planned> => {
    const message = { ...which, end: newEnd, relayFee, expiry }
    const signature = await twins.sign(signer, marketMessageTypedData('Extend', message, domain))
    return { from: stranger.address, call: extendForCall({ market, terms, message, signature }), what: 'extend' }
  }
  const autoExtendSigned = async (): Promise<Planned> => {
    const step = durationSeconds(random.pick([600n, 3_600n, 3_601n]))
    const order = { ...which, stepSeconds: step, maxTotalSeconds: durationSeconds(random.pick([600_000n, 3_000n])), relayFee }
    const message = { ...order, nonce: BigInt(random.pick([5_000, 5_000 + count])), expiry }
    const signature = await twins.sign(signer, marketMessageTypedData('AutoExtend', message, domain))
    return { from: stranger.address, call: autoExtendCall({ market, terms, order: message, signature }), what: 'autoExtend' }
  }
  const takeBackSigned = async (): Promise<Planned> => {
    const message = { ...which, expiry }
    const signature = await twins.sign(random.chance(0.9) ? provider : stranger, marketMessageTypedData('EndByProvider', message, domain))
    return { from: stranger.address, call: endByProviderForCall({ ...about, expiry, signature }), what: 'endByProvider' }
  }
  const isRunning = lease.state === 'active'
  const plan = random.weighted<() => Planned | Promise<Planned>>([
    [isBooked ? (now <= lease.terms.start + 600 ? 60 : 3) : 1, ready],
    [isBooked ? 1 : 6, () => ({ from, call: endCall({ ...about, accept }), what: 'end' })],
    [isBooked ? 1 : 6, endFor],
    [isRunning ? 24 : 1, () => ({ from, call: extendCall({ ...about, end: newEnd }), what: 'extend' })],
    [isRunning ? 24 : 1, extendSigned],
    [isRunning ? (end - now < 700 ? 30 : 3) : 1, autoExtendSigned],
    [2, () => ({ from: random.chance(0.9) ? provider.address : from, call: endByProviderCall(about), what: 'endByProvider' })],
    [2, takeBackSigned],
    [isBooked ? 1 : 8, () => ({ from, call: claimCall(about), what: 'claim' })],
    [lease.state === 'ended' ? 40 : isBooked ? 1 : 4, () => ({ from, call: closeCall(about), what: 'close' })],
    [isBooked ? 6 : 1, () => ({ from, call: noShowCall(about), what: 'noShow' })],
    [isBooked ? 3 : 1, () => ({ from, call: cancelLeaseCall(about), what: 'cancelLease' })],
    [isBooked ? 3 : 1, cancelFor],
  ])
  return plan()
}

type About = { market: Address; leaseId: LeaseId; terms: LeaseTerms }

/** Reports a lease as ready, signed by its node or by another account, and in time, too early or too late. */
async function readySigned(
  { twins, random, nodes, stranger }: Pick<Scene, 'twins' | 'random' | 'nodes' | 'stranger'>,
  about: About,
  lease: ModelLease,
): Promise<Planned> {
  const { market, leaseId, terms } = about
  const nodeKey = nodes.find((node) => node.id === lease.terms.node)?.key ?? stranger
  const signedAt = unixSeconds(twins.now() + random.pick([0, 0, 0, 0, 0, 0, 0, -200, 300]))
  const { provider, start } = terms
  const data = readyTypedData({ leaseId, provider, restHash: leaseRestHash(terms), start, signedAt }, { chainId: twins.chain.chainId, market })
  const signature = await twins.sign(random.chance(0.95) ? nodeKey : stranger, data)
  return { from: stranger.address, call: readyCall({ ...about, signedAt, signature }), what: 'ready' }
}

async function withdrawSigned({ twins, random, renters, stranger, count }: Scene): Promise<Planned> {
  const { market } = twins.chain.addresses
  const renter = random.pick(renters)
  const balance = twins.state().accounts.get(renter.address)?.balance ?? 0n
  const amount = pTokenUnits((balance * BigInt(random.below(30))) / 100n)
  const relayFee = pTokenUnits(random.pick([0n, 10n ** 15n]))
  const expiry = unixSeconds(twins.now() + random.pick([500_000, 500_000, 500_000, -1]))
  const message = { account: renter.address, amount, to: stranger.address, relayFee, nonce: BigInt(random.pick([9_000, 9_000 + count])), expiry }
  const domain = { chainId: twins.chain.chainId, market }
  const signature = await twins.sign(random.chance(0.9) ? renter : stranger, marketMessageTypedData('Withdraw', message, domain))
  return { from: stranger.address, call: withdrawForCall({ market, message, signature }), what: 'withdrawFor' }
}

function moveMoney({ twins, random, renters, stranger }: Scene): Planned {
  const { market: to, faucet } = twins.chain.addresses
  const { provider, sender } = twins.chain.keys
  const who = random.pick([...renters, provider, stranger]).address
  const state = twins.state()
  const share = (amount: bigint) => (amount * BigInt(random.below(110))) / 100n
  const plans: (() => Planned)[] = [
    () => ({
      from: who,
      call: { to, data: encodeFunctionData({ abi: marketAbi, functionName: 'deposit', args: [share(state.tokens.get(who) ?? 0n)] }) },
      what: 'deposit',
    }),
    () => {
      const args = [share(state.accounts.get(who)?.balance ?? 0n), stranger.address] as const
      return { from: who, call: { to, data: encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args }) }, what: 'withdraw' }
    },
    () => {
      const args = [[provider.address, who]] as const
      return {
        from: stranger.address,
        call: { to, data: encodeFunctionData({ abi: marketAbi, functionName: 'sweepFees', args }) },
        what: 'sweepFees',
      }
    },
    () => ({ from: sender.address, call: dripCall({ faucet: faucet as Address, account: random.pick(renters).address }), what: 'drip' }),
  ]
  return random.pick([...plans, ...plans.slice(3), ...plans.slice(3)])()
}

function cancelOrder({ twins, random, renters, count }: Scene): Planned {
  const { market: to } = twins.chain.addresses
  const { provider } = twins.chain.keys
  const renter = random.pick(renters).address
  const nonce = 1_000n + BigInt(random.below(count + 1))
  return random.weighted<Planned>([
    [6, { from: renter, call: { to, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelBid', args: [nonce] }) }, what: 'cancelBid' }],
    [
      3,
      {
        from: provider.address,
        call: { to, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelAsk', args: [BigInt(random.below(40))] }) },
        what: 'cancelAsk',
      },
    ],
    [
      1,
      {
        from: renter,
        call: { to, data: encodeFunctionData({ abi: marketAbi, functionName: 'raiseFloor', args: [nonce / 2n] }) },
        what: 'raiseFloor',
      },
    ],
  ])
}

async function expectSameState(twins: TwinChains, { renters, nodes, stranger }: Pick<Scene, 'renters' | 'nodes' | 'stranger'>): Promise<void> {
  const { chain, client } = twins
  const state = twins.state()
  const market = { address: chain.addresses.market, abi: marketAbi } as const
  const token = { address: chain.addresses.pToken, abi: pTokenAbi } as const
  const { provider, sender } = chain.keys
  for (const { address } of [...renters, provider, sender, stranger]) {
    const account = await client.readContract({ ...market, functionName: 'account', args: [address] })
    expect(account).toEqual(state.accounts.get(address) ?? { balance: 0n, fees: 0n, lastTrialAt: 0 })
    expect(await client.readContract({ ...token, functionName: 'balanceOf', args: [address] })).toBe(state.tokens.get(address) ?? 0n)
  }
  expect(await client.readContract({ ...token, functionName: 'balanceOf', args: [market.address] })).toBe(state.tokens.get(market.address) ?? 0n)
  expect(await client.readContract({ ...market, functionName: 'leaseCount' })).toBe(state.leaseCount)
  for (const [id, { paidSeconds, endOffset, readyDelay, credit }] of state.leases)
    expect(await client.readContract({ ...market, functionName: 'leaseSlot', args: [id] })).toMatchObject({
      paidSeconds,
      endOffset,
      readyDelay,
      credit,
    })
  for (const [id, session] of state.sessions) {
    const [account, key] = id.split('/') as [Address, Address]
    expect(await client.readContract({ ...market, functionName: 'sessionOf', args: [account, key] })).toEqual(session)
  }
  const words = new Set([...state.gpuHours.keys()].map((key) => `${key.split('/')[0]}/${Math.floor(Number(key.split('/')[1]) / 64)}`))
  for (const word of words) {
    const [node = '', index = ''] = word.split('/')
    const args = [node as NodeId, BigInt(index)] as const
    expect(await client.readContract({ ...market, functionName: 'calendarWord', args })).toBe(calendarWordOf(state, { node, index: BigInt(index) }))
  }
  expect(nodes.length).toBeGreaterThan(0)
}
