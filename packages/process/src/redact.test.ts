import { describe, expect, it } from 'vitest'
import { redact } from './createLogger.ts'

describe('redact', () => {
  it('masks fields with the name of a secret, at any depth', () => {
    const value = { account: '0x1', password: 'p', inner: [{ privateKey: 'k', sessionToken: 't', Authorization: 'Bearer x', tokens: 5 }] }
    expect(redact(value)).toEqual({
      account: '0x1',
      password: '[redacted]',
      inner: [{ privateKey: '[redacted]', sessionToken: '[redacted]', Authorization: '[redacted]', tokens: 5 }],
    })
  })

  it('masks passwords inside URLs in every string, also in errors and their causes', () => {
    const cause = new Error('connect postgres://api:s3cret@127.0.0.1:5432/infinitio failed')
    const text = JSON.stringify(redact(new Error('no database', { cause })))
    expect(text).toContain('postgres://api:[redacted]@127.0.0.1')
    expect(text).not.toContain('s3cret')
  })

  it('ends at cycles and writes bigints as decimal strings', () => {
    const cycle: Record<string, unknown> = { amount: 10n ** 18n }
    cycle.self = cycle
    expect(JSON.stringify(redact(cycle))).toContain('1000000000000000000')
  })
})
