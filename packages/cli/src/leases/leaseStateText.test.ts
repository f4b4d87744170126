import { describe, expect, test } from 'vitest'
import { leaseStateText } from './leaseStateText.ts'

type Lease = Parameters<typeof leaseStateText>[0]

const active: Lease = {
  state: 'active',
  endReason: null,
  lost: null,
  node: { state: 'answering' },
  image: { state: 'none' },
  secrets: { state: 'none' },
}
const said = (change: Partial<Lease>) => leaseStateText({ ...active, ...change })
const refused = { state: 'refused', reason: 'no such digest', code: 'node.image_unavailable' } as const

describe('a lease in the list', () => {
  test('shows only its state while it runs, and the reason after it ended', () => {
    expect(said({})).toBe('active')
    expect(said({ state: 'booked' })).toBe('booked')
    expect(said({ state: 'closed', endReason: 'time_up', image: { state: 'here' }, lost: { since: 1, at: 2 } })).toBe('closed (time_up)')
  })

  test.each([
    [{ state: 'wanted' }, 'active, image next'],
    [{ state: 'pulling', percent: 40 }, 'active, image 40 %'],
    [{ state: 'here' }, 'active, in its image'],
    [{ ...refused, retrying: true }, 'active, node.image_unavailable, tried again'],
    [{ ...refused, retrying: false }, 'active, node.image_unavailable'],
  ] satisfies [Lease['image'], string][])('says how far its image is: %o', (image, text) => {
    expect(said({ image })).toBe(text)
  })

  test('waits for secrets that are not there, or could not be opened, and for no others', () => {
    const waits = (state: Lease['secrets']['state']) => said({ secrets: { ...active.secrets, state } as Lease['secrets'], image: { state: 'here' } })
    expect(waits('waiting')).toBe('active, in its image, waits for its secrets')
    expect(waits('refused')).toBe('active, in its image, waits for its secrets')
    expect(waits('opened')).toBe('active, in its image')
  })

  test('says that its machine is silent, or was lost', () => {
    expect(said({ node: { state: 'suspect' } })).toBe('active, its machine is silent')
    expect(said({ node: { state: 'lost' }, lost: { since: 1, at: 2 } })).toBe('active, its machine was lost')
  })
})
