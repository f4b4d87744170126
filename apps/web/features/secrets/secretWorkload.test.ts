import { commitSecrets, hashWorkload } from '@infinitio/domain'
import { workloadFromWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { plainSetup, workloadOf } from '#web/parts/lease-setup/leaseSetup.ts'
import { secretWorkload } from '#web/features/secrets/secretWorkload.ts'

const content = workloadOf(plainSetup)

test('what is signed commits to the secrets that were written, and says their names alone', () => {
  const rows = [
    { key: 1, name: 'TOKEN', value: 'hf_neverSigned' },
    { key: 2, name: '', value: '' },
  ]
  const { workload, workloadHash, secrets } = secretWorkload(content, rows)
  if (secrets === null) throw new Error('there are secrets')
  expect(secrets.values).toEqual({ TOKEN: 'hf_neverSigned' })
  expect(workload.secrets).toEqual(commitSecrets(secrets))
  expect(hashWorkload(workloadFromWire(workload))).toBe(workloadHash)
  expect(JSON.stringify(workload)).not.toMatch(new RegExp(`neverSigned|${secrets.salt}`))
  expect(secretWorkload(content, rows).workloadHash).not.toBe(workloadHash)
})

test('without secrets, or with some that cannot be signed yet, it names none', () => {
  for (const rows of [[], [{ key: 1, name: '', value: '' }], [{ key: 1, name: 'TOKEN', value: '' }]]) {
    const { workload, secrets } = secretWorkload(content, rows)
    expect([workload.secrets, secrets]).toEqual([undefined, null])
  }
})
