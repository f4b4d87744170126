import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { EnvironmentError, readEnv } from './readEnv.ts'

describe('readEnv', () => {
  it('returns parsed settings', () => {
    vi.stubEnv('TEST_PORT', '3000')
    expect(readEnv(z.object({ TEST_PORT: z.coerce.number().int() }))).toEqual({ TEST_PORT: 3000 })
    vi.unstubAllEnvs()
  })

  it('names every bad setting at once, never its value', () => {
    vi.stubEnv('TEST_SECRET', 'hunter2')
    const schema = z.object({ TEST_SECRET: z.string().min(32), TEST_MISSING: z.string() })
    expect(() => readEnv(schema)).toThrow(EnvironmentError)
    expect(() => readEnv(schema)).toThrow(/TEST_SECRET[\s\S]*TEST_MISSING/)
    expect(() => readEnv(schema)).not.toThrow(/hunter2/)
    vi.unstubAllEnvs()
  })
})
