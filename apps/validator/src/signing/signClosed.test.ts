import { address, hex32 } from '@infinitio/domain'
import { beforeEach, expect, it, vi } from 'vitest'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { signClosed } from './signClosed.ts'

const calls = vi.hoisted(() => ({ workOutClosed: vi.fn(), attestedEpoch: vi.fn(), signRoot: vi.fn() }))
vi.mock('@infinitio/sdk/emission', () => ({ workOutClosed: calls.workOutClosed }))
vi.mock('./attestedEpoch.ts', () => ({ attestedEpoch: calls.attestedEpoch }))
vi.mock('./signRoot.ts', () => ({ signRoot: calls.signRoot }))

const account = address(`0x${'1'.repeat(40)}`)
const hour = 3_600n
const epoch = 500_000n
const root = new Uint8Array(32).fill(7)
const validator = (): OpenValidator => ({ address: account, opened: { access: {} }, closed: null }) as unknown as OpenValidator
const round = (change: Partial<Round> = {}): Round =>
  ({ headTime: (epoch + 1n) * hour + 60n, finalTime: (epoch + 1n) * hour, final: 9n, set: { members: [{ account }] }, ...change }) as unknown as Round
/** Makes `workOutClosed` return one lease that closed in this second of the hour `of` (its epoch number). */
const closing = (second: bigint, of = epoch) => calls.workOutClosed.mockResolvedValue({ root, leases: [{ closedAt: Number(of * hour + second) }] })

beforeEach(() => {
  vi.resetAllMocks()
  calls.attestedEpoch.mockResolvedValue(0n)
  closing(5n)
})

it('signs the root of the last whole hour, which it calculates once', async () => {
  const one = validator()
  for (let at = 0; at < 3; at += 1) await signClosed(one, round())
  expect(calls.workOutClosed).toHaveBeenCalledExactlyOnceWith({}, { epoch, head: 9n })
  expect(calls.signRoot).toHaveBeenCalledTimes(3)
  expect(calls.signRoot.mock.lastCall?.[2]).toEqual({ subject: 'closed', epoch, root: hex32(`0x${'07'.repeat(32)}`) })
})

it.each([
  ['outside the set', round({ set: null }), 0n],
  ['before the end of the hour is final', round({ finalTime: (epoch + 1n) * hour - 1n }), 0n],
  ['for an hour that is attested', round(), epoch],
])('signs nothing %s', async (_name, at, attested) => {
  calls.attestedEpoch.mockResolvedValue(attested)
  await signClosed(validator(), at)
  expect(calls.signRoot).not.toHaveBeenCalled()
})

it('signs nothing without a lease, and nothing new if the attested root has all leases', async () => {
  calls.workOutClosed.mockResolvedValue(null)
  await signClosed(validator(), round())
  calls.attestedEpoch.mockResolvedValue(epoch - 1n)
  closing(-1n)
  await signClosed(validator(), round())
  expect(calls.signRoot).not.toHaveBeenCalled()
  closing(0n)
  await signClosed(validator(), round())
  expect(calls.signRoot).toHaveBeenCalledOnce()
})
