import { InfinitioError } from '@infinitio/sdk'
import { expect, test } from 'vitest'
import { reportMembers } from './followMesh.ts'

const link = { leaseId: '2', way: 'direct' as const, rttMs: 1, at: 1_700_000_000 }
const members = [{ leaseId: '1', statement: null, links: [{ ...link, mbps: 940 }] }]
const refused = (code: string, status: number) =>
  new InfinitioError({ code, status, sentence: '', detail: '', requestId: null, retryAfterSeconds: null })

test.each(['api.unknown_field', 'api.invalid_field'])(
  'an older market, which refuses bandwidths as %s, gets the report without them',
  async (code) => {
    const sent: unknown[] = []
    const answer = await reportMembers(members, async (given) => {
      sent.push(given)
      if (given.some(({ links }) => links.some((one) => 'mbps' in one))) throw refused(code, 400)
      return 'met'
    })
    expect(answer).toBe('met')
    expect(sent).toEqual([members, [{ leaseId: '1', statement: null, links: [link] }]])
  },
)

test('an older market, which does not know gateways between members, gets such a connection as direct', async () => {
  const through = [{ leaseId: '1', statement: null, links: [{ ...link, way: 'tunnel' as const }] }]
  const answer = await reportMembers(through, async ([member]) => {
    if (member?.links[0]?.way === 'tunnel') throw refused('api.invalid_field', 400)
    return member?.links
  })
  expect(answer).toEqual([link])
})

test('a report is not sent again after another error, or if it has no bandwidths', async () => {
  let calls = 0
  const failing = (error: Error) => async () => {
    calls += 1
    throw error
  }
  await expect(reportMembers(members, failing(refused('api.internal', 500)))).rejects.toMatchObject({ code: 'api.internal' })
  const without = [{ leaseId: '1', statement: null, links: [link] }]
  await expect(reportMembers(without, failing(refused('api.invalid_field', 400)))).rejects.toMatchObject({ code: 'api.invalid_field' })
  expect(calls).toBe(2)
})
