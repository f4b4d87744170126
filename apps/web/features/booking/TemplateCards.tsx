'use client'
import { FileCode, Terminal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { RadioGroup } from 'radix-ui'
import type { LeaseSetup } from '#web/features/booking/leaseSetup.ts'

const templates = [
  { value: 'shell', Icon: Terminal },
  { value: 'script', Icon: FileCode },
] as const

/** What starts on the node: a plain shell, or a shell that first runs a script. */
export function TemplateCards({
  template,
  onTemplate,
}: {
  readonly template: LeaseSetup['template']
  readonly onTemplate: (template: LeaseSetup['template']) => void
}) {
  const t = useTranslations('book.template')
  return (
    <RadioGroup.Root
      className="tpls"
      aria-label={t('title')}
      value={template}
      onValueChange={(value) => onTemplate(value === 'script' ? 'script' : 'shell')}
    >
      {templates.map(({ value, Icon }) => (
        <RadioGroup.Item key={value} value={value} className={template === value ? 'tpl on' : 'tpl'}>
          <Icon className="i" aria-hidden />
          <b>{t(`${value}.title`)}</b>
          <span className={template === value ? 'radio on' : 'radio'} aria-hidden />
          <p>{t(`${value}.text`)}</p>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
