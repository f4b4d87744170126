import { formatDuration, formatPt, type LeastPayment } from '@infinitio/sdk'

/** Describes the minimum cost of a lease, with the reason. */
export function leastText(
  { amount, reason }: LeastPayment,
  { noticeSeconds, trialSeconds }: { readonly noticeSeconds: number; readonly trialSeconds: number },
): string {
  const total = `${formatPt(amount, { digits: 6 })} PT`
  const least = `You pay at least ${total}`
  const notice = formatDuration(noticeSeconds)
  switch (reason) {
    case 'trial':
      return `You pay ${total} if you end the lease in its first ${formatDuration(trialSeconds)} (once per 24 h). Later, you pay from the first second${noticeSeconds === 0 ? '' : `, and for ${notice} more`}.`
    case 'whole':
      return `${least}: the whole time is billed, even if you end the lease early.`
    case 'notice':
      return `${least}, because you pay for ${notice} more after you end the lease.`
    case 'use':
      return `${least}. Only the seconds that you use are billed.`
  }
}
