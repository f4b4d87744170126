import { groupedCharacters } from '@infinitio/domain'
import { CircleCheck, Hourglass } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'

type CompareCharactersProps = {
  /** Six characters that must be the same in the browser and in the terminal of the machine; null until the machine has answered. */
  readonly characters: string | null
  readonly isSame: boolean
  /** The answer in the terminal of the machine: still asked, or accepted. Agents of earlier versions are `silent`: they send no answer. */
  readonly machine: 'asked' | 'accepted' | 'silent'
  readonly onSame: () => void
  readonly onOther: () => void
}

/**
 * Asks the person to compare six characters with the terminal of the machine, before the wallet signs anything. After a yes in the browser, asks for the same
 * answer in the terminal.
 */
export function CompareCharacters({ characters, isSame, machine, onSame, onOther }: CompareCharactersProps) {
  const t = useTranslations('pair.compare')
  const waitingId = useId()
  const waiting = characters === null ? waitingId : undefined
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
          <Confirmed machine={machine} />
        ) : (
          <div className="row wrap g3">
            <Button tone="primary" size="lg" disabled={characters === null} aria-describedby={waiting} onClick={onSame}>
              {t('same')}
            </Button>
            <Button size="lg" disabled={characters === null} aria-describedby={waiting} onClick={onOther}>
              {t('other')}
            </Button>
          </div>
        )}
        {characters === null && (
          <p className="dim" id={waitingId}>
            {t('waiting')}
          </p>
        )}
      </div>
    </Panel>
  )
}

function Confirmed({ machine }: Pick<CompareCharactersProps, 'machine'>) {
  const t = useTranslations('pair.compare')
  const Icon = machine === 'asked' ? Hourglass : CircleCheck
  return (
    <p className={machine === 'asked' ? 'row g2' : 'row g2 go'} role="status">
      <Icon className="i" aria-hidden /> {t(`confirmed.${machine}`)}
    </p>
  )
}
