import { formatDuration, formatPt, type LeastPayment } from '@infinitio/sdk'

/** Describes the minimum cost of a lease, with the reason. */
export function leastText(
  { amount, reason }: LeastPayment,
  { noticeSeconds, trialSeconds }: { readonly noticeSeconds: number; readonly trialSeconds: number },
): string {
  const least = `You pay at least ${formatPt(amount, { digits: 6 })} PT`
  const notice = formatDuration(noticeSeconds)
  switch (reason) {
    case 'trial':
      return `${least}. The first ${formatDuration(trialSeconds)} are free.${noticeSeconds === 0 ? '' : ` If you end the lease after that, you pay for ${notice} more.`}`
    case 'whole':
      return `${least}: the whole time is billed, even if you end the lease early.`
    case 'notice':
      return `${least}, because you pay for ${notice} more after you end the lease.`
    case 'use':
      return `${least}. Only the seconds that you use are billed.`
  }
}
