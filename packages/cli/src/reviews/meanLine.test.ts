import { expect, test } from 'vitest'
import { meanLine } from './meanLine.ts'

test('formats a mean with the number of wallets, and states that there are no reviews', () => {
  expect(meanLine({ hundredths: null, authors: 0, reviews: 0, sharedFunders: 0 })).toBe('No reviews yet.')
  expect(meanLine({ hundredths: 398, authors: 1, reviews: 9, sharedFunders: 0 })).toBe('3.98 of 5 stars, from 1 wallet.')
  expect(meanLine({ hundredths: 450, authors: 3, reviews: 3, sharedFunders: 2 })).toBe(
    '4.50 of 5 stars, from 3 wallets. 2 of them have a shared source of money.',
  )
})
