import { AdapterError, jobText } from '@infinitio/tasks'
import { describe, expect, test } from 'vitest'
import { inferenceAdapter, type InferenceInput, inferenceInputText } from '../index.ts'

const { parse, plan, estimate } = inferenceAdapter(null)
const input: InferenceInput = {
  ...{ adapter: 'inference@1', files: { requests: { sha256: `0x${'ab'.repeat(32)}` as InferenceInput['fingerprint'], bytes: 9_000 } } },
  ...{ model: 'a', fingerprint: `0x${'cd'.repeat(32)}` as InferenceInput['fingerprint'], requests: 256, maxTokens: 100, mostTokens: 200 },
  ...{ speed: 50, tasks: 2, chunks: 64 },
}

function refusal(value: object): AdapterError | undefined {
  try {
    parse(jobText(JSON.parse(JSON.stringify(value))))
  } catch (error) {
    if (error instanceof AdapterError) return error
    throw error
  }
  return undefined
}

describe('the input of an inference job', () => {
  test('is read from its own text', () => {
    expect(parse(inferenceInputText(input))).toEqual(input)
  })

  test.each([
    ['an unknown key', { ...input, modle: 'x' }, 'modle', 'Did you mean "model"?'],
    ['an address', { ...input, server: 'http://a.example' }, 'server', 'Unknown key "server".'],
    ['another adapter', { ...input, adapter: 'inference@2' }, 'adapter', ''],
    ['no fingerprint', { ...input, fingerprint: undefined }, 'fingerprint', ''],
    ['fewer requests than chunks', { ...input, requests: 127 }, 'requests', '127 requests cannot be divided into 2 × 64 chunks.'],
    ['65 requests a chunk', { ...input, requests: 64 * 128 + 1 }, 'chunks', 'A chunk would have 65 requests, and at most 64 are allowed.'],
    ['257 chunks', { ...input, chunks: 257 }, 'chunks', ''],
    ['4,097 tokens', { ...input, mostTokens: 4_097 }, 'mostTokens', ''],
    ['a larger limit than the largest', { ...input, maxTokens: 201 }, 'mostTokens', 'mostTokens is less than maxTokens'],
    ['another file', { ...input, files: { ...input.files, images: input.files.requests } }, 'files.images', ''],
  ])('is refused with %s', (_, value, field, message) => {
    const error = refusal(value)
    expect([error?.reason, error?.place.field]).toEqual(['inputInvalid', field])
    expect(error?.message).toContain(message)
  })
})

describe('the plan of an inference job', () => {
  test.each([
    [64, 256, undefined, { tasks: 1, chunks: 64 }],
    [10, 256, undefined, { tasks: 1, chunks: 10 }],
    [1, 1, undefined, { tasks: 1, chunks: 1 }],
    [1_000, 256, undefined, { tasks: 9, chunks: 64 }],
    [100_000, 4_096, undefined, { tasks: 1_563, chunks: 63 }],
    [1_000_000, 1, undefined, { tasks: 245, chunks: 64 }],
    [16_384, 16, 1, { tasks: 1, chunks: 256 }],
    [5_000, 16, 1, { tasks: 1, chunks: 79 }],
    [10, 16, 40, { tasks: 10, chunks: 1 }],
  ])('divides %d requests of up to %d tokens into %s tasks', (requests, mostTokens, tasks, expected) => {
    const found = plan({ requests, mostTokens, speed: 50, ...(tasks === undefined ? {} : { tasks }) })
    expect(found).toEqual(expected)
    expect(Math.ceil(requests / (found.tasks * found.chunks))).toBeLessThanOrEqual(64)
  })

  test('estimates the time of the longest answers at the stated speed', () => {
    expect(estimate(input)).toEqual({ seconds: 516, memoryBytes: 268_435_456, bytesIn: 9_000, bytesOut: 128 * (200 * 8 + 512) })
    expect(estimate({ ...input, speed: 500 }).seconds).toBe(53)
  })
})
