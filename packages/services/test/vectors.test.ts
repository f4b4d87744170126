import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { serviceVectors } from './serviceVectors.ts'

describe('the vectors that the service ledger also meets', () => {
  it.each(Object.entries(serviceVectors()))('%s are the stored ones', (name, made) => {
    const stored = readFileSync(new URL(`../../domain/vectors/${name}.json`, import.meta.url), 'utf8')
    expect(JSON.parse(stored)).toEqual(JSON.parse(JSON.stringify(made, (_, value) => (typeof value === 'bigint' ? `${value}` : value))))
  })
})
