import { expect, test } from 'vitest'
import { workloadWire } from '../wire/index.ts'
import { pinImage, pinnedImage, scriptOfWorkload } from '../index.ts'

const digest = `sha256:${'ab'.repeat(32)}`

test.each([
  [`ubuntu@${digest}`, `docker.io/library/ubuntu@${digest}`, 'ubuntu'],
  [`vllm/vllm-openai:v0.9@${digest}`, `docker.io/vllm/vllm-openai@${digest}`, 'vllm/vllm-openai:v0.9'],
  [` ghcr.io/a/b/c@${digest}\n`, `ghcr.io/a/b/c@${digest}`, 'ghcr.io/a/b/c'],
  [`127.0.0.1:5000/lease:1@${digest}`, `127.0.0.1:5000/lease@${digest}`, '127.0.0.1:5000/lease:1'],
])('parses %j as one image of one registry', (text, reference, name) => {
  expect(pinImage(text)).toEqual({ reference, name })
})

test.each([
  'ubuntu',
  'ubuntu:24.04',
  `@${digest}`,
  `a@${digest}@${digest}`,
  `ubuntu@${digest.slice(0, -1)}`,
  `Ubuntu@${digest}`,
  `../x@${digest}`,
  `a b@${digest}`,
])('rejects %j, which could become another image or is invalid', (text) => {
  expect(pinImage(text)).toBeNull()
})

test.each([
  `ubuntu@${digest}`,
  `library/ubuntu@${digest}`,
  `docker.io/ubuntu:24@${digest}`,
  `docker.io/${'a'.repeat(600)}@${digest}`,
  `docker.io/x@${digest}\n`,
])('rejects %j in a workload, because it is incomplete', (reference) => {
  expect(pinnedImage(reference)).toBeNull()
})

test('requires an image exactly for the template image, and an image for a command', () => {
  const plain = { template: 'shell', startScript: '', sshKeys: [], environment: {}, ports: [], salt: `0x${'1'.repeat(64)}` }
  const image = { reference: `docker.io/library/ubuntu@${digest}` }
  const inImage = { ...plain, template: 'image', image }
  expect(workloadWire.safeParse(plain).success).toBe(true)
  expect(workloadWire.safeParse({ ...inImage, command: ['python3', '-V'] }).success).toBe(true)
  const wrong = [
    { ...plain, image },
    { ...plain, template: 'image' },
    { ...plain, command: ['ls'] },
    { ...inImage, command: [] },
    { ...inImage, command: ['a\0b'] },
  ]
  for (const workload of wrong) expect(workloadWire.safeParse(workload).success).toBe(false)
  const unpinned = workloadWire.safeParse({ ...inImage, image: { reference: 'docker.io/library/ubuntu' } })
  expect(unpinned.error?.issues[0]?.message).toBe('node.image_not_pinned')
})

test('starts a command after the script, unchanged', () => {
  const startScript = 'echo first'
  expect(scriptOfWorkload({ template: 'image', startScript, command: ['echo', "it's", '$HOME'] })).toBe(
    "echo first\nexec 'echo' 'it'\\''s' '$HOME'\n",
  )
  expect(scriptOfWorkload({ template: 'image', startScript: '', command: ['ls'] })).toBe("exec 'ls'\n")
  expect(scriptOfWorkload({ template: 'shell', startScript })).toBe('')
  expect(scriptOfWorkload({ template: 'script', startScript, command: ['ls'] })).toBe(startScript)
})
