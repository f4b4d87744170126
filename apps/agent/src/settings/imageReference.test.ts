import { expect, test } from 'vitest'
import { imageReference } from './imageReference.ts'

const digest = `sha256:${'ab'.repeat(32)}`

test.each([
  [digest, { kind: 'id', id: digest }],
  [`docker.io/library/debian@${digest}`, { kind: 'digest', name: 'docker.io/library/debian', digest }],
  [`localhost:5000/a/b-c@${digest}`, { kind: 'digest', name: 'localhost:5000/a/b-c', digest }],
])('%s can only be one image', (text, reference) => {
  expect(imageReference(text)).toEqual(reference)
})

test.each([
  ...['debian', 'debian:12', `debian:12@${digest}`, `debian@sha256:${'ab'.repeat(31)}`, `debian@${digest.toUpperCase()}`, '', `@${digest}`],
  ...[`../etc@${digest}`, `a//b@${digest}`, `a b@${digest}`, `a/${'b'.repeat(600)}@${digest}`, `debian@${digest}\n`, `-rm@${digest}`],
])('%j is refused: it could be another image tomorrow, or is no name', (text) => {
  expect(imageReference(text)).toBeNull()
})
