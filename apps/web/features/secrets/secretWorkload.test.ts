import { commitSecrets, hashWorkload } from '@infinitio/domain'
import { workloadFromWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { plainSetup, workloadOf } from '#web/parts/lease-setup/leaseSetup.ts'
import { secretWorkload } from '#web/features/secrets/secretWorkload.ts'

const content = workloadOf(plainSetup)

test('commits to the typed secrets and contains only their names', () => {
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

test('commits to no secrets if there are none or they are incomplete', () => {
  for (const rows of [[], [{ key: 1, name: '', value: '' }], [{ key: 1, name: 'TOKEN', value: '' }]]) {
    const { workload, secrets } = secretWorkload(content, rows)
    expect([workload.secrets, secrets]).toEqual([undefined, null])
  }
})
