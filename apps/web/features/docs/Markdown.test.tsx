import { expect, test } from 'vitest'
import { docTree } from '#web/features/docs/docTree.ts'
import { headingAnchors } from '#web/features/docs/headingAnchors.ts'
import { Markdown } from '#web/features/docs/Markdown.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const of = (text: string, english = text) =>
  markupFor('en', <Markdown doc={{ text, file: 'guides/renter', language: 'en', anchors: headingAnchors(docTree(english)) }} />)

test('gives headings of a translation the anchors of the English page', () => {
  expect(of('# 指南\n\n## 使用 `ssh`', '# Guide\n\n## Use `ssh`')).toContain('<h2 id="use-ssh">使用 <code>ssh</code></h2>')
})

test('highlights code by classes, without inline styles', () => {
  const markup = of('```ts\nconst a = 1 // one\n```')
  expect(markup).toContain('<pre class="mono" tabindex="0"><code class="hljs language-ts"><span class="hljs-keyword">const</span>')
  expect(markup).not.toContain('style=')
  expect(markup).toContain('aria-label="Copy"')
})

test('leaves code of an unknown language plain', () => {
  expect(of('```mermaid\ngraph LR\n```')).toContain('graph LR')
})

test('renders tables, nested lists and strong text beside Chinese punctuation', () => {
  const markup = of('| a | b |\n| --- | --- |\n| 1 | 2 |\n\n- one\n  - two\n\n这是**重点（加粗）**文字')
  for (const part of ['<th scope="col">a</th>', '<td>2</td>', '<ul>\n<li>two</li>\n</ul>', '<strong>重点（加粗）</strong>'])
    expect(markup).toContain(part)
})

test('links pages of the site, marks other sites, and drops links to code', () => {
  const markup = of('[a](provider.md#b) [c](https://forum.example/t) [d](../../packages/a.ts) [e](javascript:alert(1))')
  expect(markup).toContain('href="/docs/guides/provider#b"')
  expect(markup).toContain('href="https://forum.example/t" rel="noreferrer"')
  expect(markup.match(/href=/g)).toHaveLength(2)
})

test('shows HTML as text', () => {
  expect(of('<script>alert(1)</script>\n\na <b onclick="x">b</b>')).not.toMatch(/<script|<b /)
})
