import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { isTameMarkdown, MarkdownText } from '#web/parts/markdown/MarkdownText.tsx'

const of = (text: string) => renderToStaticMarkup(<MarkdownText text={text} />)

test('shows paragraphs, emphasis, lists, code and links', () => {
  const shown = of('# Lower the fee\n\nIt is **too high**:\n\n- for `A`\n- for B\n\n[Forum](https://forum.example/t/1)')
  for (const part of ['<h3>Lower the fee</h3>', '<strong>too high</strong>', '<li>for <code>A</code></li>']) expect(shown).toContain(part)
  expect(shown).toContain('href="https://forum.example/t/1" rel="nofollow noopener noreferrer ugc" target="_blank"')
})

test('runs no script and loads nothing, whatever text another user writes', () => {
  const attacks = [
    ...[
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '<iframe src="https://evil.example"></iframe>',
      '<a href="javascript:alert(1)">x</a>',
    ],
    ...['![x](https://evil.example/pixel.png)', '![x](javascript:alert(1))', '![x][y]\n\n[y]: https://evil.example/p.png', '<svg onload=alert(1)>'],
  ]
  for (const attack of attacks) expect(of(attack), attack).not.toMatch(/<(script|img|iframe|svg|object|style)|<a [^>]*javascript/i)
  for (const url of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    '//evil.example',
    '/govern',
    'java&#10;script:alert(1)',
  ])
    expect(of(`[x](${url})`), url).not.toContain('href')
  expect(of('<javascript:alert(1)>')).not.toContain('href')
})

test('shows a text as written if it would block the parser', () => {
  const hostile = [
    '> '.repeat(5_000),
    '>'.repeat(10_000),
    '- '.repeat(4_000),
    '1. '.repeat(3_000),
    '> * '.repeat(2_000),
    '*a'.repeat(5_000),
    '['.repeat(10_000),
  ]
  const nested = Array.from({ length: 140 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n')
  for (const text of [...hostile, nested, 'a\n'.repeat(5_000)]) {
    expect(isTameMarkdown(text), text.slice(0, 12)).toBe(false)
    expect(of(text)).toContain('class="gtext"')
  }
})

test('parses a text of usual length', () => {
  const ordinary = '## Why\n\n> A quote\n\n1. One\n   - **two**\n\n---\n\n'.repeat(50)
  expect(isTameMarkdown(ordinary)).toBe(true)
  expect(isTameMarkdown('-----------------------------\n..........\n2026-11-26: 1.25 of 3')).toBe(true)
})
