import { expect, test } from 'vitest'
import { AnswersPanel } from '#web/features/govern/work/AnswersPanel.tsx'
import { BelowTitle } from '#web/features/govern/work/BelowTitle.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

test.each([
  ['A tool\nIts tests show it.', 'A tool', 'Its tests show it.'],
  ['\n# A tool\n\nIts tests show it.', 'A tool', 'Its tests show it.'],
  ['A tool', 'A tool', null],
  ['A long line\nMore', 'A long', 'A long line\nMore'],
])('shows %j below the title %j without repeating it', (text, title, shown) => {
  const markup = markupFor('en', <BelowTitle text={text} title={title} />)
  expect(markup).toBe(shown === null ? '' : `<p class="panel-body t13 gtext">${shown}</p>`)
})

test('shows the time left to answer only while an answer is missing', () => {
  const answer = { word: 'Accepted', reason: 'It works.' }
  const [one, two] = [`0x${'1'.repeat(40)}`, `0x${'2'.repeat(40)}`]
  const said = (last: typeof answer | null) =>
    markupFor(
      'en',
      <AnswersPanel
        title="Reviewers"
        text=""
        drawn={[
          { account: one, answer },
          { account: two, answer: last },
        ]}
        left={86_400}
      />,
    )
  expect(said(null)).toContain('left to answer')
  expect(said(answer)).not.toContain('left to answer')
})
