import { describe, expect, expectTypeOf, test } from 'vitest'
import { confirmMail, createPortToken, getLeaseTelemetry, getListing, putSealedSecrets, setSearchAlerts } from '../generated/calls.ts'
import type { ApiRequest, Transport } from './createTransport.ts'

/** Returns a transport that records requests instead of sending them, because these tests check only the request. */
function keeping(): { transport: Transport; sent: ApiRequest[] } {
  const sent: ApiRequest[] = []
  const send = async <Answer>(request: ApiRequest) => {
    sent.push(request)
    return null as Answer
  }
  return { sent, transport: { options: { baseUrl: '' }, send, open: () => Promise.reject(new Error('nothing opens')) } }
}

describe('the call of an endpoint', () => {
  test('puts each argument where its description says', async () => {
    const { transport, sent } = keeping()
    await confirmMail(transport, 'abc')
    await getListing(transport, { node: '0x1', query: { hours: 2 } })
    await getLeaseTelemetry(transport, '7')
    await getLeaseTelemetry(transport, '7', { hours: 5 })
    await setSearchAlerts(transport, 'id', true)
    await putSealedSecrets(transport, { workloadHash: '0x2', nodeId: '0x3', box: 'sealed' })
    await createPortToken(transport, { leaseId: '7', kind: 'page', port: 80 })
    expect(sent).toEqual([
      { method: 'POST', path: '/mail/confirm', body: { token: 'abc' } },
      { method: 'GET', path: '/listings/0x1', query: { hours: 2 } },
      { method: 'GET', path: '/leases/7/telemetry' },
      { method: 'GET', path: '/leases/7/telemetry', query: { hours: 5 } },
      { method: 'PUT', path: '/account/searches/id/alerts', body: { alerts: true } },
      { method: 'PUT', path: '/workloads/0x2/secrets/0x3', body: { box: 'sealed' } },
      { method: 'POST', path: '/leases/7/port-tokens', body: { kind: 'page', port: 80 } },
    ])
  })

  test('encodes what stands in its path, so that an argument cannot name another endpoint', async () => {
    const { transport, sent } = keeping()
    await getLeaseTelemetry(transport, '../session?x=1#')
    expect(sent[0]?.path).toBe('/leases/..%2Fsession%3Fx%3D1%23/telemetry')
  })

  test('leaves the object of its caller as it was', async () => {
    const parts = { leaseId: '7', kind: 'page' as const, port: 80 }
    await createPortToken(keeping().transport, parts)
    expect(parts).toEqual({ leaseId: '7', kind: 'page', port: 80 })
  })

  test('has the types of the schemas', () => {
    expectTypeOf(confirmMail).parameters.toEqualTypeOf<[Transport, string]>()
    expectTypeOf(confirmMail).returns.toEqualTypeOf<Promise<void>>()
    // @ts-expect-error: an argument that the description does not take.
    void (() => confirmMail(keeping().transport, 'abc', 'more'))
    // @ts-expect-error: a query field that the schema does not have.
    void (() => getListing(keeping().transport, { node: '0x1', query: { wrong: '1' } }))
  })
})
