import type { IncomingHttpHeaders } from 'node:http'

/**
 * Returns true if a browser says that it runs on a phone. Chromium sends the header `Sec-CH-UA-Mobile` for this, which also follows the choice "Desktop site" of
 * its user. The user agent of other browsers contains "Mobile" on phones.
 */
export function isFromPhone(headers: IncomingHttpHeaders): boolean {
  const mobile = headers['sec-ch-ua-mobile']
  return mobile === undefined ? /\bMobile\b/.test(headers['user-agent'] ?? '') : mobile === '?1'
}
