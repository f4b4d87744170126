import { expect, test } from 'vitest'
import { ExamplePart } from '#web/features/docs/api/OperationView.tsx'
import { SchemaTables } from '#web/features/docs/api/SchemaTables.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const schema = {
  oneOf: [
    { $ref: '#/components/schemas/RentDraft' },
    { type: 'object', properties: { step: { const: 'placed' }, orderHash: { type: 'string' } }, required: ['step', 'orderHash'] },
  ],
}

test.each([
  ['en', 'Alternative 1', 'Alternative 2'],
  ['zh', '形式 1', '形式 2'],
] as const)('gives each alternative of an answer its own part, in %s', (language, first, second) => {
  const markup = markupFor(language, <SchemaTables schema={schema} label="Fields of RentAnswer" />)
  for (const part of [first, second, 'href="/docs/api/schemas/RentDraft"', 'step: “placed”', 'orderHash']) expect(markup).toContain(part)
  expect(markup.match(/<table/g)).toHaveLength(1)
})

test('shows an example as indented JSON, and nothing without one', () => {
  const copy = { label: 'Copy', doneLabel: 'Copied' }
  const markup = markupFor('en', <ExamplePart title="Example of a body" example={{ step: 'draft', hours: 1 }} copy={copy} />)
  expect(markup.replaceAll('&quot;', '"')).toContain('{\n  "step": "draft",\n  "hours": 1\n}')
  expect(markupFor('en', <ExamplePart title="Example" example={undefined} copy={copy} />)).not.toContain('details')
})
