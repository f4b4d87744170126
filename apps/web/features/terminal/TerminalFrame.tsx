import { Maximize2, Minimize2, RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'

export type TerminalFrameProps = {
  readonly name: string
  /** What stands at the left of its head: a title, or tabs. */
  readonly head: ReactNode
  /** Connects again; null while that is not for a person to do. */
  readonly onAgain: (() => void) | null
  readonly children: ReactNode
}

/** The window around terminals: their head, which can take the whole page. */
export function TerminalFrame({ name, head, onAgain, children }: TerminalFrameProps) {
  const t = useTranslations('terminal')
  const [isLarge, setIsLarge] = useState(false)
  return (
    <section className={isLarge ? 'tw large' : 'tw'} aria-label={name}>
      <header className="tw-head">
        {head}
        <span className="end">
          {onAgain !== null && (
            <button type="button" aria-label={t('again')} onClick={onAgain}>
              <RotateCw className="i s" aria-hidden />
            </button>
          )}
          <button type="button" aria-label={t(isLarge ? 'smaller' : 'larger')} onClick={() => setIsLarge(!isLarge)}>
            {isLarge ? <Minimize2 className="i s" aria-hidden /> : <Maximize2 className="i s" aria-hidden />}
          </button>
        </span>
      </header>
      {children}
    </section>
  )
}
