import { expect, test } from 'vitest'
import { guidePages } from './guidePages.ts'

/** Headings to which links existed before the guides were split. Each of the old addresses must still lead to a section with a link to the new page. */
const oldHeadings: Readonly<Record<string, readonly string[]>> = {
  renter: [
    ...['1-a-wallet', '2-find-a-machine', 'what-fits-a-model-best', 'what-you-pay-at-least', 'what-value-means', 'where-and-how-fast'],
    ...['what-separates-you-from-the-machine', 'compare-other-starts-and-your-own-price', '3-rent-now-or-hold-it-first'],
    ...['several-machines-as-one-order', '4-choose-the-program-and-sign-once', 'your-own-image', 'secrets', 'cancelling-before-it-is-ready'],
    ...['5-use-it', 'a-copy-of-the-disk', 'to-another-machine', '6-extend-it', '7-end-it', 'invoices', '8-transfer-it-to-another-wallet'],
    ...['9-your-data', '10-let-a-key-rent-for-you', 'money-and-statements', '11-name-your-price', 'when-you-get-an-error'],
    ...['share-a-lease-with-a-teammate', 'if-somebody-has-your-session', 'if-this-market-is-offline', 'the-same-from-a-terminal'],
    ...['one-command-on-the-cheapest-machine', 'language-currency-and-time-zone'],
  ],
  tools: [
    ...['log-in-once', 'endpoints', 'messages-a-wallet-signs', 'calculations-and-acts-of-the-pages', 'what-an-api-key-may-do'],
    ...['tokens-for-curl-and-other-programs', 'rent-by-api-in-two-steps'],
  ],
}

const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

test.each(Object.entries(oldHeadings))('%s still has a section at each old address', (name, headings) => {
  const page = guidePages('en').find(({ file }) => file === `docs/guides/${name}.md`)
  const present = new Set([...(page?.prose.matchAll(/^#{2,3} (.+)$/gm) ?? [])].map(([, heading = '']) => anchorOf(heading)))
  expect(headings.filter((heading) => !present.has(heading))).toEqual([])
})
