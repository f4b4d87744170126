import { type Hex32, zeroHex32 } from '@infinitio/domain'
import { InfinitioError } from '@infinitio/sdk'
import { expect, it } from 'vitest'
import { patientFetch } from './patientFetch.ts'

const refused = (status: number, retryAfterSeconds: number | null) =>
  new InfinitioError({ code: 'api.too_many_requests', status, sentence: '', detail: '', requestId: null, retryAfterSeconds })

it('waits as long as the market asks, up to a limit, and then fetches the artefact', async () => {
  const answers = [refused(429, 3), refused(429, null), refused(429, 999)]
  const waits: number[] = []
  const open = async (_: Hex32) => Promise.reject(answers.shift() ?? new Error('no answer is left'))
  const fetched = patientFetch(
    (sha256) => (answers.length === 0 ? Promise.resolve(new Uint8Array([1])) : open(sha256)),
    async (ms) => waits.push(ms),
  )
  expect(await fetched(zeroHex32)).toEqual(new Uint8Array([1]))
  expect(waits).toEqual([3_000, 2_000, 30_000])
})

it('rejects at once with another error, and after ten waits', async () => {
  let waits = 0
  const delay = async () => {
    waits += 1
  }
  await expect(patientFetch(() => Promise.reject(refused(404, null)), delay)(zeroHex32)).rejects.toMatchObject({ status: 404 })
  expect(waits).toBe(0)
  await expect(patientFetch(() => Promise.reject(refused(429, 1)), delay)(zeroHex32)).rejects.toMatchObject({ status: 429 })
  expect(waits).toBe(10)
})
