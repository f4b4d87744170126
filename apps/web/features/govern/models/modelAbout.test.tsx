import type { ModelItemWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { ModelAbout } from '#web/features/govern/models/ModelAbout.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { sessionQuery } from '#web/parts/session/sessionQuery.ts'

const owner = `0x${'ab'.repeat(20)}`
const model = { id: 1, name: 'Polder 7B', owner, isDescribed: false } as ModelItemWire

function markup(language: 'en' | 'zh', { isDescribed, reader }: { isDescribed: boolean; reader: string | null }): string {
  const client = new QueryClient()
  client.setQueryData(sessionQuery(browserApi).queryKey, (reader === null ? null : { account: reader }) as never)
  return markupFor(
    language,
    <QueryClientProvider client={client}>
      <ModelAbout model={{ ...model, isDescribed }} />
    </QueryClientProvider>,
  )
}

test('a buyer opens a description, and sees no button without one', () => {
  expect(markup('en', { isDescribed: true, reader: null })).toContain('aria-label="About this model: Polder 7B"')
  expect(markup('zh', { isDescribed: true, reader: null })).toContain('模型说明')
  expect(markup('en', { isDescribed: false, reader: `0x${'1'.repeat(40)}` })).toBe('')
})

test('the owner is asked for a description', () => {
  expect(markup('en', { isDescribed: false, reader: owner })).toContain('aria-label="Describe this model: Polder 7B"')
})
