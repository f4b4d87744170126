import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { address, hex32 } from '@infinitio/domain'
import { createClient, custom } from 'viem'
import { expect, it, onTestFinished } from 'vitest'
import { openKeptSlots } from '../validator/keptSlots.ts'
import type { OpenValidator } from '../validator/validator.ts'
import { callSlot } from './timeSlot.ts'

const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const contract = address(`0x${'c'.repeat(40)}`)

it.each([
  ['waits for the validator set while the API accepts calls', 0, 'seen'],
  ['sits a slot out when calls are too late', 31_000, 'shown'],
])('%s, if the chain node shows no set', async (_, agoMs, phase) => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-calls-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const kept = openKeptSlots(folder)
  const found = { slot: 7n, slotHash: word('1'), beaconSeed: word('0'), seed: word('5'), at: 1_000n }
  const slot = kept.add(found, Date.now() - agoMs) ?? expect.unreachable()
  const validator = {
    client: createClient({ transport: custom({ request: async () => `0x${'0'.repeat(64 * 4)}` }) }),
    address: contract,
    opened: { chainId: 31_337, addresses: { attestations: contract, directory: contract } },
    proofs: { kept, door: null, sets: [] },
  } as unknown as OpenValidator
  expect((await callSlot(validator, slot)).phase).toBe(phase)
  expect(kept.open().map((it) => it.phase)).toEqual([phase])
})
