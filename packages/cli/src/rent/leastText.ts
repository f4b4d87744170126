import { formatDuration, formatPt, type LeastPayment } from '@infinitio/sdk'

/** Says what a lease costs at least, and why. */
export function leastText(
  { amount, reason }: LeastPayment,
  { noticeSeconds, trialSeconds }: { readonly noticeSeconds: number; readonly trialSeconds: number },
): string {
  const least = `At least ${formatPt(amount, { digits: 6 })} PT`
  const afterEnd = `you pay for ${formatDuration(noticeSeconds)} after you end it.`
  switch (reason) {
    case 'trial':
      return `${least}: the first ${formatDuration(trialSeconds)} are free.${noticeSeconds === 0 ? '' : ` Later ${afterEnd}`}`
    case 'whole':
      return `${least}: you pay for the whole time, also if you end it early.`
    case 'notice':
      return `${least}: ${afterEnd}`
    case 'use':
      return `${least}: you pay only for used seconds.`
  }
}
