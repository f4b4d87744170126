'use client'
import { useTranslations } from 'next-intl'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'

type CodeProps = { readonly body: string; readonly service: string | null; readonly isSealed: boolean; readonly onClose: () => void }

/** Shows the request of the page as a program that uses the unchanged OpenAI package. `body` is the JSON of the request. */
export function CodeDialog({ body, service, isSealed, onClose }: CodeProps) {
  const t = useTranslations('playground.code')
  const { provider: _, ...request } = JSON.parse(body) as Record<string, unknown>
  const code = `import { OpenAI } from 'openai'

const openai = new OpenAI()
const stream = await openai.chat.completions.create(${JSON.stringify(request, null, 2)})
for await (const { choices } of stream) process.stdout.write(choices[0]?.delta.content ?? '')`
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} description={t('text')}>
      <div className="stack g3">
        {service !== null && (
          <CodeLine
            text={`infinitio proxy ${service} --deposit 1${isSealed ? ' --privacy sealed' : ''}`}
            label={t('copyCommand')}
            doneLabel={t('copied')}
            wrap
          />
        )}
        <CodeLine text={code} label={t('copyCode')} doneLabel={t('copied')} wrap />
      </div>
    </Dialog>
  )
}
