import type { Candidate } from '@infinitio/services'
import { testCandidate } from '@infinitio/services/test'
import { describe, expect, it } from 'vitest'
import { measureServices } from './measuredServices.ts'
import { readRoutedRequest, type RoutedRequest } from './routedRequest.ts'
import { type Passed, type RouteInput, routeRequest, type Tried } from './routeRequest.ts'

const passed: Passed = { status: 200, receipt: null, firstMs: 5, tokensPerSecond: null }
const answered: Tried = { kind: 'answered', pass: async () => passed }
const failed: Tried = { kind: 'failed', reason: 'status 503', isFault: true }
const candidates = [1, 2, 3, 4].map((n) => testCandidate(n))

function read(body: Record<string, unknown>): RoutedRequest {
  const request = readRoutedRequest({ model: 'llama-3.3-70b', messages: [{ role: 'user', content: 'Hi' }], ...body })
  if ('wrong' in request) throw new Error(request.wrong.join())
  return request
}

/**
 * Routes a request to fake services. `outcomes` are the results of the attempts, in this order. Also returns the services that got the request, and the bodies
 * that they got.
 */
async function route(body: Record<string, unknown>, outcomes: readonly Tried[], input: Partial<RouteInput> = {}) {
  const tried: { candidate: Candidate; sent: unknown }[] = []
  const measured = measureServices()
  const routed = await routeRequest({
    ...{ request: read(body), candidates, measured, now: () => 5_000, random: () => 0.5 },
    tryService: async (candidate, sent) => {
      tried.push({ candidate, sent: JSON.parse(sent) })
      return outcomes[tried.length - 1] ?? failed
    },
    ...input,
  })
  return { routed, tried, measured }
}

describe('a routed request', () => {
  it('goes to the next service until one answers, and a service with a fault comes last afterwards', async () => {
    const { routed, tried, measured } = await route({}, [failed, { ...failed, isFault: false }, answered])
    expect(routed).toMatchObject({ kind: 'answered', candidate: tried[2]?.candidate })
    expect(new Set(tried.map(({ candidate }) => candidate)).size).toBe(3)
    expect([...measured.services.keys()]).toEqual([tried[0]?.candidate.service])
  })

  it('tries three services over all its models, and says why each did not answer', async () => {
    const { routed, tried } = await route({ models: ['other'] }, [], {
      candidates: [...candidates.slice(0, 2), testCandidate(7, { model: 'other' }), testCandidate(8, { model: 'other' })],
    })
    expect(tried.map(({ candidate }) => candidate.model)).toEqual(['llama-3.3-70b', 'llama-3.3-70b', 'other'])
    expect(routed).toMatchObject({ kind: 'unanswered', failed: [{ reason: 'status 503' }, { reason: 'status 503' }, { reason: 'status 503' }] })
  })

  it('asks one service only without fallbacks', async () => {
    const { routed, tried } = await route({ provider: { allow_fallbacks: false } }, [failed])
    expect(tried).toHaveLength(1)
    expect(routed.kind).toBe('unanswered')
  })

  it('reaches a service without the fields of the router, under its own name of the model', async () => {
    const { tried } = await route({ provider: { only: [testCandidate(2).service.toUpperCase().replace('0X', '0x')] }, temperature: 0 }, [answered])
    expect(tried[0]?.sent).toEqual({ model: 'served-2', messages: [{ role: 'user', content: 'Hi' }], temperature: 0 })
  })

  it('returns to the same service if its beginning is long and equal', async () => {
    const long = (end: string) => ({
      messages: [
        { role: 'system', content: 'x'.repeat(5_000) },
        { role: 'user', content: end },
      ],
    })
    const firstOf = async (body: Record<string, unknown>, random: number) =>
      (await route(body, [answered], { random: () => random })).tried[0]?.candidate
    expect(await firstOf(long('one'), 0.1)).toBe(await firstOf(long('two'), 0.9))
    const short = await Promise.all(Array.from({ length: 40 }, (_, n) => firstOf({}, n / 40)))
    expect(new Set(short).size).toBeGreaterThan(2)
  })

  it('names what cannot be read', () => {
    const wrong = (body: Record<string, unknown>) => readRoutedRequest({ messages: [], ...body })
    expect(wrong({})).toEqual({ wrong: ['model: name the model that answers, or several in "models"'] })
    expect(wrong({ model: 'a', provider: { max_price: { prompt: 'cheap' } } })).toEqual({
      wrong: ['provider.max_price.prompt: is not an amount of PT, for example "0.20"'],
    })
    expect(wrong({ model: 'a', provider: { max_price: { completion: '0.60' } } })).toMatchObject({ wishes: { maxPrice: { start: 0n } } })
    expect(wrong({ model: 'a', provider: { max_price: { request: '0.20' } } })).toMatchObject({ wishes: { maxPrice: { start: 2n * 10n ** 17n } } })
    expect(wrong({ model: 'a', provider: { data_collection: 'deny' } })).toMatchObject({ wrong: [expect.stringContaining('data_collection')] })
  })
})
