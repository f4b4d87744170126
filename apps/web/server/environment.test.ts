import { expect, test } from 'vitest'
import { environment } from './environment.ts'

const support = environment.pick({ SUPPORT_URL: true })
const parse = (SUPPORT_URL: string) => support.safeParse({ SUPPORT_URL }).success

test.each(['https://help.market.example/ask?from=pages', 'mailto:help@market.example', 'mailto:help@market.example?subject=A%20question'])(
  'accepts %s as the address for help',
  (url) => expect(parse(url)).toBe(true),
)

test.each([
  'javascript:alert(document.cookie)',
  'JAVASCRIPT:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'http://help.market.example',
  'ftp://help.market.example',
  'help@market.example',
  '//help.market.example',
  '',
  `https://help.market.example/${'a'.repeat(500)}`,
])('refuses %s as the address for help', (url) => expect(parse(url)).toBe(false))
