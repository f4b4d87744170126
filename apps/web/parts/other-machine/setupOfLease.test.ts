import type { LeaseWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { plainSetup } from '#web/parts/lease-setup/leaseSetup.ts'
import { replacementTerms } from '#web/parts/other-machine/replacementTerms.ts'
import { setupOfLease } from '#web/parts/other-machine/setupOfLease.ts'
import { fixtureLease, fixtureStart } from '#web/parts/lease/fixtureLease.ts'

const key = `ssh-ed25519 ${Buffer.from('\0\0\0\u000bssh-ed25519\0\0\0 key').toString('base64')} me@desk`

test('fills a form with the setup of a lease, and asks for the secret values again', () => {
  const workload = {
    ...{ template: 'image', startScript: 'true', environment: {}, ports: [8_000, 8_001], sshKeys: [key], salt: '0x' },
    ...{ image: { reference: 'docker.io/a/b@sha256:00' }, command: ['serve', '--fast'], secrets: { names: ['TOKEN'], commitment: '0x' } },
  } as unknown as LeaseWire['workload']
  expect(setupOfLease({ name: 'night run', workload })).toEqual({
    ...plainSetup,
    ...{ name: 'night run', template: 'image', startScript: 'true', ports: '8000, 8001', image: 'docker.io/a/b@sha256:00', command: 'serve --fast' },
    keys: [{ line: key, name: 'me@desk', chosen: true }],
    secrets: [{ key: 0, name: 'TOKEN', value: '' }],
  })
  expect(setupOfLease({ name: 'a', workload: null })).toEqual({ ...plainSetup, name: 'a' })
})

test.each([
  ['one that was not ready: all of it', { state: 'booked', ready: null }, null, 3_600],
  ['one that runs: what it has left since its machine was seen last, in whole hours', { endsAt: fixtureStart + 9_000 }, fixtureStart + 1_000, 10_800],
  ['one that ended with its machine: what it was booked for beyond that', { state: 'ended', endsAt: fixtureStart + 600 }, null, 3_600],
] as const)('another machine takes the place of %s', (_what, patch, since, durationSeconds) => {
  const lease = { ...fixtureLease(patch), lost: since === null ? null : { since, at: since } }
  expect(replacementTerms(lease)).toEqual({
    ...{ node: lease.terms.node, gpus: 2, pricePerGpuSecond: lease.terms.pricePerGpuSecond },
    ...{ durationSeconds, funded: true },
  })
})
