import type { IncomingHttpHeaders } from 'node:http'

/**
 * Returns true if a browser reports that it runs on a phone. Chromium reports it in the header `Sec-CH-UA-Mobile`, and reports no phone if its user chose
 * "Desktop site". Other browsers have "Mobile" in their user agent on phones.
 */
export function isFromPhone(headers: IncomingHttpHeaders): boolean {
  const mobile = headers['sec-ch-ua-mobile']
  return mobile === undefined ? /\bMobile\b/.test(headers['user-agent'] ?? '') : mobile === '?1'
}
