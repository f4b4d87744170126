import { describe, expect, test } from 'vitest'
import { forgetCheckout, storeCheckout, storedCheckout } from '#web/features/booking/useSetup.ts'
import { plainSetup } from '#web/parts/lease-setup/leaseSetup.ts'

const place = { account: '0xa', node: '0x1' }
const typed = { ...plainSetup, template: 'script', startScript: 'nproc', name: 'night run', ports: '8000, abc' } as const
const secrets = [{ key: 0, name: 'TOKEN', value: 'hf_secret' }]

describe('a stored checkout', () => {
  test('returns the typed values only for the same account and machine', () => {
    const shelf = shelfOf()
    storeCheckout(shelf, { ...place, setup: typed, atMs: 1_000 })
    expect(storedCheckout(shelf, { ...place, nowMs: 2_000 })).toMatchObject({
      template: 'script',
      startScript: 'nproc',
      name: 'night run',
      ports: '8000, abc',
    })
    expect(storedCheckout(shelf, { ...place, account: '0xb', nowMs: 2_000 })).toBeNull()
    expect(storedCheckout(shelf, { ...place, node: '0x2', nowMs: 2_000 })).toBeNull()
  })

  test('contains no secret, neither its value nor its name', () => {
    const shelf = shelfOf()
    storeCheckout(shelf, { ...place, setup: { ...typed, secrets }, atMs: 1_000 })
    expect(shelf.text()).not.toMatch(/hf_secret|TOKEN/)
  })

  test('removes the entry after a day, and when the order is placed', () => {
    const shelf = shelfOf()
    storeCheckout(shelf, { ...place, setup: typed, atMs: 1_000 })
    expect(storedCheckout(shelf, { ...place, nowMs: 1_000 + 86_400_000 })).toBeNull()
    forgetCheckout(shelf, place)
    expect(storedCheckout(shelf, { ...place, nowMs: 2_000 })).toBeNull()
  })

  test('removes only the oldest of eight entries', () => {
    const shelf = shelfOf()
    for (let at = 0; at < 9; at += 1) storeCheckout(shelf, { account: '0xa', node: `0x${at}`, setup: typed, atMs: at })
    expect(storedCheckout(shelf, { account: '0xa', node: '0x0', nowMs: 9 })).toBeNull()
    expect(storedCheckout(shelf, { account: '0xa', node: '0x1', nowMs: 9 })).not.toBeNull()
  })

  test.each(['{', '{}', '[1]', '[{"account":"0xa","node":"0x1","atMs":1,"setup":{"template":"gone"}}]'])(
    'ignores %s from another version',
    (text) => {
      expect(storedCheckout(shelfOf(text), { ...place, nowMs: 2 })).toBeNull()
    },
  )
})

function shelfOf(start: string | null = null) {
  let stored = start
  return {
    getItem: () => stored,
    setItem: (_key: string, value: string) => {
      stored = value
    },
    text: () => stored,
  }
}
