import type { IncomingHttpHeaders } from 'node:http'

/**
 * Returns true if a browser says that it runs on a phone. Chromium says so in a header of its own (`Sec-CH-UA-Mobile`); of other browsers, the name contains
 * "Mobile" on phones. The header wins, because it also follows a choice such as "desktop site".
 */
export function isFromPhone(headers: IncomingHttpHeaders): boolean {
  const mobile = headers['sec-ch-ua-mobile']
  return mobile === undefined ? /\bMobile\b/.test(headers['user-agent'] ?? '') : mobile === '?1'
}
