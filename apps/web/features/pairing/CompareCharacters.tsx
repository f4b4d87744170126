import { groupedCharacters } from '@infinitio/domain'
import { CircleCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'

type CompareCharactersProps = {
  /** Null until the machine answered. */
  readonly characters: string | null
  readonly isSame: boolean
  readonly onSame: () => void
  readonly onOther: () => void
}

/** Asks the person to compare six characters with the terminal of the machine, before the wallet signs anything. */
export function CompareCharacters({ characters, isSame, onSame, onOther }: CompareCharactersProps) {
  const t = useTranslations('pair.compare')
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g3 t13">
        <p>{t('text')}</p>
        <p
          className="pair-characters mono"
          role="status"
          aria-label={characters === null ? t('waiting') : t('label', { characters: [...characters].join(' ') })}
        >
          {characters === null ? '··· ···' : groupedCharacters(characters)}
        </p>
        {isSame ? (
          <p className="row g2 go">
            <CircleCheck className="i" aria-hidden /> {t('done')}
          </p>
        ) : (
          <div className="row wrap g3">
            <Button tone="primary" size="lg" disabled={characters === null} onClick={onSame}>
              {t('same')}
            </Button>
            <Button size="lg" disabled={characters === null} onClick={onOther}>
              {t('other')}
            </Button>
          </div>
        )}
        {characters === null && <p className="dim">{t('waiting')}</p>}
      </div>
    </Panel>
  )
}
