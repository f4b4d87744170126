/** A guide with its title and its Markdown text. */
type Guide = { readonly slug: string; readonly title: string; readonly text: string }

const references = [
  '- [OpenAPI document](/api/v1/openapi.json): each endpoint with fields, limits and an example',
  '- [API reference](/docs/api): the same for people',
  '- [Errors](/docs/errors): each error code with its meaning and what to do',
]

/** Returns the text of `/llms.txt`: one line for each guide with its first sentence. Pure. */
export function llmsText(groups: readonly { readonly title: string; readonly guides: readonly Guide[] }[]): string {
  const parts = groups.map(({ title, guides }) => `## ${title}\n\n${guides.map(lineOf).join('\n')}`)
  const head =
    '# Infinitio\n\n> A market for GPU time: rent a machine by the second, pay from an escrow on a chain, rent out machines, and vote on the rules.'
  return `${[head, `## Reference\n\n${references.join('\n')}`, ...parts].join('\n\n')}\n`
}

function lineOf({ slug, title, text }: Guide): string {
  const summary = firstSentence(text)
  return `- [${title}](/docs/${slug})${summary === '' ? '' : `: ${summary}`}`
}

/** Returns the first sentence of the first paragraph, without the marks of Markdown. Skips blocks of code. */
function firstSentence(text: string): string {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1.*$/gm, '')
  const paragraph = prose.split(/\n{2,}/).find((part) => /^[\p{L}`*[]/u.test(part)) ?? ''
  const plain = paragraph
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^Goal: /, '')
    .trim()
  return /^.*?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain
}
