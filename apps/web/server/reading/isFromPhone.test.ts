import { expect, test } from 'vitest'
import { isFromPhone } from './isFromPhone.ts'

const android = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
const tablet = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const laptop = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

test.each([
  ['Chrome on Android', { 'sec-ch-ua-mobile': '?1', 'user-agent': android }, true],
  ['Chrome on Android that asks for the desktop site', { 'sec-ch-ua-mobile': '?0', 'user-agent': android }, false],
  ['Safari on an iPhone', { 'user-agent': iphone }, true],
  ['Chrome on a tablet', { 'sec-ch-ua-mobile': '?0', 'user-agent': tablet }, false],
  ['Firefox on a laptop', { 'user-agent': laptop }, false],
  ['a program without a name', {}, false],
])('knows whether %s runs on a phone', (_, headers, isPhone) => {
  expect(isFromPhone(headers)).toBe(isPhone)
})
