import { mkdtemp, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { address, type ErrorCode, type FleetRow, hashFleetChange, nodeIdOf, pTokenUnits, type SigningDomain } from '@infinitio/domain'
import { fleetChangeFromWire } from '@infinitio/domain/wire'
import { InfinitioError, signFleetChange } from '@infinitio/sdk'
import { recoverAddress } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type DeliveredChange, type Judge, readTakenChange, takeChange } from './takeChange.ts'
import { fleetChangeOf } from '@infinitio/domain'

const owner = privateKeyToAccount(generatePrivateKey())
const nodeKey = privateKeyToAccount(generatePrivateKey())
const now = 1_800_000_000
const domain: SigningDomain = { chainId: 31_337, market: address(`0x${'b2'.repeat(20)}`) }
const lower = (account: PrivateKeyAccount) => address(account.address.toLowerCase())
const nodeId = nodeIdOf({ provider: lower(owner), nodeKey: lower(nodeKey) })
const otherNode = nodeIdOf({ provider: lower(owner), nodeKey: lower(owner) })
const price = (units: bigint, node = nodeId): FleetRow => ({ node, act: 'price', pricePerGpuSecond: pTokenUnits(units) })

type List = { rows?: readonly FleetRow[]; signer?: PrivateKeyAccount; lastSerial?: bigint; chainNow?: number; chainId?: number; place?: number }
async function delivered({
  rows = [price(5n), price(6n, otherNode)],
  signer = owner,
  lastSerial = 0n,
  chainNow = now,
  chainId = domain.chainId,
  place = 0,
}: List = {}): Promise<DeliveredChange> {
  const signed = await signFleetChange(signer, { rows, lastSerial, chain: { chainNow, chainId, addresses: { market: domain.market } } as never })
  const { proofs } = fleetChangeOf(rows, fleetChangeFromWire(signed.change))
  return { change: signed.change, signature: signed.signature, row: signed.rows[place] as DeliveredChange['row'], proof: proofs[place] ?? [] }
}

let folder: string
let acts: FleetRow[]
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'fleet-change-'))
  acts = []
})

function judge(change: Partial<Judge> = {}): Judge {
  return {
    ...{ folder, nodeId, nodeKey: nodeKey.address, domain, now: BigInt(now) },
    isSigned: async ({ account, digest, signature }) =>
      (await recoverAddress({ hash: digest as `0x${string}`, signature: signature as `0x${string}` })).toLowerCase() === account,
    act: async (row) => {
      acts.push(row)
      return null
    },
    ...change,
  }
}

const away = () =>
  new InfinitioError({ code: 'api.unreachable', status: 0, sentence: '', detail: '', requestId: null, retryAfterSeconds: null } as never)

describe('a machine that gets a row of a signed list', () => {
  test('acts once on its row and reports the same result again', async () => {
    const change = await delivered()
    const hash = hashFleetChange(fleetChangeFromWire(change.change), domain)
    expect(await takeChange(change, judge())).toEqual({ hash, code: null })
    expect(await takeChange(change, judge())).toEqual({ hash, code: null })
    expect(acts).toEqual([price(5n)])
  })

  test('reports a refusal that will not pass, such as a price outside its mandate', async () => {
    const act = async (): Promise<ErrorCode> => 'order.mandate_price_too_low'
    expect(await takeChange(await delivered(), judge({ act }))).toMatchObject({ code: 'order.mandate_price_too_low' })
    expect(await takeChange(await delivered(), judge())).toMatchObject({ code: 'order.mandate_price_too_low' })
    expect(acts).toEqual([])
  })

  test('continues after a restart between receiving and signing', async () => {
    const change = await delivered()
    await expect(takeChange(change, judge({ act: vi.fn().mockRejectedValue(away()) }))).rejects.toThrow()
    expect(await readTakenChange(folder)).toMatchObject({ result: null })
    expect(await takeChange(change, judge())).toMatchObject({ code: null })
    expect(acts).toHaveLength(1)
  })

  test('does nothing when it comes back after the end of the list, also when it had begun', async () => {
    const change = await delivered()
    await expect(takeChange(change, judge({ act: vi.fn().mockRejectedValue(away()) }))).rejects.toThrow()
    expect(await takeChange(change, judge({ now: BigInt(now + 900) }))).toMatchObject({ code: 'auth.signature_expired' })
    expect(acts).toEqual([])
  })

  test('never lets an older list undo a newer one', async () => {
    const older = await delivered({ rows: [price(1n)], lastSerial: BigInt(now) })
    await takeChange(await delivered({ rows: [price(2n)], lastSerial: BigInt(now + 1) }), judge())
    expect(await takeChange(older, judge())).toMatchObject({ code: 'order.fleet_superseded' })
    expect(await takeChange(await delivered({ rows: [price(3n)], lastSerial: BigInt(now + 1) }), judge())).toMatchObject({
      code: 'order.fleet_superseded',
    })
    expect(acts).toEqual([price(2n)])
  })

  test('refuses to act when the stored serial is damaged', async () => {
    await writeFile(path.join(folder, 'fleet-change.json'), '{"serial":')
    await expect(takeChange(await delivered(), judge())).rejects.toMatchObject({ code: 'node.settings_unreadable' })
    expect(acts).toEqual([])
  })

  test.each<[string, () => Promise<DeliveredChange>, ErrorCode]>([
    ['a wallet that does not own it', () => delivered({ signer: nodeKey }), 'node.not_owner'],
    [
      'a market that changed its price',
      async () => ({ ...(await delivered()), row: { ...(await delivered()).row, pricePerGpuSecond: '1' } }),
      'order.fleet_altered',
    ],
    [
      'a market that changed its act',
      async () => ({ ...(await delivered()), row: { node: nodeId, act: 'pause', pricePerGpuSecond: '0' } }),
      'order.fleet_altered',
    ],
    ['a market that gives it the row of another machine', async () => ({ ...(await delivered({ place: 1 })) }), 'order.fleet_altered'],
    [
      'a market that widens the signed limits',
      async () => {
        const change = await delivered()
        return { ...change, change: { ...change.change, highestPricePerGpuSecond: '99' } }
      },
      'auth.signature_wrong_signer',
    ],
    ['a list for another chain', () => delivered({ chainId: 1 }), 'auth.signature_wrong_signer'],
    ['a list that is over', () => delivered({ chainNow: now - 900 }), 'auth.signature_expired'],
    ['a list from the future', () => delivered({ chainNow: now + 121 }), 'order.fleet_altered'],
  ])('refuses %s', async (_what, change, code) => {
    expect(await takeChange(await change(), judge())).toMatchObject({ code })
    expect(acts).toEqual([])
    expect(await readTakenChange(folder)).toBeNull()
  })
})
