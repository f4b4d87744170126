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
  type Ask,
  anyoneExecutor,
  askTypedData,
  type Bid,
  bidTypedData,
  bps,
  cancelLeaseTypedData,
  durationSeconds,
  endTypedData,
  engineExecutor,
  leaseId as toLeaseId,
  mandateTypedData,
  marketMessageTypedData,
  type NodeId,
  nodeId,
  pTokenUnits,
  readyTypedData,
  unixSeconds,
  workloadHash,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomOf } from '../../../../../packages/matching/test/randomOf.ts'
import { calendarWordOf } from './modelCalendar.ts'
import { holderOf, isActiveKey } from './modelHolder.ts'
import type { ModelLease } from './marketState.ts'
import { type Planned, sessionKeyOf, type TwinScene as Scene } from './twinScene.ts'
import { startTwinChains, type TwinChains } from './twinChains.ts'
import { attestSomething, touchBond, touchHolder, touchNonce, touchPause, touchSession } from './twinActs.ts'

const seed = Number(process.env.TEST_SEED ?? 20261120)
const CALLS = process.env.TEST_LONG === '1' ? 10_000 : 800
const MOST_CALLS = 3 * CALLS
/** What must have gone well at least once, by name. */
const wanted = [
  ...['settle', 'settleBatch', 'ready', 'extend', 'end', 'claim', 'close', 'noShow', 'noShowFor', 'cancelLease', 'endByProvider'],
  ...['transferLease', 'transferFrom', 'applyCredit', 'applyLoss', 'applyOutage', 'authorize', 'authorizeFor', 'revoke', 'revokeFor'],
  ...['deposit', 'withdraw', 'withdrawFor', 'sweepFees', 'bond', 'cancelAskFor', 'cancelBidFor', 'raiseFloorFor', 'pause', 'endPause'],
]
const PATIENCE_MS = process.env.TEST_LONG === '1' ? 3_600_000 : 300_000
const HOUR = 3_600
const PRICE = 10n ** 14n

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

  it('refuses the same calls for the same reason, writes the same events, and has the same balances, leases and hours', {
    timeout: PATIENCE_MS,
  }, async () => {
    const random = randomOf(seed)
    const missing = new Set(wanted)
    // Whether a call of each kind went well by then is a matter of chance, so it goes on until each has.
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
    [1, touchPause],
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

/** Seconds until some lease could do something else. */
function untilSomeMoment({ twins, random }: Pick<Scene, 'twins' | 'random'>): number {
  const leases = [...twins.state().leases.values()]
  if (leases.length === 0) return 1
  const { terms, endOffset } = random.pick(leases)
  const end = terms.start + endOffset
  const moments = [terms.start + random.below(600), terms.start + 601, end - 500, end, end + HOUR].map((moment) => moment - twins.now())
  return Math.max(1, Math.min(...moments.filter((seconds) => seconds > 0), 100 * HOUR))
}

/** Pairs of different bids, and those of a bid that stands or falls as a whole. */
async function settleSeveral(scene: Scene): Promise<Planned> {
  const { random, twins } = scene
  const { market } = twins.chain.addresses
  const items: SettleItem[] = []
  const groups = 1 + random.below(3)
  for (let place = 0; place < groups; place += 1) items.push(...(await randomItems(scene, { place, isCluster: random.chance(0.5) })))
  return { from: twins.chain.keys.sender.address, call: settleBatchCall({ market, items }), what: 'settleBatch' }
}

/** One pair, or one for each node when it is a cluster. */
async function randomItems(scene: Scene, { place, isCluster }: { place: number; isCluster: boolean }): Promise<SettleItem[]> {
  const { twins, random, renters, nodes, stranger, count } = scene
  const { chain } = twins
  const { provider, sender } = chain.keys
  const nonce = 2_000n + BigInt(4 * count + place)
  const domain = { chainId: chain.chainId, market: chain.addresses.market }
  const now = BigInt(twins.now())
  const isOdd = random.chance(0.5)
  /** Most settles are in order; in the others each field may be out of it. */
  const odd = <Value>(usual: Value, ...others: Value[]): Value => (isOdd && random.chance(0.06) ? random.pick(others) : usual)
  const node = random.pick(nodes)
  const renter = odd(random.pick(renters), provider)
  const gpus = 1 + random.below(odd(node.gpus, 16))
  const wanted = isCluster ? nodes.map((one) => ({ ...one, part: 1 + random.below(one.gpus) })) : [{ ...node, part: gpus }]
  const whole = wanted.reduce((sum, { part }) => sum + part, 0)
  const ask: Ask = {
    provider: provider.address,
    node: odd(node.id, nodeId(`0x${'7'.repeat(64)}`)),
    pricePerGpuSecond: pTokenUnits(PRICE * BigInt(1 + random.below(2))),
    minGpus: odd(1, 2, 9),
    maxGpus: node.gpus,
    minDurationSeconds: durationSeconds(60n),
    maxDurationSeconds: durationSeconds(200_000n),
    availableFrom: unixSeconds(0n),
    availableUntil: unixSeconds(now + odd(3_000_000n, 7_200n)),
    maxFeeBps: bps(odd(25n, 24n)),
    noticeSeconds: durationSeconds(random.pick([0n, 600n, 86_400n])),
    trialSeconds: durationSeconds(random.pick([0n, 300n, 4_000n])),
    privateRenter: odd(zeroAddress, stranger.address),
    transferable: random.chance(0.5),
    executor: odd(engineExecutor, anyoneExecutor, sender.address, stranger.address),
    nonce: odd(nonce, 0n),
    expiry: unixSeconds(now + odd(500_000n, 5n)),
  }
  const bid: Bid = {
    renter: renter.address,
    classMask: odd(1n, 2n),
    regionMask: odd(1n, 6n),
    minVramGib: odd(8, 9),
    minTier: odd(0, 1),
    minReliabilityBps: bps(odd(0n, 1n)),
    node: !isCluster && random.chance(0.5) ? odd(node.id, nodes[0]?.id ?? node.id) : nodeId(zeroHex32),
    gpus: odd(whole, whole + 3, 255),
    minGpusPerNode: odd(1, gpus + 1),
    allOrNothing: random.chance(0.4),
    cluster: isCluster,
    durationSeconds: durationSeconds(odd(random.pick([60n, 600n, 5_000n, 40_000n]), 0n, 59n, 200_001n)),
    startFrom: unixSeconds(now - 600n),
    startUntil: unixSeconds(now + odd(500_000n, 1_000n)),
    maxPricePerGpuSecond: pTokenUnits(PRICE * odd(2n, 1n)),
    maxRelayFee: pTokenUnits(10n ** 15n),
    timeInForce: odd(2, 0, 1, 3, 4),
    workloadHash: workloadHash(zeroHex32),
    maxFeeBps: bps(odd(25n, 24n)),
    executor: odd(engineExecutor, sender.address, stranger.address),
    nonce: odd(nonce, 2_000n + BigInt(random.below(4 * count + 1))),
    expiry: unixSeconds(now + odd(400_000n, 3n, 700_000n)),
  }
  const key = sessionKeyOf(renter)
  const mayUseKey = isActiveKey(twins.state(), { account: renter.address, key: key.address, now: twins.now() })
  const bidSigner = mayUseKey && random.chance(0.5) ? key : odd(renter, stranger, key)
  const bidSignature = await twins.sign(bidSigner, bidTypedData(bid, domain))
  const start = random.chance(0.6) ? 0n : now + BigInt(random.below(20_000))
  const relayFee = pTokenUnits(random.pick([0n, 10n ** 15n, odd(0n, 10n ** 16n)]))
  const items: SettleItem[] = []
  for (const { id, key: nodeKey, part, gpus: most } of wanted) {
    const itsAsk = isCluster ? { ...ask, node: id, maxGpus: most } : ask
    const isMandated = random.chance(0.15)
    const askSignature = await twins.sign(isMandated ? odd(nodeKey, provider) : odd(provider, stranger), askTypedData(itsAsk, domain))
    const mandate = isMandated ? await mandateFor(scene, itsAsk) : null
    items.push({ ask: itsAsk, askSignature, bid, bidSignature, mandate, gpus: part, start: unixSeconds(start), relayFee })
  }
  return items
}

async function mandateFor({ twins, random, stranger }: Scene, { provider, node, maxDurationSeconds }: Ask): Promise<SettleItem['mandate']> {
  const { chain } = twins
  const odd = <Value>(usual: Value, other: Value): Value => (random.chance(0.04) ? other : usual)
  const limits = { minPricePerGpuSecond: pTokenUnits(odd(PRICE, 2n * PRICE)), maxDurationSeconds: odd(maxDurationSeconds, durationSeconds(100n)) }
  const mandate = { provider, node, ...limits, until: unixSeconds(twins.now() + odd(50_000, 2)), nonce: BigInt(odd(1, 0)) }
  const domain = { chainId: chain.chainId, market: chain.addresses.market }
  const signature = await twins.sign(odd(chain.keys.provider, stranger), mandateTypedData(mandate, domain))
  return { mandate, signature }
}

async function touchLease({ twins, random, nodes, stranger, renters, count }: Scene): Promise<Planned> {
  const { chain } = twins
  const { market } = chain.addresses
  const domain = { chainId: chain.chainId, market }
  const leases = [...twins.state().leases]
  const isUrgent = ({ state, terms: { start } }: ModelLease) => state === 'booked' && twins.now() >= start && twins.now() <= start + 600
  const urgent = leases.filter(([, one]) => isUrgent(one) || one.state === 'active')
  const [id, lease] = random.pick(urgent.length > 0 && random.chance(0.6) ? urgent : leases)
  const terms = leaseTermsFromChain(random.chance(0.98) ? lease.terms : { ...lease.terms, gpus: lease.terms.gpus + 1 })
  const about = { market, leaseId: toLeaseId(random.chance(0.98) ? id : id + 1_000n), terms }
  const owner = holderOf(lease)
  const holder = [...renters, stranger].find(({ address }) => address === owner) ?? stranger
  const sessionKey = sessionKeyOf(holder)
  const mayUseKey = twins.state().sessions.has(`${holder.address}/${sessionKey.address}`)
  const signer = random.chance(0.93) ? (mayUseKey && random.chance(0.5) ? sessionKey : holder) : stranger
  const now = twins.now()
  const expiry = unixSeconds(now + random.pick([500_000, 500_000, 500_000, -1]))
  const accept = random.chance(0.5)
  const nodeKey = nodes.find((node) => node.id === lease.terms.node)?.key ?? stranger
  const from = random.chance(0.9) ? (mayUseKey && random.chance(0.3) ? sessionKey.address : holder.address) : stranger.address
  const ready = async (): Promise<Planned> => {
    const signedAt = unixSeconds(now + random.pick([0, 0, 0, 0, 0, 0, 0, -200, 300]))
    const signature = await twins.sign(random.chance(0.95) ? nodeKey : stranger, readyTypedData({ leaseId: about.leaseId, signedAt }, domain))
    return { from: stranger.address, call: readyCall({ ...about, signedAt, signature }), what: 'ready' }
  }
  const endFor = async (): Promise<Planned> => {
    const signature = await twins.sign(signer, endTypedData({ leaseId: about.leaseId, accept, expiry }, domain))
    return { from: stranger.address, call: endForCall({ ...about, accept, expiry, signature }), what: 'end' }
  }
  const cancelFor = async (): Promise<Planned> => {
    const signature = await twins.sign(signer, cancelLeaseTypedData({ leaseId: about.leaseId, expiry }, domain))
    return { from: stranger.address, call: cancelLeaseForCall({ ...about, expiry, signature }), what: 'cancelLease' }
  }
  const isBooked = lease.state === 'booked'
  const end = lease.terms.start + lease.endOffset
  const newEnd = unixSeconds(end + random.pick([600, 3_600, 50_000, 0, 300_000]))
  const relayFee = pTokenUnits(random.pick([0n, 10n ** 15n]))
  const { provider } = chain.keys
  const extendSigned = async (): Promise<Planned> => {
    const message = { leaseId: about.leaseId, end: newEnd, relayFee, expiry }
    const signature = await twins.sign(signer, marketMessageTypedData('Extend', message, domain))
    return { from: stranger.address, call: extendForCall({ market, terms, message, signature }), what: 'extend' }
  }
  const autoExtendSigned = async (): Promise<Planned> => {
    const step = durationSeconds(random.pick([600n, 3_600n, 3_601n]))
    const order = { leaseId: about.leaseId, stepSeconds: step, maxTotalSeconds: durationSeconds(random.pick([600_000n, 3_000n])), relayFee }
    const message = { ...order, nonce: BigInt(random.pick([5_000, 5_000 + count])), expiry }
    const signature = await twins.sign(signer, marketMessageTypedData('AutoExtend', message, domain))
    return { from: stranger.address, call: autoExtendCall({ market, terms, order: message, signature }), what: 'autoExtend' }
  }
  const takeBackSigned = async (): Promise<Planned> => {
    const message = { leaseId: about.leaseId, expiry }
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
