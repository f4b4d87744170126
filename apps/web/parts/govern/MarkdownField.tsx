import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CountedField, type CountedFieldProps } from '#web/parts/govern/CountedField.tsx'

const MarkdownText = dynamic(() => import('#web/parts/markdown/MarkdownText.tsx').then((module) => module.MarkdownText))

/** A counted field for Markdown. A button shows the text below the field as other people will see it; the preview follows the typing. */
export function MarkdownField(props: CountedFieldProps) {
  const t = useTranslations('govern.preview')
  const [isShown, setIsShown] = useState(false)
  const id = useId()
  return (
    <div className="stack g2">
      <CountedField {...props} />
      <div>
        <Button size="sm" aria-expanded={isShown} aria-controls={id} onClick={() => setIsShown(!isShown)}>
          {t(isShown ? 'hide' : 'show')}
        </Button>
      </div>
      <section id={id} className="panel p-4" aria-label={t('title')} hidden={!isShown}>
        {isShown && (props.value.trim() === '' ? <p className="t13 dim">{t('empty')}</p> : <MarkdownText text={props.value} />)}
      </section>
    </div>
  )
}
