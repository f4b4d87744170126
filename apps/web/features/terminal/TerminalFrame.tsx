import { Maximize2, Minimize2, RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'

export type TerminalFrameProps = {
  readonly name: string
  /** Left part of the head: a title, or tabs. */
  readonly head: ReactNode
  /** Reconnects; null if the user cannot reconnect now. */
  readonly onAgain: (() => void) | null
  readonly children: ReactNode
}

/** Frames the terminals with a head and a full-page button. */
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
