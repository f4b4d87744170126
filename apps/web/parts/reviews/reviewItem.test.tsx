import type { ReviewWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { ReviewItem } from '#web/parts/reviews/ReviewItem.tsx'
import { StarsLine } from '#web/parts/reviews/Stars.tsx'

const review: ReviewWire = {
  ...{ number: '1', leaseId: '12', node: `0x${'1'.repeat(64)}`, side: 'renter', author: `0x${'a'.repeat(40)}`, subject: `0x${'b'.repeat(40)}` },
  ...{
    stars: 4,
    text: 'Good.',
    hidden: null,
    fees: '1500000000000000000',
    funder: null,
    sharedFunder: false,
    at: 1_800_000_000,
    hash: `0x${'2'.repeat(64)}`,
    answer: null,
  },
}

describe('a review on a page', () => {
  test('shows tags, links and markdown as plain text', () => {
    const text = '<script>alert(1)</script> <img src=x onerror=alert(1)> [free](javascript:alert(1)) **bold** https://evil.example'
    const markup = markupFor('en', <ReviewItem review={{ ...review, text, answer: { number: '2', text, hidden: null, at: 1_800_000_000 } }} />)
    expect(markup).not.toMatch(/<(script|img|a|b>\w*bold)/)
    expect(markup.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/g)).toHaveLength(2)
    expect(markup).toContain('**bold**')
    expect(markup).toContain('The provider answered on')
  })

  test('isolates the direction of a text, so that it cannot turn the words beside it around', () => {
    expect(markupFor('en', <ReviewItem review={{ ...review, text: 'שלום' }} />)).toContain('<p class="rvt" dir="auto">שלום</p>')
  })

  test('shows the reason in place of a hidden text, and that an account deleted a text', () => {
    const hidden = { reason: 'A private address.', at: 1_800_000_000 }
    const english = markupFor('en', <ReviewItem review={{ ...review, text: null, hidden }} />)
    expect(english).toContain('Hidden by the operator:')
    expect(english).toContain('A private address.')
    expect(markupFor('zh', <ReviewItem review={{ ...review, text: null, hidden }} />)).toContain('已由运营者隐藏：')
    expect(markupFor('en', <ReviewItem review={{ ...review, text: null }} />)).toContain(
      'The author deleted the account, so this text was deleted too.',
    )
  })

  test('shows the fees of its lease, and a badge if its author shares a source of money', () => {
    expect(markupFor('en', <ReviewItem review={review} />)).toContain('1.5')
    expect(markupFor('en', <ReviewItem review={review} />)).not.toContain('Shared source of money')
    expect(markupFor('en', <ReviewItem review={{ ...review, sharedFunder: true }} />)).toContain('Shared source of money')
    expect(markupFor('zh', <ReviewItem review={{ ...review, sharedFunder: true }} />)).toContain('资金来源相同')
  })

  test('states that there are no reviews instead of a number', () => {
    expect(markupFor('en', <StarsLine summary={{ hundredths: null, authors: 0, reviews: 0, sharedFunders: 0 }} />)).toContain('No reviews yet')
    expect(markupFor('en', <StarsLine summary={{ hundredths: 350, authors: 2, reviews: 3, sharedFunders: 0 }} />)).toContain('3.50')
  })
})
