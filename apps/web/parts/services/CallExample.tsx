'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'

const languages = ['Python', 'JavaScript', 'curl'] as const
type Language = (typeof languages)[number]
const options = languages.map((language) => ({ value: language, label: language }))

/** Shows how a program calls a model: the command that pays for the calls, and the request in the language that the visitor chooses. */
export function CallExample({ model, service }: { readonly model: string; readonly service: string }) {
  const t = useTranslations('callExample')
  const [language, setLanguage] = useState<Language>('Python')
  return (
    <Panel title={t('title')} end={<Segmented label={t('language')} value={language} options={options} onChange={setLanguage} />}>
      <div className="panel-body stack g2">
        <p className="t12 dim">
          {t('needs')}{' '}
          <Link className="link" href="/docs/guides/call-a-model">
            {t('guide')}
          </Link>
        </p>
        <p className="t12 dim">{t('first')}</p>
        <CodeLine text={`infinitio proxy ${service} --deposit 1`} label={t('copyCommand')} doneLabel={t('copied')} wrap />
        <p className="t12 dim">{t('then')}</p>
        <CodeLine text={requestIn(language, model)} label={t('copyCode')} doneLabel={t('copied')} wrap />
      </div>
    </Panel>
  )
}

/** Returns a request to the proxy of this computer. A model's name is data of its provider, so it is quoted as each language needs. */
function requestIn(language: Language, model: string): string {
  const name = JSON.stringify(model)
  switch (language) {
    case 'Python':
      return `from openai import OpenAI

answer = OpenAI().chat.completions.create(
    model=${name},
    messages=[{"role": "user", "content": "Say hello"}],
)
print(answer.choices[0].message.content)`
    case 'JavaScript':
      return `import { OpenAI } from 'openai'

const answer = await new OpenAI().chat.completions.create({
  model: ${name},
  messages: [{ role: 'user', content: 'Say hello' }],
})
console.log(answer.choices[0]?.message.content)`
    case 'curl':
      return `curl "$OPENAI_BASE_URL/chat/completions" \\
  -H "Authorization: Bearer $OPENAI_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d ${shellQuoted(JSON.stringify({ model, messages: [{ role: 'user', content: 'Say hello' }] }))}`
  }
}

const shellQuoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
