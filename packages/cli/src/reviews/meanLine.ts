import type { Client } from '@infinitio/sdk'

type Summary = NonNullable<Awaited<ReturnType<Client['listRenterReviews']>>['summary']>

/** Formats the mean of reviews and the number of its authors. Pure. */
export function meanLine({ hundredths, authors, sharedFunders }: Summary): string {
  if (hundredths === null) return 'No reviews yet.'
  const shared = sharedFunders === 0 ? '' : ` ${sharedFunders} of them have a shared source of money.`
  return `${(hundredths / 100).toFixed(2)} of 5 stars, from ${authors === 1 ? '1 wallet' : `${authors} wallets`}.${shared}`
}
