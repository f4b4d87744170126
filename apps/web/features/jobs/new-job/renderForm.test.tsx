import { expect, test } from 'vitest'
import { draftFaults, exampleDraft } from '#web/features/jobs/new-job/jobDraft.ts'
import { JobFileField } from '#web/features/jobs/new-job/JobFileField.tsx'
import { WorkFields } from '#web/features/jobs/new-job/WorkFields.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const draft = { ...exampleDraft, kind: 'render' } as const
const fields = (
  <WorkFields
    draft={draft}
    isPrivate={false}
    errorOf={(field) => (draftFaults(draft).includes(field) ? 'mend this' : undefined)}
    onChange={() => undefined}
  />
)
const file = <JobFileField kind="render" file={null} isPrivate={false} isTooLarge={false} onFile={() => undefined} />

test('asks for a scene, which has no example, and for the fingerprint, the frames and their size', () => {
  const markup = markupFor('en', fields)
  for (const text of ['Fingerprint of your Blender', 'infinitio jobs blender', 'First frame', 'Last frame', 'Width, in pixels', 'Samples'])
    expect(markup).toContain(text)
  expect(markup.split('mend this')).toHaveLength(2)
  const scene = markupFor('en', file)
  expect(scene).toContain('One file of up to 256 MiB')
  expect(scene).not.toContain('Use the example')
})

test('shows that the number of providers also counts machines without this Blender, in Chinese too', () => {
  expect(markupFor('en', fields)).toContain('also counts machines without your Blender')
  expect(markupFor('zh', fields)).toContain('也包括没有你的 Blender 的机器')
  expect(markupFor('zh', file)).toContain('Blender 场景')
})
