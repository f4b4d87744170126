import { describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { contractSizes, judgeSizes } from './contractSizes.ts'

describe('contract sizes', () => {
  it('rejects a contract with fewer than 200 bytes left and accepts one with 200', () => {
    expect(judgeSizes({ Roomy: 24_376, Full: 24_377 }).problems).toBe('Full has 199 bytes left of 24576; keep at least 200')
    expect(judgeSizes({ Roomy: 24_376 }).problems).toBe('')
  })

  it('prints the remaining bytes of each contract, fewest first', () => {
    expect(judgeSizes({ Small: 576, Large: 23_576 }).lines).toEqual(['Large: 1,000 bytes left', 'Small: 24,000 bytes left'])
  })

  it('reads the compiler’s sizes', () => {
    expect(contractSizes(checkout).lines.join('\n')).toMatch(/^Market(Annex)?: /m)
  })
})
