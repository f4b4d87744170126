import { randomBytes } from 'node:crypto'
import { requestHash } from '@infinitio/services'
import { expect, it } from 'vitest'
import { hashOfBody } from './hashOfBody.ts'

it('hashes bodies of all lengths as every client does', () => {
  for (const length of [0, 1, 31, 32, 55, 56, 64, 1_000, 100_000]) {
    const [salt, body] = [`0x${randomBytes(16).toString('hex')}` as const, randomBytes(length)]
    expect(hashOfBody(salt, body)).toBe(requestHash(salt, body))
  }
})
