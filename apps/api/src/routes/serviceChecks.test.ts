import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { saveService } from '@infinitio/db'
import {
  type Address,
  address,
  assetUnits,
  checkLimits,
  checkReportText,
  checkSlotAt,
  checkSecondsOf,
  checkTimesText,
  type Hex32,
  hex32,
  serviceId,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import { developmentChainId } from '@infinitio/domain/proofs'
import { createTransport, type Transport } from '@infinitio/sdk'
import type { CheckSlotWire } from '@infinitio/domain/wire'
import { getCheckSlot, getServiceChecks, openCheckBook, postCheckReport } from '@infinitio/sdk/checks'
import { termsBytes, termsHash, usualStep } from '@infinitio/services'
import { toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

const members = ['one', 'two', 'three', 'four'].map((name) => testKey(`validator ${name}`))
type Key = (typeof members)[number]
const model = 'tiny'
const services = [1, 2, 3, 4, 5].map((n) => serviceId(`0x${n.toString(16).padStart(40, '0')}`))
const [cheat, honest] = [services[4] ?? '', services[0] ?? '']
const payeeOf = (place: number) => address(`0x${(place + 1).toString(16).padStart(40, 'a')}`)
const siteOf = (place: number) => `service-${place}.example`
const offered = services.map((service, place) => ({ service, payee: payeeOf(place), site: siteOf(place), model }))
const head = (text: string) => hex32(toHex(text, { size: 32 }))

describe('checks of AI services', () => {
  let api: TestApi
  let present = 0

  beforeAll(async () => {
    api = await startTestApi()
    await deployTestGovernance(api.chain, { members })
    for (const [place, service] of services.entries()) await register(service, place, model)
    await register(serviceId(`0x${'e'.repeat(40)}`), 9, 'other')
    present = checkSlotAt(Number((await api.services.emission.read()).blockTimestamp), developmentChainId)
  }, 120_000)
  afterAll(() => api?.stop())

  it('are stored once, of the present check, by a member of the set', async () => {
    const one = members[0] as Key
    const report = await signed(one, answers('differs'))
    await expect(postCheckReport(api.client.transport, { ...report, slot: present - 2 })).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(postCheckReport(api.client.transport, { ...report, slot: present + 1 })).rejects.toMatchObject({ code: 'api.invalid_field' })
    const stranger = await signed(testKey('stranger'), answers('differs'))
    await expect(postCheckReport(api.client.transport, stranger)).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    expect(await postCheckReport(api.client.transport, report)).toEqual({ slot: present })
    expect(await postCheckReport(api.client.transport, report)).toEqual({ slot: present })
    await expect(postCheckReport(api.client.transport, await signed(one, answers('agrees')))).rejects.toMatchObject({
      code: 'api.idempotency_conflict',
    })
  })

  it('are refused with a flipped byte, of another chain, market or check, and under another name', async () => {
    const two = members[1] as Key
    const report = await signed(two, answers('differs'))
    const [first, ...rest] = report.answers
    const flipped = [{ service: first?.service ?? '', heads: [head('flipped'), head('b')] }, ...rest]
    const wrong = [
      { ...report, answers: flipped },
      { ...report, answers: report.answers.slice(1) },
      { ...report, slot: present - 1 },
      { ...report, validator: members[2]?.address ?? '' },
      await signed(two, answers('differs'), { chainId: 1 }),
      await signed(two, answers('differs'), { directory: address(zeroAddress) }),
      await signed(two, answers('differs'), { slot: present - 1, sent: present }),
    ]
    for (const one of wrong) await expect(postCheckReport(api.client.transport, one)).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    const broken = `0x${'0'.repeat(130)}`
    await expect(postCheckReport(api.client.transport, { ...report, signature: broken })).rejects.toMatchObject({ code: 'auth.signature_malformed' })
  })

  it('name each registered service of the model once', async () => {
    const two = members[1] as Key
    const twice = [...answers('differs'), ...answers('differs').slice(0, 1)]
    await expect(postCheckReport(api.client.transport, await signed(two, twice))).rejects.toMatchObject({ code: 'api.invalid_field' })
    const unknown = [{ service: `0x${'9'.repeat(40)}`, heads: [null, null] }]
    await expect(postCheckReport(api.client.transport, await signed(two, unknown))).rejects.toMatchObject({ code: 'service.unknown' })
    const other = [{ service: `0x${'e'.repeat(40)}`, heads: [null, null] }]
    await expect(postCheckReport(api.client.transport, await signed(two, other))).rejects.toMatchObject({ code: 'api.invalid_field' })
  })

  it('have speeds only with a signature of the validator over exactly these', async () => {
    const two = members[1] as Key
    const post = (report: Awaited<ReturnType<typeof timed>>) => postCheckReport(api.client.transport, report)
    const report = await timed(two, 200)
    const { timesSignature: _, ...unsigned } = report
    await expect(post(unsigned as typeof report)).rejects.toMatchObject({ code: 'api.invalid_field' })
    const faster = report.answers.map((answer) => ({ ...answer, times: [{ firstMs: 1, wholeMs: 1_000, textBytes: 256 }, null] }))
    await expect(post({ ...report, answers: faster })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    const stranger = await timed(testKey('stranger'), 200)
    await expect(post({ ...report, timesSignature: stranger.timesSignature })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(post({ ...report, timesSignature: `0x${'0'.repeat(130)}` })).rejects.toMatchObject({ code: 'auth.signature_malformed' })
    const slower = { firstMs: 200, wholeMs: 1_000_000, textBytes: 256 }
    await expect(post({ ...report, answers: report.answers.map((answer) => ({ ...answer, times: [slower, null] })) })).rejects.toMatchObject({
      code: 'api.invalid_field',
    })
    const unanswered = await timed(two, 200, { heads: [null, head('b')] })
    await expect(post(unanswered)).rejects.toMatchObject({ code: 'api.invalid_field' })
  })

  it('leave a service out after the reports of three validators, and not of one', async () => {
    expect((await api.client.getService(cheat)).checks).toEqual({ standing: 'unchecked', judged: 2, agreed: 0, lastAt: expect.any(Number) })
    for (const slot of [present - 1, present])
      for (const key of members.slice(slot === present ? 1 : 0))
        await postCheckReport(api.client.transport, await signed(key, answers('differs'), { slot }))
    const { checks } = await api.client.getService(cheat)
    expect(checks).toEqual({ standing: 'left_out', judged: 16, agreed: 0, lastAt: (present + 1) * checkSecondsOf(developmentChainId) })
    expect((await api.client.getService(honest)).checks).toMatchObject({ standing: 'fine', judged: 16, agreed: 16 })
    const { items } = await api.client.listServices()
    expect(items.filter((one) => one.checks?.standing === 'left_out').map(({ service }) => service)).toEqual([cheat])
  })

  it('measure the speed of services by the median of three validators, and not of two', async () => {
    const slot = present - 1
    const other = 'timed'
    const timedService = serviceId(`0x${'7'.repeat(40)}`)
    await register(timedService, 7, other)
    const report = (key: Key, firstMs: number) => timed(key, firstMs, { slot, model: other, services: [timedService], heads: [head('a'), head('b')] })
    expect((await api.client.getService(timedService)).quality).toEqual({
      ...{ validators: 0, asked: 0, answeredBps: null, firstMs: null, tokensPerSecond: null, lastAt: null },
    })
    for (const [place, firstMs] of [200, 5].entries()) await postCheckReport(api.client.transport, await report(members[place] as Key, firstMs))
    expect((await api.client.getService(timedService)).quality).toMatchObject({ validators: 2, asked: 4, answeredBps: null, firstMs: null })
    await postCheckReport(api.client.transport, await report(members[2] as Key, 300))
    const { quality } = await api.client.getService(timedService)
    const lastAt = present * checkSecondsOf(developmentChainId)
    expect(quality).toEqual({ validators: 3, asked: 6, answeredBps: 10_000, firstMs: 200, tokensPerSecond: 64, lastAt })
    expect((await getServiceChecks(api.client.transport, timedService)).quality).toEqual(quality)
    const site = { service: timedService, payee: payeeOf(7), site: siteOf(7), model: other }
    const measured = async (transport: Transport) => (await (await openBook(transport)).read([site])).get(timedService)?.quality
    expect(await measured(api.client.transport)).toMatchObject({ validators: 3, answeredBps: 10_000, firstMs: 200, tokensPerSecond: 64 })
    const faster: typeof fetch = async (input, init) => {
      const response = await fetch(input, init)
      return String(input).includes('/services/checks/') ? new Response((await response.text()).replaceAll('"firstMs":200', '"firstMs":2')) : response
    }
    expect(await measured(createTransport({ baseUrl: api.url, fetch: faster }))).toMatchObject({ answeredBps: 10_000, firstMs: null })
  })

  it('are shown to strangers, who can check each signature', async () => {
    const found = await getServiceChecks(api.client.transport, cheat)
    expect(found).toMatchObject({ service: cheat, checkSeconds: 120, checks: { standing: 'left_out' } })
    expect(found.results).toHaveLength(members.length * checkLimits.questions * 2)
    expect(found.results[0]).toMatchObject({ slot: present, outcome: 'differs' })
    const { reports } = await getCheckSlot(api.client.transport, present)
    expect(reports).toHaveLength(members.length)
    const own = reports.find(({ validator }) => validator === members[0]?.address)
    expect(own).toMatchObject({ model, signature: (await signed(members[0] as Key, answers('differs'))).signature, answers: answers('differs') })
    expect(found.results.map(({ signature }) => signature)).toContain(own?.signature)
    await expect(getServiceChecks(api.client.transport, `0x${'9'.repeat(40)}`)).rejects.toMatchObject({ code: 'service.unknown' })
    expect(await getCheckSlot(api.client.transport, 1)).toEqual({ slot: 1, reports: [] })
  })

  it('give the same standings to a router that trusts no API', async () => {
    const standings = await (await openBook(api.client.transport)).read(offered)
    expect([...standings].filter(([, { standing }]) => standing === 'left_out').map(([service]) => service)).toEqual([cheat])
    expect(standings.get(serviceId(honest))).toMatchObject({ standing: 'fine', judged: 16, agreed: 16 })
  })

  it('throw no honest service out if the API forges, repeats, moves or withholds reports', async () => {
    const moved = (await getCheckSlot(api.client.transport, present)).reports
    const flipped = { heads: [head('x'), head('y')] }
    const lies: Record<string, { readonly judged: number; readonly change: (slot: CheckSlotWire) => CheckSlotWire['reports'] }> = {
      answers: {
        judged: 0,
        change: ({ reports }) =>
          reports.map((report) => ({ ...report, answers: report.answers.map((one) => (one.service === honest ? { ...one, ...flipped } : one)) })),
      },
      signer: { judged: 0, change: ({ reports }) => reports.map((report) => ({ ...report, validator: testKey('stranger').address })) },
      repeated: { judged: 16, change: ({ reports }) => Array.from({ length: 20 }, () => reports).flat() },
      moved: { judged: 8, change: () => moved },
      withheld: { judged: 0, change: () => [] },
    }
    for (const [name, { judged, change }] of Object.entries(lies)) {
      const lying: typeof fetch = async (input, init) => {
        const response = await fetch(input, init)
        if (!String(input).includes('/services/checks/')) return response
        const slot = (await response.json()) as CheckSlotWire
        return Response.json({ ...slot, reports: change(slot) })
      }
      const standings = await (await openBook(createTransport({ baseUrl: api.url, fetch: lying }))).read(offered)
      expect(standings.get(serviceId(honest))?.standing, name).not.toBe('left_out')
      expect(standings.get(serviceId(cheat))?.judged, name).toBe(judged)
    }
  })

  async function openBook(transport: Transport) {
    const { client } = api.services.facts
    const { directory, attestations } = (await api.services.facts.read()).addresses
    return openCheckBook({ transport, client, chainId: developmentChainId, directory, attestations })
  }

  /** Returns the answers of all services to two questions. If `last` is `differs`, the last service gives other answers than the rest to both questions. */
  function answers(last: 'differs' | 'agrees') {
    return services.map((service, place) => {
      const isOther = last === 'differs' && place === services.length - 1
      return { service: service as string, heads: isOther ? [head('x'), head('y')] : [head('a'), head('b')] }
    })
  }

  /** Signs a report about the check `slot`. `sent` replaces the check's number in the report after the signature. */
  async function signed(
    key: Key,
    list: readonly { readonly service: string; readonly heads: readonly (string | null)[] }[],
    {
      slot = present,
      sent = slot,
      chainId = developmentChainId,
      directory = api.chain.addresses.directory,
    }: { readonly slot?: number; readonly sent?: number; readonly chainId?: number; readonly directory?: Address } = {},
  ) {
    const read = list.map(({ service, heads }) => ({ service: serviceId(service), heads: heads as readonly (Hex32 | null)[] }))
    const message = checkReportText({ chainId, directory, slot, model, answers: read })
    const signature = (await privateKeyToAccount(key.privateKey).signMessage({ message })).toLowerCase()
    return { slot: sent, validator: key.address, model, answers: list.map(({ service, heads }) => ({ service, heads: [...heads] })), signature }
  }

  type Timing = { readonly slot?: number; readonly model?: string; readonly services?: readonly string[]; readonly heads?: readonly (Hex32 | null)[] }

  /** Signs a report with speeds: each answer to the first question has 64 tokens in 1 s, the first text after `firstMs`. */
  async function timed(
    key: Key,
    firstMs: number,
    { slot = present, model: named = model, services: of = services, heads = [head('a'), head('b')] }: Timing = {},
  ) {
    const times = [{ firstMs, wholeMs: 1_000, textBytes: 256 }, null]
    const about = { chainId: developmentChainId, directory: api.chain.addresses.directory, slot, model: named }
    const sign = async (message: string) => (await privateKeyToAccount(key.privateKey).signMessage({ message })).toLowerCase()
    const read = of.map((service) => ({ service: serviceId(service), heads, times }))
    return {
      ...{ slot, validator: key.address, model: named, answers: of.map((service) => ({ service, heads: [...heads], times: [...times] })) },
      ...{
        signature: await sign(checkReportText({ ...about, answers: read })),
        timesSignature: await sign(checkTimesText({ ...about, times: read })),
      },
    }
  }

  async function register(service: ReturnType<typeof serviceId>, place: number, name: string): Promise<void> {
    const terms = {
      ...({ version: 1, kind: 'chat', asset: 'PToken', model: name, url: `https://${siteOf(place)}/v1`, contact: '' } as const),
      ...{ inputPrice: assetUnits(1n), cachedPrice: assetUnits(1n), outputPrice: assetUnits(1n), step: usualStep, leastDeposit: assetUnits(0n) },
      responseKey: address(zeroAddress.replace(/0$/, '1')),
    }
    await api.owner.transaction((tx) =>
      saveService(tx, {
        ...{ service, payee: payeeOf(place), royaltyTo: zeroAddress, royaltyBps: 0, lockSeconds: 3_600 },
        ...{
          operator: zeroAddress,
          model: zeroHex32,
          bond: 0n,
          outAt: 0n,
          noted: false,
          terms: toHex(termsBytes(terms)),
          termsHash: termsHash(terms),
        },
        ...{ termsAt: 1n, registeredAt: BigInt(place + 1), updatedBlock: 1n },
      }),
    )
  }
})
