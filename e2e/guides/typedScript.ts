import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CodeBlock } from '../../apps/api/test/guides/guidePages.ts'
import type { GuideRun } from '../../apps/api/test/guides/runs/guideRun.ts'

/** Texts in any guide, and the values of this market that replace them. */
const everywhere: readonly (readonly [string | RegExp, string])[] = [
  ['http://localhost:3000', '$URL'],
  ['https://market.example', '$URL'],
  // A machine without notice: its GPUs are free again as soon as the reader ends a lease.
  ['Northlight 6', 'Cascade Racks 6'],
  // A finding about something on its way is only late, as the command says: look again.
  [/^npm run admin -- books.*$/gm, 'until node $CHECKOUT/scripts/admin.ts books; do sleep 3; done'],
  // Without npm, which would install the packages of the checkout again in the home of the reader.
  [/^( *)npm run (admin|keys|address)( --)?/gm, '$1node $CHECKOUT/scripts/$2.ts'],
]

/** Texts in guides that name a lease, and the values of the reader's lease that replace them. */
const ofLease: readonly (readonly [string | RegExp, string])[] = [
  [/\blease-12\b/g, 'lease-$LEASE'],
  [/(?<=^infinitio .*\s)12(?=[\s:]|$)/gm, '$LEASE'],
  ['127.0.0.1:2222', '127.0.0.1:$SSH_PORT'],
  [/-p 2222\b/g, '-p $SSH_PORT'],
]

/**
 * Returns a script for bash that runs all blocks of a guide with the mark `here`, in order. It prints `::: PLACE` before each. A block in another language than
 * shell is written to a file of the reader, which its program runs.
 */
export function typedScript({
  run,
  blocks,
  values,
  home,
}: {
  readonly run: GuideRun
  readonly blocks: readonly CodeBlock[]
  readonly values: Readonly<Record<string, string>>
  readonly home: string
}): string {
  const texts = [...(run.typed ?? []), ...everywhere, ...ofLease]
  const filled = (text: string) => text.replaceAll(/\$([A-Z_]+)/g, (whole, name: string) => values[name] ?? whole)
  // In a text for an expression, `$1` is a part of what it found. A text for a text is used as it is.
  const replaced = (text: string, from: string | RegExp, to: string) =>
    typeof from === 'string' ? text.replaceAll(from, () => to) : text.replaceAll(from, to)
  const typed = (code: string) => texts.reduce((text, [from, to]) => replaced(text, from, filled(to)), code)
  const parts = blocks.flatMap((block, index) => {
    const how = run.blocks[index]
    if (typeof how === 'object' && 'saves' in how) writeFileSync(join(home, 'work', how.saves), `${typed(block.code)}\n`)
    if (how !== 'here') return []
    return [`echo "::: ${block.where}"`, linesOf({ ...block, code: typed(block.code) }, join(home, 'work', `block${index + 1}`))]
  })
  return [filled(run.given ?? ''), ...parts].join('\n')
}

function linesOf({ language, code, where }: CodeBlock, file: string): string {
  if (language === 'sh') return code
  const ending = { python: 'py', js: 'mjs', ts: 'mts' }[language]
  if (ending === undefined) throw new Error(`${where} is in the language "${language}", which no program of a reader runs.`)
  writeFileSync(`${file}.${ending}`, `${code}\n`)
  return `${language === 'python' ? 'python3' : 'node'} ${file}.${ending}`
}
