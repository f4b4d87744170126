'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'

/** Shows how a program calls a model: the command that pays for the calls, and the request with the unchanged OpenAI package. */
export function CallPanel({ model, service }: { readonly model: string; readonly service: string }) {
  const t = useTranslations('model.call')
  const code = `import { OpenAI } from 'openai'

const answer = await new OpenAI().chat.completions.create({
  model: ${JSON.stringify(model)},
  messages: [{ role: 'user', content: 'Say hello' }],
})`
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g3">
        <p className="t13">
          {t('text')}{' '}
          <Link className="link" href="/docs/guides/call-a-model">
            {t('guide')}
          </Link>
        </p>
        <CodeLine text={`infinitio proxy ${service} --deposit 1`} label={t('copyCommand')} doneLabel={t('copied')} wrap />
        <CodeLine text={code} label={t('copyCode')} doneLabel={t('copied')} wrap />
      </div>
    </Panel>
  )
}
