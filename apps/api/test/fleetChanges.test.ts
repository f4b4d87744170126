import { testKey } from '@infinitio/chain/test'
import { insertFleetChange } from '@infinitio/db'
import { address, durationSeconds, type FleetRow, fleetChangeOf, hashFleetChange, type Mandate, nodeId, pTokenUnits } from '@infinitio/domain'
import { type AskWire, fleetChangeFromWire, type FleetProgressWire } from '@infinitio/domain/wire'
import { buildAsk, changeFleet, type Client, signAsk, signFleetChange, signMandate } from '@infinitio/sdk'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContractProvider, listContractMachine } from './contractMachine.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { accountAddress, createAccountCall, deployAccountFactory, ownersSigner, signInByOwners } from './ownedAccounts.ts'
import type { SeededNode } from './seedMarket.ts'
import { startTestAgent, type TestAgent } from './startTestAgent.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const owners = [privateKeyToAccount(testKey('fleet owner one').privateKey), privateKeyToAccount(testKey('fleet owner two').privateKey)] as const
const stranger = privateKeyToAccount(testKey('a stranger to the fleet').privateKey)
const name = 'machine of a contract account with a fleet'
const least = 1_000_000_000_000n
const hourSeconds = 3_600

describe('a list that a contract account signed, on the real agent of its machine', { timeout: 240_000 }, () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let provider: ContractProvider
  let machine: SeededNode
  let agent: TestAgent
  let asProvider: Client
  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    const factory = await deployAccountFactory(api)
    const account = await accountAddress(api, { factory, by: owners })
    await market.send(api.chain.keys.deployer, { to: address(factory.toLowerCase()), data: createAccountCall(owners) })
    provider = { address: address(account.toLowerCase()), signer: ownersSigner(account, { by: owners }), name }
    machine = await listContractMachine(market, provider)
    const permission = await signMandate(provider.signer, { mandate: mandateOf(machine), chain: await api.client.getChain() })
    agent = startTestAgent(api, { nodeKey: testKey(name).privateKey, permission })
    asProvider = api.client.withToken((await signInByOwners(api, account, { by: owners })).body.token)
    await engine.until('the agent reports its signing permission', async () => {
      const { nodes } = await asProvider.getFleetSigning()
      return nodes.some(
        ({ node, by, mandateSignature }) => node === machine.node && by === 'mandate' && mandateSignature === permission.mandateSignature,
      )
    })
  }, 300_000)
  afterAll(async () => {
    await agent?.stop()
    await engine?.stop()
    await api?.stop()
  })

  it('changes its price, pauses it and lists it again, each time with one signature of both owners', async () => {
    expect(await answer(row('price', 2n * least))).toMatchObject([{ state: 'done', code: null }])
    expect(await listed()).toMatchObject({ pricePerGpuSecond: `${2n * least}` })
    expect(await answer(row('pause'))).toMatchObject([{ state: 'done', code: null }])
    expect(await listed()).toBeNull()
    expect(await answer(row('resume', 3n * least))).toMatchObject([{ state: 'done', code: null }])
    expect(await listed()).toMatchObject({ pricePerGpuSecond: `${3n * least}`, maxDurationSeconds: 864_000 })
  })

  it('is refused by the market and by the machine when one of the owners did not sign', async () => {
    const halfSigned = ownersSigner(provider.address as Hex, { by: [owners[0], stranger] })
    await expect(changeFleet(asProvider.transport, { signer: halfSigned, rows: [row('pause')] })).rejects.toMatchObject({
      code: 'auth.signature_wrong_signer',
    })
    // Only one of the two owners signed. A dishonest market could store the signed list of changes without checking it. But the machine itself asks the
    // contract account (the wallet that needs both owners) whether it accepts the signature.
    expect(await deliverUnchecked(halfSigned, row('pause'))).toMatchObject([{ state: 'refused', code: 'auth.signature_wrong_signer' }])
    expect(await listed()).toMatchObject({ pricePerGpuSecond: `${3n * least}` })
  })

  it('is refused below the least price of the signing permission, also when the list itself allows it', async () => {
    expect(await answer(row('price', least - 1n))).toMatchObject([{ state: 'refused', code: 'order.mandate_price_too_low' }])
    expect(await listed()).toMatchObject({ pricePerGpuSecond: `${3n * least}` })
    expect(await answer(row('price', least))).toMatchObject([{ state: 'done', code: null }])
  })

  it('is refused for leases longer than the signing permission allows, and can still pause the machine', async () => {
    await listLonger()
    expect(await answer(row('price', 5n * least))).toMatchObject([{ state: 'refused', code: 'order.mandate_duration_too_long' }])
    expect(await listed()).toMatchObject({ pricePerGpuSecond: `${4n * least}` })
    expect(await answer(row('pause'))).toMatchObject([{ state: 'done', code: null }])
    expect(await answer(row('resume', 5n * least))).toMatchObject([{ state: 'refused', code: 'order.mandate_duration_too_long' }])
    expect(await listed()).toBeNull()
  })

  function mandateOf({ node, ask }: SeededNode): Mandate {
    return {
      ...{ provider: provider.address, node: nodeId(node), minPricePerGpuSecond: pTokenUnits(least), maxDurationSeconds: ask.maxDurationSeconds },
      ...{ maxTrialSeconds: durationSeconds(0n), minNoticeSeconds: durationSeconds(0n), maxNoticeSeconds: durationSeconds(0n) },
      ...{ availableUntil: ask.availableUntil, until: ask.expiry, nonce: 9_001n, flags: 0 },
    }
  }

  function row(act: FleetRow['act'], price = 0n): FleetRow {
    return { node: nodeId(machine.node), act, pricePerGpuSecond: pTokenUnits(price) }
  }

  /** Sends a list of changes that both owners signed. Returns the machine's result for each row of the list. */
  async function answer(...rows: FleetRow[]): Promise<FleetProgressWire['rows']> {
    return (await changeFleet(asProvider.transport, { signer: provider.signer, rows })).rows
  }

  /** Writes a signed list of changes directly into the database, without the checks of the API. Returns the machine's result for its row of the list. */
  async function deliverUnchecked(signer: ContractProvider['signer'], only: FleetRow): Promise<FleetProgressWire['rows']> {
    const chain = await api.client.getChain()
    const { lastSerial } = await asProvider.getFleetSigning()
    const signed = await signFleetChange(signer, { rows: [only], lastSerial: BigInt(lastSerial), chain })
    const change = fleetChangeFromWire(signed.change)
    const hash = hashFleetChange(change, { chainId: chain.chainId, market: api.chain.addresses.market })
    const { owner, serial, expiry } = change
    const { proofs } = fleetChangeOf([only], change)
    const stored = { hash, owner, serial, expiry, change: JSON.stringify(signed.change), signature: signed.signature }
    const item = { nodeId: only.node, act: only.act, price: only.pricePerGpuSecond, proof: proofs[0] ?? [] }
    await api.services.db.transaction((tx) => insertFleetChange(tx, stored, [item]))
    return engine.until('the machine answers', async () => {
      const { rows } = await asProvider.getFleetChange(hash)
      return rows.every(({ state }) => state !== 'waiting') ? rows : null
    })
  }

  /** Signs with both owners an ask for longer leases, which replaces the machine's present ask. */
  async function listLonger(): Promise<void> {
    const chain = await api.client.getChain()
    const terms = { pricePerGpuSecond: 4n * least, gpus: 1, minDurationSeconds: 60, maxDurationSeconds: 864_000 + hourSeconds }
    const rest = { availableForSeconds: 2_000_000, noticeSeconds: 0, trialSeconds: 0, nonce: 12_000n, chain }
    const ask = buildAsk({ provider: provider.address, node: machine.node, ...terms, ...rest })
    const { orderHash } = await api.client.placeOrder(await signAsk(provider.signer, { ask, chain }))
    expect(await market.judged(orderHash)).toMatchObject({ state: 'open' })
  }

  async function listed(): Promise<AskWire | null> {
    const { nodes } = await asProvider.getProvider()
    return nodes.find(({ node }) => node === machine.node)?.ask ?? null
  }
})
